"""Addresses from sitemaps (also indexes and news sitemaps) and from feeds (RSS, Atom)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from crawler.dates import day_of

_MOST_ENTRIES = 50_000
_ENTRIES = {"url": "urlset", "sitemap": "sitemapindex", "item": "feed", "entry": "feed"}
_ROOTS = {"urlset": "sitemap", "sitemapindex": "index", "rss": "feed", "feed": "feed", "RDF": "feed"}
_DAYS = ("publication_date", "lastmod", "pubDate", "published", "date", "updated")


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of a sitemap or a feed, and the day it gives (in an index, of the last change)."""

    url: str
    published: date | None = None


def kind_of_xml(data: bytes) -> str | None:
    """`sitemap`, `index` or `feed` by the root element of a document, or None where it is none of them."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    for _, element in _walk(data[:65536], ("start",)):
        return _ROOTS.get(_name(element))
    return None


def read_entries(data: bytes) -> list[Entry]:
    """The entries of a sitemap or a feed in order, at most 50,000; of broken XML what can be read."""
    entries: list[Entry] = []
    for _, element in _walk(data, ("end",)):
        if _name(element) in _ENTRIES and len(entries) < _MOST_ENTRIES:
            entry = _entry(element)
            if entry:
                entries.append(entry)
            element.clear()
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]
    return entries


def _walk(data: bytes, events: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    # A byte order mark is cut by the parser; entities and the network stay off.
    walker = etree.iterparse(
        BytesIO(data), events=events, recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for event, element in walker:
            if isinstance(element.tag, str):
                yield event, element
    except etree.XMLSyntaxError:
        return


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _entry(element: Any) -> Entry | None:
    url = ""
    days: dict[str, str] = {}
    for child in element.iterdescendants():
        if not isinstance(child.tag, str):
            continue
        name, text = _name(child), (child.text or "").strip()
        if name in ("loc", "link") and not url:
            # Image and video extensions have `loc` too, but after the page's own.
            url = text or (child.get("href", "") if child.get("rel", "alternate") == "alternate" else "")
        elif name in _DAYS and text:
            days.setdefault(name, text)
    day = next((day_of(days[name]) for name in _DAYS if name in days), None)
    return Entry(url, day) if url else None
