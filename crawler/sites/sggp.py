"""sggp.org.vn: a paper of the city of Hồ Chí Minh."""

from __future__ import annotations

from datetime import date

from crawler.families import ARTICLE_CMS
from crawler.layout import Site

SITE = Site(
    "sggp",
    hosts=("sggp.org.vn",),
    layouts=(ARTICLE_CMS.altered("sggp"),),
    starts=("https://www.sggp.org.vn/rss/home.rss",),
    recorded=date(2026, 7, 17),
)
