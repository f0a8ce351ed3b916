"""The demo goes the whole way, can be run twice, and touches nothing that isn't its own."""

from __future__ import annotations

import re

import pytest

from canbo.demo import MARK, PARTS, prepare
from corpora.errors import UsageError


def test_demo_makes_everything(demo):
    """One command makes the crawl, the articles, the facts, the database and the report."""
    assert demo.code == 0, demo.stderr
    assert {p.name for p in demo.folder.iterdir()} == {*PARTS, MARK}


def test_demo_answers(demo):
    """Answers go to standard output: learners by programme, documents, and sums that don't add up."""
    for title in ("Learners by programme and year", "Documents cited", "Sums that don't add up"):
        assert f"\n{title}" in demo.stdout
    assert "1/4" not in demo.stdout


def test_demo_says_what_comes_next(demo):
    """It ends by saying what was made, where, and which command comes next."""
    assert "4/4" in demo.stderr
    assert "report.html" in demo.stderr
    assert re.search(r"Next: \S*canbo query demo/canbo\.duckdb", demo.stderr)


def test_demo_reads_the_whole_paper(demo, canbo):
    """Every article of the sample newspaper arrives in the database, through crawl and pages."""
    from corpora.sample import sample_articles

    done = canbo("query", demo.folder / "canbo.duckdb", "SELECT title FROM articles ORDER BY 1", "--json")
    assert all(f'"{article.title}"' in done.stdout for article in sample_articles())


def test_demo_answers_are_right(demo, tmp_path):
    """Crawled, read, extracted and added up, the sample's learners are those of its gold, to the last one."""
    from corpora.sample import sample_folder
    from factdb.answers import learners_by_programme_year
    from factdb.from_gold import build_from_gold

    build_from_gold([sample_folder()], tmp_path / "gold.duckdb")
    columns = ("programme", "year", "counting", "learners_low", "learners_high", "articles")

    def answer(database):
        return [tuple(row[c] for c in columns) for row in learners_by_programme_year(database)]

    assert answer(demo.folder / "canbo.duckdb") == answer(tmp_path / "gold.duckdb")


def test_demo_runs_twice(tmp_path, canbo):
    """A second run makes the folder anew, and leaves what somebody else put there."""
    prepare(tmp_path / "demo")
    (tmp_path / "demo" / "facts").mkdir()
    (tmp_path / "demo" / "facts" / "old").touch()
    (tmp_path / "demo" / "mine.txt").write_text("kept", encoding="utf-8")
    prepare(tmp_path / "demo")
    assert sorted(p.name for p in (tmp_path / "demo").iterdir()) == [MARK, "mine.txt"]


def test_demo_leaves_other_folders(tmp_path, canbo):
    """A folder that isn't the demo's own is refused in one line, untouched."""
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "thesis.txt").write_text("years of work", encoding="utf-8")
    done = canbo("demo", cwd=tmp_path)
    assert done.returncode == 2
    assert "didn't make" in done.stderr
    assert [p.name for p in (tmp_path / "demo").iterdir()] == ["thesis.txt"]


def test_demo_wants_a_folder(tmp_path):
    """A file can't be the demo's folder."""
    (tmp_path / "demo").touch()
    with pytest.raises(UsageError, match="is a file"):
        prepare(tmp_path / "demo")
