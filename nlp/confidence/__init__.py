"""How sure a training fact is: the chance that all of it is right, its counts, programme, period, status and unit.

A logistic regression over how the fact came about: what is weighed is in `features.py`, how much in `weights.json`, and
how the weights were found in `train.py`. Judging a fact needs no library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import mul

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
    if not facts:
        return []
    loaded = load_weights()
    odds = (loaded.intercept + sum(map(mul, loaded.weights, row)) for row in _rows(facts, reading))
    return [replace(f, confidence=round(chance(o), DIGITS)) for f, o in zip(facts, odds, strict=True)]


def weigh(facts: Sequence[Training], reading: Reading) -> list[dict[str, float]]:
    """Per fact what each feature adds to the log-odds, with the `intercept` where all of them begin."""
    loaded = load_weights()
    return [
        {"intercept": loaded.intercept}
        | {name: w * x for name, w, x in zip(FEATURES, loaded.weights, row, strict=True) if x}
        for row in _rows(facts, reading)
    ]


def _rows(facts: Sequence[Training], reading: Reading) -> list[list[float]]:
    return count_features(facts, count_dates(reading), reading.published)


def count_dates(reading: Reading) -> int:
    """How many different days and spans an article names."""
    return len({(t.first, t.last) for t in reading.times if t.listed})
