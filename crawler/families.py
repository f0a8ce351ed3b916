"""Page layouts that several papers share, because they run the same system.

Taken from public code of other people's crawlers, which names the elements of each; the years are those of that code.
"""

from __future__ import annotations

import re

from crawler.dates import Published
from crawler.generic import GENERIC
from crawler.layout import Layout
from crawler.page import Page

ARTICLE_CMS = Layout(
    "article-cms",
    fits=(".article__title", ".article__body"),
    title=("h1.article__title", ".article__title"),
    lead=(".article__sapo", ".article__desc"),
    body=(".article__body.cms-body", ".article__body"),
    author=(".article__author", ".article__meta .author", ".article__meta .cms-author"),
    section=(".breadcrumb a", ".article__breadcrumb a", ".article__meta .cat"),
    date=(".article__meta time", ".article__meta"),
    drop=(
        ".article__author",
        ".article__sapo",
        ".article__relate",
        ".article__tag",
        ".article-relate",
        ".sda_middle",
    ),
    captions=("td.caption",),
    since=2021,
)
"""`article__* cms-*`: nhandan.vn, tienphong.vn, sggp.org.vn, vietnamplus.vn, baophapluat.vn."""

DETAIL_AFCBC = Layout(
    "detail-afcbc",
    fits=(".detail-content.afcbc-body",),
    title=("h1.detail-title", "h1.detail__title", "h1.article-title", "[data-role=title]", "h1"),
    lead=(".detail-sapo", ".detail__summary", ".article-sapo", "[data-role=sapo]", "h2.sapo"),
    body=(".detail-content.afcbc-body",),
    author=(".detail-author", ".detail__author", ".author-info .name", "[data-role=author]"),
    section=("[data-role=cate-name]", ".detail-cate a", ".detail__cate a", ".detail-cate"),
    date=(".detail-time", ".detail-date", "[data-role=publishdate]", ".publishDate"),
    # Boxes of related news are known by their type (`crawler.prose`).
    drop=(".relate-container", ".detail-author", ".detail-sapo", ".banner"),
    captions=(".PhotoCMS_Caption",),
    since=2022,
)
"""`detail-content afcbc-body`: tuoitre.vn, thanhnien.vn, baochinhphu.vn, kenh14.vn, soha.vn."""

POST = Layout(
    "post",
    fits=(".post-title", ".post-content"),
    title=("h1.post-title", ".post-title"),
    lead=(".post-summary",),
    body=(".post-content [itemprop=articleBody]", ".post-content"),
    author=(".post-author", ".post-content .author"),
    section=(".breadcrumb a", ".post-cate a", ".navigation a"),
    date=(".post-subinfo", ".lbPublishedDate"),
    drop=(".post-author", ".author", ".post-summary", ".post-subinfo", ".post-other", ".post-tools"),
    captions=(".alt_imgEditor",),
    since=2019,
)
"""`post-*`: qdnd.vn, older pages of dangcongsan.vn, baovephapluat.vn."""

_MONTH = re.compile(r"/((?:19|20)\d{2})(0[1-9]|1[0-2])/")


def _checked_by_address(page: Page) -> Published | None:
    """The time that the page gives, where its address doesn't name quite another month."""
    found = GENERIC.published_of(page)
    named = _MONTH.search(page.canonical)
    if found is None or named is None:
        return found
    apart = (found.day.year - int(named[1])) * 12 + found.day.month - int(named[2])
    return found if abs(apart) <= 1 else None


FILE_HASH = Layout(
    "file-hash",
    fits=("h1", "div.desc"),
    title=("h1",),
    lead=("div.desc",),
    body=(),
    author=(".author", ".tacgia"),
    section=(".breadcrumb a",),
    captions=("table.image td.desc",),
    since=2023,
    by_hand={"body": GENERIC.body_of, "drop": GENERIC.drop_of, "published": _checked_by_address},
)
"""Media under `/file/<hash>/`: baothainguyen.vn, baohungyen.vn. Public code names lead and captions only, so the
body is found by its prose; the month in an address checks the day."""

FAMILIES = (ARTICLE_CMS, DETAIL_AFCBC, POST)
"""Those by whose elements a page of any host is known."""
