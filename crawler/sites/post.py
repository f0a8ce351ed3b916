"""Family `post-*`: qdnd.vn, older pages of dangcongsan.vn, baovephapluat.vn (not verified live)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bs4.element import Tag

from crawler.layout import Layout, author_of, with_class
from crawler.page import Page


def _fits(page: Page) -> bool:
    return page.select(".post-title") is not None and page.select(".post-content") is not None


def _title(page: Page) -> str | None:
    return page.text_of("h1.post-title", ".post-title")


def _lead(page: Page) -> str | None:
    return page.text_of(".post-summary")


def _body(page: Page) -> Tag | None:
    return page.select(".post-content [itemprop=articleBody]") or page.select(".post-content")


def _author(page: Page) -> str | None:
    return author_of(page, ".post-author", ".post-content .author")


def _published(page: Page) -> date | None:
    return page.published(".post-subinfo", ".lbPublishedDate")


def _drop(body: Tag) -> Iterable[Tag]:
    return with_class(
        body, "post-author", "author", "post-summary", "post-subinfo", "post-other", "post-tools"
    )


LAYOUT = Layout(
    "post",
    _fits,
    _title,
    _lead,
    _body,
    _author,
    _published,
    _drop,
    papers=("qdnd.vn", "dangcongsan.vn", "baovephapluat.vn"),
)
