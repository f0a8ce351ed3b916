"""Places: cases as data, the table's own facts, and what must hold of every text."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.places import follow_province, last_day_of_districts, load_provinces
from corpora.text import even_out
from factdb.places import load_provinces as provinces_of_the_base
from nlp import find_places
from nlp.places import PlaceMention

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "places.toml").read_text(encoding="utf-8"))[
    "case"
]


def shown(plain: str, place: PlaceMention) -> str:
    """A place as the cases write it."""
    exists = {True: "yes", False: "no", None: "?"}[place.exists]
    words = plain[place.start : place.end]
    return " | ".join((words, place.level, place.province or "?", exists, place.now or "?"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_places_of_a_case(case: dict[str, Any]) -> None:
    """A case gives exactly its places with what is true of them on its day."""
    plain = even_out(case["text"]).plain
    assert [shown(plain, place) for place in find_places(plain, case.get("on"))] == case["finds"]


def test_enough_cases() -> None:
    """Positive and negative cases are both there."""
    assert sum(not case["finds"] for case in CASES) >= 8
    assert len(CASES) >= 25


def test_the_table() -> None:
    """63 provinces until 30 June 2025 and 34 the day after; each that ended has a successor that stands then."""
    provinces = load_provinces()
    for day, number in ((date(2008, 8, 1), 63), (date(2025, 6, 30), 63), (date(2025, 7, 1), 34)):
        assert sum(p.stands_on(day) for p in provinces) == number, day
    assert last_day_of_districts() == date(2025, 6, 30)
    now = {p.name for p in provinces if p.stands_on(date(2025, 7, 1))}
    assert {follow_province(p.name) for p in provinces} == now
    assert all((p.into is None) == (p.until is None) for p in provinces)


def test_the_base_reads_the_same_table() -> None:
    """The database resolves provinces with the table that the recogniser reads."""
    assert provinces_of_the_base is load_provinces


PIECES = st.sampled_from(
    [
        "tỉnh ",
        "Hà Giang",
        "TP ",
        "Huế",
        "huyện ",
        "Phú Bình",
        ", ",
        " và ",
        "các ",
        "Nguyễn ",
        "Hòa Bình ",
        "ủy ",
        "\n",
        "Quận 1 ",
    ]
)


@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60)), st.none() | st.dates())
def test_any_text_is_read(text: str, on: date | None) -> None:
    """Places lie in the text, in order, without overlap; what is said of existence needs a day."""
    plain = even_out(text).plain
    found = find_places(plain, on)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for place in found:
        assert 0 <= place.start < place.end <= len(plain)
        assert place.name in plain or place.level == "province"
        assert on is not None or place.exists is None
