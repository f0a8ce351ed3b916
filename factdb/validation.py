"""How good the facts are: articles drawn to be looked at, and precision and recall from what people said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from corpora.errors import UsageError
from factdb.query import Result, query

STRATA = {
    "programme": "mode(programme ORDER BY programme)",
    "year": "year(any_value(published))::VARCHAR",
    "province": "mode(province_now ORDER BY province_now)",
    "paper": "any_value(source)",
}
"""By what a sample can be divided, each as an article has it."""

_Z = 1.959963984540054  # 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval after Wilson; all three are None where nothing was looked at."""

    right: int
    of: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Validation:
    """What reviews say of a kind of facts.

    `exact`: of the facts looked at, those right in every slot. `found`: of them, those that are facts, whether or not a
    slot was wrong. `recall`: of the facts that the articles state, those that the rules found.
    """

    kind: str
    articles: int
    exact: Share
    found: Share
    recall: Share


def draw_sample(database: Path | str, n: int, by: str | None = None, seed: int = 0) -> Result:
    """Draw articles to be looked at: as many of each stratum as can be, `n` in all, the same for the same seed.

    Only articles on the training of cadres are drawn, none that another stands for. UsageError where `by` is unknown.
    """
    if by is not None and by not in STRATA:
        raise UsageError(f"--by {by}: give {', '.join(STRATA)}")
    stratum = f"coalesce({STRATA[by]}, '–')" if by else "'all'"
    return query(database, _SAMPLE.replace("$stratum", stratum), {"seed": str(seed), "n": n})


_SAMPLE = """
    WITH known AS (
        SELECT a.article_id, a.name, a.title, a.source, a.published, a.url, c.fact_id, c.programme, c.province_now
        FROM articles a JOIN standing s USING (article_id, version) LEFT JOIN counted c USING (article_id, version)
        WHERE a.relevant AND NOT s.superseded AND s.copy_of IS NULL
    ), each AS (
        SELECT article_id, any_value(name) AS name, any_value(title) AS title, any_value(source) AS source,
               any_value(published) AS published, any_value(url) AS url, count(fact_id) AS facts, $stratum AS stratum
        FROM known GROUP BY article_id
    ), drawn AS (
        SELECT *, row_number() OVER (PARTITION BY stratum ORDER BY md5($seed || article_id)) AS turn,
               count(*) OVER (PARTITION BY stratum) AS of_stratum
        FROM each
    )
    SELECT article_id, name, title, source, published, url, facts, stratum, of_stratum
    FROM (SELECT * FROM drawn ORDER BY turn, md5($seed || stratum) LIMIT $n) ORDER BY stratum, turn
"""


def validate(database: Path | str, kind: str = "training", articles: Sequence[str] = ()) -> Validation:
    """Precision and recall of a kind of facts from the reviews that hold.

    A fact that was confirmed and not corrected is right in every slot; one that was corrected is found, one that was
    rejected is neither, one that was added was missed. `articles` limits it to some, by their article_id.
    """
    counts = query(
        database,
        """
        WITH judged AS (
            SELECT coalesce(fact_id, given_for) AS fact, any_value(article_id) AS article_id,
                   bool_or(action = 'reject') AS rejected, bool_or(action = 'add') AS added,
                   bool_or(action = 'correct') AS corrected
            FROM reviews
            WHERE state = 'applied' AND kind = $kind
              AND (len($articles::VARCHAR[]) = 0 OR list_contains($articles, article_id))
            GROUP BY ALL
        )
        SELECT count(*) FILTER (NOT rejected AND NOT added AND NOT corrected) AS exact,
               count(*) FILTER (NOT rejected AND NOT added AND corrected) AS corrected,
               count(*) FILTER (rejected AND NOT added) AS rejected, count(*) FILTER (added AND NOT rejected) AS added,
               count(DISTINCT article_id) AS articles
        FROM judged
        """,
        {"kind": kind, "articles": list(articles)},
    )[0]
    exact, found = counts["exact"], counts["exact"] + counts["corrected"]
    looked_at = found + counts["rejected"]
    return Validation(
        kind,
        counts["articles"],
        share(exact, looked_at),
        share(found, looked_at),
        share(found, found + counts["added"]),
    )


def share(right: int, of: int) -> Share:
    """A share with its 95 % interval after Wilson (1927), which holds for few cases and near 0 and 1 too."""
    if not of:
        return Share(right, of, None, None, None)
    p = right / of
    middle = (p + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    half = _Z * sqrt(p * (1 - p) / of + _Z**2 / (4 * of**2)) / (1 + _Z**2 / of)
    return Share(right, of, p, max(0.0, middle - half), min(1.0, middle + half))
