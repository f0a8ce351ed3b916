"""Organisations: cases as data, the gazetteer's facts, and what must hold of every text."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.text import even_out
from nlp.organisations import OrganisationMention, find_organisations

CASES = Path(__file__).parents[1] / "cases" / "organisations.toml"
GOLD = Path(__file__).parents[3] / "shared" / "gold"
PIECES = [
    "Ban Tổ chức",
    "Tỉnh ủy",
    "trường",
    "Trường Chính trị",
    "tỉnh",
    "huyện",
    "Thạch Hà",
    "Hà Nội",
    "các",
    "và",
    ", ",
    " - ",
    "(LĐLĐ)",
    "LĐLĐ",
    "trực thuộc",
    "Đảng bộ",
    "Trung ương",
    "Sở",
    "Nội vụ",
    "Giáo dục",
    "Đào tạo",
    "khóa XII",
    "khu vực I",
    "TP",
    ".",
    "\n",
    "cấp huyện",
    "mở 12 lớp",
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


def words(plain: str, mentions: list[OrganisationMention], generic: bool) -> list[str]:
    """The words of the mentions that are generic, or of those that are not."""
    return [plain[m.start : m.end] for m in mentions if m.generic is generic]


@pytest.mark.parametrize("case", read_cases())
def test_organisations_of_a_case(case: dict[str, Any]) -> None:
    """A case gives exactly its bodies with their full extent; where it names generic ones, exactly those."""
    plain = even_out(case["text"]).plain
    mentions = find_organisations(plain)
    assert words(plain, mentions, generic=False) == case["finds"]
    if "generic" in case:
        assert words(plain, mentions, generic=True) == case["generic"]


def test_enough_cases() -> None:
    """Positive and negative cases are both there in number."""
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    assert len(cases) >= 40
    assert sum(not case["finds"] for case in cases) >= 10


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ban Thường vụ Tỉnh ủy", "party_executive"),
        ("Ban Tuyên giáo Tỉnh ủy", "party_board"),
        ("Huyện ủy", "party_committee"),
        ("Trường Chính trị tỉnh", "school"),
        ("nhà trường", "school"),
        ("Trung tâm Chính trị huyện", "political_centre"),
        ("Học viện Chính trị khu vực III", "academy"),
        ("UBND tỉnh", "government"),
        ("HĐND tỉnh", "council"),
        ("Bộ Nội vụ", "ministry"),
        ("Sở Nội vụ", "department"),
        ("LĐLĐ huyện", "mass_organisation"),
        ("VKSND tỉnh", "judiciary"),
        ("Công an tỉnh", "forces"),
        ("TP Hà Nội", "territory"),
        ("các sở, ban, ngành", "group"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    """A body's head tells its kind."""
    (mention,) = find_organisations(f"Năm 2023, {text} mở 12 lớp.")
    assert mention.kind == kind


def test_body_in_an_office() -> None:
    """A body that completes the name of an office is marked, because it is not itself who acts."""
    plain = "Bí thư Huyện ủy đề nghị Trung tâm Chính trị huyện mở lớp."
    assert [m.in_role for m in find_organisations(plain)] == [True, False]


def test_abbreviation_of_the_text() -> None:
    """An abbreviation that the text itself explains is read as the body afterwards."""
    plain = "Trung tâm Phục vụ hành chính công (TPVHCC) tỉnh tập huấn. Sau đó TPVHCC tỉnh cấp chứng nhận."
    assert "TPVHCC tỉnh" in words(plain, find_organisations(plain), generic=False)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_organisations_lie_in_the_text(plain: str) -> None:
    """Mentions lie in the text, in order, without overlap."""
    mentions = find_organisations(plain)
    assert all(0 <= m.start < m.end <= len(plain) for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@given(st.text(max_size=200))
def test_any_text_is_read(plain: str) -> None:
    """No text makes the recogniser fail."""
    find_organisations(even_out(plain).plain)


@pytest.mark.parametrize(
    "piece",
    ["Đảng bộ ", "các sở, ", "Ban Tổ chức ", "tỉnh, ", "Thường trực HĐND ", "Trường Trường ", "(LĐLĐ) "],
)
def test_long_repetition_is_read(piece: str) -> None:
    """A pathological text of many thousand words is read without deep recursion."""
    assert isinstance(find_organisations(piece * 5000), list)


def test_provinces() -> None:
    """63 provinces and cities on 30 June 2025, 34 the day after, and every one abolished names its successor."""
    data = tomllib.loads(files("corpora").joinpath("data/places.toml").read_text(encoding="utf-8"))
    provinces = data["province"]

    def alive(day: date) -> set[str]:
        return {p["name"] for p in provinces if p.get("since", date.min) <= day <= p.get("until", date.max)}

    assert len(alive(date(2025, 6, 30))) == 63
    assert len(alive(date(2025, 7, 1))) == 34
    names = {p["name"] for p in provinces}
    assert all(p["into"] in names for p in provinces if "until" in p)


@pytest.mark.skipif(
    not GOLD.is_dir(), reason="the gold annotations lie beside the repository only where it is developed"
)
def test_organisers_of_the_gold() -> None:
    """At least 9 of 10 organisers and issuers of the annotated articles are a mention, to the letter."""
    import json

    hits = total = 0
    for path in sorted([*GOLD.glob("seeds/*.json"), *GOLD.glob("dev/*.json")]):
        gold = json.loads(path.read_text(encoding="utf-8"))
        plain = even_out(path.with_suffix(".txt").read_text(encoding="utf-8")).plain
        found = {plain[m.start : m.end] for m in find_organisations(plain)}
        wanted = {o for entry in gold["training"] for o in entry["organiser"]}
        wanted |= {d["issuer"] for d in gold["documents"] if d.get("issuer")}
        hits += sum(even_out(o).plain in found for o in wanted)
        total += len(wanted)
    assert hits >= 0.9 * total
