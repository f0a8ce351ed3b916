"""Asking a base: answers with types, and errors that lead on."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from corpora.errors import CanboError, DatasetError
from factdb import answers
from factdb.base import open as open_base
from factdb.query import query


@pytest.fixture
def database(base, facts):
    """A base of one article with one fact."""
    given = facts(
        [{"learners": 90, "classes": 2, "year": 2021, "programme": "llct"}], published=date(2021, 4, 28)
    )
    return base(given)


def test_result(database):
    """An answer has columns, types and rows, and is a sequence of dicts."""
    result = query(database, "SELECT learners_low AS n, period_start FROM training")
    assert (result.columns, result.types) == (("n", "period_start"), ("BIGINT", "DATE"))
    assert result.rows == ((90, date(2021, 1, 1)),)
    assert list(result) == [result[0]] == result[:1] == [{"n": 90, "period_start": date(2021, 1, 1)}]
    assert query(database, "").rows == ()


def test_parameters(database):
    """Values go in as parameters, by place or by name."""
    assert query(database, "SELECT count(*) FROM training WHERE learners_low > ?", [80]).value == 1
    assert query(database, "SELECT $a || 'đ'", {"a": "x'"}).value == "x'đ"


def test_missing_base(database):
    """A base that isn't there is said with what it may have been."""
    with pytest.raises(DatasetError, match=r"no database .*canbo\.dukdb; did you mean .*canbo\.duckdb"):
        query(database.with_name("canbo.dukdb"), "SELECT 1")
    with pytest.raises(DatasetError, match="isn't there"):
        query(database.parent / "no" / "a.duckdb", "SELECT 1")


def test_wrong_sql(database):
    """A wrong query has DuckDB's words and the names of the tables."""
    with pytest.raises(
        DatasetError, match=r"(?s)trainin.*The tables and views are: about, articles, .*training"
    ):
        query(database, "SELECT * FROM trainin")
    with pytest.raises(DatasetError, match="query failed"):
        query(database, "SELECT ?")


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM training", "CREATE TABLE x (i INT)", "DROP VIEW totals", "COMMENT ON TABLE training IS ''"],
)
def test_nothing_can_be_changed(database, sql):
    """No query changes the base."""
    before = database.read_bytes()
    with pytest.raises(DatasetError, match="read-only"):
        query(database, sql)
    assert database.read_bytes() == before


def test_open_base(database):
    """An open base answers, as rows and as data frames, and lists its tables."""
    with open_base(database) as opened:
        assert opened.query("SELECT 1 AS n").value == 1
        assert "training" in opened.tables()
        assert opened.columns("training")["status"] == "held, planned, not_held, carried_over"
        frame = opened.df("SELECT learners_low, period_start FROM training WHERE learners_low > ?", [1])
        assert frame["learners_low"].sum() == 90
        assert str(frame["period_start"].dtype).startswith("datetime64")
        with pytest.raises(DatasetError, match="query failed"):
            opened.df("SELECT nothing")


def test_data_frame_without_pandas(database, monkeypatch):
    """Where pandas is missing, the message says what to install; a wrong query is still told first."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with open_base(database) as opened:
        with pytest.raises(CanboError, match="pip install pandas in canbo's environment"):
            opened.df("SELECT 1")
        with pytest.raises(DatasetError, match="query failed"):
            opened.df("SELECT nothing")


def test_answers(database):
    """The questions that everybody has are answered by name."""
    assert answers.overview(database)[0]["what"] == "articles"
    assert answers.learners_by_programme_year(database)[0]["learners_low"] == 90
    assert len(answers.documents_cited(database)) == len(answers.failed_checks(database)) == 0
