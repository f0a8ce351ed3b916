"""vietnamplus.vn: the paper of the news agency TTXVN."""

from __future__ import annotations

from datetime import date

from crawler.families import ARTICLE_CMS
from crawler.layout import Site

SITE = Site(
    "vietnamplus",
    hosts=("vietnamplus.vn",),
    layouts=(ARTICLE_CMS.altered("vietnamplus"),),
    starts=("https://www.vietnamplus.vn/rss/home.rss",),
    recorded=date(2026, 7, 17),
)
