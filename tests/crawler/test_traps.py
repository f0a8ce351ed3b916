"""Addresses without end cost little, are named, and leave the rest of the site alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import crawl, outcomes
from crawler.traps import FRUITLESS, pattern_of, why_endless

ARTICLES = 12
NAMES = [f"/tin/khai-giang-lop-boi-duong-so-{n}.html" for n in range(ARTICLES)]


def _page(title: str, *links: str, prose: str = "") -> bytes:
    anchors = "".join(f'<p><a href="{link}">{link}</a></p>' for link in links)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{prose}{anchors}</body></html>".encode()


def calendar(path: str) -> bytes:
    """A calendar: each month leads to the months around it, and to the newest articles."""
    year, month = (int(part) for part in re.findall(r"\d+", path)[:2])
    around = [f"/lich/{year + (month + n) // 12}/{(month + n) % 12}/" for n in (1, 2, 13)]
    return _page(f"Lịch tháng {month} năm {year}", *around, *NAMES[:3])


def calendar_query(path: str) -> bytes:
    """The same with the month in the query."""
    month = int(dict(parse_qsl(urlsplit(path).query))["thang"])
    return _page(f"Lịch {month}", f"/lich?thang={month + 1}", f"/lich?thang={month - 1}", *NAMES[:3])


def sessions(path: str) -> bytes:
    """Every link carries a number that is new on every page; the articles are the same all the time."""
    number = int(dict(parse_qsl(urlsplit(path).query)).get("phien", "0")) * 7 + len(path)
    links = [f"{name}?phien={number + n}" for n, name in enumerate(NAMES)]
    which = next((n for n, name in enumerate(NAMES) if path.startswith(name)), None)
    return _page("Mục", *links) if which is None else _page(f"Bài {which}", *links, prose=_prose(which))


def facets(path: str) -> bytes:
    """Filters that can be combined without end."""
    chosen = dict(parse_qsl(urlsplit(path).query))
    more = [{**chosen, key: value} for key in "abcdefgh" for value in "123"]
    links = ["/loc?" + "&".join(f"{k}={v}" for k, v in sorted(pairs.items())) for pairs in more]
    return _page(f"Lọc {len(chosen)}", *links, *NAMES[:3])


def relative(path: str) -> bytes:
    """Links without their slash, which grow the path on every page."""
    return _page(f"Trang {path.count('/')}", "muc/bai/", "khac/", *NAMES[:3])


def soft_404(path: str) -> bytes:
    """Whatever is asked for is there, says that it isn't, and names more."""
    number = int((re.findall(r"\d+", path) or ["0"])[0])
    return _page("Không tìm thấy trang", f"/x/{number * 2 + 1}", f"/x/{number * 2 + 2}")


TRAPS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "calendar": ("/lich/2024/5/", calendar),
    "calendar in the query": ("/lich?thang=5", calendar_query),
    "session numbers": ("/muc?phien=1", sessions),
    "filters": ("/loc?a=1", facets),
    "growing paths": ("/muc/", relative),
    "soft 404": ("/x/1", soft_404),
}


def _prose(number: int) -> str:
    return "".join(
        f"<p>Đoạn {n} của bài {number}: lớp bồi dưỡng khai giảng đúng kế hoạch đã duyệt.</p>"
        for n in range(12)
    )


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", TRAPS)
def test_trap(name: str, site: Any, answer: Any, tmp_path: Path) -> None:
    """A trap costs 50 pages at the most, what is left of it is named with the reason, and every article is fetched."""
    entry, make = TRAPS[name]
    site.pages["/"] = answer(_page("Trang nhất", entry, *NAMES))
    for number, path in enumerate(NAMES):
        site.pages[path] = answer(_page(f"Bài {number}", "/", prose=_prose(number)))
    site.fallback = lambda path: answer(make(path))

    report = crawl([site.url], tmp_path, delay=0, allow_loopback=True)

    known = {"/", "/robots.txt", "/sitemap.xml", *NAMES}
    spent = [path for path in site.paths() if path not in known]
    assert len(spent) <= 50
    assert report.articles == ARTICLES
    assert report.waiting == 0
    lines = list(outcomes(tmp_path))
    assert len(lines) == len({line.url for line in lines})
    assert all(line.reason for line in lines if line.state != "fetched")
    named = ("brought nothing new", "links from a start", "in the path", "same text")
    assert any(word in line.reason for word in named for line in lines)


def test_articles_by_number_are_no_trap(site: Any, answer: Any, tmp_path: Path) -> None:
    """A paper whose articles differ by a number in the query alone is fetched whole."""
    wanted = [f"/xem?id={n}" for n in range(90)]
    site.pages["/"] = answer(_page("Trang nhất", *wanted))
    for number, path in enumerate(wanted):
        site.pages[path] = answer(_page(f"Bài {number}", "/", prose=_prose(number)))
    assert crawl([site.url], tmp_path, delay=0, allow_loopback=True).articles == 90


def test_a_long_listing_is_no_trap(site: Any, answer: Any, tmp_path: Path) -> None:
    """A listing of eighty pages that each name something new is followed to its end, also on a later visit."""
    for number in range(80):
        path = "/muc/?trang=1" if number == 0 else f"/muc/?trang={number + 1}"
        site.pages[path] = answer(_page(f"Trang {number}", f"/b/{number}.html", f"/muc/?trang={number + 2}"))
        site.pages[f"/b/{number}.html"] = answer(_page(f"Bài {number}", prose=_prose(number)))
    assert crawl([site.url + "/muc/?trang=1"], tmp_path, delay=0, allow_loopback=True).articles == 80
    assert crawl([site.url + "/muc/?trang=1"], tmp_path, delay=0, allow_loopback=True).waiting == 0


def test_same_text_under_other_addresses(site: Any, answer: Any, tmp_path: Path) -> None:
    """An article that comes again under another address is stored once, and the report says whose it is."""
    page = _page("Một bài", prose=_prose(1))
    site.pages["/"] = answer(_page("Trang nhất", "/a/bai.html", "/b/bai.html", "/in?bai=1"))
    for path in ("/a/bai.html", "/b/bai.html", "/in?bai=1"):
        site.pages[path] = answer(page + b"<!-- " + path.encode() + b" -->")
    report = crawl([site.url], tmp_path, delay=0, allow_loopback=True)
    assert report.articles == 1
    reasons = [o.reason for o in report if o.state == "skipped" and "sitemap" not in o.url]
    assert reasons == [f"same text as {site.url}/a/bai.html"] * 2


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("https://a.vn/", "/"),
        ("https://a.vn/bai-1.html", "/*"),
        ("https://a.vn/lich/2024/05?tuan=3", "/lich/*/*?"),
        ("https://a.vn/2024/05/", "/0/*/*"),
    ],
)
def test_patterns(url: str, pattern: str) -> None:
    """Addresses of one kind share a pattern."""
    assert pattern_of(url) == pattern


def test_paths_that_show_a_trap() -> None:
    """Paths that repeat themselves or never end give a reason, dates in a path don't."""
    assert "«tin»" in why_endless("https://a.vn/tin/x/tin/y/tin/")
    assert "parts" in why_endless("https://a.vn/" + "/".join(map(str, range(20))))
    assert why_endless("https://a.vn/2024/05/05/05/tin/tin.html") == ""
    assert FRUITLESS <= 50


@given(st.text(max_size=60))
def test_any_address_has_a_pattern(path: str) -> None:
    """No address makes it raise."""
    assert pattern_of("https://a.vn/" + path.replace("[", "").replace("]", "")).startswith("/")
