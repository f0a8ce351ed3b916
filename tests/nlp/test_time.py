"""Expressions of time: cases as data, and what must hold on any text."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.text import even_out
from nlp.time import TimeMention, find_times

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "time.toml").read_text(encoding="utf-8")
)["case"]


def shown(text: str, mention: TimeMention) -> str:
    """A mention as the cases write it."""
    quote = even_out(text).span(mention.start, mention.end).quote
    if mention.first is None or mention.last is None:
        return f"{quote} = ?" + (f" {mention.partial}" if mention.partial in ("term", "period") else "")
    span = str(mention.first) if mention.first == mention.last else f"{mention.first} .. {mention.last}"
    return f"{quote} = {span}"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_states_exactly_the_dates(case: dict[str, Any]) -> None:
    """Exactly the dates of the case are found, with their words and days."""
    found = find_times(even_out(case["text"]).plain, case.get("published"))
    assert [shown(case["text"], m) for m in found if m.listed] == case["expect"]
    if "anchors" in case:
        assert [shown(case["text"], m) for m in found if not m.listed] == case["anchors"]
    if "parts" in case:
        assert [m.part or "" for m in found if m.listed] == case["parts"]


def test_enough_cases() -> None:
    """There are at least sixty cases, a good part of them negative."""
    assert len(CASES) >= 60
    assert sum(not c["expect"] for c in CASES) >= 10


def test_every_expression_of_the_list_has_its_case() -> None:
    """Each of the thirty-four time expressions of the first reading stands as a case."""
    assert [c["expression"] for c in CASES if "expression" in c] == list(range(1, 35))


PIECES = st.sampled_from(
    [
        *(
            "ngày ",
            "sáng ",
            "từ ",
            "đến ",
            " và ",
            ", ",
            "-",
            "/",
            ".",
            " - ",
            "(",
            ")",
            "\n",
            "tháng ",
            "năm ",
            "quý ",
        ),
        *(
            "5",
            "12",
            "31",
            "2020",
            "2021-2025",
            "IV",
            "24/5",
            "9/10",
            "đầu ",
            "hôm nay",
            "đến nay",
            "giai đoạn ",
            "nhiệm kỳ ",
        ),
        *(
            "các ngày ",
            "6 tháng đầu năm ",
            "năm học ",
            "từ nay đến ",
            "cùng kỳ ",
            "từ đầu nhiệm kỳ đến nay",
            "thứ sáu tuần trước",
            "nửa cuối năm ",
            "lớp ",
            "%",
            "QĐ/TU",
            "số ",
            "1/1/2020",
            "năm nay",
        ),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=60))
DAYS = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2040, 12, 31)))


@given(TEXTS, DAYS)
def test_holds_on_any_text(text: str, published: date | None) -> None:
    """Mentions come by place, lie in the text, end no earlier than they begin, and say so where they are partial."""
    plain = even_out(text).plain
    found = find_times(plain, published)
    assert found == sorted(found)
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(plain)
        assert plain[mention.start : mention.end].strip() == plain[mention.start : mention.end]
        if mention.first and mention.last:
            assert mention.first <= mention.last
        else:
            assert mention.partial in ("year", "published", "term", "period")


@given(TEXTS, DAYS)
def test_mentions_do_not_overlap(text: str, published: date | None) -> None:
    """No character belongs to two expressions of time."""
    found = find_times(even_out(text).plain, published)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["ngày ", "1, ", "1/1 - ", "2020, ", "từ ngày 1/1 đến ", "quý I và "])
def test_long_runs_are_read(piece: str) -> None:
    """A text of one piece repeated many times is read to its end."""
    assert find_times(piece * 5000, date(2022, 1, 1)) is not None
