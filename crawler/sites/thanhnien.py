"""thanhnien.vn: a paper of the whole country, two systems."""

from __future__ import annotations

from datetime import date

from crawler.families import DETAIL_AFCBC
from crawler.layout import Layout, Site

_OLD = Layout(
    "thanhnien-2021",
    fits=("h1.details__headline", ".sapo"),
    title=("h1.details__headline",),
    lead=(".sapo.cms-desc", ".sapo"),
    body=("#abody", ".details__content", "[itemprop=articleBody]"),
    author=(".details__author", ".author"),
    section=(".breadcrumbs a",),
    date=(".details__meta time", ".details__meta"),
    drop=(".sapo", ".details__author"),
    captions=("td.caption", ".imgcaption"),
    since=2019,
    until=2022,
)

SITE = Site(
    "thanhnien",
    hosts=("thanhnien.vn",),
    layouts=(DETAIL_AFCBC.altered("thanhnien"), _OLD),
    starts=("https://thanhnien.vn/rss/home.rss", "https://thanhnien.vn/sitemap/news-sitemap.xml"),
    recorded=date(2026, 7, 17),
)
