"""An address in the stations of a crawl: found, waiting its turn, fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crawler.archive import Place


@dataclass(frozen=True, slots=True)
class Found:
    """An address that a page, a feed or a sitemap names, and what is known of it.

    `kind` is `page` where nobody has looked yet. `published` is the day the site gives, for a sitemap the day
    of its last change. `again` asks to look again at a page that an earlier visit fetched.
    """

    url: str
    kind: str = "page"
    priority: int = 3
    depth: int = 0
    paging: int = 0
    hops: int = 0
    published: date | None = None
    skip: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An address in the frontier, with what is needed to fetch it."""

    id: int
    url: str
    host: str
    kind: str
    state: str
    depth: int
    paging: int
    hops: int
    tries: int
    etag: str | None
    modified: str | None
    body: str | None
    record: int | None


@dataclass(frozen=True, slots=True)
class Gained:
    """What became of a page that was fetched; `text` and `title` are digests of an article's words."""

    kind: str
    body: str
    text: str | None
    title: str | None
    place: Place | None
    published: date | None = None
    etag: str | None = None
    modified: str | None = None
