"""What a fetched page leads to, and what kind of page it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from crawler import jsonld
from crawler.charset import decode
from crawler.dates import EARLIEST, META_NAMES, day_of, day_of_url
from crawler.inflate import SITEMAP_CAP, gunzip
from crawler.sitemaps import kind_of_xml, read_entries
from crawler.urls import canonical_url

_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|bmp|pdf|docx?|xlsx?|pptx?|zip|rar|7z|mp[34]|m4a|avi|mov|wav"
    r"|css|js|json|woff2?|ttf|apk|exe)$",
    re.IGNORECASE,
)
_PAGING = re.compile(
    r"[?&](?:page|trang|p|paged)=\d{1,5}$|(?:/(?:page|trang|p)[/-]?|[-_](?:page|trang|p)-?)\d{1,5}/?(?:\.html?)?$",
    re.I,
)
_NEXT = re.compile(r"(?:^|[\s_-])(?:next|pagination|paging|pager|page-link|phan-trang)(?:$|[\s_-])", re.I)
_PROSE = 600
_LEAST_PARAGRAPH = 60
_MOST_TEXT = 100_000

ARTICLE, LISTING = 2, 3
_FEED, _SITEMAP = 1, 1
_LATER_SITEMAP = 4


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a page names, with what it is taken for."""

    url: str
    kind: str = "page"
    priority: int = LISTING
    paging: bool = False
    published: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What a fetched page is (`article`, `listing`, `sitemap`, `feed`), and where it leads.

    `text` is an article's title and paragraphs, rough: enough to compare and to judge it, not to read it.
    """

    kind: str
    links: tuple[Link, ...] = ()
    canonical: str | None = None
    published: date | None = None
    problem: str = field(default="")
    text: str = ""


def look_at(url: str, body: bytes, content_type: str = "") -> Look:
    """Tell a fetched page's kind and links; parses it once. Raises TooLarge and Unreadable for a packed file."""
    body = gunzip(body, SITEMAP_CAP)
    if not body.strip():
        return Look("page", problem="empty page")
    kind = kind_of_xml(body) if _may_be_xml(body) else None
    if kind == "index":
        entries = sorted(read_entries(body), key=lambda entry: entry.published or date.max, reverse=True)
        links = [Link(entry.url, "sitemap", _LATER_SITEMAP, published=entry.published) for entry in entries]
        return Look("sitemap", _resolved(url, links))
    if kind in ("sitemap", "feed"):
        entries = read_entries(body)
        links = [
            Link(entry.url, "page", likely_priority(entry.url), published=entry.published)
            for entry in entries
        ]
        return Look(kind, _resolved(url, links))
    return _look_at_html(url, decode(body, content_type)[0])


def _may_be_xml(body: bytes) -> bool:
    head = body[:1000].lower()
    return b"<html" not in head and b"<!doctype html" not in head


def _resolved(base: str, links: Iterable[Link]) -> tuple[Link, ...]:
    """Links with canonical addresses, each once, without files that are no pages."""
    seen: dict[str, Link] = {}
    for link in links:
        url = canonical_url(link.url, base)
        if url and url not in seen and not _FILES.search(urlsplit(url).path):
            seen[url] = replace(link, url=url)
    return tuple(seen.values())


def likely_priority(url: str) -> int:
    """Pages whose address looks like an article's come before others."""
    return ARTICLE if looks_like_article(url) else LISTING


@lru_cache(maxsize=8192)
def looks_like_article(url: str) -> bool:
    """Whether an address has the shape of an article's: words of a title, four with a number or five."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return last.count("-") >= 4 or (last.count("-") >= 3 and last[-1:].isdigit())


def _look_at_html(url: str, text: str) -> Look:
    tree = _parse_plain(text)
    if tree is None:
        return Look("page", problem="empty page")
    meta = dict(_metas(tree))
    data = jsonld.read_data(s.text or "" for s in tree.iter("script") if "ld+json" in (s.get("type") or ""))
    base = next((b.get("href") for b in tree.iter("base") if b.get("href")), None)
    base = canonical_url(base, url) if base else url
    kind = "article" if _is_article(url, tree, meta, data) else "listing"
    canonical = next(
        (e.get("href") for e in tree.iter("link") if e.get("rel") == "canonical" and e.get("href")), None
    )
    return Look(
        kind,
        _resolved(base or url, _links(tree)),
        canonical_url(canonical, url) if canonical else None,
        _published(url, meta, data),
        text=_rough_text(tree) if kind == "article" else "",
    )


def parse_html(text: str) -> Any:
    """An lxml tree of a page, or None where there is nothing in it."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _parse_plain(text: str) -> Any:
    """The same tree of plain elements: those of lxml.html have a class by their name, looked up in Python for each."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _text(element: Any) -> str:
    """All that is written in an element."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and element.get("content"):
            yield name.lower(), element.get("content")


