"""baothainguyen.vn: the paper of Thái Nguyên, two systems."""

from __future__ import annotations

from datetime import date

from crawler.families import FILE_HASH
from crawler.layout import Layout, Site

_OLD = Layout(
    "baothainguyen-2019",
    fits=(".date_up", ".news_detail"),
    title=("h1.title", "h1"),
    lead=("div.Summary",),
    body=("div.news_detail",),
    author=(".author",),
    section=(".breadcrumb a",),
    date=("span.date_up",),
    drop=(".author", ".Summary", ".date_up"),
    captions=("table.image td.desc",),
    since=2019,
    until=2022,
)

SITE = Site(
    "baothainguyen",
    hosts=("baothainguyen.vn",),
    layouts=(FILE_HASH.altered("baothainguyen"), _OLD),
    starts=("https://baothainguyen.vn/chinh-tri/", "https://baothainguyen.vn/giao-duc/"),
    recorded=date(2026, 7, 17),
)
