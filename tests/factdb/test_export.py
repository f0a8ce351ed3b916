"""Exports hold what the base holds, in every form, and nothing in them comes alive."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import tomllib
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from corpora.errors import DatasetError, UsageError
from factdb.export import FORMS, export
from factdb.query import query

CASES = Path(__file__).parents[1] / "cases" / "hostile_cells.toml"
CELLS = [c["text"] for c in tomllib.loads(CASES.read_text(encoding="utf-8"))["cell"]]
LONG = "dài " * 20_000


@pytest.fixture
def hostile(base, facts):
    """A base whose texts are hostile: titles, audiences, units and organisers."""
    return base(
        *(
            facts(
                [
                    {
                        "learners": 5,
                        "classes": 2,
                        "year": 2024,
                        "audience": text,
                        "unit": text,
                        "organiser": (text, "B"),
                    }
                ],
                f"n{n}",
                title=text,
                source="x.vn",
                author=text,
                url=f"https://x.vn/{n}",
                published=date(2024, 1, n + 1),
            )
            for n, text in enumerate([*CELLS, LONG])
        )
    )


def read_csv(path):
    """The rows of a CSV file as Excel reads it."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def is_live(text):
    """True where a spreadsheet would take a text for a formula; numbers are none."""
    bare = text.lstrip(" \ufeff\u200b\u00a0")
    return bare[:1] in tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20") and not bare[1:].replace(".", "").isdigit()


def test_twelve_kinds():
    """The cases are of twelve kinds, and most of them would be live if nothing were done."""
    assert len(CELLS) == 12
    assert sum(map(is_live, CELLS)) >= 9


@pytest.mark.parametrize("form", ["csv", "datapackage"])
def test_csv(hostile, tmp_path, form):
    """No cell of a CSV file is a formula; the mark by which Excel knows UTF-8 is there, every row is whole."""
    out = export(hostile, tmp_path / "out", form)
    for path in out.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        rows = read_csv(path)
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not [cell for row in rows for cell in row if is_live(cell)]
    head, *rows = read_csv(out / "facts.csv")
    assert len(rows) == 13
    assert {row[head.index("learners_low")] for row in rows} == {"5"}
    kept = {row[head.index("audience")].removeprefix("'") for row in rows}
    assert {c for c in CELLS if c.isprintable()} <= kept
    assert LONG in kept


def test_xlsx(hostile, tmp_path):
    """A workbook has types, a frozen head, filters, links, the codebook and no formula."""
    book = openpyxl.load_workbook(export(hostile, tmp_path / "facts.xlsx"))
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert not [c.coordinate for row in sheet for c in row if c.data_type == "f"]
    sheet = book["facts"]
    assert sheet.auto_filter.ref
    head = [c.value for c in sheet[1]]
    first = dict(zip(head, sheet[2], strict=True))
    assert first["learners_low"].value == 5
    assert isinstance(first["period_start"].value, datetime)
    assert first["counts_learners"].value is True
    assert first["url"].hyperlink.target == "https://x.vn/0"
    texts = [row[head.index("audience")].value for row in sheet.iter_rows(min_row=2)]
    assert {t for t in CELLS if t.isprintable()} <= set(texts)
    assert max(map(len, texts)) == 32_766
    links = [c.hyperlink.target for s in book for row in s for c in row if c.hyperlink]
    assert all(link.startswith("https://x.vn/") for link in links)
    assert {"codebook", "about"} <= set(book.sheetnames)
    told = {row[0].value: row[1].value for row in book["about"].iter_rows()}
    assert told["cite"].startswith("Cite the articles")


def test_sqlite(hostile, base, tmp_path, facts):
    """A SQLite file is sound, holds every table, and finds words with accents, without, and with d for đ."""
    with closing(sqlite3.connect(export(hostile, tmp_path / "facts.db"))) as made:
        assert made.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert made.execute(
            "SELECT count(*), sum(learners_low), max(typeof(learners_low)) FROM facts"
        ).fetchone() == (13, 65, "integer")
        assert made.execute(
            "SELECT holds FROM codebook WHERE \"table\" = 'facts' AND \"column\" = 'status'"
        ).fetchone()
        assert dict(made.execute("SELECT * FROM about"))["content"]
    shutil.rmtree(tmp_path / "facts")
    text = "Đào tạo cán bộ ở huyện Đức Hòa."
    (tmp_path / "canbo.duckdb").unlink()
    with closing(
        sqlite3.connect(export(base(facts([{"learners": 1}], text=text)), tmp_path / "facts.db"))
    ) as made:
        count = "SELECT count(*) FROM search WHERE search MATCH ? AND kind = 'article'"
        for words, found in (
            ("đào tạo", 1),
            ("dao tao", 1),
            ("duc hoa", 1),
            ("words: dao", 0),
            ("words: đào", 1),
            ("lớp", 0),
        ):
            assert made.execute(count, [words]).fetchone() == (found,), words


