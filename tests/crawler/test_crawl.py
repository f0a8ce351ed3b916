"""A crawl as a user sees it: what is fetched, how politely, and what the report says."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from corpora.article import Article
from corpora.errors import CrawlError, UsageError
from crawler import CrawlEvent, crawl, outcomes, read_pages


def _crawl(site: Any, folder: Path, *paths: str, **more: Any) -> Any:
    starts = [site.url + path for path in paths or ("/",)]
    return crawl(starts, folder, **{"delay": 0, "allow_loopback": True, **more})


def _titles(folder: Path) -> list[str]:
    return sorted(a.title or "" for a in read_pages(folder) if isinstance(a, Article))


def _paper(site: Any, answer: Any) -> None:
    """Two articles in the feed, two in the sitemap's parts, three on a listing of two pages, one behind robots.txt."""
    feed = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    site.page("/", "Trang nhất", "/muc/", "/cam/mot-bai-bi-cam-1.html", words=0)
    site.pages["/"].body = site.pages["/"].body.replace(b"</head>", feed.encode() + b"</head>")
    site.page("/muc/", "Mục", "/l1.html", "/l2.html", "/muc/trang-2.html", words=0)
    site.page("/muc/trang-2.html", "Mục", "/l3.html", "/muc/", "/muc/trang-3.html", words=0)
    site.page("/muc/trang-3.html", "Mục", "/l3.html", "/muc/trang-4.html", words=0)
    site.page("/muc/trang-4.html", "Mục", "/l3.html", words=0)
    for name in ("f1", "f2", "s1", "s2", "l1", "l2", "l3", "cam/mot-bai-bi-cam-1"):
        site.page(f"/{name}.html", name)
    items = "".join(f"<item><link>{site.url}/f{n}.html</link></item>" for n in (1, 2))
    site.pages["/rss"] = answer(
        f"<rss><channel>{items}</channel></rss>".encode(), content_type="application/rss+xml"
    )
    robots = f"User-agent: *\nDisallow: /cam/\nSitemap: {site.url}/map.xml\n"
    site.pages["/robots.txt"] = answer(robots.encode(), content_type="text/plain")
    site.pages["/map.xml"] = answer(
        f"<sitemapindex><sitemap><loc>{site.url}/map-1.xml</loc></sitemap></sitemapindex>".encode(),
        content_type="application/xml",
    )
    urls = (
        f"<url><loc>{site.url}/s1.html</loc></url>"
        f"<url><loc>{site.url}/s2.html#x</loc><lastmod>2019-05-01</lastmod></url>"
    )
    site.pages["/map-1.xml"] = answer(f"<urlset>{urls}</urlset>".encode(), content_type="application/xml")


def test_everything_that_leads_to_articles_is_followed(site: Any, answer: Any, tmp_path: Path) -> None:
    """Feeds, sitemaps and their parts, listings and their pages lead to articles; robots.txt keeps one out."""
    _paper(site, answer)
    report = _crawl(site, tmp_path)
    assert _titles(tmp_path) == ["f1", "f2", "l1", "l2", "l3", "s1", "s2"]
    assert len(site.paths()) == len(set(site.paths()))
    forbidden = next(o for o in report if "/cam/" in o.url)
    assert (forbidden.state, forbidden.reason) == ("skipped", "disallowed by robots.txt")
    # The third page of the listing brings nothing new, so the fourth isn't asked for.
    assert "/muc/trang-3.html" in site.paths()
    assert "/muc/trang-4.html" not in site.paths()


def test_report_names_every_address_once(site: Any, answer: Any, tmp_path: Path) -> None:
    """The report's figures are those of its lines, and no address comes twice."""
    _paper(site, answer)
    report = _crawl(site, tmp_path)
    lines = list(report)
    assert len({o.url for o in lines}) == len(lines)
    for state in ("fetched", "waiting", "skipped", "failed"):
        assert getattr(report, state) == sum(o.state == state for o in lines)
    assert [o.url for o in outcomes(tmp_path)] == [o.url for o in lines]
    assert report.requests == len(site.requests)
    assert report.stopped == ""


def test_second_visit_asks_for_changes_only(site: Any, answer: Any, tmp_path: Path) -> None:
    """A later visit asks with ETag for what leads on, fetches what is new, and no article again."""
    _paper(site, answer)
    for path, page in site.pages.items():
        page.headers["ETag"] = f'"{path}"'

    _crawl(site, tmp_path)
    before, size = len(site.requests), (tmp_path / "pages.warc.gz").stat().st_size
    kept = dict(site.pages)
    leading = ("/", "/muc/", "/rss", "/map.xml", "/map-1.xml")
    site.pages.update({path: answer(b"", 304) for path in leading})
    report = _crawl(site, tmp_path)
    asked = site.requests[before:]
    assert {path for _, path, _ in asked} == set(leading)
    assert all(headers.get("If-None-Match") == f'"{path}"' for _, path, headers in asked)
    assert report.articles == 0
    assert (tmp_path / "pages.warc.gz").stat().st_size == size

    site.pages.update(kept)
    site.page("/muc/", "Mục", "/moi.html", "/l1.html", "/muc/trang-2.html", words=0)
    site.page("/moi.html", "bài mới")
    assert _crawl(site, tmp_path).articles == 1
    assert "bài mới" in _titles(tmp_path)


