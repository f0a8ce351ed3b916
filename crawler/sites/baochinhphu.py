"""baochinhphu.vn: the paper of the Government, two systems."""

from __future__ import annotations

from datetime import date

from crawler.families import DETAIL_AFCBC
from crawler.layout import Layout, Site

_OLD = Layout(
    "baochinhphu-2019",
    fits=(".article-header", ".article-body.cmscontents"),
    title=(".article-header h1",),
    lead=(".summary",),
    body=(".article-body.cmscontents",),
    author=(".article-author", ".author"),
    section=(".breadcrumb a",),
    date=(".article-header p",),
    drop=(".summary", ".article-author"),
    since=2019,
    until=2021,
)

SITE = Site(
    "baochinhphu",
    hosts=("baochinhphu.vn", "baodientu.chinhphu.vn"),
    layouts=(
        DETAIL_AFCBC.altered(
            "baochinhphu",
            lead=(".article-sapo", ".detail-sapo", "h2.detail-sapo"),
            date=("div.publishDate", ".detail-time"),
        ),
        _OLD,
    ),
    starts=("https://baochinhphu.vn/home.rss",),
    recorded=date(2026, 7, 17),
)
