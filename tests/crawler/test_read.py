"""Pages into articles: every layout by its case, the sample newspaper, and what is no article."""

from __future__ import annotations

import tomllib
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.article import Article
from crawler import UnreadPage, crawl, read_pages
from crawler.dates import Published, day_of, day_of_url, publication, told_by
from crawler.read import read_html

SITES = Path(__file__).parents[1] / "cases/sites"
DATES = tomllib.loads((SITES / "dates.toml").read_text("utf-8"))
FETCHED = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)


def _read(html: str | bytes, url: str = "https://bao.example/bai-viet.html", kind: str = "text/html") -> Any:
    return read_html(url, html if isinstance(html, bytes) else html.encode(), kind, FETCHED)


def test_sample_newspaper(tmp_path: Path) -> None:
    """Crawled and read, the sample newspaper gives its articles word for word, twice the same."""
    from corpora.sample import sample_stories
    from corpora.sample.server import serve

    with serve() as server:
        report = crawl([server.url], tmp_path, delay=0, allow_loopback=True)
    wanted = {story.article.url: story.article for story in sample_stories()}
    found = list(read_pages(tmp_path))
    assert [page for page in found if isinstance(page, UnreadPage)] == []
    assert {page.url for page in found} == set(wanted)
    assert report.articles == len(wanted)
    for article in found:
        assert isinstance(article, Article)
        want = wanted[article.url]
        assert article.text == want.text
        for field in ("title", "published", "author", "source", "article_id"):
            assert getattr(article, field) == getattr(want, field), (want.name, field)
    assert list(read_pages(tmp_path)) == found


@pytest.mark.parametrize(
    "html",
    [
        "",
        " ",
        "<html></html>",
        "<html><body><h1>Không tìm thấy trang</h1><p>Trang đã bị gỡ.</p></body></html>",
        '<h1 class="article__title">Chỉ có tiêu đề</h1>',
        '<h1 class="post-title">T</h1><div class="post-content"><script>x</script></div>',
        "<div>" * 3000,
        "%PDF-1.4 khong phai trang",
    ],
)
def test_page_without_a_body(html: str) -> None:
    """A page without a body says so, and is no error."""
    result = _read(html)
    assert isinstance(result, UnreadPage)
    assert result.reason


@given(st.text(max_size=300), st.binary(max_size=100))
@settings(max_examples=60, deadline=None)
def test_no_page_is_an_error(text: str, raw: bytes) -> None:
    """Whatever stands on a page, reading it gives an article in NFC or a reason."""
    body = f'<h1 class="post-title">T{text}</h1><div class="post-content"><p>{text}</p><table>{text}</table>'
    for page in (body.encode("utf-8", "replace") + raw, raw):
        result = _read(page)
        if isinstance(result, Article):
            assert unicodedata.is_normalized("NFC", result.text)
            assert result.text.strip()


POST = (
    '<h1 class="post-title">Tiêu đề</h1><span class="post-subinfo">{when}</span>'
    '<div class="post-content"><p>Một câu.</p></div>'
)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("04/05/2021", date(2021, 5, 4)),
        ("04/05/2031", None),
        ("16/01/2026", None),
        ("15/01/2026", date(2026, 1, 15)),
        ("", None),
    ],
)
def test_day_is_never_after_the_fetch_nor_invented(when: str, day: date | None) -> None:
    """A day that the page gives counts if it isn't later than the fetch; else the article has none."""
    article = _read(POST.format(when=when))
    assert article.published == day
    assert article.published_basis == ("page" if day else None)


@pytest.mark.parametrize("case", DATES["value"], ids=lambda c: c["text"])
def test_day_of_a_printed_time(case: dict[str, Any]) -> None:
    """Day comes before month, another zone is brought to Vietnam's, and what isn't a day is none."""
    assert day_of(case["text"]) == case.get("is")


@pytest.mark.parametrize("case", DATES["url"], ids=lambda c: c["text"])
def test_day_of_an_address(case: dict[str, Any]) -> None:
    """An address gives a day only where all of it is there."""
    assert day_of_url(case["text"]) == case.get("is")


@given(st.text(max_size=80))
def test_any_time_is_no_error(text: str) -> None:
    """No text makes it raise."""
    day_of(text)


