"""vietnamnet.vn: a paper of the whole country, two systems."""

from __future__ import annotations

from datetime import date

from crawler.layout import Layout, Site

_NEW = Layout(
    "vietnamnet",
    fits=("h1.content-detail-title", ".maincontent"),
    title=("h1.content-detail-title",),
    lead=(".content-detail-sapo",),
    body=("div.maincontent.main-content", "div.content-detail-body", "div.maincontent"),
    author=(".article-detail-author .name", ".author-name"),
    section=(".bread-crumb-detail li a", ".bread-crumb-detail a"),
    date=(".bread-crumb-detail__time",),
    drop=(".content-detail-sapo", ".article-relate", ".insert-wiki-content"),
    since=2022,
)
_OLD = Layout(
    "vietnamnet-2020",
    fits=(".ArticleContent", ".ArticleDate"),
    title=("h1.title", "h1"),
    lead=(".bold.ArticleLead", ".ArticleLead"),
    body=(".ArticleContent",),
    author=(".author",),
    section=(".breadcrumb a",),
    date=(".ArticleDate",),
    drop=(".author", ".ArticleLead", ".article-relate"),
    captions=("td.image_desc",),
    since=2019,
    until=2021,
)

SITE = Site(
    "vietnamnet",
    hosts=("vietnamnet.vn",),
    layouts=(_NEW, _OLD),
    starts=("https://vietnamnet.vn/chinh-tri", "https://vietnamnet.vn/sitemap.xml"),
    recorded=date(2026, 7, 17),
    note="has no feeds any more",
)