def _is_article(url: str, tree: Any, meta: dict[str, str], data: list[dict[str, Any]]) -> bool:
    """By what the page declares, by its prose, or by its address where nothing is declared."""
    if urlsplit(url).path in ("", "/"):
        return False
    declared = meta.get("og:type", "").lower()
    if declared in ("article", "newsarticle") or any(jsonld.is_article(item) for item in data):
        return True
    if tree.xpath("boolean(//*[@itemprop='articleBody'])"):
        return True
    if not tree.xpath("boolean(//h1)"):
        return False
    return (looks_like_article(url) and declared != "website") or _prose(tree) >= _PROSE


def _prose(tree: Any) -> int:
    """Characters of the paragraphs that share one parent, where there are most, less what is linked.

    An article's paragraphs stand together; the teasers of a listing each in a box of its own.
    """
    totals: dict[Any, int] = {}
    for paragraph in tree.iter("p"):
        length = len(_text(paragraph).strip())
        parent = paragraph.getparent()
        if length >= _LEAST_PARAGRAPH and parent is not None and parent.tag != "a":
            linked = sum(len(_text(a)) for a in paragraph.iter("a"))
            totals[parent] = totals.get(parent, 0) + (length - linked if linked * 2 < length else 0)
    return max(totals.values(), default=0)


def _rough_text(tree: Any) -> str:
    """Title and paragraphs that aren't mostly links, a line each; of a page without any all that is written on it."""
    parts = [*tree.iter("title"), *tree.iter("h1"), *(p for p in tree.iter("p") if not _is_linked(p))]
    text = "\n".join(dict.fromkeys(" ".join(_text(part).split()) for part in parts))
    if len(text) < _LEAST_PARAGRAPH * 4:
        text = "\n".join([text, *(" ".join(_text(body).split()) for body in tree.iter("body"))])
    return text[:_MOST_TEXT]


def _is_linked(paragraph: Any) -> bool:
    if not len(paragraph) or next(paragraph.iter("a"), None) is None:
        return False
    linked = sum(len(_text(a)) for a in paragraph.iter("a"))
    return linked * 2 >= len(_text(paragraph)) and linked > 0


def _published(url: str, meta: dict[str, str], data: list[dict[str, Any]]) -> date | None:
    """The publication day where the page's own data or its address give it."""
    values = [item["datePublished"] for item in data if isinstance(item.get("datePublished"), str)]
    values += [meta[name] for name in META_NAMES if name in meta]
    days = [day for value in values if (day := day_of(value)) and day >= EARLIEST]
    return days[0] if days else day_of_url(url)


def _links(tree: Any) -> Iterator[Link]:
    for element in tree.iter("link", "a", "area"):
        href = element.get("href")
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            continue
        rel = (element.get("rel") or "").lower().split()
        if element.tag == "link":
            if "alternate" in rel and any(x in (element.get("type") or "") for x in ("rss", "atom")):
                yield Link(href, "feed", _FEED)
            elif "next" in rel:
                yield Link(href, paging=True)
        elif "next" in rel or _PAGING.search(href) or _NEXT.search(_classes(element)):
            yield Link(href, paging=True)
        elif "nofollow" not in rel:
            words = " ".join((_text(element) or element.get("title") or "").split())[:200]
            yield Link(href, priority=likely_priority(href), words=words)


def _classes(element: Any) -> str:
    parent = element.getparent()
    return f"{element.get('class') or ''} {parent.get('class') or '' if parent is not None else ''}"
