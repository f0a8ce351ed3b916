"""dangcongsan.vn: the Party on the web, two systems."""

from __future__ import annotations

from datetime import date

from crawler.families import POST
from crawler.layout import Layout, Site

_NEW = Layout(
    "dangcongsan",
    fits=("#contenttitle", ".noidungtt"),
    title=("h1#contenttitle", "#contenttitle"),
    lead=("div#description", "#description"),
    body=("div.noidungtt",),
    author=("b#tacgia", "#tacgia"),
    section=(".breadcrumb a",),
    date=("div#ngaytao", "#ngaytao"),
    drop=("#tacgia", "#description"),
    since=2022,
)

SITE = Site(
    "dangcongsan",
    hosts=("dangcongsan.vn",),
    layouts=(_NEW, POST.altered("dangcongsan-2019", date=(".lbPublishedDate", ".post-subinfo"), until=2021)),
    starts=("https://dangcongsan.vn/rss", "https://dangcongsan.vn/"),
    recorded=date(2026, 7, 17),
)
