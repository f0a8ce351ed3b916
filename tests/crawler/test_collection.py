"""WARC collections of others, and the commands around a crawl."""

from __future__ import annotations

import gzip
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from corpora.article import Article
from corpora.errors import UsageError
from crawler import Topic, Wanted, crawl, host_states, outcomes, read_pages, take_collection

FIELD = (
    "Sáng nay, Trường Chính trị tỉnh khai giảng lớp bồi dưỡng lãnh đạo, quản lý cấp phòng cho 45 cán bộ, công chức. "
    "Học viên là công chức, viên chức các sở, ngành được cử đi đào tạo, bồi dưỡng theo kế hoạch năm. "
)
OTHER = "Đội bóng của thành phố thắng ba bàn trong trận đấu tối qua trên sân nhà trước đông đảo người xem. "


def _page(title: str, text: str, day: str = "2024-05-06") -> bytes:
    time = f'<meta property="article:published_time" content="{day}T08:00:00+07:00">'
    meta = f'<meta property="og:type" content="article">{time}'
    prose = "".join(f"<p>{text} Đoạn {n} của «{title}».</p>" for n in range(6))
    return (
        f"<html><head>{meta}<title>{title}</title></head><body><h1>{title}</h1>{prose}</body></html>".encode()
    )


def _warc(
    path: Path, *pages: tuple[str, bytes], status: int = 200, kind: str = "text/html", packed: bool = False
) -> Path:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "khac"}))
        for url, body in pages:
            headers = [("Content-Type", kind), *([("Content-Encoding", "gzip")] if packed else [])]
            record = writer.create_warc_record(
                url,
                "response",
                payload=BytesIO(gzip.compress(body) if packed else body),
                http_headers=StatusAndHeaders(f"{status} OK", headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": "2024-06-01T00:00:00Z"},
            )
            writer.write_record(record)
    return path


def _titles(folder: Path) -> list[str]:
    return sorted(a.title or "" for a in read_pages(folder) if isinstance(a, Article))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("packed", [False, True])
def test_pages_of_a_collection_become_articles(name: str, packed: bool, tmp_path: Path) -> None:
    """Pages are taken by host, path and day, each once; they read like pages that were crawled."""
    source = _warc(
        tmp_path / name,
        ("https://www.bao.vn/tin/mot.html", _page("Một", FIELD)),
        ("https://bao.vn/tin/hai.html", _page("Hai", OTHER)),
        ("https://bao.vn/tin/cu.html", _page("Cũ", FIELD, "2012-01-02")),
        ("https://bao.vn/the-thao/ba.html", _page("Ba", FIELD)),
        ("https://khac.vn/tin/bon.html", _page("Bốn", FIELD)),
        packed=packed,
    )
    out = tmp_path / "ra"
    taken = take_collection([source], out, hosts=["bao.vn"], wanted=Wanted("/tin/", date(2020, 1, 1)))
    assert _titles(out) == ["Hai", "Một"]
    assert (taken.records, taken.articles, taken.skipped, taken.others) == (6, 2, 1, 3)
    assert {o.url: o.reason for o in outcomes(out) if o.state == "skipped"} == {
        "https://bao.vn/tin/cu.html": "published 2012-01-02, before 2020-01-01"
    }
    before = (out / "pages.warc.gz").read_bytes()
    again = take_collection([source], out, hosts=["bao.vn"], wanted=Wanted("/tin/", date(2020, 1, 1)))
    assert again.articles == 0
    assert (out / "pages.warc.gz").read_bytes() == before


def test_topic_leaves_out_with_its_reason(tmp_path: Path) -> None:
    """What the topic's judge doesn't want is left out and says why; a later run without it takes that up."""
    source = _warc(
        tmp_path / "a.warc.gz",
        ("https://bao.vn/1.html", _page("Một", FIELD)),
        ("https://bao.vn/2.html", _page("Hai", OTHER)),
    )
    topic = Topic("lớp học", lambda text: "" if "khai giảng" in text else "không có lớp", lambda words: False)
    assert take_collection([source], tmp_path / "ra", wanted=Wanted(topic=topic)).articles == 1
    assert [o.reason for o in outcomes(tmp_path / "ra") if o.state == "skipped"] == [
        "not about lớp học: không có lớp"
    ]
    assert take_collection([source], tmp_path / "ra").articles == 1
    assert _titles(tmp_path / "ra") == ["Hai", "Một"]


def test_damage_costs_the_rest_of_its_file(tmp_path: Path) -> None:
    """A damaged file gives what stands before the damage and is named; the files after it are read."""
    pages = [(f"https://bao.vn/{n}.html", _page(f"Bài {n}", FIELD)) for n in range(6)]
    one, two = _warc(tmp_path / "1.warc.gz", *pages[:3]), _warc(tmp_path / "2.warc.gz", *pages[3:])
    one.write_bytes(one.read_bytes()[:-400] + b"khong phai gzip" * 40)
    (tmp_path / "3.warc.gz").write_text("không phải WARC")
    taken = take_collection([one, tmp_path / "3.warc.gz", two], tmp_path / "ra")
    assert taken.articles >= 5
    assert str(tmp_path / "3.warc.gz") in [name for name, _ in taken.broken]


def test_other_records_are_counted(tmp_path: Path) -> None:
    """Pictures, errors and pages that never end are of no interest."""
    files = [
        _warc(tmp_path / "1.warc", ("https://bao.vn/a.jpg", b"x"), kind="image/jpeg"),
        _warc(tmp_path / "2.warc", ("https://bao.vn/b", b"x"), status=404),
        _warc(tmp_path / "3.warc.gz", ("https://bao.vn/c", b"0" * 30_000_000), packed=True),
    ]
    taken = take_collection(files, tmp_path / "ra")
    assert (taken.pages, taken.others) == (0, 6)


def test_topic_in_a_crawl(site: Any, tmp_path: Path, answer: Any) -> None:
    """With the topic of canbo, articles of the field are kept, others left out, and likely links come first."""
    from canbo.topics import topic_of

    links = ["/bong-da-toi-qua.html", "/khai-giang-lop-boi-duong-can-bo.html"]
    site.page("/", "Trang nhất", *links, words=0)
    site.pages[links[0]] = answer(_page("Đội bóng thắng đậm", OTHER))
    site.pages[links[1]] = answer(_page("Khai giảng lớp bồi dưỡng cán bộ", FIELD))
    report = crawl([site.url], tmp_path, topic=topic_of("canbo"), delay=0, allow_loopback=True)
    assert report.articles == 1
    assert [path for path in site.paths() if path in links] == links[::-1]
    assert [o.reason[:31] for o in report if links[0] in o.url] == ["not about the training of cadre"]
    with pytest.raises(UsageError, match="the topics are canbo"):
        topic_of("the-thao")


def test_hosts_by_state(site: Any, tmp_path: Path) -> None:
    """A folder's hosts are told with figures that are those of the report, and with their commonest reasons."""
    site.page("/", "Trang nhất", "/a.html", "/khong-co.html", words=0)
    site.page("/a.html", "Bài")
    report = crawl([site.url], tmp_path, delay=0, allow_loopback=True)
    (state,) = host_states(tmp_path)
    assert (state.articles, state.fetched, state.waiting) == (1, report.fetched, 0)
    assert (state.skipped, state.failed) == (report.skipped, report.failed) == (1, 1)
    assert ("HTTP 404", 1) in state.reasons


def test_commands(site: Any, answer: Any, canbo: Any, tmp_path: Path) -> None:
    """crawl, status, robots, read and crawl --warc work together as the manual shows them."""
    site.page("/", "Trang nhất", "/tin/a.html", "/cam/b.html", words=0)
    site.page("/tin/a.html", "Bài")
    site.pages["/robots.txt"] = answer(
        b"User-agent: *\nDisallow: /cam/\nCrawl-delay: 0.1", content_type="text/plain"
    )
    done = canbo("crawl", site.url, "--allow-loopback", "--delay", "0", "--max", "5", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "crawl/report.tsv").read_text("utf-8").splitlines()
    assert lines[0].split("\t") == ["url", "state", "kind", "reason"]
    assert any(line.endswith("disallowed by robots.txt") for line in lines)

    status = canbo("status", cwd=tmp_path)
    assert "127.0.0.1" in status.stdout
    assert "disallowed by robots.txt: 1" in status.stdout

    allowed = canbo("robots", f"{site.url}/tin/a.html", "--allow-loopback", cwd=tmp_path)
    refused = canbo("robots", f"{site.url}/cam/b.html", "--allow-loopback", cwd=tmp_path)
    assert (allowed.returncode, refused.returncode) == (0, 3)
    assert "not allowed by «Disallow: /cam/»" in refused.stdout
    assert "Crawl-delay: 0.1 s" in refused.stdout

    taken = canbo("crawl", "--warc", "crawl/pages.warc.gz", site.url, "-o", "two", cwd=tmp_path)
    assert taken.returncode == 0, taken.stderr
    read = canbo("read", "two", cwd=tmp_path)
    assert "1 article written" in read.stderr

    for args, words in (
        (["crawl"], "name what to crawl"),
        (["crawl", "--warc", "kia.warc"], "kia.warc isn't there"),
    ):
        wrong = canbo(*args, cwd=tmp_path)
        assert wrong.returncode == 2
        assert words in wrong.stderr
