"""The questions that everybody has: right sums by whatever one likes, and the SQL that gives them."""

from __future__ import annotations

import pytest

from corpora.errors import UsageError
from factdb.asking import DIMENSIONS, Question, ask
from factdb.query import query


@pytest.fixture
def place(base, facts):
    """Two papers: a total with parts, two provinces, one of which was merged, and a plan."""
    return base(
        facts(
            [
                {"learners": 100, "classes": 4, "year": 2024, "organiser": ("Tỉnh ủy Yên Bái",), "id": "t1"},
                {"learners": 60, "classes": 2, "year": 2024, "programme": "so_cap_llct", "part_of": "t1"},
                {"learners": 30, "year": 2024, "status": "planned", "programme": "cap_uy"},
            ],
            "one",
            source="baoyenbai.com.vn",
            url="https://baoyenbai.com.vn/1",
        ),
        facts(
            [{"learners": 50, "year": 2023, "programme": "cap_uy", "counting": "enrolments"}],
            "two",
            text="Theo báo Lào Cai, huyện mở lớp cho 50 lượt người.",
            title="Lào Cai mở lớp cho cấp ủy",
            url="https://x.vn/2",
        ),
    )


def test_sums_by_everything_are_the_same(place):
    """By whatever an answer is told, it adds up to the totals of the base."""
    for by in DIMENSIONS:
        answer = ask(place, Question("learners", [by]))
        assert sum(row["learners_low"] for row in answer.result) == 150, by
        assert (answer.articles, answer.papers) == (2, 1)
        assert query(place, answer.sql).rows == answer.result.rows
    assert ask(place, Question("classes")).result[0]["classes_low"] == 4


def test_by_province_of_today(place):
    """A province that was merged is told as the one of today, and found by either name, accents or not."""
    answer = ask(place, Question("learners", ["province"]))
    assert [(r["province"], r["counting"], r["learners_low"]) for r in answer.result] == [
        ("Lào Cai", "enrolments", 50),
        ("Lào Cai", "people", 100),
    ]
    assert [r["learners_low"] for r in ask(place, Question("learners", province="yen bai")).result] == [100]
    assert {r["basis"] for r in query(place, "SELECT basis FROM placed")} == {"statement", "paper", "title"}


def test_filters(place):
    """Year, programme and organiser narrow the answer; a part speaks for its programme."""
    ask_for = lambda **more: [r["learners_low"] for r in ask(place, Question("learners", **more)).result]  # noqa: E731
    assert ask_for(year="2024") == [100]
    assert ask_for(programme="so_cap_llct") == [60]
    assert ask_for(organiser="tỉnh ủy") == [40]
    assert ask_for(organiser="100%' OR 1=1 --") == []
    assert ask_for(year="2018-2022") == []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (Question("teachers"), "learners or classes"),
        (Question("learners", ["organizer"]), "did you mean organiser"),
        (Question("learners", year="năm ngoái"), "write 2022"),
        (Question("learners", programme="trung_cap"), "did you mean trung_cap_llct"),
        (Question("learners", province="Lao Kai"), "did you mean Lào Cai"),
    ],
    ids=str,
)
def test_questions_that_cannot_be(place, question, words):
    """A question that can't be asked is refused with what could be."""
    with pytest.raises(UsageError, match=words):
        ask(place, question)


@pytest.mark.parametrize(
    ("organiser", "province"),
    [
        ("Trường Chính trị tỉnh Lào Cai", "Lào Cai"),
        ("Học viện Chính trị quốc gia Hồ Chí Minh", None),
        ("Thành ủy Hồ Chí Minh", "Hồ Chí Minh"),
        ("Sở Nội vụ TP.HCM", "Hồ Chí Minh"),
        ("UBND tỉnh Thừa Thiên - Huế", "Thừa Thiên Huế"),
        ("Sở Nội vụ Đăk Lăk", "Đắk Lắk"),
        ("Trung tâm Hòa bình và Phát triển", None),
        ("Hà Namm", None),
        ("Tỉnh ủy Hà Nam, Tỉnh ủy Nam Định", None),
        ("Ban Tổ chức Trung ương", None),
    ],
)
def test_province_of_an_organiser(base, facts, organiser, province):
    """A province is taken from the organiser's name where it names just one, not from what only looks like it."""
    made = base(facts([{"learners": 5, "organiser": (organiser,)}]))
    assert query(made, "SELECT province FROM placed").value == province


@pytest.mark.parametrize(
    ("organisers", "province"),
    [
        (("VKSND tỉnh", "Trường Đại học Kiểm sát Hà Nội"), None),
        (("Sở Nội vụ tỉnh Lào Cai", "Đại học Quốc gia Hà Nội"), "Lào Cai"),
        (("Trường Đại học Quảng Bình",), "Quảng Bình"),
        (("Sở Nội vụ tỉnh Lào Cai", "Tỉnh ủy Hà Nam"), None),
    ],
)
def test_province_beside_a_university(base, facts, organisers, province):
    """A university beside another body lends the statement no province; its name tells where it sits."""
    made = base(facts([{"learners": 5, "organiser": organisers}]))
    assert query(made, "SELECT province FROM placed").value == province
