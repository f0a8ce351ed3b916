"""Where a crawl starts: papers by name and addresses as people type them."""

from __future__ import annotations

import pytest

from corpora.errors import UsageError
from crawler.sites import site_named, sites
from crawler.starts import find_hosts, find_starts, is_paper_name


@pytest.mark.parametrize("site", sites(), ids=lambda site: site.name)
def test_names_of_papers(site):
    """Every paper's name begins a crawl at its own starts, on its own hosts."""
    found = find_starts([site.name])
    assert [one.url for one in found] == list(site.starts)
    assert all(one.depth == 0 for one in found)
    assert find_hosts([site.name]) == list(site.hosts)


def test_capitals_and_addresses_together():
    """Capitals don't matter, and names and addresses may stand side by side; a host of a known paper is an address."""
    found = [one.url for one in find_starts(["NhanDan", "bao.example.vn/chinh-tri/", "qdnd.vn"])]
    site = site_named("nhandan")
    assert site is not None
    assert found == [*site.starts, "https://bao.example.vn/chinh-tri/", "https://qdnd.vn/"]


@pytest.mark.parametrize("word", ["localhost", "localhost:80", "[::1]", "a/b", "https://bao.example.vn", "."])
def test_addresses_are_no_names(word):
    """What has a dot, a slash or a port, or is this machine, is no paper's name."""
    assert not is_paper_name(word)


@pytest.mark.parametrize(
    ("word", "near"), [("nhan-dan", "nhandan"), ("qdn", "qdnd"), ("vnexpres", "vnexpress")]
)
def test_slips_are_told(word, near):
    """A slip in a name is answered with the name that is nearest."""
    with pytest.raises(UsageError, match=f"did you mean {near}"):
        find_starts([word])
