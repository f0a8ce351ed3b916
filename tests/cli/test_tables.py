"""Answers on a terminal: whatever its width, no number, day or header is cut or broken."""

from __future__ import annotations

import io
import re

import pytest

from canbo.cli.tables import RECORDS, write_table
from factdb.query import query

QUESTIONS = (
    "SELECT * FROM totals",
    "SELECT * FROM training LIMIT 2",
    "SELECT * FROM learners_by_programme_year",
    "SELECT name, title, published, url, article_id FROM articles",
)


class Terminal(io.StringIO):
    """Somebody looks on."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def draw(monkeypatch):
    """Draw an answer on a terminal of a width."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")

    def drawn(columns, rows, width, **how):
        monkeypatch.setenv("COLUMNS", str(width))
        out = Terminal()
        write_table(columns, rows, out, **how)
        return re.sub(r"\x1b\[[\d;]*m", "", out.getvalue())

    return drawn


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_is_broken(demo, draw, question, width):
    """Every header, number and day stands whole, and no line is wider than the terminal."""
    answer = query(demo.folder / "canbo.duckdb", question)
    text = draw(answer.columns, answer.rows, width)
    words = set(text.split())
    assert set(answer.columns) <= words
    shown = answer.rows[:RECORDS]
    assert max(map(len, text.splitlines())) <= width
    for value in (v for row in shown for v in row if isinstance(v, int) and not isinstance(v, bool)):
        assert {str(value), f"{value:,}"} & words


@pytest.mark.parametrize("how", [{}, {"wrap": True}])
@pytest.mark.parametrize("width", [40, 60, 80])
def test_long_texts_give_way(draw, width, how):
    """A text is cut with `…`, or goes on below between two words; the number beside it stays."""
    text = draw(("title", "learners"), [("Khai giảng lớp bồi dưỡng " * 8, 1250)], width, **how)
    assert ("…" in text) is not bool(how)
    assert "1,250" in text.split()
    assert set(text.replace("…", " ").split()) >= {"Khai", "giảng", "lớp"}


def test_hashes_give_way_first(draw):
    """Where there is little room, a hash is cut before a title is."""
    title = "Khai giảng lớp bồi dưỡng nghiệp vụ"
    text = draw(("article_id", "title"), [("13cc8993fe4f30bc" * 2, title)], 60)
    assert title in text
    assert "13cc8993fe4…" in text or re.search(r"13cc[0-9a-f]+…", text)


def test_records_where_a_table_cannot_fit(draw):
    """A row of many columns becomes a record, the first twenty rows of them, and says how to get the rest."""
    columns = [f"learners_of_programme_{n}" for n in range(9)]
    text = draw(columns, [[row] * 9 for row in range(25)], 60)
    assert len(re.findall(r"^learners_of_programme_0  ", text, re.MULTILINE)) == RECORDS
    assert text.endswith("5 more rows: --csv\n")


def test_separators_are_for_counts(draw):
    """Counts have thousands separators; years, days, ids and places don't."""
    columns = ("year", "learners_low", "span_start", "sum(learners_low)", "id", "n")
    text = draw(columns, [(2024, 12500, 10234, 99000, 123456, 5000)], 120)
    assert text.split()[-6:] == ["2024", "12,500", "10234", "99,000", "123456", "5000"]
