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
    r"^(?:tác giả|thực hiện|người viết|bài,? (?:và )?ảnh|tin,? (?:và )?ảnh|bài|tin|theo|by)\s{0,3}:\s{0,3}|^by\s",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^(?:text-align:\s{0,3}right|.{0,80};\s{0,3}text-align:\s{0,3}right)", re.IGNORECASE)
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Layout:
    """The functions that find an article's fields on a page; each gives None where the page doesn't show the field.

    `fits` tells whether a page is built so: a layout is known by its page and not by its host, because one system
    serves many papers and a paper changes its system. `drop` gives elements of the body that aren't of its text.
    A module of `crawler.sites` holds one as `LAYOUT`. `rank` orders them: lower ones are asked first.
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


def clean_author(text: str | None) -> str | None:
    """A name without «Tác giả:», «Bài và ảnh:» and the like; None where what is left is no name."""
    if text is None:
        return None
    name = _BYLINE.sub("", flat(text)).strip(" -–—|.,;:")
    return name if 1 < len(name) <= _LONGEST_NAME and not name.isdigit() and "http" not in name else None


def author_of(page: Page, *css: str) -> str | None:
    """The author where the page prints one, else as its metadata names one."""
    return (
        clean_author(page.text_of(*css))
        or clean_author(jsonld.author_of(page.data))
        or clean_author(page.meta.get("author"))
    )


def signature(body: Tag) -> Tag | None:
    """The last paragraph of a body, where it stands on the right or is bold and short: the author's name."""
    blocks = [
        p
        for p in body.find_all(("p", "div"), recursive=True)
        if not p.find(("p", "div")) and flat(p.get_text())
    ]
    if not blocks:
        return None
    last: Tag = blocks[-1]
    text = flat(last.get_text())
    right = _SIGNATURE.match(str(last.get("style") or "")) or last.get("align") == "right"
    strong = last.find(("strong", "b"))
    bold = isinstance(strong, Tag) and flat(strong.get_text()) == text
    if len(text) > _LONGEST_NAME or text.endswith((".", "!", "?", ":", ";")) or not (right or bold):
        return None
    return last
