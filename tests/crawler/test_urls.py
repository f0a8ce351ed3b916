"""One spelling for one page."""

from __future__ import annotations

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.urls import canonical_url, even_path, host_of, in_scope, origin_of, slug_of, source_of

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/sites/urls.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["canonical"], ids=lambda c: c["url"][:60])
def test_canonical_spelling(case: dict[str, str]) -> None:
    """Every spelling of an address comes to the one in the case."""
    assert canonical_url(case["url"], case.get("base")) == case["is"]


@pytest.mark.parametrize("url", CASES["none"])
def test_no_page_address(url: str) -> None:
    """What isn't an address of a web page gives None."""
    assert canonical_url(url) is None


@pytest.mark.parametrize("case", CASES["slug"], ids=lambda c: c["url"][:60])
def test_slug(case: dict[str, str]) -> None:
    """The slug is the last telling part of the address."""
    assert slug_of(case["url"]) == case["is"]


_PARTS = st.text(st.sampled_from("abĐế 0-_.~%/?&=;:@!$'()*+,[]#25Ff\u0301"), max_size=40)


@given(st.sampled_from(["http://a.vn/", "https://Báo.vn:443/x/", "HTTP://WWW.a.vn:8080"]), _PARTS)
@example("http://a.vn/", "%2541%zz/../..//./a b?utm_source=x&&q=%c3%a1#f")
def test_canonical_twice_is_canonical_once(start: str, rest: str) -> None:
    """Making an address canonical twice changes nothing more, and the result is plain ASCII without a fragment."""
    once = canonical_url(start + rest)
    if once is not None:
        assert canonical_url(once) == once
        assert once.isascii()
        assert not urlsplit(once).fragment
        assert slug_of(once)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_no_error(url: str, base: str) -> None:
    """No text makes it raise."""
    canonical_url(url)
    canonical_url(url, "http://a.vn/" + base)


def test_scope_is_host_and_path() -> None:
    """A page belongs to the crawl by its host, with or without www., and by the beginning of its path."""
    under = even_path("chính-trị/")
    assert in_scope("https://www.a.vn/ch%C3%ADnh-tr%E1%BB%8B/x", {"a.vn"}, under)
    assert not in_scope("https://a.vn/the-thao/x", {"a.vn"}, under)
    assert not in_scope("https://b.vn/", {"a.vn"}, None)


def test_parts_of_an_address() -> None:
    """Host, origin and source are read off the canonical address."""
    url = "https://www.a.vn:8443/x"
    assert (host_of(url), origin_of(url), source_of(url)) == (
        "www.a.vn:8443",
        "https://www.a.vn:8443",
        "a.vn",
    )
