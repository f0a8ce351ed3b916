"""A page as a reader sees it: parsed once, with what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from crawler import jsonld
from crawler.address import is_loopback_name
from crawler.charset import decode
from crawler.dates import VIETNAM, published_day
from crawler.urls import canonical_url, host_of, source_of

_BLANKS = re.compile(r"\s+")
_BY_CLASS = re.compile(r"([a-z][a-z0-9]*)?((?:\.[\w-]+)+)")


def flat(text: str) -> str:
    """A text on one line with single blanks."""
    return _BLANKS.sub(" ", text).strip()


@dataclass(frozen=True)
class Page:
    """A fetched page: its address, its markup parsed by BeautifulSoup on lxml, and when it was fetched."""

    url: str
    soup: BeautifulSoup
    fetched: datetime

    @classmethod
    def parse(cls, url: str, body: bytes, content_type: str, fetched: datetime) -> Page:
        """Decode and parse a page's bytes."""
        text, _ = decode(body, content_type)
        return cls(url, BeautifulSoup(text, "lxml"), fetched)

    @cached_property
    def meta(self) -> dict[str, str]:
        """Contents of `meta` elements by lower-case name, property or item property; the first of a name counts."""
        found: dict[str, str] = {}
        for element in self.soup.find_all("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = element.get("content")
            if isinstance(name, str) and isinstance(content, str) and content.strip():
                found.setdefault(name.lower(), content.strip())
        return found

    @cached_property
    def data(self) -> list[dict[str, Any]]:
        """The page's JSON-LD objects, articles first."""
        scripts = self.soup.find_all("script", type="application/ld+json")
        return jsonld.read_data(script.get_text() for script in scripts)

    @cached_property
    def canonical(self) -> str:
        """The address that the page gives as its own, where it is one of its own site; else where it was fetched.

        A page that this machine served is a copy of one elsewhere, so there any address is believed.
        """
        link = self.soup.find("link", rel="canonical")
        href = link.get("href") if isinstance(link, Tag) else None
        named = canonical_url(str(href or self.meta.get("og:url", "")), self.url)
        if named is None or urlsplit(named).path in ("", "/"):
            return self.url
        copied = is_loopback_name(host_of(self.url))
        return named if copied or source_of(named) == source_of(self.url) else self.url

    @cached_property
    def _by_class(self) -> dict[str, list[Tag]]:
        found: dict[str, list[Tag]] = {}
        for element in self.soup.find_all(class_=True):
            for name in element.get_attribute_list("class"):
                found.setdefault(str(name), []).append(element)
        return found

    def select_all(self, css: str) -> list[Tag]:
        """The elements that a CSS selector finds; those by class alone come from an index made once a page."""
        simple = _BY_CLASS.fullmatch(css)
        if simple is None:
            return list(self.soup.select(css))
        first, *others = simple[2].split(".")[1:]
        return [
            element
            for element in self._by_class.get(first, [])
            if (not simple[1] or element.name == simple[1])
            and all(name in element["class"] for name in others)
        ]

    def select(self, *css: str) -> Tag | None:
        """The first element that any of these selectors finds, asked in this order."""
        return next((found[0] for selector in css if (found := self.select_all(selector))), None)

    def text_of(self, *css: str) -> str | None:
        """The text, on one line, of the first of these selectors that finds any."""
        for selector in css:
            for element in self.select_all(selector)[:1]:
                if text := flat(element.get_text(" " if element.find("br") else "")):
                    return text
        return None

    def published(self, *css: str) -> date | None:
        """The publication day (see `crawler.dates`), with `css` telling where the page prints it."""
        return self.published_in(element for selector in css for element in self.select_all(selector)[:3])

    def published_in(self, elements: Iterable[Tag]) -> date | None:
        """The same, with the elements that print it; `time` elsewhere on a page belongs to other articles."""
        shown = list(elements)
        inner = [time for element in shown for time in (element, *element.find_all("time", limit=2))]
        times = [str(element.get("datetime")) for element in inner if element.get("datetime")]
        visible = [flat(element.get_text(" ")) for element in shown]
        day = self.fetched.astimezone(VIETNAM).date()
        return published_day(self.data, self.meta, times, visible, self.canonical, day)
