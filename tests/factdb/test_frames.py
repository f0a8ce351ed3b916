"""Answers as data frames: handed over through Arrow, with their types, and nothing made by hand in between."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal

import pytest

from corpora.errors import CanboError, DatasetError
from factdb.base import open as open_base

polars = pytest.importorskip("polars", reason="polars isn't installed")

SQL = (
    "SELECT learners_low, period_start, organiser, programme FROM training WHERE learners_low > ? ORDER BY 1"
)


@pytest.fixture
def opened(base, facts):
    """An open base of one article with three facts."""
    trainings = [
        {"learners": n, "year": 2020 + n, "organiser": ("Trường A", "Sở B"), "programme": "llct"}
        for n in (1, 2, 3)
    ]
    with open_base(base(facts(trainings, published=date(2021, 4, 28)))) as found:
        yield found


def test_polars(opened):
    """A polars frame has numbers, days and lists as such."""
    frame = opened.pl(SQL, [1])
    assert frame["learners_low"].to_list() == [2, 3]
    assert frame["period_start"].to_list() == [date(2022, 1, 1), date(2023, 1, 1)]
    assert frame["organiser"].to_list() == [["Trường A", "Sở B"]] * 2
    assert opened.pl("SELECT 1.5::DECIMAL(28,6) AS x, NULL::DATE AS d").row(0, named=True)["x"] == Decimal(
        "1.5"
    )


def test_polars_and_pandas_agree(opened):
    """The same question has the same answer in both."""
    question = "SELECT fact_id, learners_low, confidence FROM training ORDER BY 1"
    assert opened.pl(question).rows() == [tuple(r) for r in opened.df(question).itertuples(index=False)]


def test_arrow_is_taken_twice(opened):
    """An answer in Arrow can be taken as often as one likes, also beside others that are open."""
    one, other = opened.arrow(SQL, [0]), opened.arrow("SELECT count(*) AS n FROM articles")
    assert (polars.DataFrame(one).height, polars.DataFrame(other).item()) == (3, 1)
    assert polars.DataFrame(one).height == 3
    assert one.columns == ("learners_low", "period_start", "organiser", "programme")


def test_empty_answer_keeps_its_columns(opened):
    """Of no rows the frame has the columns and their types."""
    frame = opened.pl("SELECT learners_low, period_start FROM training WHERE false")
    assert frame.schema == {"learners_low": polars.Int64, "period_start": polars.Date}


@pytest.mark.parametrize(
    "sql",
    ["SELECT nothing", "SELEC 1", "", "DELETE FROM training", "SELECT CAST(quote AS INT) FROM training"],
)
@pytest.mark.parametrize("form", ["df", "pl"])
def test_wrong_questions(opened, sql, form):
    """What can't be asked is told in our words, whichever library is to have the answer."""
    with pytest.raises(DatasetError, match="query"):
        getattr(opened, form)(sql)


@pytest.mark.parametrize(("form", "library"), [("df", "pandas"), ("pl", "polars")])
def test_library_that_is_missing(opened, monkeypatch, form, library):
    """Where the library is missing the message says which; a wrong question is told first."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(CanboError, match=f"pip install {library}"):
        getattr(opened, form)("SELECT 1")
    with pytest.raises(DatasetError, match="query failed"):
        getattr(opened, form)("SELECT nothing")
