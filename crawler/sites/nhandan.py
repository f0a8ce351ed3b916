"""nhandan.vn: the paper of the Party, two systems."""

from __future__ import annotations

from datetime import date

from crawler.families import ARTICLE_CMS
from crawler.layout import Layout, Site

_OLD = Layout(
    "nhandan-2019",
    fits=(".item-container", "h5.date-created"),
    title=("h1.title-detail", ".box-title-detail h1", "h1"),
    lead=("div.sapo",),
    body=("div.item-container",),
    author=(".author",),
    section=(".breadcrumb a",),
    date=("h5.date-created",),
    drop=(".sapo", ".author", ".date-created"),
    since=2019,
    until=2021,
)

SITE = Site(
    "nhandan",
    hosts=("nhandan.vn", "nhandan.com.vn"),
    layouts=(ARTICLE_CMS.altered("nhandan"), _OLD),
    starts=("https://nhandan.vn/rss/xay-dung-dang-553.rss", "https://nhandan.vn/rss/home.rss"),
    recorded=date(2026, 7, 17),
)
