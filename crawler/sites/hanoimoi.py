"""hanoimoi.vn: the paper of Hà Nội, two systems."""

from __future__ import annotations

from datetime import date

from crawler.generic import GENERIC
from crawler.layout import Layout, Site

_OLD = Layout(
    "hanoimoi-2019",
    fits=(".article", ".period"),
    title=(".article h1", "h1"),
    lead=(".article .sapo", ".article h2"),
    body=(".article .content", ".article"),
    author=(".article .author",),
    section=(".breadcrumb a",),
    date=(".period",),
    drop=("h1", ".sapo", ".period", ".author"),
    captions=("figure.image figcaption",),
    since=2019,
    until=2023,
)
# Public code names no element of the present system but what the metadata say.
_NEW = Layout(
    "hanoimoi",
    fits=("h1", "meta[property=og:description]"),
    title=("h1",),
    body=(),
    author=(".author",),
    section=(".breadcrumb a",),
    since=2023,
    by_hand={
        "lead": lambda page: page.meta.get("og:description"),
        "body": GENERIC.body_of,
        "drop": GENERIC.drop_of,
        "published": GENERIC.published_of,
    },
)

SITE = Site(
    "hanoimoi",
    hosts=("hanoimoi.vn", "hanoimoi.com.vn"),
    layouts=(_OLD, _NEW),
    starts=("https://hanoimoi.vn/rss/xa-hoi", "https://hanoimoi.vn/"),
    recorded=date(2026, 7, 17),
    note="may answer plain agents with a challenge, which is left alone; feeds without .rss only",
)
