"""Texts of users: what is read as it stands, and what is refused with a reason."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.article import Article
from corpora.decode import MAX_ARTICLE_BYTES
from corpora.errors import InputError
from corpora.load import load
from corpora.store import write_articles
from corpora.unread import Unread

CASES = Path(__file__).parents[1] / "cases" / "load"
BAD = tomllib.loads((CASES / "bad.toml").read_text(encoding="utf-8"))
GOOD = "Năm 2024, huyện mở hai lớp bồi dưỡng cho 120 cán bộ xã.\n"


def bytes_of(case: dict[str, object]) -> bytes:
    """The bytes that a case describes."""
    if "hex" in case:
        return bytes.fromhex(str(case["hex"]))
    return str(case["text"]).encode(str(case.get("encoding", "utf-8")))


def articles(found: list[Article | Unread]) -> list[Article]:
    """What was read."""
    return [a for a in found if isinstance(a, Article)]


def unread(found: list[Article | Unread]) -> list[Unread]:
    """What was not."""
    return [u for u in found if isinstance(u, Unread)]


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_costs_nothing_else(name, tmp_path):
    """Each kind of bad input gives one reason that names the place, and the article beside it is read."""
    case = BAD[name]
    bad, good = tmp_path / case["file"], tmp_path / "good.txt"
    bad.write_bytes(bytes_of(case))
    good.write_text(GOOD, encoding="utf-8")
    found = list(load([bad, good]))
    assert [a.name for a in articles(found)] == ["good"]
    [problem] = unread(found)
    place = f"{bad}:{case['line']}" if "line" in case else str(bad)
    assert problem.input == place
    for words in case["says"]:
        assert words in problem.reason


def test_folder(tmp_path):
    """A folder gives its texts and those of its subfolders in sorted order; hidden and other files stay out."""
    for name in ("b.txt", "a.TXT", "sub/c.txt", "a.md", "._a.txt", ".git/d.txt", "z.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(GOOD, encoding="utf-8")
    assert [a.name for a in articles(list(load([tmp_path])))] == ["a", "b", "c"]


def test_folder_without_texts(tmp_path):
    """A folder without texts is no silence."""
    [problem] = load([tmp_path])
    assert isinstance(problem, Unread)
    assert "no .txt" in problem.reason


def test_text_is_stored_as_it_stands(tmp_path):
    """The byte order mark goes, line ends and decomposed letters stay: offsets count the stored text."""
    text = "Mơ\u0309 2 lớp.\r\nHết\r\n"
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    [article] = load([tmp_path / "a.txt"])
    assert isinstance(article, Article)
    assert article.text == text


@settings(deadline=None)
@given(st.text())
def test_any_text_is_kept_or_refused(tmp_path_factory, text):
    """Whatever the text, it comes back unchanged (but for a byte order mark) or as Unread."""
    path = tmp_path_factory.mktemp("any") / "a.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    [found] = load([path])
    if isinstance(found, Article):
        assert found.text == text.removeprefix("\ufeff")
    else:
        assert found.reason


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(tmp_path_factory, raw):
    """Whatever the bytes, as a text, as JSON lines, as Parquet and packed, nothing but articles and reasons comes."""
    folder = tmp_path_factory.mktemp("raw")
    for name in ("a.txt", "a.jsonl", "a.jsonl.gz", "a.parquet", "meta.csv"):
        (folder / name).write_bytes(raw)
    paths = [folder, *(folder / n for n in ("a.txt", "a.jsonl", "a.jsonl.gz", "a.parquet"))]
    found = list(load(paths))
    assert all(isinstance(f, Article | Unread) for f in found)
    assert all(isinstance(f, Article | Unread) for f in load(["-"], stdin=io.BytesIO(raw)))


def test_missing_path_names_near_ones(tmp_path):
    """A path that isn't there is an error at once, before anything is read, and names what it may have been."""
    (tmp_path / "bai-viet.txt").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError, match=r"bai-vit.txt isn't there; did you mean .*bai-viet\.txt"):
        load([tmp_path, tmp_path / "bai-vit.txt"])
    with pytest.raises(InputError, match="nothing named like thu-muc"):
        load([tmp_path / "thu-muc" / "sau" / "a.txt"])


