"""The way in commands: crawl, read, extract, build, query, report, each going on from the last."""

from __future__ import annotations

import csv
import io
import json

import pytest

from corpora.sample import sample_articles, sample_folder


@pytest.fixture(scope="module")
def way(canbo, tmp_path_factory):
    """The commands of the README on the sample's texts, in one folder; nobody may change it."""
    folder = tmp_path_factory.mktemp("way")
    for args in (
        ("extract", sample_folder(), "-o", "facts"),
        ("build", "facts", "-o", "canbo.duckdb"),
        ("report", "canbo.duckdb", "-o", "report.html"),
    ):
        done = canbo(*args, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
        assert ("Next: " in done.stderr) == (args[0] != "report")
    return folder


def test_way_ends_in_a_page(way):
    """The report is one page of HTML with the articles in it."""
    page = (way / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert sample_articles()[0].title in page


def test_query_forms(way, canbo):
    """The same answer as CSV and as JSON; CSV is what a pipe gets."""
    question = "SELECT name, published, relevant FROM articles ORDER BY name"
    plain, as_csv, as_json = (
        canbo("query", "canbo.duckdb", question, *o, cwd=way) for o in ((), ("--csv",), ("--json",))
    )
    assert plain.stdout == as_csv.stdout
    rows = list(csv.DictReader(io.StringIO(as_csv.stdout)))
    assert len(rows) == len(sample_articles())
    assert [r["name"] for r in rows] == [r["name"] for r in json.loads(as_json.stdout)]
    assert rows[0]["published"] == json.loads(as_json.stdout)[0]["published"]


def test_query_from_standard_input(way, canbo):
    """`-` takes the question from standard input, and an answer without rows is an empty array."""
    done = canbo("query", "canbo.duckdb", "-", "--json", cwd=way, stdin="SELECT 1 AS one WHERE false")
    assert json.loads(done.stdout) == []


def test_query_lists_tables(way, canbo):
    """Without a question, the tables and views are listed with what they hold."""
    assert "\nlearners_by_programme_year," in canbo("query", "canbo.duckdb", cwd=way).stdout


@pytest.mark.parametrize("question", ["SELEC 1", "SELECT nothing FROM articles", "DROP TABLE articles"])
def test_wrong_question(way, canbo, question):
    """A question that can't be asked is a fault with DuckDB's own words, and changes nothing."""
    done = canbo("query", "canbo.duckdb", question, cwd=way)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("canbo: ")
    assert "Traceback" not in done.stderr
    assert canbo("query", "canbo.duckdb", "SELECT 1 FROM articles LIMIT 1", cwd=way).returncode == 0


def test_two_forms_of_answer_exclude_each_other(way, canbo):
    """--csv with --json is wrong use."""
    assert canbo("query", "canbo.duckdb", "SELECT 1", "--csv", "--json", cwd=way).returncode == 2


def test_missing_database(canbo, tmp_path):
    """A database that isn't there is said with the command that makes one."""
    for verb in (("query", "none.duckdb", "SELECT 1"), ("report", "none.duckdb")):
        done = canbo(*verb, cwd=tmp_path)
        assert done.returncode == 1
        assert "canbo build" in done.stderr
    assert not list(tmp_path.iterdir())


def test_gold_files(canbo, tmp_path):
    """`--to gold` writes one file an article under the article's name."""
    done = canbo("extract", sample_folder(), "--to", "gold", "-o", "gold", cwd=tmp_path)
    assert done.returncode == 0
    assert {p.stem for p in (tmp_path / "gold").iterdir()} == {a.name for a in sample_articles()}


def test_crawl_and_read(canbo, tmp_path):
    """A site on this machine is crawled where that is allowed, and its pages become articles and facts."""
    from corpora.sample.server import serve

    with serve() as paper:
        refused = canbo("crawl", f"{paper.url}/", "-o", "refused", cwd=tmp_path)
        assert refused.returncode == 2
        assert "--allow-loopback" in refused.stderr
        assert not (tmp_path / "refused").exists()
        assert not paper.requests
        done = canbo(
            "crawl", f"{paper.url}/", "-o", "crawl", "--allow-loopback", "--delay", "0", cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
    done = canbo("read", "crawl", "-o", "articles.parquet", cwd=tmp_path)
    assert f"{len(sample_articles())} articles written to articles.parquet" in done.stderr
    fresh = canbo("extract", "articles.parquet", "--to", "json", cwd=tmp_path)
    straight = canbo("extract", "crawl", "--to", "json", cwd=tmp_path)
    assert sorted(fresh.stdout.splitlines()) == sorted(straight.stdout.splitlines())
    assert len(fresh.stdout.splitlines()) == len(sample_articles())
