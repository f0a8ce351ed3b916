"""What robots.txt allows, by its text and by how it is answered."""

from __future__ import annotations

import codecs
import gzip
import time
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import crawl
from crawler.fetch import Fetcher
from crawler.robots import SIZE_CAP, Robots

FOLDER = Path(__file__).parents[1] / "cases"
MATCHING = tomllib.loads((FOLDER / "robots.toml").read_text("utf-8"))["case"]
STATUS = tomllib.loads((FOLDER / "robots_status.toml").read_text("utf-8"))["case"]
RULES = b"User-agent: *\nDisallow: /a\n"
COMMENT = b"# " + b"x" * 997 + b"\n"
SHAPES = {
    "bom": (codecs.BOM_UTF8 + RULES, {}),
    "utf-16": (RULES.decode().encode("utf-16"), {}),
    "gzip": (gzip.compress(RULES), {"Content-Encoding": "gzip"}),
    "rules first": (RULES + COMMENT * 600, {}),
    "rules last": (COMMENT * 600 + RULES, {}),
    "html": (b"<html><body><h1>Trang chu</h1></body></html>", {}),
    "empty": (b"", {}),
}


@pytest.mark.parametrize("case", MATCHING, ids=lambda c: c["name"])
def test_matching(case: dict[str, Any]) -> None:
    """The file allows and disallows the paths that the case names."""
    robots = Robots(200, case["text"].encode())
    assert [p for p in case["allowed"] if not robots.allows("https://bao.vn" + p)] == []
    assert [p for p in case["disallowed"] if robots.allows("https://bao.vn" + p)] == []
    assert robots.crawl_delay == case.get("delay")
    assert robots.sitemaps == case.get("sitemaps", [])


@pytest.mark.parametrize("case", STATUS, ids=lambda c: c["name"])
def test_status_and_shape(
    case: dict[str, Any], site: Any, answer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page is asked for only where the answer to robots.txt lets it be."""
    monkeypatch.setattr("crawler.run.Fetcher", partial(Fetcher, deadline=0.5))
    site.page("/a", "Trang a")
    body, headers = SHAPES.get(case.get("shape", ""), (RULES, {}))
    last = answer(body, 200 if case.get("hops") else case["status"], headers, "text/plain")
    for hop in range(case.get("hops", 0)):
        path = "/robots.txt" if hop == 0 else f"/r{hop}"
        site.pages[path] = answer(b"", case["status"], {"Location": f"/r{hop + 1}"})
    site.pages[f"/r{case['hops']}" if case.get("hops") else "/robots.txt"] = (
        last
        if case["status"]
        else (lambda h: time.sleep(2))
        if case.get("shape") == "silent"
        else lambda h: h.reset()
    )

    report = crawl([site.url + "/a"], tmp_path / "c", delay=0, allow_loopback=True)

    assert ("/a" in site.paths()) == case["fetched"]
    if case.get("unreachable"):
        assert report.fetched == 0
        assert report.waiting == 1
        assert {o.reason.partition(" (")[0] for o in report} == {"robots.txt unreachable"}


def test_unreachable_robots_is_tried_again_and_remembered(site: Any, answer: Any, tmp_path: Path) -> None:
    """A file that can't be had is asked for three times, and not again by a run that follows at once."""
    site.page("/a", "Trang a")
    site.pages["/robots.txt"] = answer(b"", 500)
    crawl([site.url + "/a"], tmp_path, delay=0, allow_loopback=True)
    assert site.paths() == ["/robots.txt"] * 3
    crawl([site.url + "/a"], tmp_path, delay=0, allow_loopback=True)
    assert site.paths() == ["/robots.txt"] * 3


@given(st.binary(max_size=400))
def test_any_bytes_are_no_error(body: bytes) -> None:
    """No file makes it raise."""
    robots = Robots(200, body)
    robots.allows("https://bao.vn/a?b=c")
    assert robots.crawl_delay is None or robots.crawl_delay >= 0


def test_a_line_across_the_limit_is_not_half_read() -> None:
    """A rule that the limit cuts counts for nothing: half of it would forbid more than it says."""
    filler = b"User-agent: *\n" + b"#" * (SIZE_CAP - 30) + b"\n"
    rules = filler + b"Disallow: /tin/cu/rat-cu/va-rat-dai"
    assert Robots(200, rules).allows("https://bao.vn/tin/moi")