def test_limit_counts_articles_of_a_visit(site: Any, tmp_path: Path) -> None:
    """A limited visit stops at its limit, and the next takes up what was left."""
    site.page("/", "Trang nhất", *(f"/bai-so-{n}.html" for n in range(9)), words=0)
    for n in range(9):
        site.page(f"/bai-so-{n}.html", f"Bài {n}")
    first = _crawl(site, tmp_path, limit=4)
    assert (first.articles, first.stopped) == (4, "limit")
    assert all(o.reason == "limit" for o in first if o.state == "waiting")
    assert _crawl(site, tmp_path, limit=4).articles == 4
    assert _crawl(site, tmp_path).articles == 1
    assert len(_titles(tmp_path)) == 9


def test_since_leaves_older_articles_and_takes_them_up_later(site: Any, answer: Any, tmp_path: Path) -> None:
    """What a sitemap or the page itself dates before `since` is skipped with the reason, until a run reaches back."""
    _paper(site, answer)
    site.page("/l1.html", "l1", **{"article:published_time": "2018-02-03T09:00:00+07:00"})
    site.page("/l2.html", "l2", **{"article:published_time": "2021-02-03T09:00:00+07:00"})
    report = _crawl(site, tmp_path, since=date(2020, 1, 1))
    assert "/s2.html" not in site.paths()
    reasons = {o.url.removeprefix(site.url): o.reason for o in report if o.reason.startswith("published")}
    assert reasons == {
        "/l1.html": "published 2018-02-03, before 2020-01-01",
        "/s2.html": "published 2019-05-01, before 2020-01-01",
    }
    assert _titles(tmp_path) == ["f1", "f2", "l2", "l3", "s1"]
    _crawl(site, tmp_path, since=date(2019, 1, 1))
    assert _titles(tmp_path) == ["f1", "f2", "l2", "l3", "s1", "s2"]
    _crawl(site, tmp_path)
    assert _titles(tmp_path) == ["f1", "f2", "l1", "l2", "l3", "s1", "s2"]


def test_under_keeps_to_a_path(site: Any, answer: Any, tmp_path: Path) -> None:
    """Only pages below the path are taken up, wherever the start lies."""
    site.page("/", "Trang nhất", "/a/1.html", "/b/2.html", "/a/3.html", words=0)
    for path in ("/a/1.html", "/b/2.html", "/a/3.html"):
        site.page(path, path)
    _crawl(site, tmp_path, under="a/")
    assert _titles(tmp_path) == ["/a/1.html", "/a/3.html"]


def test_other_hosts_are_left(site: Any, answer: Any, tmp_path: Path) -> None:
    """Links to other hosts and to files that are no pages aren't taken up."""
    site.page(
        "/",
        "Trang nhất",
        "http://khac.example/x",
        "/anh.jpg",
        "/tai-lieu.pdf",
        "mailto:a@b.vn",
        "/bai.html",
        words=0,
    )
    site.page("/bai.html", "Bài")
    report = _crawl(site, tmp_path)
    assert {o.url.removeprefix(site.url) for o in report} == {"/", "/bai.html", "/sitemap.xml"}


def test_gap_between_requests(site: Any, tmp_path: Path) -> None:
    """Between two requests lies the delay at the least, and one request at a time is open, robots.txt included."""
    site.page("/", "Trang nhất", *(f"/{n}" for n in range(6)), words=0)
    for n in range(6):
        site.page(f"/{n}", f"Bài {n}")
    _crawl(site, tmp_path, delay=0.12)
    times = [when for when, _, _ in site.requests]
    # Arrivals jitter behind their sending; the clock itself is tried to the millisecond in test_hosts.
    assert min(b - a for a, b in pairwise(times)) >= 0.06


def test_crawl_delay_of_the_site(site: Any, answer: Any, tmp_path: Path) -> None:
    """A Crawl-delay in robots.txt holds even where the user asks for none, also in the run that follows."""
    site.pages["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 0.3\n", content_type="text/plain")
    site.page("/", "Trang nhất", "/1", "/2", words=0)
    site.page("/1", "Bài 1")
    site.page("/2", "Bài 2")
    _crawl(site, tmp_path, limit=1)
    _crawl(site, tmp_path)
    times = [when for when, _, _ in site.requests]
    assert len(times) >= 4
    assert min(b - a for a, b in pairwise(times)) >= 0.2


