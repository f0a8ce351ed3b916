"""baothanhhoa.vn: the paper of Thanh Hóa."""

from __future__ import annotations

from datetime import date

from crawler.layout import Layout, Site

_LAYOUT = Layout(
    "baothanhhoa",
    fits=("#main-detail", ".sapo_detail"),
    title=("h1.title_detail", "h1.title", "h1"),
    lead=(".sapo_detail",),
    # Paragraphs are marked one by one.
    body=("#main-detail",),
    author=(".pAuthor",),
    section=(".breadcrumb a",),
    date=(".date_news",),
    drop=("h1", ".sapo_detail", ".date_news", ".pAuthor", ".pHead", ".drelated"),
    captions=(".pCaption",),
    since=2019,
)

SITE = Site(
    "baothanhhoa",
    hosts=("baothanhhoa.vn",),
    layouts=(_LAYOUT,),
    starts=("https://baothanhhoa.vn/rss",),
    recorded=date(2026, 7, 17),
)
