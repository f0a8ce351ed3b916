"""What `meta.csv` says of texts, and what is said of its mistakes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpora.article import Article
from corpora.load import load
from corpora.unread import Unread

GOOD = "Năm 2024, huyện mở hai lớp bồi dưỡng cho 120 cán bộ xã.\n"


def articles(found: list[Article | Unread]) -> list[Article]:
    """What was read."""
    return [a for a in found if isinstance(a, Article)]


def unread(found: list[Article | Unread]) -> list[Unread]:
    """What was not."""
    return [u for u in found if isinstance(u, Unread)]


def meta_folder(folder: Path, meta: str, *, encoding: str = "utf-8") -> list[Article | Unread]:
    """Two texts read with a meta.csv beside them."""
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    (folder / "meta.csv").write_text(meta, encoding=encoding)
    return list(load([folder]))


def test_meta(tmp_path):
    """What meta.csv tells stands in the article; what it leaves empty stays unknown."""
    meta = 'file,id,title,published,source,url,author\na.txt,A1,"Hai, ba lớp",2021-04-28,x.vn,https://x.vn/1,\nb.txt,,,,,,\n'
    a, b = meta_folder(tmp_path, meta)
    assert a == Article(GOOD, "A1", "Hai, ba lớp", date(2021, 4, 28), "x.vn", "https://x.vn/1", None, "meta")
    assert b == Article(GOOD, "b")


@pytest.mark.parametrize(
    "meta", ["file;published\na.txt;2021-04-28\n", "\ufefffile\tpublished\r\n./a.txt\t2021-04-28\r\n"]
)
def test_meta_of_a_spreadsheet(tmp_path, meta):
    """Semicolons, tabs, a byte order mark and CRLF, as spreadsheets write them, are understood."""
    a, _ = meta_folder(tmp_path, meta)
    assert a.published == date(2021, 4, 28)


def test_single_text_knows_its_meta(tmp_path):
    """A text given by its own name is the same article as in its folder."""
    whole = meta_folder(tmp_path, "file,id,published\na.txt,A1,2021-04-28\nb.txt,B,\ngone.txt,,\n")
    assert list(load([tmp_path / "a.txt"])) == [whole[1]]


@pytest.mark.parametrize(
    ("meta", "place", "says"),
    [
        ("file,published\na.txt,28/04/2021\n", ":2", ["28/04/2021", "YYYY-MM-DD", "read without it"]),
        ("file\nc.txt\n", ":2", ["'c.txt' isn't there"]),
        ("file\nA.TXT\n", ":2", ["'A.TXT' isn't there; did you mean a.txt?"]),
        (
            "file,published\na.txt,1021-04-28\n",
            ":2",
            ["1021-04-28 lies outside 1945–2100", "read without it"],
        ),
        ("file,id\na.txt,A\nb.txt,A\n", ":3", ["the id 'A' is that of a.txt too"]),
        ("file,id\n,A\n", ":2", ["names no file"]),
        ("file,url\na.txt,N/A\nb.txt,\n", ":2", ["url 'N/A' is no address; left out"]),
        ("file,url\na.txt,x.vn/bai-1\n", ":2", ["no address", "https://"]),
        ("file,url\na.txt,https://x.vn/ bai\n", ":2", ["no address"]),
        ("file,url\na.txt,https://x.vn\nb.txt,https://x.vn\n", ":2", ["whole site", "left out"]),
        ('file,title,published\na.txt,"Hai lớp,2021-04-28\nb.txt,Ba,2021-04-29\n', ":2", ["quotation mark"]),
        ('file,title\na.txt,"Hai "ba" lớp"\n', ":2", ["quotation mark", "twice"]),
        ('file,title\na.txt,"Hai\nlớp"\nb.txt,Ba\n', ":2", ["runs on into line 3", "left aside"]),
        ('file,title\na.txt,"Hai lớp\nb.txt,Ba lớp"\n', ":2", ["runs on into line 3"]),
        (
            "file\n" + "\n".join(f"B-{n}.txt" for n in range(11, 19)),
            "",
            ["8 files", "B-11.txt, B-12.txt", "5 more"],
        ),
        ("file,colour\na.txt,red\n", ":1", ["unknown columns", "colour", "author"]),
        ("file,id\na.txt,1\na.txt,2\n", ":3", ["a row already"]),
        ("file,id\na.txt,1,2,3\n", ":2", ["more cells than columns"]),
        ("name,id\na.txt,1\n", "", ["no column named file"]),
    ],
)
def test_meta_problems(tmp_path, meta, place, says):
    """What can't be used of meta.csv is said with its line; the texts are read all the same."""
    found = meta_folder(tmp_path, meta)
    assert [a.text for a in articles(found)] == [GOOD, GOOD]
    [problem] = unread(found)
    assert problem.input == f"{tmp_path / 'meta.csv'}{place}"
    for words in says:
        assert words in problem.reason


def test_open_quote_costs_its_own_row(tmp_path):
    """A quotation mark that isn't closed swallows no other row: the next text keeps its title and its day."""
    rows = 'a.txt,"Hai lớp,2021-04-28\nb.txt,"Ba, bốn lớp",2021-04-29\n'
    found = meta_folder(tmp_path, f"file,title,published\n{rows}")
    assert [(a.title, a.published) for a in articles(found)] == [
        (None, None),
        ("Ba, bốn lớp", date(2021, 4, 29)),
    ]
    assert [u.input for u in unread(found)] == [f"{tmp_path / 'meta.csv'}:2"]
    [alone] = load([tmp_path / "b.txt"])
    assert alone == articles(found)[1]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("sub/c-1.txt", "sub/C-01.txt"),
        ("sub/C_01.doc", "sub/C-01.txt"),
        ("Dao tao.txt", "Đào tạo.txt"),
        ("B-11.txt", None),
        ("C-10.txt", None),
    ],
)
def test_only_near_names_are_suggested(tmp_path, name, meant):
    """A name is suggested where case, accents, zeros, separators or the ending differ, and nothing else."""
    for there in ("sub/C-01.txt", "Đào tạo.txt"):
        (tmp_path / there).parent.mkdir(exist_ok=True)
        (tmp_path / there).write_text(GOOD, encoding="utf-8")
    (tmp_path / "meta.csv").write_text(f"file\n{name}\n", encoding="utf-8")
    [problem] = unread(list(load([tmp_path])))
    assert problem.reason == f"the file {name!r} isn't there" + (f"; did you mean {meant}?" if meant else "")


# --- addresses


def test_meta_in_another_encoding(tmp_path):
    """A meta.csv that isn't UTF-8 is refused with its byte, the texts are read without it."""
    found = meta_folder(tmp_path, "file,title\na.txt,Hôi nghi\n", encoding="latin-1")
    assert len(articles(found)) == 2
    assert "not UTF-8" in unread(found)[0].reason


def test_meta_of_subfolders(tmp_path):
    """A subfolder's own meta.csv speaks of its texts and overrules the one above."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "meta.csv").write_text("file,id,author\nsub/a.txt,above,An\n", encoding="utf-8")
    (tmp_path / "sub" / "meta.csv").write_text("file,id\na.txt,own\n", encoding="utf-8")
    [article] = load([tmp_path])
    assert isinstance(article, Article)
    assert article.name == "own"


# --- rows
