"""Samples are drawn evenly and again the same; precision and recall are those of the reviews."""

from __future__ import annotations

import pytest

from corpora.errors import UsageError
from factdb import reviewing
from factdb.build import build
from factdb.query import query
from factdb.reviews import REVIEWS, append_reviews
from factdb.validation import draw_sample, share, validate


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 100, 0.7222, 0.8749), (1, 1, 0.2065, 1.0)],
)
def test_interval(right, of, low, high):
    """The interval is Wilson's, as tables print it; of nothing there is none."""
    found = share(right, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert share(0, 0).value is None


def test_precision_and_recall(base, facts, tmp_path):
    """Confirmed facts are right, corrected ones found, rejected ones neither, added ones missed; others don't count."""
    database = base(facts([{"learners": n} for n in range(1, 9)], text=None, url="https://x.vn/1"))
    ids = [r["fact_id"] for r in query(database, "SELECT fact_id FROM training ORDER BY learners_low")]
    found = [reviewing.find_fact(database, i) for i in ids]
    append_reviews(
        tmp_path / REVIEWS,
        [
            *(reviewing.confirm(f, "An") for f in found[:4]),
            *reviewing.correct(found[4], {"learners": "50"}, "An"),
            reviewing.confirm(found[5], "An"),
            reviewing.reject(found[5], "An"),
            reviewing.add(database, "training", "a", "Bài a", {"classes": "3"}, "An"),
        ],
    )
    build(tmp_path / "facts", database)
    made = validate(database)
    assert (made.exact.right, made.exact.of) == (4, 6)
    assert (made.found.right, made.found.of) == (5, 6)
    assert (made.recall.right, made.recall.of) == (5, 6)
    assert validate(database, articles=["ffff"]).articles == 0


def test_sample(base, facts):
    """A sample has as many of each stratum as can be, no reprint, nothing off the subject, and comes again."""
    articles = [
        facts(
            [{"learners": n, "programme": "llct" if n < 20 else "cap_uy"}], f"n{n}", url=f"https://x.vn/{n}"
        )
        for n in range(1, 24)
    ]
    copy = facts([{"learners": 1, "programme": "llct"}], "n1", url="https://y.vn/1")
    other = facts([], "off", relevant=False, text="Khác", url="https://x.vn/off")
    database = base(*articles, copy, other)
    drawn = draw_sample(database, 8, "programme")
    strata = [r["stratum"] for r in drawn]
    assert (strata.count("llct"), strata.count("cap_uy")) == (4, 4)
    assert draw_sample(database, 8, "programme").rows == drawn.rows
    assert draw_sample(database, 8, "programme", seed=1).rows != drawn.rows
    assert len(draw_sample(database, 100)) == 23
    with pytest.raises(UsageError, match="programme, year"):
        draw_sample(database, 8, "programm")
