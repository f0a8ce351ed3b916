"""Family `detail-content afcbc-body`: tuoitre.vn, thanhnien.vn, baochinhphu.vn (not verified live)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bs4.element import Tag

from crawler.layout import Layout, author_of, with_class
from crawler.page import Page

_BODY = ".detail-content.afcbc-body"


def _fits(page: Page) -> bool:
    return page.select(_BODY) is not None


def _title(page: Page) -> str | None:
    return page.text_of("h1.detail-title", "h1.detail__title", "h1.article-title", "[data-role=title]", "h1")


def _lead(page: Page) -> str | None:
    return page.text_of(".detail-sapo", ".detail__summary", ".article-sapo", "[data-role=sapo]", "h2.sapo")


def _body(page: Page) -> Tag | None:
    return page.select(_BODY)


def _author(page: Page) -> str | None:
    return author_of(page, ".detail-author", ".detail__author", ".author-info .name", "[data-role=author]")


def _published(page: Page) -> date | None:
    return page.published(".detail-time", ".detail-date", "[data-role=publishdate]", ".publishDate")


def _drop(body: Tag) -> Iterable[Tag]:
    # Boxes of related news are known by their type (`crawler.prose`).
    return with_class(body, "relate-container", "detail-author", "detail-sapo", "banner")


LAYOUT = Layout(
    "detail-afcbc",
    _fits,
    _title,
    _lead,
    _body,
    _author,
    _published,
    _drop,
    papers=("tuoitre.vn", "thanhnien.vn", "baochinhphu.vn", "kenh14.vn", "soha.vn"),
)
