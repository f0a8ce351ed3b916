"""vnexpress.net: a paper of the whole country."""

from __future__ import annotations

from datetime import date

from crawler.layout import Layout, Site
from crawler.page import Page, text_in


def _author(page: Page) -> str | None:
    """The author at the foot: the last paragraph that is set to the right."""
    marked = page.text_of(".author_mail")
    right = [
        p
        for p in page.elements("article.fck_detail p")
        if "right" in (p.get("style") or p.get("align") or "")
    ]
    return marked or (text_in(right[-1]) if right else None)


_LAYOUT = Layout(
    "vnexpress",
    fits=("h1.title-detail", ".fck_detail"),
    title=("h1.title-detail",),
    lead=("p.description",),
    body=("article.fck_detail", ".fck_detail"),
    section=("ul.breadcrumb li a", ".breadcrumb a"),
    date=("span.date",),
    drop=(".author_mail", ".box-tinlienquanv2", ".list-news"),
    captions=("figure.tplCaption figcaption",),
    since=2020,
    by_hand={"author": _author},
)

SITE = Site(
    "vnexpress",
    hosts=("vnexpress.net",),
    layouts=(_LAYOUT,),
    starts=("https://vnexpress.net/rss/tin-moi-nhat.rss", "https://vnexpress.net/sitemap/sitemap-index.xml"),
    recorded=date(2026, 7, 17),
)
