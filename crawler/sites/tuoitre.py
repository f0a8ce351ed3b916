"""tuoitre.vn: a paper of the whole country, two systems."""

from __future__ import annotations

from datetime import date

from crawler.families import DETAIL_AFCBC
from crawler.layout import Layout, Site

_OLD = Layout(
    "tuoitre-2019",
    fits=("#main-detail", "h2.sapo"),
    title=("#main-detail h1", "h1.article-title", "h1"),
    lead=("h2.sapo",),
    body=("#main-detail-body", "#main-detail [itemprop=articleBody]", "#main-detail"),
    author=(".author",),
    section=(".bread-crumbs a",),
    date=(".date-time", ".detail-time"),
    drop=("h1", "h2.sapo", ".author", ".date-time", ".relate-container"),
    captions=(".PhotoCMS_Caption",),
    since=2019,
    until=2022,
)

SITE = Site(
    "tuoitre",
    hosts=("tuoitre.vn",),
    layouts=(DETAIL_AFCBC.altered("tuoitre"), _OLD),
    starts=("https://tuoitre.vn/rss/tin-moi-nhat.rss", "https://tuoitre.vn/sitemap.xml"),
    recorded=date(2026, 7, 17),
)