def test_jsonl_and_parquet(hostile, tmp_path):
    """JSON lines and Parquet have every row with its types, lists as lists, texts as they are."""
    lines = export(hostile, tmp_path / "facts.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    rows = [json.loads(line) for line in lines]
    assert len(rows) == 13
    assert all(row["organiser"][1] == "B" and row["learners_low"] == 5 for row in rows)
    assert not any("\x01" in line for line in lines)
    out = export(hostile, tmp_path / "parquet", "parquet")
    same = f"SELECT count(*) FROM (FROM facts EXCEPT FROM read_parquet('{out / 'facts.parquet'}'))"
    assert query(hostile, same).value == 0
    assert json.loads((out / "about.json").read_text("utf-8"))["rules_version"] == "r1"


def test_data_package(hostile, tmp_path):
    """A data package describes its files as they are: names, sizes, hashes, fields; so does Croissant."""
    out = export(hostile, tmp_path / "package", "datapackage")
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert "Cite the articles" in package["description"]
    for resource in package["resources"]:
        raw = (out / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (
            len(raw),
            f"sha256:{hashlib.sha256(raw).hexdigest()}",
        )
        fields = [f["name"] for f in resource["schema"]["fields"]]
        assert next(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))) == fields
    croissant = json.loads((out / "croissant.json").read_text("utf-8"))
    files = {f["@id"]: f["sha256"] for f in croissant["distribution"]}
    assert all(hashlib.sha256((out / name).read_bytes()).hexdigest() == sha for name, sha in files.items())
    assert {s["@id"] for s in croissant["recordSet"]} == {name.removesuffix(".csv") for name in files}


def test_citations(hostile, tmp_path):
    """Every relevant article is a citation with its day, paper and address."""
    cited = json.loads(export(hostile, tmp_path / "cited.json").read_text("utf-8"))
    assert len(cited) == 13
    assert cited[0]["issued"] == {"date-parts": [[2024, 1, 1]]}
    assert (cited[0]["title"], cited[0]["container-title"], cited[0]["URL"]) == (
        "=1+1",
        "x.vn",
        "https://x.vn/0",
    )


@pytest.mark.parametrize("form", FORMS)
def test_same_base_same_bytes(hostile, tmp_path, form):
    """Two exports of one base are the same, byte by byte, and the second takes the first one's place."""

    def content(path):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        return [(p.name if path.is_dir() else "", p.read_bytes()) for p in files]

    first, second = (export(hostile, tmp_path / name, form) for name in ("a", "b"))
    assert content(first) == content(second)
    assert content(export(hostile, tmp_path / "a", form)) == content(second)
    assert not list(tmp_path.glob(".*"))


def test_headings_in_vietnamese(hostile, tmp_path):
    """Headings and the codebook can be had in Vietnamese."""
    book = openpyxl.load_workbook(export(hostile, tmp_path / "facts.xlsx", language="vi"))
    heads = [c.value for c in book["facts"][1]]
    assert "số học viên (thấp nhất)" in heads
    assert "từ điển dữ liệu" in book.sheetnames


@pytest.mark.parametrize(
    ("out", "form", "tables", "words"),
    [
        ("facts.doc", None, (), "say what to write"),
        ("no/facts.csv", None, (), "isn't there"),
        ("mine", "csv", (), "holds something else"),
        ("mine", "xlsx", (), "is a folder"),
        ("a.csv", None, ("fact",), "no table fact"),
        ("a.csv", None, ("facts", "people"), "takes one table"),
    ],
)
def test_where_nothing_is_written(hostile, tmp_path, out, form, tables, words):
    """What can't be written is refused, and what is somebody else's stays."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("…")
    with pytest.raises((UsageError, DatasetError), match=words):
        export(hostile, tmp_path / out, form, tables=tables)
    assert (tmp_path / "mine" / "thesis.txt").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["canbo.duckdb", "facts", "mine"]


@pytest.mark.parametrize("form", ["csv", "sqlite"])
def test_killed_at_any_moment(hostile, tmp_path, form):
    """However an export is killed, the old one or the new one stands whole, and the next tidies up."""
    out = tmp_path / "out"
    run = "import sys; from factdb.export import export; export(*sys.argv[1:])"
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", run, hostile, out, form], check=True)
    whole = time.monotonic() - start
    before = out.read_bytes() if form == "sqlite" else sorted(p.name for p in out.iterdir())
    moments = random.Random(1)
    for _ in range(6):
        process = subprocess.Popen([sys.executable, "-c", run, hostile, out, form])
        time.sleep(moments.uniform(0.3, 1.0) * whole)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert (out.read_bytes() if form == "sqlite" else sorted(p.name for p in out.iterdir())) == before
    export(hostile, out, form)
    assert not list(tmp_path.glob(".*"))
