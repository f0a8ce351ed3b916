"""Outcomes: cases as data, and what must hold on any text."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpora.article import Article
from nlp.outcomes import OutcomeMention, find_outcomes
from nlp.quantities import QuantityMention
from nlp.reading import read

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "outcomes.toml").read_text(encoding="utf-8")
)["case"]
SIGNS = {None: "", "over": ">", "under": "<", "about": "~"}


def outcomes_of(text: str, published: date | None = None) -> list[OutcomeMention]:
    """The outcomes of a text that stands alone."""
    return find_outcomes(read(Article(text, "case", None, published)))


def number(quantity: QuantityMention | None) -> str:
    """A quantity as the cases write it."""
    return f"{SIGNS[quantity.qualifier]}{quantity.low:g}" if quantity else "-"


def shown(text: str, published: date | None) -> list[str]:
    """The outcomes of a text as the cases write them."""
    plain = read(Article(text, "case", None, published)).plain
    return [
        f"{number(o.count)} | {number(o.percent)} | {plain[o.category_start : o.category_end]}"
        for o in outcomes_of(text, published)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_reads_exactly_the_outcomes(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """Exactly the outcomes of the case are read: count, percentage and category."""
    if "fails" in case:
        request.applymarker(pytest.mark.xfail(reason=case["fails"], strict=True))
    assert shown(case["text"], case.get("published")) == case["expect"]
