"""tcnn.vn: the journal of the Ministry of Home Affairs."""

from __future__ import annotations

from datetime import date

from crawler.layout import Layout, Site

_LAYOUT = Layout(
    "tcnn",
    fits=("h1.titleMain", "div.noidung"),
    title=("h1.titleMain",),
    # Lead and body have the same class; the lead alone is in bold.
    lead=("div.noidung.fwb p", "div.noidung.fwb"),
    body=(),
    author=("p.pt5",),
    section=(".breadcrumb a",),
    date=("div.thongke-ngay span", "div.thongke-ngay"),
    drop=("p.pt5",),
    since=2024,
    by_hand={"body": lambda page: page.select("div.noidung:not(.fwb)")},
)

SITE = Site(
    "tcnn",
    hosts=("tcnn.vn", "tcnnld.vn"),
    layouts=(_LAYOUT,),
    starts=("https://tcnn.vn/",),
    recorded=date(2026, 7, 17),
)
