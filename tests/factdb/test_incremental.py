"""What stands already isn't done again: unchanged articles are not extracted, an unchanged record is not built."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from canbo.cli import app
from corpora.errors import UsageError
from corpora.parquet import read_columns
from factdb.build import build
from factdb.query import query


@pytest.fixture
def extract(tmp_path):
    """Extract the folder `texts` of `tmp_path` into `facts`; returns what was said."""

    def run():
        done = CliRunner().invoke(app, ["extract", str(tmp_path / "texts"), "-o", str(tmp_path / "facts")])
        assert done.exit_code == 0, done.output
        return done.output

    (tmp_path / "texts").mkdir()
    return run


def write(folder, name, learners):
    """A text with one figure."""
    text = f"Năm 2023, Trường Chính trị tỉnh mở lớp bồi dưỡng cấp ủy cho {learners} cán bộ. ({name})"
    (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")


def test_only_what_changed_is_extracted(tmp_path, extract):
    """A second extraction leaves the record as it is; after one text has changed, it reads that one alone."""
    for name, learners in (("a", 120), ("b", 340)):
        write(tmp_path, name, learners)
    extract()
    (first,) = (tmp_path / "facts").glob("run-*")
    assert "Nothing to extract: 2 articles" in extract()
    assert list((tmp_path / "facts").glob("run-*")) == [first]
    write(tmp_path, "c", 560)
    assert "2 articles unchanged" in extract()
    (second,) = set((tmp_path / "facts").glob("run-*")) - {first}
    assert [row[0] for row in read_columns(second / "articles.parquet", ["name"])] == ["c"]
    build(tmp_path / "facts", tmp_path / "a.duckdb")
    sums = query(tmp_path / "a.duckdb", "SELECT count(*), sum(learners_low) FROM training").rows
    assert sums == ((3, 1020),)


def test_nothing_new_builds_nothing(tmp_path, extract):
    """A build of an unchanged record leaves the file as it is, to the byte and to the time of its last change."""
    write(tmp_path, "a", 120)
    extract()
    database = tmp_path / "canbo.duckdb"
    given = ["build", str(tmp_path / "facts"), "-o", str(database)]
    assert CliRunner().invoke(app, given).exit_code == 0
    before = (database.read_bytes(), database.stat().st_mtime_ns, database.stat().st_ino)
    extract()
    again = CliRunner().invoke(app, given)
    assert "stays as it is" in again.output
    assert (database.read_bytes(), database.stat().st_mtime_ns, database.stat().st_ino) == before


def test_build_of_gold(tmp_path, extract):
    """`canbo build --gold` makes a base of annotations; a folder that isn't there is an error that helps."""
    write(tmp_path, "a", 120)
    texts, gold, database = tmp_path / "texts", tmp_path / "gold", tmp_path / "gold.duckdb"
    assert CliRunner().invoke(app, ["extract", str(texts), "--to", "gold", "-o", str(gold)]).exit_code == 0
    (gold / "a.txt").write_bytes((texts / "a.txt").read_bytes())
    done = CliRunner().invoke(app, ["build", "--gold", str(gold), "-o", str(database)])
    assert done.exit_code == 0, done.output
    assert query(database, "SELECT sum(learners_low) FROM training").value == 120
    missing = CliRunner().invoke(app, ["build", "--gold", str(tmp_path / "no"), "-o", str(database)])
    assert isinstance(missing.exception, UsageError)
