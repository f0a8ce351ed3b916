"""Pages of the archive into articles, offline and in an order that doesn't depend on the crawl."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from corpora.article import Article
from corpora.errors import CrawlError
from crawler.archive import Place, Stored, read_record
from crawler.reading import Reading, UnreadPage
from crawler.report import ARCHIVE_FILE, open_state


def read_pages(folder: Path) -> Iterator[Article | UnreadPage]:
    """The articles of a crawled folder, by address; a page without one gives an UnreadPage with the reason.

    Reads the archive only, during a crawl or after it. Raises CrawlError where the folder holds no crawl.
    """
    folder = Path(folder)
    seen: dict[str, str] = {}
    for url, place in places(folder):
        try:
            stored = read_record(folder / ARCHIVE_FILE, place)
        except (CrawlError, OSError) as error:
            yield UnreadPage(url, str(error))
            continue
        result = read_page(url, stored)
        if isinstance(result, Article) and result.url is not None:
            first = seen.setdefault(result.url, url)
            if first != url:
                result = UnreadPage(url, f"the same article as {first}")
        yield result


def places(folder: Path) -> Iterator[tuple[str, Place]]:
    """Every article's address and where its newest record lies in the archive, by address."""
    with closing(open_state(folder)) as db:
        rows = db.execute(
            "SELECT urls.url, start, length, digest FROM urls JOIN records ON records.id = urls.record"
            " WHERE urls.kind = 'article' ORDER BY urls.url"
        )
        for url, start, length, digest in rows:
            yield url, Place(start, length, digest)


def read_page(url: str, stored: Stored) -> Article | UnreadPage:
    """One page into an article."""
    return read_html(url, stored.body, stored.header("Content-Type") or "", stored.fetched)


def read_html(url: str, body: bytes, content_type: str, fetched: datetime) -> Article | UnreadPage:
    """A page's bytes into an article, or the reason why there is none in them."""
    found = read_bytes(url, body, content_type, fetched)
    return found if isinstance(found, UnreadPage) else found.article


def read_bytes(url: str, body: bytes, content_type: str, fetched: datetime) -> Reading | UnreadPage:
    """A page's bytes into all that it says, or the reason why it says nothing."""
    from crawler import reading
    from crawler.page import Page

    try:
        return reading.read_page(Page.parse(url, body, content_type, fetched))
    except RecursionError:
        return UnreadPage(url, "elements nested too deep to be an article")