def test_better_witness_first() -> None:
    """JSON-LD goes before meta, meta before time, time before print, print before the address."""
    data = [{"@type": "NewsArticle", "datePublished": "2020-01-01"}]
    meta = {"article:published_time": "2020-01-02"}
    rest = (["2020-01-03"], ["04/01/2020"], "https://a.vn/2020/01/05/x")
    assert publication(data, meta, *rest, FETCHED) == Published(date(2020, 1, 1), "json-ld")
    assert publication([], meta, *rest, FETCHED) == Published(date(2020, 1, 2), "meta")
    assert publication([], {}, *rest, FETCHED) == Published(date(2020, 1, 3), "page")
    assert publication([], {}, [], *rest[1:], FETCHED) == Published(date(2020, 1, 4), "page")
    assert publication([], {}, [], [], rest[2], FETCHED) == Published(date(2020, 1, 5), "url")
    late = [{"datePublished": "2030-01-01"}]
    assert publication(late, meta, *rest, FETCHED) == Published(date(2020, 1, 2), "meta")
    assert publication([], {}, [], [], "https://a.vn/x", FETCHED) is None


@pytest.mark.parametrize("case", DATES["moment"], ids=lambda c: c["text"])
def test_minute_of_a_time(case: dict[str, Any]) -> None:
    """A time gives its minute with the zone that it names; Vietnam's where it names none."""
    told = told_by(case["text"])
    assert told is not None
    shown = told.moment.isoformat(timespec="minutes") if told.moment else None
    assert (shown, told.zoned) == (case.get("is"), case.get("zoned", False))


@pytest.mark.parametrize("case", DATES["publication"], ids=lambda c: c["why"])
def test_publication(case: dict[str, Any]) -> None:
    """What several witnesses say together."""
    data = [{"@type": "NewsArticle", "datePublished": case["data"]}] if "data" in case else []
    meta = {"article:published_time": case["meta"]} if "meta" in case else {}
    found = publication(data, meta, case.get("times", []), case.get("visible", []), "https://a.vn/x", FETCHED)
    assert (str(found), found.witness if found else None) == (case["is"], case["witness"])


def test_text_in_nfc_from_letters_taken_apart() -> None:
    """A page with its letters taken apart gives the same text as one with whole letters."""
    page = POST.format(when="04/05/2021").replace("Một câu", "Đào tạo, bồi dưỡng cán bộ")
    assert _read(unicodedata.normalize("NFD", page)).text == _read(page).text


def test_caption_and_body_stay_apart_from_menus() -> None:
    """Menus, scripts, forms and hidden boxes within the body are left out, a quotation stays."""
    body = (
        "<p>Câu một.</p><nav>Menu</nav><aside>Bên lề</aside><form>Gửi <input></form><style>p{}</style>"
        '<div style="display: none">Ẩn</div><!-- chú thích --><blockquote>Lời trích.</blockquote>'
        '<div class="box related-news">Tin khác</div>'
        '<ul><li><a href="/1">Tin một</a></li><li><a href="/2">Tin hai</a></li></ul>'
        "<p>Câu <sup>2</sup><span> và</span> hết.</p>"
    )
    page = f'<h1 class="post-title">T</h1><div class="post-content">{body}</div>'
    assert _read(page).text == "T\n\nCâu một.\n\nLời trích.\n\nCâu 2 và hết."


def test_bold_last_sentence_is_no_author() -> None:
    """A last paragraph in bold that is a sentence, or a caption, is text."""
    for last in ("<p><b>Lớp học kết thúc.</b></p>", "<p><b>Quang cảnh lớp học tại huyện</b></p>"):
        page = f'<h1 class="post-title">T</h1><div class="post-content"><p>Câu một.</p>{last}</div>'
        article = _read(page)
        assert article.author is None
        assert "ớp học" in article.text


def test_body_that_repeats_title_and_lead() -> None:
    """A body that begins with the title or the lead again gives them once."""
    page = (
        '<h1 class="post-title">Tiêu đề</h1><div class="post-summary">Tóm tắt.</div>'
        '<div class="post-content"><h2>Tiêu đề</h2><p><b>Tóm tắt.</b></p><p>Câu một.</p></div>'
    )
    assert _read(page).text == "Tiêu đề\n\nTóm tắt.\n\nCâu một."


