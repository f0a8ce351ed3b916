"""Statements about training: sentences with everything that they state, as data."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from corpora.article import Article
from nlp.extraction import extract, training_facts
from nlp.fact import Count, Period, Training
from nlp.outcomes import find_outcomes
from nlp.reading import read
from nlp.training import find_training

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "training.toml").read_text(encoding="utf-8")
)["case"]
MARKED = [
    pytest.param(
        case, id=case["why"], marks=[pytest.mark.xfail(reason=case["known"])] if "known" in case else []
    )
    for case in CASES
]
WORKING = [pytest.param(case, id=case["why"]) for case in CASES if "known" not in case]


def facts(case: dict[str, Any], text: str) -> list[Training]:
    """What a text of a case states about training; whether the article is about cadres is another question."""
    article = Article(text, published=case.get("published"))
    if not case.get("relevant", True):
        return list(extract(article))
    reading = read(article)
    results = [o.count for o in find_outcomes(reading) if o.count]
    return training_facts(reading, find_training(reading, results))


def shown(fact: Training) -> str:
    """A fact as the cases write it."""
    counts = [f"{_count(fact.classes)} lớp"] if fact.classes else []
    if fact.learners:
        unit = unicodedata.normalize("NFC", fact.learners.unit or "")
        rate = f" per {fact.learners.per}" if fact.learners.per else ""
        counts.append(f"{_count(fact.learners)} {unit}{rate}")
    slots = [
        " + ".join(counts),
        " & ".join(fact.programmes) or fact.programme or "-",
        _period(fact.period) if fact.period else "",
        fact.status if fact.status != "held" else "",
        fact.event or "",
        f"of {fact.part_of}" if fact.part_of else "",
    ]
    return " | ".join(slot for slot in slots if slot)


def _count(count: Count) -> str:
    value = f"{count.low}" if count.low == count.high else f"{count.low}..{count.high}"
    return f"{count.qualifier} {value}" if count.qualifier else value


def _period(period: Period) -> str:
    first, last = period.start, period.end
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year}..{last.year}"
    return f"{first}" if first == last else f"{first}..{last}"


def organisers(found: list[Training]) -> list[str]:
    """The organisers of each fact, as the cases write them."""
    return [unicodedata.normalize("NFC", " & ".join(fact.organiser)) for fact in found]


@pytest.mark.parametrize("case", MARKED)
def test_states_exactly_this(case: dict[str, Any]) -> None:
    """Exactly the statements of the case are found, with counts, programme, period, status, event and total."""
    found = facts(case, case["text"])
    assert [shown(f) for f in found] == case["expect"]
    if "by" in case:
        assert organisers(found) == case["by"]


@pytest.mark.parametrize("case", WORKING)
def test_states_the_same_in_decomposed_text(case: dict[str, Any]) -> None:
    """Typed with combining marks and Windows line ends, a text states the same."""
    found = facts(case, unicodedata.normalize("NFD", case["text"]).replace("\n", "\r\n"))
    assert [shown(f) for f in found] == case["expect"]


@pytest.mark.parametrize("case", WORKING)
def test_every_slot_shows_its_words(case: dict[str, Any]) -> None:
    """Counts, programme, period, event and organiser of a fact are each proven by words of the text."""
    for fact in facts(case, case["text"]):
        proven = {proof.slot for proof in fact.evidence}
        filled = {
            s
            for s in ("classes", "learners", "programme", "period", "event", "organiser")
            if getattr(fact, s)
        }
        assert filled <= proven
        for proof in fact.evidence:
            assert case["text"][proof.span.start : proof.span.end] == proof.span.quote
            assert proof.inherited != fact.id


def test_parts_come_to_an_end() -> None:
    """Following what a part is part of leads to a total that is part of nothing, and never in a circle."""
    for case in CASES:
        totals = {f.id: f.part_of for f in facts(case, case["text"])}
        for start in totals:
            seen, at = set(), start
            while (at := totals[at]) is not None:  # type: ignore[assignment]
                assert at not in seen
                seen.add(at)


def test_enough_cases() -> None:
    """There are at least a hundred cases, some that state nothing, and few known to fail."""
    assert len(CASES) >= 100
    assert sum(not c["expect"] for c in CASES) >= 8
    assert sum("known" in c for c in CASES) <= len(CASES) // 10
