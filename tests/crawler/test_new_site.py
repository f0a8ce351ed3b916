"""A paper added from one saved page, and a paper measured, as a user does it."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpora.errors import CrawlError
from crawler.check import check_cases
from crawler.new_site import name_of, propose
from crawler.page import Page
from crawler.sites import load_site

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - Báo Bến Nứa</title></head><body>
<div class="top-menu"><ul><li><a href="/a">Thời sự</a></li><li><a href="/b">Giáo dục</a></li></ul></div>
<div class="breadcrumb"><a href="/giao-duc/">Giáo dục</a></div>
<div class="detail"><h1 class="page-title">{title}</h1><div class="ngay">Thứ Tư, 09/04/2025 08:15</div>
<div class="tom-tat">Lớp bồi dưỡng mở ngay tại hội trường xã, học vào các buổi tối trong tuần.</div>
<div class="chi-tiet"><p>Tối qua, xã khai giảng lớp bồi dưỡng nghiệp vụ dành cho bốn mươi cán bộ thôn, xóm.</p>
<p><img src="a.jpg"></p><p class="chuthich">Học viên nhận tài liệu.</p>
<p>Mỗi tuần lớp học ba buổi; giảng viên là cán bộ đang làm việc tại các phòng của huyện.</p></div></div>
<div class="tin-khac"><p><a href="/x.html">Một tin khác có tiêu đề khá dài để người đọc bấm vào xem</a></p></div>
</body></html>"""


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A saved page of a paper that canbo doesn't know."""
    path = tmp_path / "saved.html"
    path.write_text(PAGE.format(title="Xã Bến Nứa mở lớp buổi tối"), encoding="utf-8")
    return path


def test_paper_from_a_saved_page(canbo: Any, saved: Path, tmp_path: Path) -> None:
    """One command makes one file and one case folder; the file reads the page as the case says."""
    done = canbo("new", "site", "saved.html", "--url", "https://bennua.vn/mo-lop-12.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = sorted(p.relative_to(tmp_path / "sites").as_posix() for p in (tmp_path / "sites").rglob("*.*"))
    assert [name for name in made if "pycache" not in name] == [
        "bennua.py",
        *(name for name in made if name.startswith("bennua/")),
    ]
    (layout,) = load_site(tmp_path / "sites/bennua.py").layouts
    assert (layout.title, layout.lead, layout.body) == (
        ("h1.page-title",),
        ("div.tom-tat",),
        ("div.chi-tiet",),
    )
    assert layout.date == ("div.ngay",)
    ((_, wrong),) = check_cases(tmp_path / "sites/bennua", load_site(tmp_path / "sites/bennua.py"))
    assert wrong == []
    case = tomllib.loads(next((tmp_path / "sites/bennua").glob("*.toml")).read_text("utf-8"))
    assert case["layout"] == "bennua"
    assert case["captions"] == ["Học viên nhận tài liệu."]
    assert case["published"] == "2025-04-09T08:15+07:00"
    assert case["section"] == "Giáo dục"
    listed = canbo("sites", cwd=tmp_path, CANBO_SITES="sites")
    assert "bennua.vn" in listed.stdout


def test_what_is_made_is_never_written_over(canbo: Any, saved: Path, tmp_path: Path) -> None:
    """The same command a second time says so and changes nothing."""
    ask = ("new", "site", "saved.html", "--url", "https://bennua.vn/mo-lop-12.html")
    assert canbo(*ask, cwd=tmp_path).returncode == 0
    before = (tmp_path / "sites/bennua.py").read_bytes()
    again = canbo(*ask, cwd=tmp_path)
    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert (tmp_path / "sites/bennua.py").read_bytes() == before


def test_case_that_differs_is_told_by_field(canbo: Any, saved: Path, tmp_path: Path) -> None:
    """A case that was put right by hand is what counts: the field that differs is named."""
    canbo("new", "site", "saved.html", "--url", "https://bennua.vn/mo-lop-12.html", cwd=tmp_path)
    case = next((tmp_path / "sites/bennua").glob("*.toml"))
    case.write_text(case.read_text("utf-8").replace("Giáo dục", "Xã hội"), encoding="utf-8")
    ((name, wrong),) = check_cases(case.parent, load_site(tmp_path / "sites/bennua.py"))
    assert name.endswith(".html")
    assert wrong == ["section: the case says 'Xã hội', the page gives 'Giáo dục'"]


def test_paper_is_measured(canbo: Any, site: Any, saved: Path, tmp_path: Path) -> None:
    """On its live site, here on loopback, a paper is measured in shares of title, body and day; nothing stays."""
    site.page("/", "Trang nhất", *(f"/bai-viet-so-hom-nay-{n}.html" for n in range(4)), words=0)
    for n in range(4):
        page = PAGE.format(title=f"Bài số {n} của báo").replace(
            "09/04/2025", f"{n + 1:02}/04/2025" if n else ""
        )
        site.pages[f"/bai-viet-so-hom-nay-{n}.html"] = _answer(site, page)
    canbo("new", "site", "saved.html", "--url", "https://bennua.vn/mo-lop-12.html", cwd=tmp_path)
    path = tmp_path / "sites/bennua.py"
    host = site.url.removeprefix("http://")
    path.write_text(
        path.read_text("utf-8")
        .replace("https://bennua.vn/", f"{site.url}/")
        .replace("bennua.vn", host.split(":")[0]),
        encoding="utf-8",
    )
    before = sorted(tmp_path.rglob("*.warc.gz"))
    done = canbo("sites", "check", "bennua", "--allow-loopback", cwd=tmp_path, CANBO_SITES="sites")
    assert "bennua: 4 pages; title 100%, body 100%, day 75%, minute 75%" in done.stdout
    assert "read by bennua: 4" in done.stdout
    assert done.returncode == 3
    assert sorted(tmp_path.rglob("*.warc.gz")) == before


def _answer(site: Any, html: str) -> Any:
    return type(site.pages["/"])(html.encode())


def test_paper_without_a_network(canbo: Any, tmp_path: Path) -> None:
    """Without a network it says that nothing could be fetched, and why."""
    folder = tmp_path / "sites"
    folder.mkdir()
    text = (Path(__file__).parents[2] / "crawler/sites/tienphong.py").read_text("utf-8")
    (folder / "tienphong.py").write_text(text.replace("tienphong.vn", "khong-co.invalid"), encoding="utf-8")
    done = canbo("sites", "check", "tienphong", cwd=tmp_path, CANBO_SITES="sites")
    assert done.returncode == 3
    assert done.stdout == ""
    assert "nothing was measured" in done.stderr


def test_broken_file_is_named(tmp_path: Path) -> None:
    """A file of a paper that can't be run, or names no paper, says so."""
    path = tmp_path / "x.py"
    for text, words in (("SITE = (", "SyntaxError"), ("x = 1", "names no SITE")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CrawlError, match=words):
            load_site(path)


def test_page_without_an_article_is_refused() -> None:
    """A page of links makes no paper."""
    links = "".join(f'<li><a href="/{n}">Tin số {n}</a></li>' for n in range(40))
    page = Page.parse("https://a.vn/", f"<h1>Báo</h1><ul>{links}</ul>".encode(), "", datetime.now(UTC))
    with pytest.raises(CrawlError, match="no article"):
        propose(page)


def test_names() -> None:
    """A name is a word that a file can have."""
    assert name_of("bao.thu-do.vn") == "bao_thu_do"
    assert name_of("nhandan.com.vn") == "nhandan"
    assert name_of("24h.com.vn") == "site_24h"
