"""How sure a training fact is: the chance that all of it is right, its counts, programme, period, status and unit.

A logistic regression over how the fact came about: what is weighed is in `features.py`, how much in `weights.json`, and
how the weights were found in `train.py`. Judging a fact needs no library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.confidence.features import FEATURES, count_features
from nlp.confidence.weights import load_weights
from nlp.fact import Training
from nlp.reading import Reading
from nlp.relevance.weights import chance

__all__ = ["rate_facts", "weigh"]

DIGITS = 2
"""Digits of a confidence: more than the examples can tell apart would be false precision."""


def rate_facts(facts: Sequence[Training], reading: Reading) -> list[Training]:
    """The training facts of one article, each with its confidence from 0 to 1."""
    return [
        replace(fact, confidence=round(chance(sum(w.values())), DIGITS))
        for fact, w in _weighed(facts, reading)
    ]


def weigh(facts: Sequence[Training], reading: Reading) -> list[dict[str, float]]:
    """Per fact what each feature adds to the log-odds, with the `intercept` where all of them begin."""
    return [parts for _, parts in _weighed(facts, reading)]


def _weighed(facts: Sequence[Training], reading: Reading) -> list[tuple[Training, dict[str, float]]]:
    loaded = load_weights()
    found = []
    for fact, row in zip(facts, count_features(facts, count_dates(reading), reading.published), strict=True):
        parts = zip(FEATURES, loaded.weights, row, strict=True)
        found.append((fact, {"intercept": loaded.intercept, **{n: w * x for n, w, x in parts if x}}))
    return found


def count_dates(reading: Reading) -> int:
    """How many different days and spans an article names."""
    return len({(t.first, t.last) for t in reading.times if t.listed})
