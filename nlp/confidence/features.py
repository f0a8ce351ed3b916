"""What tells a sure fact from a doubtful one: what is known of a training fact when its article has been read.

No words of the article enter, only how the fact came about: which slots its own clause prints, which are inherited and
from how far, and what else in the article competes for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import log1p

from nlp.fact import Evidence, Training

FEATURES = {
    "learners alone": 0,
    "class without a number": 0,
    "qualified": 0,
    "rate": 0,
    "part": 0,
    "opening or closing": 0,
    "not held or carried over": 0,
    "no activity": -1,
    "no organiser": -1,
    "no programme": -1,
    "programme inherited": -1,
    "several programmes": -1,
    "broad programme": -1,
    "no period": -1,
    "period from context": -1,
    "day or year from context": -1,
    "period of years": 1,
    "period until publication": 1,
    "no period beside others": -1,
    "status against the calendar": -1,
    "other periods": -1,
    "dates": -1,
    "later in the article": -1,
    "day unknown": -1,
}
"""Each feature with what it may say of a fact: 1 makes it surer, -1 less sure, 0 is for the examples to tell."""

BROAD = frozenset(["llct", "chuyen_mon", "other"])
"""Programmes that stand for what isn't said more exactly."""
LONG = 370
"""More days than a year has."""
DIGITS = 4
"""Features are rounded to so many digits, as the examples are stored."""


def counting_rules() -> dict[str, object]:
    """What the features depend on besides code: it goes into the hash of the weights."""
    return {"features": FEATURES, "broad": sorted(BROAD), "long": LONG, "digits": DIGITS}


def count_features(facts: Sequence[Training], dates: int, published: date | None) -> list[list[float]]:
    """One row per fact in the order of `FEATURES`, with 0 where a feature says nothing.

    Args:
        facts: the training facts of one article, in order.
        dates: how many different days and spans the article names.
        published: its day of publication, where it is known.
    """
    periods = {(fact.period.start, fact.period.end) for fact in facts if fact.period}
    shared = {
        "other periods": log1p(max(0, len(periods) - 1)),
        "dates": log1p(dates),
        "day unknown": float(published is None),
    }
    rows = []
    for at, fact in enumerate(facts):
        found = {
            **shared,
            **_own(fact),
            **_programme(fact),
            **_period(fact, published),
            "no period beside others": fact.period is None and bool(periods),
            "later in the article": log1p(at),
        }
        said = map(found.get, FEATURES)
        rows.append([round(float(value), DIGITS) if value else 0.0 for value in said])
    return rows


def _own(fact: Training) -> dict[str, float]:
    """What the fact's counts and slots are."""
    counts = [count for count in (fact.classes, fact.learners) if count]
    return {
        "learners alone": fact.classes is None,
        "class without a number": fact.rule.startswith("bare"),
        "qualified": any(c.qualifier or c.low != c.high for c in counts),
        "rate": any(c.per for c in counts),
        "part": fact.part_of is not None,
        "opening or closing": fact.event is not None,
        "not held or carried over": fact.status in ("not_held", "carried_over"),
        "no activity": fact.activity is None,
        "no organiser": not fact.organiser,
    }


def _programme(fact: Training) -> dict[str, float]:
    proof = _first(fact, "programme")
    return {
        "no programme": fact.programme is None,
        "several programmes": bool(fact.programmes),
        "broad programme": fact.programme in BROAD,
        "programme inherited": proof is not None and proof.inherited is not None,
    }


def _period(fact: Training, published: date | None) -> dict[str, float]:
    if fact.period is None:
        return {"no period": 1.0}
    proof = _first(fact, "period")
    context = proof is not None and proof.inherited == "context"
    days = (fact.period.end - fact.period.start).days + 1
    until = fact.period.end == published and days > 1
    over = published is not None and fact.period.end < published
    ahead = published is not None and fact.period.start > published
    return {
        "period from context": context,
        "day or year from context": context and not until and days in (1, 365, 366),
        "period of years": days > LONG,
        "period until publication": until,
        "status against the calendar": (over and fact.status == "planned")
        or (ahead and fact.status == "held"),
    }


def _first(fact: Training, slot: str) -> Evidence | None:
    return next((proof for proof in fact.evidence if proof.slot == slot), None)
