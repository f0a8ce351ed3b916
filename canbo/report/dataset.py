"""What a report needs of a fact base, read once and put in order."""

# ruff: noqa: S608 - the only parts put into a query are our own table names and a whole number

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from canbo.report.chart import Volume

Row = Mapping[str, Any]
Key = tuple[str, str]
Ask = Callable[[str], list[dict[str, Any]]]

KINDS = ("training", "outcomes", "documents", "dates", "quantities", "people", "checks")
_ORDER = "published NULLS LAST, name, article_id, version"


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """An article's row with the rows of its facts, in order of appearance, and the evidence per fact."""

    article: Row
    facts: Mapping[str, list[Row]]
    evidence: Mapping[str, list[Row]]


def read_articles(ask: Ask, limit: int) -> list[ArticleRows]:
    """The first `limit` relevant articles, by date and name, with all their facts; undated ones last."""
    drawn = f"FROM articles WHERE relevant ORDER BY {_ORDER} LIMIT {int(limit)}"
    among = f"(article_id, version) IN (SELECT (article_id, version) {drawn})"
    facts: dict[Key, dict[str, list[Row]]] = defaultdict(lambda: {kind: [] for kind in KINDS})
    for kind in KINDS:
        rows = ask(f"SELECT * FROM {kind} WHERE {among} ORDER BY span_start, span_end DESC, fact_id")
        for row in rows:
            facts[row["article_id"], row["version"]][kind].append(row)
    evidence: dict[Key, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in ask(f"SELECT * FROM evidence WHERE {among} ORDER BY span_start, span_end, slot, fact_id"):
        evidence[row["article_id"], row["version"]][row["fact_id"]].append(row)
    keyed = [((a["article_id"], a["version"]), a) for a in ask(f"SELECT * {drawn}")]
    return [ArticleRows(article, facts[key], evidence[key]) for key, article in keyed]


def read_irrelevant(ask: Ask) -> list[dict[str, Any]]:
    """The articles that aren't about the training of cadres: titles, sources, dates, links."""
    return ask(
        "SELECT name, title, source, published, url FROM articles WHERE NOT relevant "
        "ORDER BY published NULLS LAST, name"
    )


@contextmanager
def open_base(database: Path) -> Iterator[Ask]:
    """A function that asks the fact base in SQL and gives rows, all of one version of the file."""
    from factdb.connect import open_reader
    from factdb.query import ask

    with open_reader(database) as connection:
        yield lambda sql: list(ask(connection, sql))


def read_headline(ask: Ask) -> dict[str, int]:
    """The counts at the head of the report: articles, facts, learners, documents, failed checks."""
    (row,) = ask(
        """SELECT (SELECT count(*) FROM articles) AS articles,
                  (SELECT count(*) FROM articles WHERE relevant) AS relevant,
                  (SELECT count(*) FROM training) + (SELECT count(*) FROM outcomes) AS facts,
                  (SELECT count(DISTINCT key) FROM documents) AS documents,
                  (SELECT count(*) FROM checks WHERE NOT holds) AS failed"""
    )
    learners = dict.fromkeys(("people", "enrolments"), 0)
    for r in ask("SELECT counting, sum(learners_low) AS n FROM learners_by_programme_year GROUP BY 1"):
        if r["counting"] in learners:
            learners[r["counting"]] = int(r["n"] or 0)
    return {**row, **learners}


def read_volumes(ask: Ask) -> list[Volume]:
    """Learners by programme and year as volumes, programme by programme in the order of the chart."""
    rows = ask("SELECT * FROM learners_by_programme_year")
    return [
        Volume(
            programme=r["programme"],
            period=str(r["year"] or ""),
            kind=f"held-{r['counting']}",
            low=int(r["learners_low"]),
            high=int(r["learners_high"]),
            classes=r["classes"],
        )
        for r in rows
    ]


def read_failed(ask: Ask) -> list[dict[str, Any]]:
    """The checks that don't hold, each with its article's title, source and date."""
    return ask(
        """SELECT c.*, coalesce(a.title, a.name) AS title, a.source, a.published FROM checks c
           JOIN articles a USING (article_id, version) WHERE NOT c.holds
           ORDER BY abs(c.reported - c.computed) / greatest(abs(c.reported), 1) DESC, c.fact_id"""
    )


def read_documents(ask: Ask) -> list[dict[str, Any]]:
    """The documents cited, one row a key, with the number of articles that cite it."""
    return ask(
        """SELECT key, min(type) AS type, min(date) AS date, min(issuer) AS issuer, min(title) AS title,
                  count(DISTINCT article_id) AS articles
           FROM documents GROUP BY key ORDER BY articles DESC, date NULLS LAST, key"""
    )


def read_runs(ask: Ask) -> list[dict[str, Any]]:
    """The runs that made the facts: ids and versions."""
    return ask("SELECT run_id, canbo_version, rules_version FROM runs ORDER BY run_id")
