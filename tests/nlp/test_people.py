"""People with their roles: cases as data, and what must hold of every text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.text import even_out
from nlp.organisations import find_organisations
from nlp.people import PersonMention, find_people

CASES = Path(__file__).parents[1] / "cases" / "people.toml"
GOLD = Path(__file__).parents[3] / "shared" / "gold"
PIECES = [
    "Phó Bí thư",
    "Thường trực",
    "Tỉnh ủy",
    "Nguyễn",
    "Thị",
    "thị",
    "Văn",
    "An",
    "Hà Nội",
    "đồng chí",
    "ông",
    "TS.",
    ", ",
    ". ",
    " - ",
    "\n",
    "(",
    ")",
    "; ",
    ":",
    "Hồ Chí Minh",
    "Ảnh: ",
    "trường",
    "12 lớp",
    "Y",
    "A",
    "H'Yim",
    "các",
    "kiêm",
    "nguyên",
    "khóa XII",
    "UBND",
    "tỉnh",
]


def read_cases() -> list[Any]:
    """The cases, those the rules do not master yet marked as expected to fail."""
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(case, id=case["text"][:40], marks=[pytest.mark.xfail(reason=case["fails"], strict=True)])
        if "fails" in case
        else pytest.param(case, id=case["text"][:40])
        for case in cases
    ]


def name_and_role(plain: str, person: PersonMention) -> list[str]:
    """A person as the cases write it."""
    return [person.name, plain[slice(*person.role_span)] if person.role_span else ""]


@pytest.mark.parametrize("case", read_cases())
def test_people_of_a_case(case: dict[str, Any]) -> None:
    """A case gives exactly its people, each with the role as printed."""
    plain = even_out(case["text"]).plain
    assert [name_and_role(plain, person) for person in find_people(plain)] == case["people"]


def test_enough_cases() -> None:
    """Positive and negative cases are both there in number."""
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    assert len(cases) >= 50
    assert sum(not case["people"] for case in cases) >= 10


def test_given_organisations_change_nothing() -> None:
    """Organisations handed in are those that would be found."""
    plain = "Bí thư Huyện ủy Thạch Thành Trần Đình Phúc và bà Lê Thị Hoa, Giám đốc Sở Nội vụ, dự lễ."
    assert find_people(plain, find_organisations(plain)) == find_people(plain)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_people_lie_in_the_text(plain: str) -> None:
    """Every mention is its words, in order, each person once; a role lies beside the name, never over it."""
    people = find_people(plain)
    assert people == sorted(people)
    assert len({person.name.lower() for person in people}) == len(people)
    for person in people:
        assert plain[person.start : person.end] == person.name
        if person.role_span is not None:
            start, end = person.role_span
            assert 0 <= start < end <= len(plain)
            assert end <= person.start or person.end <= start


@given(st.text(max_size=200))
def test_any_text_is_read(plain: str) -> None:
    """No text makes the recognisers fail."""
    find_people(even_out(plain).plain)


@pytest.mark.parametrize(
    "piece", ["ông ", "Nguyễn ", "Phó Bí thư ", "Phó Bí thư, ", "đồng chí: ", "Bí thư kiêm ", "Thị ủy "]
)
def test_long_repetition_is_read(piece: str) -> None:
    """A pathological text of many thousand words is read without deep recursion."""
    assert isinstance(find_people(piece * 5000), list)


@pytest.mark.skipif(
    not GOLD.is_dir(), reason="the gold annotations lie beside the repository only where it is developed"
)
def test_people_of_the_gold() -> None:
    """At least 95 of 100 people with roles of the annotated articles are found, and hardly any other."""
    import json

    hits = gold_count = found_count = 0
    for path in sorted([*GOLD.glob("seeds/*.json"), *GOLD.glob("dev/*.json")]):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["relevant"]:
            even = even_out(path.with_suffix(".txt").read_text(encoding="utf-8"))
            found = {
                (p.name.lower(), even.span(*p.role_span).quote.lower() if p.role_span else None)
                for p in find_people(even.plain)
            }
            wanted = {(p["name"].lower(), p["role"] and p["role"].lower()) for p in gold["people"]}
            hits, gold_count, found_count = (
                hits + len(found & wanted),
                gold_count + len(wanted),
                found_count + len(found),
            )
    assert hits >= 0.95 * gold_count
    assert hits >= 0.95 * found_count
