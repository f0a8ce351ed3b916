"""How the pages of a paper, or of a family of papers, are built."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bs4.element import Tag

from crawler import jsonld
from crawler.dates import Published
from crawler.page import Page, flat

_BYLINE = re.compile(
    r"(?:(?:tác giả|thực hiện|người viết|(?:bài|tin)(?:,? (?:và )?ảnh)?|theo|by)\s{0,3}:\s{0,3}|by\s)",
    re.IGNORECASE,
)
_RIGHT = re.compile(r"text-align\s{0,3}:\s{0,3}right", re.IGNORECASE)
_JOINERS = frozenset(("và", "-", "–", "&", ",", "ghi", "thực", "hiện"))
_LONGEST_NAME = 80
_MOST_WORDS = 10

Css = tuple[str, ...]
"""CSS selectors, the best first."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where on a page the fields of an article stand, as CSS selectors; the first that finds a text counts.

    A layout is known by its page: each selector of `fits` must find something. `drop` and `captions` look within the
    body. `since` and `until` are the years from and to which public code shows it in use, None where that is open.
    Where selectors aren't enough, `by_hand` holds functions under a field's name, which take the page and go before the
    selectors: for `body` they give an element of BeautifulSoup, for `published` a `Published`, else a text. `drop`
    takes the body instead and gives elements of it.
    """

    name: str
    fits: Css
    title: Css
    body: Css
    lead: Css = ()
    author: Css = ()
    section: Css = ()
    date: Css = ()
    drop: Css = ()
    captions: Css = ()
    since: int | None = None
    until: int | None = None
    by_hand: dict[str, Callable[[Any], Any]] = field(default_factory=dict)

    def altered(self, name: str, **fields: Any) -> Layout:
        """The same layout under another name, with other fields."""
        return replace(self, name=name, **fields)

    def is_of(self, page: Page) -> bool:
        """Whether a page is built so."""
        return all(page.has(css) for css in self.fits)

    def title_of(self, page: Page) -> str | None:
        """The title."""
        return self._text("title", page, self.title)

    def lead_of(self, page: Page) -> str | None:
        """The paragraph between title and body, or None."""
        return self._text("lead", page, self.lead)

    def section_of(self, page: Page) -> str | None:
        """The section that the page names: the last step of its path, or what its metadata say."""
        if "section" in self.by_hand:
            return self._text("section", page, ())
        steps = [text for text in page.texts(*self.section) if text]
        return (steps[-1] if steps else page.meta.get("article:section")) or jsonld.section_of(page.data)

    def author_of(self, page: Page) -> str | None:
        """The author where the page prints one, else as its metadata name one."""
        if "author" in self.by_hand:
            return clean_author(self._text("author", page, ()))
        return author_of(page, *self.author)

    def published_of(self, page: Page) -> Published | None:
        """When the article was published."""
        if "published" in self.by_hand:
            found: Published | None = self.by_hand["published"](page)
            return found
        return page.published(*self.date)

    def body_of(self, page: Page) -> Tag | None:
        """The element that holds the body."""
        if "body" in self.by_hand:
            found: Tag | None = self.by_hand["body"](page)
            return found
        return page.select(*self.body)

    def drop_of(self, body: Tag) -> list[Tag]:
        """Elements of a body that aren't of its text."""
        if "drop" in self.by_hand:
            return list(self.by_hand["drop"](body))
        return _within(body, self.drop)

    def captions_of(self, body: Tag) -> list[Tag]:
        """Elements of a body that are captions, beside those that name themselves so."""
        return _within(body, self.captions)

    def _text(self, name: str, page: Page, css: Css) -> str | None:
        if name in self.by_hand:
            found: str | None = self.by_hand[name](page)
            return found
        return page.text_of(*css)


@dataclass(frozen=True, slots=True)
class Site:
    """A paper: its hosts, its layouts (the present one first), where a crawl starts, how well they are known.

    `recorded` is when the structure was taken from public code or a saved page, `verified` when it was last measured on
    the live site; None means that it never was.
    """

    name: str
    hosts: tuple[str, ...]
    layouts: tuple[Layout, ...]
    starts: tuple[str, ...]
    recorded: date
    verified: date | None = None
    note: str = ""


def _within(body: Tag, css: Css) -> list[Tag]:
    return list(body.select(", ".join(css))) if css else []


def clean_author(text: str | None) -> str | None:
    """A name without «Tác giả:», «Bài và ảnh:» and the like; None where what is left is no name."""
    if text is None:
        return None
    name = flat(text)
    byline = _BYLINE.match(name)
    name = name[byline.end() if byline else 0 :].strip(" -–—|.,;:")
    return name if 1 < len(name) <= _LONGEST_NAME and not name.isdigit() and "http" not in name else None


def author_of(page: Page, *css: str) -> str | None:
    """The author where the page prints one, else as its metadata names one."""
    return (
        clean_author(page.text_of(*css))
        or clean_author(jsonld.author_of(page.data))
        or clean_author(page.meta.get("author"))
    )


def signature(body: Tag) -> Tag | None:
    """The last paragraph of a body, where it is a name set to the right or in bold; captions are none."""
    last: Tag | None = None
    for block in body.find_all(("p", "div")):
        if not block.find(("p", "div", "table")) and flat(block.get_text()):
            last = block
    if last is None or last.find_parent(("figure", "table")) is not None:
        return None
    text = flat(last.get_text())
    strong = last.find(("strong", "b"))
    bold = isinstance(strong, Tag) and flat(strong.get_text()) == text
    right = last.get("align") == "right" or _RIGHT.search(str(last.get("style") or "")) is not None
    return last if (right or bold) and is_name(clean_author(text) or "") else None


def is_name(text: str) -> bool:
    """Whether a line can be the name of a person or an agency: few words, each with a capital, no figure."""
    words = text.split()
    if (
        not 1 <= len(words) <= _MOST_WORDS
        or len(text) > _LONGEST_NAME
        or text.endswith((".", "!", "?", ":", ";"))
    ):
        return False
    return all(word in _JOINERS or word[0].isupper() for word in words) and not any(c.isdigit() for c in text)
