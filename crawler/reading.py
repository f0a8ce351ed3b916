"""A page into an article's fields: title, lead, body, captions, author, section, time of publication."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpora.article import Article
from crawler.piece import Piece
from crawler.urls import slug_of, source_of

if TYPE_CHECKING:
    from crawler.dates import Published
    from crawler.layout import Layout
    from crawler.page import Page


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page of the archive that gave no article, and why."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says: its fields, in NFC; None or empty where it says nothing of them.

    `url` is the article's own address, `layout` names the layout that it was read by. `pieces` are body and captions in
    their order.
    """

    url: str
    layout: str
    title: str | None
    lead: str | None
    pieces: tuple[Piece, ...]
    author: str | None = None
    section: str | None = None
    published: Published | None = None

    @property
    def body(self) -> tuple[str, ...]:
        """The body's paragraphs, lists and tables, without captions."""
        return tuple(piece.text for piece in self.pieces if piece.kind != "caption")

    @property
    def captions(self) -> tuple[str, ...]:
        """The captions of its pictures."""
        return tuple(piece.text for piece in self.pieces if piece.kind == "caption")

    @property
    def article(self) -> Article:
        """The article as it is stored: title, lead and body with a blank line between, captions in their place."""
        parts = [part for part in (self.title, self.lead) if part]
        return Article(
            text="\n\n".join([*parts, *(piece.text for piece in self.pieces)]),
            name=slug_of(self.url),
            title=self.title,
            published=self.published.day if self.published else None,
            source=source_of(self.url),
            url=self.url,
            author=self.author,
            published_basis="page" if self.published else None,
        )


def read_page(page: Page, layout: Layout | None = None) -> Reading | UnreadPage:
    """What a page says, by `layout` or by the one that it is built in; or why it says nothing."""
    from crawler.layout import clean_author, signature
    from crawler.prose import pieces_of
    from crawler.sites import layout_of

    layout = layout or layout_of(page)
    body = layout.body_of(page)
    if body is None:
        return UnreadPage(page.url, "no article body found on the page")
    drop, author = layout.drop_of(body), layout.author_of(page)
    signed = signature(body)
    if signed is not None:
        drop.append(signed)
        author = author or clean_author(signed.get_text(" "))
    title, lead = _even(layout.title_of(page)), _even(layout.lead_of(page))
    pieces = _without_head(pieces_of(body, drop, layout.captions_of(body)), title, lead)
    if not pieces:
        return UnreadPage(page.url, "the article body is empty")
    return Reading(
        page.canonical,
        layout.name,
        title,
        lead,
        tuple(pieces),
        _even(author),
        _even(layout.section_of(page)),
        layout.published_of(page),
    )


def _without_head(pieces: list[Piece], title: str | None, lead: str | None) -> list[Piece]:
    """The pieces in NFC, without title and lead where the body's top repeats them."""
    even = [Piece(unicodedata.normalize("NFC", p.text), p.kind) for p in pieces]
    while even and even[0].text in (title, lead):
        even = even[1:]
    return even


def _even(text: str | None) -> str | None:
    return unicodedata.normalize("NFC", text) if text else None
