"""Articles of different papers on the same classes are joined; where their figures differ, both stand side by side."""

from __future__ import annotations

from datetime import date

import pytest

from factdb.query import query

SAME = {
    "classes": 12,
    "learners": 879,
    "year": 2024,
    "programme": "cap_uy",
    "organiser": ("Trường Chính trị tỉnh Lào Cai",),
}


@pytest.fixture
def pair(base, facts):
    """A base of two articles of two papers with a statement each; returns the disagreements and the sum of learners."""

    def make(one, other):
        made = base(
            *(
                facts(
                    [SAME | given],
                    f"n{n}",
                    url=f"https://{n}.vn/1",
                    source=f"{n}.vn",
                    published=date(2024, 5, n + 1),
                )
                for n, given in enumerate((one, other))
            )
        )
        held = query(made, "SELECT coalesce(sum(learners_low), 0) FROM counted WHERE counts_learners").value
        return list(query(made, "SELECT * FROM disagreements")), held

    return make


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"learners": 897}),
        ({"classes": None}, {"classes": None, "learners": 897}),
        ({}, {"learners": 1879}),
        ({}, {"classes": 13, "learners": 880}),
        ({"part_of": "t0"}, {"part_of": "t0", "learners": 789}),
        ({"event": "closing"}, {"event": "closing", "learners": 869}),
    ],
    ids=str,
)
def test_found(pair, one, other):
    """Two papers that differ about the same classes are told side by side, and the first counts alone."""
    (found,), held = pair(one, other)
    assert (found["first_learners"], found["first_source"], found["source"]) == (879, "0.vn", "1.vn")
    assert found["learners"] == other.get("learners", 879)
    assert held == 879


@pytest.mark.parametrize(
    ("one", "other", "held"),
    [
        ({}, {}, 879),
        ({}, {"learners": 897, "programme": "llct"}, 1776),
        ({}, {"learners": 897, "year": 2023}, 1776),
        ({}, {"learners": 897, "organiser": ("Trường Chính trị tỉnh Sơn La",)}, 1776),
        ({}, {"organiser": ("Trường Chính trị tỉnh Sơn La",)}, 1758),
        ({"organiser": ("nhà trường",)}, {"organiser": ("nhà trường",), "learners": 897}, 1776),
        ({}, {"learners": 897, "status": "planned"}, 879),
        ({}, {"learners": 300, "classes": 4}, 1179),
        ({}, {"learners": 897, "event": "opening"}, 1776),
        ({}, {"learners": 897, "counting": "enrolments"}, 1776),
    ],
    ids=str,
)
def test_not_joined(pair, one, other, held):
    """Another programme, year, body, province or status is another thing."""
    found, sum_held = pair(one, other)
    assert found == []
    assert sum_held == held


def test_two_of_a_kind_in_one_article(base, facts):
    """Where an article tells of two such classes, none of them is joined with another article's."""
    made = base(
        facts([SAME, SAME | {"learners": 850}], "one", url="https://a.vn/1"),
        facts([SAME | {"learners": 897}], "two", url="https://b.vn/1"),
    )
    assert not query(made, "SELECT * FROM disagreements")


def test_rounded_figure_agrees(pair):
    """Of the same classes, «hơn 870» and 879 say the same: the event counts once, and nobody disagrees."""
    assert pair({}, {"learners": 870, "qualifier": "over"}) == ([], 879)
