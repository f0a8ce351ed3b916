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
    drawn = f"WHERE relevant ORDER BY {_ORDER} LIMIT {int(limit)}"
    among = f"(article_id, version) IN (SELECT (article_id, version) FROM articles {drawn})"
    facts: dict[Key, dict[str, list[Row]]] = defaultdict(lambda: {kind: [] for kind in KINDS})
    for kind in KINDS:
        table = (
            "counted" if kind == "training" else kind
        )  # counted is training and whether a fact enters totals
        rows = ask(f"SELECT * FROM {table} WHERE {among} ORDER BY span_start, span_end DESC, fact_id")
        for row in rows:
            facts[row["article_id"], row["version"]][kind].append(row)
    evidence: dict[Key, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in ask(f"SELECT * FROM evidence WHERE {among} ORDER BY span_start, span_end, slot, fact_id"):
        evidence[row["article_id"], row["version"]][row["fact_id"]].append(row)
    chosen = ask(f"SELECT * FROM articles JOIN standing USING (article_id, version) {drawn}")
    keyed = [((a["article_id"], a["version"]), a) for a in chosen]
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
    from factdb.base import FactBase

    with FactBase(database) as base:
        yield lambda sql: list(base.query(sql))


def read_totals(ask: Ask) -> dict[str, int]:
    """The base in a dozen numbers, by the names of the view `totals`."""
    return {row["what"]: row["number"] for row in ask("SELECT what, number FROM totals")}


def read_volumes(ask: Ask) -> list[Volume]:
    """Learners held and planned, by programme and year, each statement counted once."""
    held = ask("SELECT *, 'held' AS status FROM learners_by_programme_year")
    return [
        Volume(
            programme=row["programme"],
            period=row["year"] or "",
            kind=f"{row['status']}-{row['counting']}",
            low=row["learners_low"],
            high=row["learners_high"],
            rounded=row["rounded"],
            classes=row["classes"],
        )
        for row in held + ask(_PLANNED)
    ]


# Plans by the rules of the view `learners_by_programme_year`: no part of a planned total, no rate, no repetition.
_PLANNED = """
WITH RECURSIVE above AS (
    SELECT article_id, version, fact_id, part_of AS total FROM counted WHERE part_of IS NOT NULL
    UNION
    SELECT a.article_id, a.version, a.fact_id, t.part_of
    FROM above a JOIN counted t ON t.article_id = a.article_id AND t.version = a.version AND t.fact_id = a.total
    WHERE t.part_of IS NOT NULL
), parts AS (
    SELECT a.article_id, a.version, a.fact_id FROM above a JOIN counted t
    ON t.article_id = a.article_id AND t.version = a.version AND t.fact_id = a.total
    WHERE t.learners_low IS NOT NULL AND t.status = 'planned'
)
SELECT programme, 'planned' AS status, coalesce(learners_counting, 'people') AS counting,
       CASE WHEN year(period_start) = year(period_end) THEN year(period_start)::VARCHAR
            ELSE year(period_start) || '–' || year(period_end) END AS year,
       sum(learners_low)::BIGINT AS learners_low, sum(learners_high)::BIGINT AS learners_high,
       bool_or(learners_qualifier IS NOT NULL OR learners_low <> learners_high) AS rounded,
       sum(classes_low)::BIGINT AS classes
FROM counted c ANTI JOIN parts USING (article_id, version, fact_id)
WHERE not_counted_because = 'planned' AND repeats IS NULL AND learners_low IS NOT NULL AND learners_per IS NULL
GROUP BY ALL ORDER BY ALL
"""


def read_failed(ask: Ask) -> list[dict[str, Any]]:
    """The checks that don't hold, the largest first, each with its article's title, source and date."""
    return ask("SELECT * FROM failed_checks")


def read_documents(ask: Ask) -> list[dict[str, Any]]:
    """The documents cited, one row a document, with the number of articles that cite it."""
    return ask("SELECT * FROM documents_cited")


def read_runs(ask: Ask) -> list[dict[str, Any]]:
    """The runs that made the facts: ids and versions."""
    return ask("SELECT run_id, canbo_version, rules_version FROM runs ORDER BY run_id")
