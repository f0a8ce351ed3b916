"""Counts of graded learners that print no noun: «giỏi 39, khá 69», «12 loại giỏi», «một học viên xếp loại khá»."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.hooks import Hooked
from nlp.layout import Sentence
from nlp.outcomes.lexicon import START, compiled, is_word, words
from nlp.outcomes.phrases import grades_before
from nlp.quantities import QuantityMention

_RULE = "quantity of graded"
SOME_OF_REACH = 32
"""How far before «233 người» the number of some of them may begin, in characters."""
_SOME_OF = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,3}(?:\.\d{3})+|\d+) (?:trong|trên) (?:tổng )?số $", re.IGNORECASE
)


@functools.cache
def _graded() -> Hooked:
    return Hooked(rf"{START}{words('grade')}")


@functools.cache
def _labelled() -> re.Pattern[str]:
    tie, end = r"(?:\s?:|\s(?:là|có|gồm))?\s", r"(?=\s*(?:[,;.()]|$|\n|và |còn |- ))"
    return compiled(rf"{START}(?:loại )?{grades_before()}{tie}(?P<number>\d{{1,4}}){end}")


@functools.cache
def _numbered() -> re.Pattern[str]:
    """«15 giỏi, 50 khá»: a grade right behind its number."""
    return compiled(rf" {words('grade')}(?=\s*(?:[,;.()]|$|\n|và ))")


@functools.cache
def _one() -> re.Pattern[str]:
    graded = rf"(?= (?:được )?(?:(?:xếp|đạt|phân) ?)?(?:loại )?{words('grade')})"
    return compiled(rf"{START}(?P<number>một) (?P<unit>học viên|đồng chí|người){graded}")


def with_implied(
    plain: str, sentence: Sentence, quantities: Sequence[QuantityMention]
) -> Sequence[QuantityMention]:
    """The quantities of a sentence with those of graded learners whose noun is left out, in order."""
    quantities = [_some_of(plain, sentence, q) for q in quantities]
    if not _graded().search(plain, sentence.start, sentence.end):
        return quantities
    known = [_as_learners(plain, q) for q in quantities]
    labelled = [_count(m) for m in _labelled().finditer(plain, sentence.start, sentence.end)]
    if len(labelled) < 2:
        labelled = []
    one = [_count(m) for m in _one().finditer(plain, sentence.start, sentence.end)]
    new = [q for q in [*labelled, *one] if not any(q.overlaps(k) for k in known)]
    return sorted([*known, *new], key=lambda q: q.start) if new else known


def _some_of(plain: str, sentence: Sentence, quantity: QuantityMention) -> QuantityMention:
    """«89 trong số 233 người có …»: the number before has the result, and the count behind is what it is out of."""
    if quantity.kind != "people" or not quantity.exact or quantity.base is not None:
        return quantity
    some = _SOME_OF.search(plain, max(sentence.start, quantity.start - SOME_OF_REACH), quantity.start)
    number = int(some["number"].replace(".", "")) if some else 0
    if some is None or not number <= quantity.low:
        return quantity
    start, end = some.span("number")
    return replace(
        quantity, start=start, low=number, high=number, base=quantity.low, number_start=start, number_end=end
    )


def _as_learners(plain: str, quantity: QuantityMention) -> QuantityMention:
    """«12 loại giỏi», «15 giỏi, 50 khá» and «40 bài đạt loại giỏi» count learners."""
    unit = plain[quantity.unit_start : quantity.unit_end].lower()
    if quantity.kind == "other" and _numbered().match(plain, quantity.number_end):
        at = quantity.number_end
        return replace(quantity, kind="people", end=at, unit_start=at, unit_end=at)
    if quantity.kind == "people" or not is_word(unit, "paper"):
        return quantity
    rest = compiled(rf"(?:\s{words('filler', 'grading')}){{0,3}}\s{words('grade')}").match(
        plain, quantity.end
    )
    return replace(quantity, kind="people") if rest else quantity


def _count(match: re.Match[str]) -> QuantityMention:
    start, end = match.span("number")
    value = int(match["number"]) if match["number"].isdigit() else 1
    unit = match.span("unit") if "unit" in match.groupdict() else (end, end)
    return QuantityMention(
        start, unit[1], _RULE, value, value, None, *unit, "people", number_start=start, number_end=end
    )