def test_big_articles(tmp_path):
    """An article of 5 MB is read, one over the limit is refused with its size."""
    line = "Huyện mở hai lớp. "
    (tmp_path / "a.txt").write_text(line * (5_000_000 // len(line.encode())), encoding="utf-8")
    (tmp_path / "b.txt").write_text(line * (MAX_ARTICLE_BYTES // len(line.encode()) + 1), encoding="utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": line * 1_200_000}) + '\n{"text": "Hai lớp."}\n')
    found = list(load([tmp_path, tmp_path / "c.jsonl"]))
    assert [a.name for a in articles(found)] == ["a", "c-2"]
    assert ["20" in u.reason and "MB" in u.reason for u in unread(found)] == [True, True]


def test_big_file_of_another_kind(tmp_path):
    """A large PDF is first of all a PDF."""
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7\n" + b"x" * MAX_ARTICLE_BYTES)
    [problem] = load([tmp_path / "a.txt"])
    assert "PDF" in problem.reason


# --- meta.csv


OTHER = "Sáng nay, câu lạc bộ bóng đá của tỉnh khai mạc giải mùa xuân trên sân vận động mới xây.\n"


def test_one_address_for_different_texts(tmp_path):
    """Clearly different texts under one address stand for themselves, however they are given; both are named."""
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "meta.csv").write_text(
        "file,url\na.txt,https://x.vn/1\nb.txt,https://x.vn/1\n", encoding="utf-8"
    )
    rows = [{"text": text, "url": "https://x.vn/1"} for text in (GOOD, OTHER)]
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    write_articles(tmp_path / "c.parquet", [Article(**row) for row in rows])
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    for inputs in ([tmp_path], [a, b], [b, a], [tmp_path / "c.jsonl"], [tmp_path / "c.parquet"]):
        found = list(load(inputs))
        assert len({x.article_id for x in articles(found)}) == 2
        assert [x.url for x in articles(found)] == [None, None]
        [problem] = [u for u in unread(found) if u.failed]
        assert "clearly different" in problem.reason
    assert "a.txt and " in unread(list(load([a, b])))[0].reason


def test_versions_keep_their_address(tmp_path):
    """A text that was carried on under its address is the same article, and so is one given twice."""
    later = GOOD + "Huyện cũng mở thêm một lớp cho 40 trưởng thôn ở ba xã vùng cao.\n"
    rows = [{"text": text, "url": "https://x.vn/1"} for text in (GOOD, later, GOOD)]
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = articles(list(load([tmp_path / "c.jsonl"])))
    assert [(a.url, a.text) for a in found] == [(r["url"], r["text"]) for r in rows]


def test_home_page_is_told_once(tmp_path):
    """A whole site's address is left out everywhere and told once; an address with a query tells articles apart."""
    urls = ["https://x.vn/", "https://x.vn/", "https://x.vn/?bai=1", "https://x.vn/#/bai/2", "HTTPS://x.vn/3"]
    rows = [json.dumps({"text": f"{GOOD} {n}", "url": url}) for n, url in enumerate(urls)]
    (tmp_path / "c.jsonl").write_text("\n".join(rows), encoding="utf-8")
    found = list(load([tmp_path / "c.jsonl"]))
    assert [a.url for a in articles(found)] == [None, None, *urls[2:]]
    [problem] = unread(found)
    assert (problem.input, problem.outcome) == (f"{tmp_path / 'c.jsonl'}:1", "left_aside")


# --- what is left aside, and names


def test_other_files_of_a_folder_are_told(tmp_path):
    """Files that aren't read are counted with their endings; hidden ones, canbo's own and those given aren't."""
    own = [
        "facts/runs.jsonl",
        "facts/run-1/dates.parquet",
        "canbo.duckdb",
        "a.json",
        ".DS_Store",
        ".git/x.md",
    ]
    for name in ("a.txt", "b.docx", "sub/c.PDF", "d.jsonl", *own):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(GOOD if name == "a.txt" else '{"text": "Hai lớp."}', encoding="utf-8")
    [problem] = unread(list(load([tmp_path, tmp_path / "d.jsonl"])))
    assert (problem.input, problem.failed) == (str(tmp_path), False)
    assert problem.reason.startswith("2 files (.docx, .pdf) left aside")


def test_equal_stems_are_told_apart(tmp_path):
    """Texts of one folder with the same stem are named by their paths; all others by their stems."""
    for name in ("x/a.txt", "y/a.txt", "y/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    assert [a.name for a in articles(list(load([tmp_path])))] == ["x/a", "y/a", "b"]
    (tmp_path / "meta.csv").write_text("file,id\nx/a.txt,A1\n", encoding="utf-8")
    assert [a.name for a in articles(list(load([tmp_path])))] == ["A1", "a", "b"]


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("scan 1.txt", b"%PDF-1.7\n", "pdftotext -enc UTF-8 '{0}/scan 1.txt' '{0}/scan 1-text.txt'"),
        ("scan.pdf", b"%PDF-1.7\n", "pdftotext -enc UTF-8 {0}/scan.pdf {0}/scan.txt"),
        ("u.txt", GOOD.encode("utf-16"), "iconv -f UTF-16 -t UTF-8 {0}/u.txt > {0}/u-utf8.txt"),
        ("l.txt", "gôm cán bô xã".encode("latin-1"), "-t UTF-8 {0}/l.txt > {0}/l-utf8.txt"),
    ],
)
def test_advice_is_ready_to_copy(tmp_path, name, raw, says):
    """Advice names the file itself, quoted where it must be, and another name for what comes out."""
    (tmp_path / name).write_bytes(raw)
    [problem] = unread(list(load([tmp_path / name])))
    assert says.format(tmp_path) in problem.reason


def test_misspelt_fields_are_told_once(tmp_path):
    """A field nearly named like a known one that the row lacks is told once a file; other fields are passed over."""
    rows = [{"text": GOOD, "publishd": "2021-01-01", "views": 1, "urls": [], "url": "https://x.vn/1"}] * 3
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = list(load([tmp_path / "c.jsonl"]))
    assert len(articles(found)) == 3
    assert unread(found) == [
        Unread(f"{tmp_path / 'c.jsonl'}:1", "unknown field 'publishd' left aside; did you mean 'published'?")
    ]


def test_lines(tmp_path):
    """JSON lines give an article a line with what they tell; blank lines and unknown fields are passed over."""
    rows = [
        {
            "id": 7,
            "text": GOOD,
            "published": "2021-04-28T10:00:00+07:00",
            "url": "https://x.vn/1",
            "views": 3,
        },
        {"text": GOOD, "title": None, "published": ""},
    ]
    lines = "\n\n".join(json.dumps(r, ensure_ascii=False) for r in rows)
    (tmp_path / "a.jsonl").write_text("\ufeff" + lines + "\n", encoding="utf-8")
    with gzip.open(tmp_path / "b.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(lines)
    first, second, third, fourth = load([tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"])
    assert first == Article(
        GOOD, "7", published=date(2021, 4, 28), url="https://x.vn/1", published_basis="meta"
    )
    assert second == Article(GOOD, "a-3")
    assert third == first
    assert fourth == Article(GOOD, "b-3")


def test_packed_lines_cut_short(tmp_path):
    """Of a packed file that broke off, the lines before are read, and the break is told with its line."""
    packed = gzip.compress("".join(json.dumps({"text": f"Lớp số {n}."}) + "\n" for n in range(9000)).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    found = list(load([tmp_path / "a.jsonl.gz"]))
    [problem] = unread(found)
    assert f"after line {len(articles(found))}" in problem.reason


def test_parquet(tmp_path):
    """Articles that were stored come back as they were, the origin of their day included."""
    kept = [
        Article("Mở hai lớp.", "a", "Hai lớp", date(2021, 4, 28), "x.vn", "https://x.vn/1", "An", "page"),
        Article("Mở ba lớp.\r\n", "b"),
    ]
    write_articles(tmp_path / "a.parquet", kept)
    assert sorted(load([tmp_path / "a.parquet"]), key=lambda a: a.name) == kept


def test_parquet_without_text(tmp_path):
    """A Parquet file without the column text names the columns that it has."""
    from corpora.parquet import write_parquet

    write_parquet(tmp_path / "a.parquet", {"body": "VARCHAR"}, [["Hai lớp."]])
    [problem] = load([tmp_path / "a.parquet"])
    assert isinstance(problem, Unread)
    assert "body" in problem.reason


# --- standard input


@pytest.mark.parametrize("blanks", ["", "\n \n", "\ufeff", " " * 10_000])
def test_stdin(blanks):
    """Standard input is one text, or JSON lines where its first character that is no blank is a brace."""
    text = blanks + GOOD
    [article] = load(["-"], stdin=io.BytesIO(text.encode()))
    assert article == Article(text.removeprefix("\ufeff"), "stdin")
    lines = blanks + '{"text": "Hai lớp."}\n{"text": "Ba lớp."}\n{"te'
    first, second, third = load(["-"], stdin=io.BytesIO(lines.encode()))
    assert (first.text, second.text) == ("Hai lớp.", "Ba lớp.")
    assert third.input.startswith("standard input:")


def test_stdin_empty():
    """Nothing on standard input is said so."""
    [problem] = load(["-"], stdin=io.BytesIO(b""))
    assert problem == Unread("standard input", "it is empty: nothing but blanks in it")


def test_memory_stays_flat(tmp_path):
    """Reading forty times more lines takes no more memory: articles come one at a time."""
    probe = (
        "import resource, sys; from corpora.load import load\n"
        "n = sum(1 for _ in load([sys.argv[1]]))\n"
        "print(n, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    peaks = []
    for name, times in (("small", 50), ("large", 2_000)):
        path = tmp_path / f"{name}.jsonl"
        with path.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps({"text": f"Bài {n}. " + GOOD * 300}) + "\n" for n in range(times))
        said = subprocess.run([sys.executable, "-c", probe, path], capture_output=True, text=True, check=True)
        count, peak = map(int, said.stdout.split())
        assert count == times
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 8_000  # kilobytes; the large file has 60 MB
