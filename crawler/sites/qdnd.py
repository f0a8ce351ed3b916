"""qdnd.vn: the paper of the Army."""

from __future__ import annotations

from datetime import date

from crawler.families import POST
from crawler.layout import Site

SITE = Site(
    "qdnd",
    hosts=("qdnd.vn",),
    layouts=(POST.altered("qdnd", date=(".post-subinfo > span", ".post-subinfo")),),
    starts=("https://www.qdnd.vn/chinh-tri", "https://www.qdnd.vn/sitemap.xml"),
    recorded=date(2026, 7, 17),
    note="feeds want a cookie set by /rss and are left alone",
)