def test_damaged_record_costs_its_own_page(site: Any, tmp_path: Path) -> None:
    """One changed byte in the archive gives one page unread, by name, and all others read."""
    site.page("/", "Trang nhất", *(f"/bai-{n}.html" for n in range(6)), words=0)
    for n in range(6):
        site.page(f"/bai-{n}.html", f"Bài {n}")
    crawl([site.url], tmp_path, delay=0, allow_loopback=True)
    archive = tmp_path / "pages.warc.gz"
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 0xFF
    archive.write_bytes(data)
    found = list(read_pages(tmp_path))
    unread = [page for page in found if isinstance(page, UnreadPage)]
    assert len(found) == 6
    assert len(unread) == 1
    assert "damaged at byte" in unread[0].reason


def _collected(folder: Path, pages: dict[str, str]) -> Path:
    """A crawl's folder that holds these pages, as a collection of somebody's gave them."""
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    from crawler import take_collection

    path = folder / "collection.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, html in pages.items():
            head = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                url,
                "response",
                payload=BytesIO(html.encode()),
                http_headers=head,
                warc_headers_dict={"WARC-Date": "2026-01-15T03:00:00Z"},
            )
            writer.write_record(record)
    take_collection([path], folder / "crawl")
    return folder / "crawl"


def _story(title: str, day: str, paragraphs: list[str]) -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<meta property="og:type" content="article"><h1 class="post-title">{title}</h1>'
        f'<span class="post-subinfo">{day} 07:00</span><div class="post-content">{body}</div>'
    )


_PROSE = (
    "trường lớp huyện học viên cán bộ thôn buổi chuyên đề thực hành kỹ năng dân vận tổ chức kết quả kế hoạch "
)
WORDS = _PROSE.split()


def _paragraphs(seed: int) -> list[str]:
    import random

    made = random.Random(seed)
    return [" ".join(made.choices(WORDS, k=24)) + f" {made.randint(10, 999)}." for _ in range(8)]


def test_read_report_tells_what_repeats(tmp_path: Path, canbo: Any) -> None:
    """Each page once with layout, minute and witness; a reprint, an agency copy and a new version are told apart."""
    one, two, three = _paragraphs(1), _paragraphs(2), _paragraphs(3)
    folder = _collected(
        tmp_path,
        {
            "https://a.vn/bai-mot-ve-lop-hoc-1.html": _story("Bài một", "04/05/2021", one),
            "https://b.vn/bai-mot-in-lai-o-day-2.html": _story("In lại", "05/05/2021", one[:7]),
            "https://a.vn/bai-hai-cua-thong-tan-3.html": _story("Bài hai", "04/05/2021", [*two, "(TTXVN)"]),
            "https://b.vn/bai-hai-cua-thong-tan-4.html": _story("Bài 2", "06/05/2021", [*two, "(TTXVN)"]),
            "https://a.vn/bai-ba-ban-thu-nhat-5.html": _story("Bài ba", "04/05/2021", three),
            "https://a.vn/bai-ba-ban-thu-hai-6.html": _story("Bài ba", "07/05/2021", [*three, *one[:1]]),
        },
    )
    done = canbo("read", "crawl", "-o", "a.parquet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "3 articles repeat earlier ones (agency: 1, reprint: 1, version: 1)." in done.stderr
    head, *rows = (line.split("\t") for line in (folder / "read.tsv").read_text("utf-8").splitlines())
    table = {row[0].rpartition("-")[2]: dict(zip(head, row, strict=True)) for row in rows}
    assert {key: row["kind"] for key, row in table.items() if row["kind"]} == {
        "2.html": "reprint",
        "4.html": "agency",
        "6.html": "version",
    }
    assert table["2.html"]["first"] == "https://a.vn/bai-mot-ve-lop-hoc-1.html"
    assert table["1.html"]["layout"] == "post"
    assert table["1.html"]["published"] == "2021-05-04T07:00+07:00"
    assert table["1.html"]["witness"] == "page"


def test_same_bytes_for_any_number_of_workers(tmp_path: Path, canbo: Any) -> None:
    """One worker and two make the same Parquet file and the same report, byte by byte."""
    pages = {
        f"https://a.vn/bai-viet-so-hom-nay-{n}.html": _story(f"Bài {n}", "04/05/2021", _paragraphs(n))
        for n in range(40)
    }
    folder = _collected(tmp_path, pages)
    made = []
    for workers in (1, 2):
        out = tmp_path / f"{workers}.parquet"
        assert canbo("read", "crawl", "-o", out.name, "--workers", workers, cwd=tmp_path).returncode == 0
        made.append((out.read_bytes(), (folder / "read.tsv").read_bytes()))
    assert made[0] == made[1]
