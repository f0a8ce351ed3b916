"""Pages of the archive into articles, offline and in an order that doesn't depend on the crawl."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

from corpora.article import Article
from corpora.errors import CrawlError
from crawler.archive import Place, Stored, read_record
from crawler.reading import Reading, UnreadPage
from crawler.report import ARCHIVE_FILE, open_state

_CHUNK = 16


def read_pages(folder: Path, *, workers: int = 1) -> Iterator[Article | UnreadPage]:
    """The articles of a crawled folder, by address; a page without one gives an UnreadPage with the reason.

    Reads the archive only, during a crawl or after it. Raises CrawlError where the folder holds no crawl.
    """
    for _, found in readings(folder, workers=workers):
        yield found if isinstance(found, UnreadPage) else found.article


def readings(folder: Path, *, workers: int = 1) -> Iterator[tuple[str, Reading | UnreadPage]]:
    """Every page of a crawled folder, by address, with all that it says; the same whatever the number of `workers`.

    Of pages that name one address as their own the first counts; the others are told as the same article, or as another
    version of it.
    """
    seen: dict[str, tuple[str, str]] = {}
    for url, found in _each(Path(folder), workers):
        if isinstance(found, Reading):
            version = found.article.version
            first, known = seen.setdefault(found.url, (url, version))
            if first != url:
                relation = "the same article as" if known == version else "another version of"
                yield url, UnreadPage(url, f"{relation} {first}")
                continue
        yield url, found


def _each(folder: Path, workers: int) -> Iterator[tuple[str, Reading | UnreadPage]]:
    read = partial(_read_place, folder / ARCHIVE_FILE)
    if workers <= 1:
        yield from map(read, places(folder))
        return
    from multiprocessing import get_context

    # Processes of their own, begun afresh: what a thread of the caller holds isn't copied into them.
    with get_context("spawn").Pool(workers, initializer=_leave_interrupts) as pool:
        yield from pool.imap(read, places(folder), chunksize=_CHUNK)


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that began this one."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_place(archive: Path, page: tuple[str, Place]) -> tuple[str, Reading | UnreadPage]:
    url, place = page
    try:
        stored = read_record(archive, place)
    except (CrawlError, OSError) as error:
        return url, UnreadPage(url, str(error))
    return url, read_bytes(url, stored.body, stored.header("Content-Type") or "", stored.fetched)


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
