"""tienphong.vn: a paper of the whole country."""

from __future__ import annotations

from datetime import date

from crawler.families import ARTICLE_CMS
from crawler.layout import Site

SITE = Site(
    "tienphong",
    hosts=("tienphong.vn",),
    layouts=(ARTICLE_CMS.altered("tienphong"),),
    starts=("https://tienphong.vn/rss/home.rss",),
    recorded=date(2026, 7, 17),
)
