"""Quantities: cases as data, and what must hold on any text."""

from __future__ import annotations

import tomllib
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.article import Article
from corpora.text import even_out
from nlp.quantities import QuantityMention, find_quantities
from nlp.quantities.find import MOST_OF_BASE
from nlp.quantities.lexicon import unit_kinds, words
from nlp.quantities.units import match_unit
from nlp.reading import read

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "quantities.toml").read_text(encoding="utf-8")
)["case"]


def shown(plain: str, found: QuantityMention) -> str:
    """A quantity as the cases write it."""
    value = f"{found.low}" if found.low == found.high else f"{found.low}..{found.high}"
    share = f" of {found.base}" if found.base is not None else ""
    qualifier = f"{found.qualifier} " if found.qualifier else ""
    rate = f" per {found.per}" if found.per else ""
    doubt = " ?" if found.doubtful else ""
    unit = plain[found.unit_start : found.unit_end]
    return f"{plain[found.start : found.end]} = {qualifier}{value}{share} {unit}{rate}{doubt}"


def quantities(text: str) -> list[str]:
    """The quantities of an article's text, dates and documents taken out, as the cases write them."""
    reading = read(Article(text))
    return [shown(reading.plain, q) for q in reading.quantities]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_finds_exactly_the_quantities(case: dict[str, Any]) -> None:
    """Exactly the quantities of the case are found, with words, value, unit, qualifier and rate."""
    assert quantities(case["text"]) == case["expect"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_finds_the_same_in_decomposed_text(case: dict[str, Any]) -> None:
    """A text typed with combining marks and no-break blanks gives the same quantities."""
    typed = unicodedata.normalize("NFD", case["text"]).replace(" ", "\N{NO-BREAK SPACE}")
    assert quantities(typed) == case["expect"]


def test_enough_cases() -> None:
    """There are at least sixty cases, a good part of them negative."""
    assert len(CASES) >= 60
    assert sum(not c["expect"] for c in CASES) >= 10


@pytest.mark.parametrize("unit", sorted(u for u in unit_kinds() if u[0].isalpha()))
def test_every_unit_counts(unit: str) -> None:
    """Every unit of the lexicon is found as a unit, alone or, of classes, by its first word."""
    found = match_unit(f"{unit} khác", 0)
    assert found is not None
    assert unit.startswith(f"{unit} khác"[: found.end])
    assert found.kind in {"people" if unit == "lượt" else unit_kinds()[unit]}


@pytest.mark.parametrize("group", words("strings", "groups"), ids=lambda g: g[0])
def test_a_string_of_nouns_counts_as_one(group: list[str]) -> None:
    """Every string of nouns begins with a unit, and all that follows in the group belongs to it."""
    printed = ", ".join(group[:3])
    found = match_unit(f"{printed} khác", 0)
    assert found is not None
    assert found.end == len(printed)


PIECES = st.sampled_from(
    [
        *("12 ", "3-5 ", "1.105 ", "1,105 ", "120/128 ", "70 nghìn ", "năm ", "hai mươi ", "0:00", "5% "),
        *("lớp ", "học viên ", "lượt ", "cán bộ", ", công chức ", "giờ ", "ngày ", "đồng ", "/lớp ", "/năm "),
        *("mỗi lớp ", "mỗi năm ", "khoảng ", "hơn ", "từ ", "đến ", "khóa ", "số ", "trở lên", ". ", "\n"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=60))


@given(TEXTS)
def test_holds_on_any_text(text: str) -> None:
    """Quantities come in order and apart; each holds its number and its unit, and a range goes upward."""
    plain = even_out(text).plain
    found = find_quantities(plain)
    assert all(a.start < b.start and a.number_end <= b.number_start for a, b in pairwise(found))
    for quantity in found:
        assert quantity.start <= quantity.number_start < quantity.number_end <= quantity.unit_start
        assert quantity.unit_start < quantity.unit_end <= quantity.end <= len(plain)
        assert 0 <= quantity.low <= quantity.high
        assert quantity.base is None or quantity.base * MOST_OF_BASE >= quantity.low
        assert quantity.qualifier in (None, "about", "over", "under")
        assert quantity.per in (None, "class", "year")
        assert quantity.exact == (quantity.qualifier is None and quantity.low == quantity.high)


@pytest.mark.parametrize(
    "piece", ["12 lớp, ", "3 - ", "mỗi năm ", "120/128 ", "năm lớp ", "5 cán bộ, công chức, "]
)
def test_long_runs_are_read(piece: str) -> None:
    """A text of one piece repeated many times is read to its end."""
    assert find_quantities(piece * 10_000) is not None