def test_honest_agent(site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request names canbo and, where it is given, the contact."""
    monkeypatch.setenv("CANBO_CONTACT", "mailto:thu-vien@vi-du.example\r\nX: y")
    site.page("/", "Trang nhất", words=0)
    _crawl(site, tmp_path)
    agents = {headers["User-Agent"] for _, _, headers in site.requests}
    assert agents == {"canbo/0.1 (+mailto:thu-vien@vi-du.exampleX:y)"}
    assert not any("Cookie" in headers for _, _, headers in site.requests)


def test_two_runs_on_one_folder(site: Any, tmp_path: Path) -> None:
    """A second run is told the process that holds the folder, and takes it over when that has ended."""
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom crawler.lock import hold_folder\n"
        "with hold_folder(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    root = Path(__file__).parents[2]
    other = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=root, stdout=subprocess.PIPE)
    assert other.stdout is not None
    other.stdout.readline()
    site.page("/", "Trang nhất", words=0)
    with pytest.raises(CrawlError, match=f"process {other.pid}"):
        _crawl(site, tmp_path)
    other.kill()
    other.communicate()
    assert _crawl(site, tmp_path).fetched == 1


def test_progress_tells_every_step(site: Any, answer: Any, tmp_path: Path) -> None:
    """Each address that comes to an end is told once, from the caller's own thread."""
    _paper(site, answer)
    events: list[CrawlEvent] = []
    threads: set[str] = set()

    def note(event: CrawlEvent) -> None:
        events.append(event)
        threads.add(threading.current_thread().name)

    report = _crawl(site, tmp_path, progress=note)
    assert sorted(e.url for e in events) == sorted(o.url for o in report)
    assert threads == {threading.current_thread().name}
    assert events[-1].waiting == 0


def test_several_hosts_at_once(site: Any, answer: Any, tmp_path: Path) -> None:
    """Two hosts are asked by turns, each at its own pace."""
    site.page("/", "Trang nhất", *(f"/{n}" for n in range(8)), words=0)
    for n in range(8):
        site.page(f"/{n}", f"Bài {n}")
    other = site.url.replace("127.0.0.1", "localhost")
    report = crawl([site.url, other], tmp_path, delay=0.1, allow_loopback=True)
    assert report.fetched == 18
    hosts = [headers["Host"].partition(":")[0] for _, _, headers in site.requests]
    assert {*hosts[:6]} == {"127.0.0.1", "localhost"}
    for name in ("127.0.0.1", "localhost"):
        times = [when for (when, _, _), host in zip(site.requests, hosts, strict=True) if host == name]
        # Arrivals jitter behind their sending; the clock itself is tried to the millisecond in test_hosts.
        assert min(b - a for a, b in pairwise(times)) >= 0.05


def test_same_article_under_two_addresses(site: Any, tmp_path: Path) -> None:
    """A page that names an address as its own which is fetched already isn't stored again."""
    site.page("/", "Trang nhất", "/bai.html", "/in/bai.html", words=0)
    site.page("/bai.html", "Bài")
    site.page("/in/bai.html", "Bài")
    page = site.pages["/in/bai.html"]
    page.body = page.body.replace(
        b"<title>", f'<link rel="canonical" href="{site.url}/bai.html"><title>'.encode()
    )
    report = _crawl(site, tmp_path)
    assert _titles(tmp_path) == ["Bài"]
    assert {o.reason for o in report if "/in/" in o.url} == {f"same page as {site.url}/bai.html"}


@pytest.mark.parametrize("start", ["", "ftp://bao.vn/", "không phải địa chỉ", "http://"])
def test_wrong_start(start: str, tmp_path: Path) -> None:
    """A start that is no address is an error that shows how to write one, before anything is made."""
    with pytest.raises(UsageError, match="https://"):
        crawl([start], tmp_path / "neu")
    assert not (tmp_path / "neu").exists()


def test_folder_without_a_crawl(tmp_path: Path) -> None:
    """Reading a folder that holds no crawl says so."""
    with pytest.raises(CrawlError, match="holds no crawl"):
        list(read_pages(tmp_path))


def test_state_that_is_no_database(site: Any, tmp_path: Path) -> None:
    """A damaged state is named with the way out, and the archive isn't touched."""
    (tmp_path / "crawl.sqlite").write_bytes(b"khong phai sqlite" * 100)
    with pytest.raises(CrawlError, match=r"crawl\.sqlite"):
        _crawl(site, tmp_path)


def test_import_is_light() -> None:
    """`import crawler` brings none of the heavy libraries."""
    heavy = "requests bs4 lxml warcio protego"
    code = f"import sys, crawler; print([m for m in '{heavy}'.split() if m in sys.modules])"
    root = Path(__file__).parents[2]
    out = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, env=dict(os.environ)
    )
    assert out.stdout.strip() == "[]"
