"""`canbo query` into files: every form holds the same answer, and a file is whole or not there."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from factdb.query import query

QUESTION = "SELECT name, published, relevant, length(text) AS n FROM articles ORDER BY name;"


@pytest.fixture
def database(demo):
    """The demo's database."""
    return demo.folder / "canbo.duckdb"


@pytest.fixture
def answer(database):
    """What every form must hold."""
    return query(database, QUESTION)


def test_parquet(database, answer, canbo_bytes, tmp_path):
    """Parquet keeps the types, in a file and on standard output."""
    out = tmp_path / "new" / "a.parquet"
    assert canbo_bytes("query", database, QUESTION, "-o", out).stdout == b""
    piped = tmp_path / "piped.parquet"
    piped.write_bytes(canbo_bytes("query", database, QUESTION, "--parquet").stdout)
    for path in (out, piped):
        read = query(database, "SELECT * FROM read_parquet(?)", [str(path)])
        assert (read.types, read.rows) == (answer.types, answer.rows)


def test_xlsx(database, answer, canbo_bytes):
    """A workbook has the answer with its types, the question, and how to cite."""
    book = openpyxl.load_workbook(io.BytesIO(canbo_bytes("query", database, QUESTION, "--xlsx").stdout))
    rows = [tuple(c.value for c in row) for row in book["answer"]]
    assert rows[0] == answer.columns
    assert [(r[0], r[1] and r[1].date(), r[2], r[3]) for r in rows[1:]] == list(answer.rows)
    about = {row[0].value: row[1].value for row in book["about"]}
    assert about["question"] == QUESTION
    assert "Cite the articles" in about["cite"]


def test_text_files(database, answer, canbo_bytes, tmp_path):
    """The ending of a file tells its form; CSV has the mark by which Excel knows UTF-8."""
    for name in ("a.csv", "a.json"):
        assert canbo_bytes("query", database, QUESTION, "-o", tmp_path / name).returncode == 0
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    names = [row["name"] for row in csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))]
    assert names == [row["name"] for row in json.loads((tmp_path / "a.json").read_text("utf-8"))]
    assert names == [row["name"] for row in answer]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_live_formula(database, canbo_bytes, tmp_path, ending):
    """A text that looks like a formula stays a text in what people open with Excel."""
    out = tmp_path / f"a.{ending}"
    canbo_bytes("query", database, "SELECT '=1+1' AS x, '@a' AS \"=y\"", "-o", out)
    if ending == "csv":
        assert out.read_text("utf-8-sig").split() == ["x,'=y", "'=1+1,'@a"]
    else:
        sheet = openpyxl.load_workbook(out)["answer"]
        assert [c.data_type for c in sheet[2]] == ["s", "s"]


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.xlsx", "a.json"])
def test_what_fails_leaves_the_old_file(database, canbo_bytes, tmp_path, name):
    """A question that fails leaves the file that was there, and nothing beside it."""
    (tmp_path / name).write_bytes(b"old")
    assert canbo_bytes("query", database, "SELECT nothing", "-o", tmp_path / name).returncode == 1
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(name, b"old")]


@pytest.fixture
def canbo_bytes(canbo_command):
    """Run the command and have what it printed as bytes."""
    import subprocess

    return lambda *args: subprocess.run(
        [*canbo_command, *map(str, args)], capture_output=True, timeout=120, check=False
    )
