"""Pages of the archive into articles, offline and in an order that doesn't depend on the crawl."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.article import Article
from corpora.errors import CrawlError
from crawler.archive import Place, Stored, read_record
from crawler.report import ARCHIVE_FILE, open_state
from crawler.urls import slug_of, source_of

if TYPE_CHECKING:
    from crawler.layout import Layout
    from crawler.page import Page


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page of the archive that gave no article, and why."""

    url: str
    reason: str


def read_pages(folder: Path) -> Iterator[Article | UnreadPage]:
    """The articles of a crawled folder, by address; a page without one gives an UnreadPage with the reason.

    Reads the archive only, during a crawl or after it. Raises CrawlError where the folder holds no crawl.
    """
    folder = Path(folder)
    seen: dict[str, str] = {}
    for url, place in _places(folder):
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


def _places(folder: Path) -> Iterator[tuple[str, Place]]:
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
    from crawler.page import Page
    from crawler.sites import layout_of

    try:
        page = Page.parse(url, body, content_type, fetched)
        return _read(page, layout_of(page))
    except RecursionError:
        return UnreadPage(url, "elements nested too deep to be an article")


def _read(page: Page, layout: Layout) -> Article | UnreadPage:
    from crawler.layout import clean_author, signature
    from crawler.prose import paragraphs_of

    body = layout.body(page)
    if body is None:
        return UnreadPage(page.url, "no article body found on the page")
    drop, author = list(layout.drop(body)), layout.author(page)
    signed = signature(body)
    if signed is not None:
        drop.append(signed)
        author = author or clean_author(signed.get_text(" "))
    kept = paragraphs_of(body, drop)
    if not kept:
        return UnreadPage(page.url, "the article body is empty")
    published = layout.published(page)
    title = layout.title(page)
    return Article(
        text=_joined(title, layout.lead(page), kept),
        name=slug_of(page.canonical),
        title=_even(title),
        published=published,
        source=source_of(page.canonical),
        url=page.canonical,
        author=_even(author),
        published_basis="page" if published else None,
    )


def _joined(title: str | None, lead: str | None, body: list[str]) -> str:
    """Title, lead and body with a blank line between; what the body's top repeats of them comes once."""
    parts = [part for part in (title, lead) if part]
    while body and body[0] in parts:
        body = body[1:]
    return unicodedata.normalize("NFC", "\n\n".join([*parts, *body]))


def _even(text: str | None) -> str | None:
    return unicodedata.normalize("NFC", text) if text else None
