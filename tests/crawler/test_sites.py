"""Every paper that canbo knows, by pages of our own in its build and the articles that they must give."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.page import Page
from crawler.read import read_bytes
from crawler.reading import Reading
from crawler.sites import layout_of, site_named, sites

CASES = Path(__file__).parents[1] / "cases/sites"
FETCHED = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)
PAGES = sorted(path.relative_to(CASES).with_suffix("").as_posix() for path in CASES.glob("*/*.html"))


@pytest.mark.parametrize("name", PAGES)
def test_page_gives_its_article(name: str) -> None:
    """A page in a layout gives exactly the fields of its case."""
    want = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))
    page = (CASES / f"{name}.html").read_bytes()
    found = read_bytes(want["url"], page, "text/html", FETCHED)
    assert isinstance(found, Reading)
    assert found.article.text == want["text"].lstrip("\n")
    for field in ("url", "layout", "title", "author"):
        assert getattr(found, field) == want.get(field), field
    for field in ("lead", "section"):
        assert want.get(field) in (None, getattr(found, field)), field
    assert list(found.captions) == want["captions"]
    assert str(found.published) == want["published"]
    assert found.published is not None
    assert found.published.witness == want["witness"]


@pytest.mark.parametrize("site", sites(), ids=lambda site: site.name)
def test_site_has_a_case_for_every_layout(site) -> None:  # type: ignore[no-untyped-def]
    """Each layout of a paper is shown by a page of its folder, and named once."""
    shown = [tomllib.loads(path.read_text("utf-8"))["layout"] for path in (CASES / site.name).glob("*.toml")]
    assert sorted(shown) == sorted(layout.name for layout in site.layouts)


def test_sites_are_told_apart() -> None:
    """Names and hosts are those of one paper each; none says that it was checked before it was."""
    names = [site.name for site in sites()]
    hosts = [host for site in sites() for host in site.hosts]
    assert len(set(names)) == len(names) >= 15
    assert len(set(hosts)) == len(hosts)
    assert all(site.verified is None or site.recorded <= site.verified <= date.today() for site in sites())
    assert all(start.startswith("http") for site in sites() for start in site.starts)


def test_site_is_found_by_name_or_host() -> None:
    """A name, a host, and a host with www. lead to the same paper."""
    assert site_named("nhandan") == site_named("nhandan.vn") == site_named("www.NhanDan.vn") is not None
    assert site_named("nhan-dan") is None


def test_family_is_known_on_any_host() -> None:
    """A page of an unknown host built like a family's is read by it; a paper's own layout stays with the paper."""
    page = (CASES / "nhandan/2024.html").read_bytes()
    away = Page.parse("https://bao.example/x.html", page, "text/html", FETCHED)
    assert layout_of(away).name == "article-cms"
    page = (CASES / "dangcongsan/2023.html").read_bytes()
    away = Page.parse("https://bao.example/x.html", page, "text/html", FETCHED)
    assert layout_of(away).name == "generic"


@pytest.mark.parametrize("site", sites(), ids=lambda site: site.name)
def test_bare_page_of_a_site_is_no_error(site) -> None:  # type: ignore[no-untyped-def]
    """A page that has the elements of a layout and nothing in them gives no article, or one without these fields."""
    for layout in site.layouts:
        boxes = "".join(_empty(css) for css in (*layout.fits, *layout.title, *layout.body, *layout.lead))
        found = read_bytes(f"https://{site.hosts[0]}/x.html", boxes.encode(), "text/html", FETCHED)
        assert not isinstance(found, Reading) or found.body


def _empty(css: str) -> str:
    name = css.split(" ")[-1]
    tag = name.split(".")[0].split("#")[0].split("[")[0] or "div"
    classes = " ".join(part for part in name.split("[")[0].split("#")[0].split(".")[1:])
    own = name.partition("#")[2]
    attributes = " ".join(part.rstrip("]") for part in name.split("[")[1:])
    return f'<{tag} class="{classes}" id="{own}" {attributes} content=""></{tag}>'
