"""How the pages of a paper, or of a family of papers, are built."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from bs4.element import Tag

from crawler import jsonld
from crawler.page import Page, flat

_BYLINE = re.compile(
    r"(?:(?:tác giả|thực hiện|người viết|(?:bài|tin)(?:,? (?:và )?ảnh)?|theo|by)\s{0,3}:\s{0,3}|by\s)",
    re.IGNORECASE,
)
_RIGHT = re.compile(r"text-align\s{0,3}:\s{0,3}right", re.IGNORECASE)
_JOINERS = frozenset(("và", "-", "–", "&", ",", "ghi", "thực", "hiện"))
_LONGEST_NAME = 80
_MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Layout:
    """The functions that find an article's fields; each gives None where the page doesn't show the field.

    `fits` tells whether a page is built so: a layout is known by its page and not by its host, because one
    system serves many papers and a paper changes its system. `drop` gives elements of the body that aren't
    of its text. A module of `crawler.sites` holds one as `LAYOUT`; `rank` orders them, lower ones first.
    `papers` names hosts that are known to use it.
    """

    name: str
    fits: Callable[[Page], bool]
    title: Callable[[Page], str | None]
    lead: Callable[[Page], str | None]
    body: Callable[[Page], Tag | None]
    author: Callable[[Page], str | None]
    published: Callable[[Page], date | None]
    drop: Callable[[Tag], Iterable[Tag]]
    rank: int = 5
    papers: tuple[str, ...] = ()


def with_class(body: Tag, *classes: str) -> list[Tag]:
    """Elements of a body that have one of these classes."""
    wanted = frozenset(classes)
    return [e for e in body.find_all(class_=True) if not wanted.isdisjoint(e.get_attribute_list("class"))]


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
