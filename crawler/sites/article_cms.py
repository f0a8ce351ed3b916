"""Family `article__* cms-*`: nhandan.vn, tienphong.vn, sggp.org.vn, vietnamplus.vn (not verified live)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bs4.element import Tag

from crawler.layout import Layout, author_of, with_class
from crawler.page import Page

_BODY = ".article__body"
_AUTHOR = (".article__author", ".article__meta .author", ".article__meta .cms-author")

_DROPPED = (
    "article__author",
    "article__sapo",
    "article__relate",
    "article__tag",
    "article-relate",
    "sda_middle",
)


def _fits(page: Page) -> bool:
    return page.select(".article__title", ".article__body.cms-body") is not None


def _title(page: Page) -> str | None:
    return page.text_of("h1.article__title", ".article__title")


def _lead(page: Page) -> str | None:
    return page.text_of(".article__sapo", ".article__desc")


def _body(page: Page) -> Tag | None:
    return page.select(_BODY)


def _author(page: Page) -> str | None:
    return author_of(page, *_AUTHOR)


def _published(page: Page) -> date | None:
    return page.published(".article__meta time", ".article__meta")


def _drop(body: Tag) -> Iterable[Tag]:
    return with_class(body, *_DROPPED)


LAYOUT = Layout(
    "article-cms",
    _fits,
    _title,
    _lead,
    _body,
    _author,
    _published,
    _drop,
    papers=("nhandan.vn", "tienphong.vn", "sggp.org.vn", "vietnamplus.vn", "baophapluat.vn"),
)
