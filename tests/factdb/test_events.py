"""One event, many reports: what is the same is joined, what only looks alike isn't, and every join says its rule."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpora.span import Span
from factdb.build import build
from factdb.query import query
from factdb.record import write_run

_PATH = Path(__file__).parents[2] / "benchmarks" / "event_pairs.py"
_SPEC = importlib.util.spec_from_file_location("event_pairs", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
event_pairs = importlib.util.module_from_spec(_SPEC)
sys.modules["event_pairs"] = event_pairs
_SPEC.loader.exec_module(event_pairs)

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "pairs.toml").read_text(encoding="utf-8"))
EVENTS = (
    "SELECT a.name, c.event_id, coalesce(e.agrees, true) FROM counted c JOIN articles a USING (article_id, version) "
    "LEFT JOIN event_facts e USING (article_id, version, fact_id)"
)


def read_case(case: dict) -> event_pairs.Pair:
    """A hand-made pair, its times read."""
    sides = []
    for side in ("first", "second"):
        told = {"province": None} | case["both"] | case.get(side, {})
        day = told.pop("day", None)
        year = told.pop("year", None)
        told["period"] = (date.fromisoformat(day),) * 2 if day else (date(year, 1, 1), date(year, 12, 31))
        told["published"] = date.fromisoformat(
            told.get("published", told["period"][0 if day else 1].isoformat())
        )
        sides.append(told)
    return event_pairs.Pair(*sides, case["are"], case["why"])


def judge_pairs(folder: Path, pairs: list) -> event_pairs.Judged:
    """What a base makes of pairs, each of which lies in a record of its own runs."""
    given = [article for n, pair in enumerate(pairs) for article in event_pairs.as_articles(pair, f"p{n}")]
    write_run(folder / "facts", given, rules_version="r")
    build(folder / "facts", folder / "a.duckdb")
    events = {name: (event, agrees) for name, event, agrees in query(folder / "a.duckdb", EVENTS).rows}
    return event_pairs.judge(pairs, events)


def test_pairs_made_by_hand(tmp_path):
    """Pairs that differ in one respect are taken for what they are."""
    judged = judge_pairs(tmp_path, [read_case(case) for case in CASES["pair"]])
    assert judged.wrong == ()


def test_generated_pairs(tmp_path):
    """Of injected disagreements 95 % are found, and at most 1 % of pairs that only look alike are joined."""
    judged = judge_pairs(tmp_path, event_pairs.make_pairs(200))
    assert judged.found >= 0.95 * judged.disagreements, judged.wrong
    assert judged.joined_wrongly <= 0.01 * judged.apart, judged.wrong


WORDS = (
    "Sáng nay, tại hội trường trung tâm, đại diện các đơn vị đã dự lễ và nghe báo cáo về việc học. "
    "Sau bốn tháng, học viên đã hoàn thành các chuyên đề, viết thu hoạch và đi thực tế ở cơ sở. "
    "Phát biểu tại buổi lễ, người phụ trách đề nghị mỗi người tiếp tục tự học và giúp đỡ đồng nghiệp. "
)


@pytest.fixture
def copies(base, facts):
    """A base of a report and a reprint with another headline; returns learners, near copies and disagreements."""

    def make(one, other, words=WORDS, days=2):
        made = []
        for n, told in enumerate((one, other)):
            quote = f"{told['learners']} học viên"
            text = f"Tít thứ {n} khác hẳn. {words}{'' if n else 'Tin do hãng gửi.'} Lớp có {quote}."
            start = text.index(quote)
            given = facts(
                [told], f"n{n}", text=text, url=f"https://{n}.vn", published=date(2024, 5, 1 + n * days)
            )
            training = replace(given.training[0], span=Span.of(text, start, start + len(quote)))
            made.append(replace(given, training=(training,)))
        database = base(*made)
        held = query(database, "SELECT sum(learners_low) FROM counted WHERE counts_learners").value
        return held, len(query(database, "FROM near_copies")), len(query(database, "FROM disagreements"))

    return make


def test_reprint_with_another_headline(copies):
    """A reprint is known by its words though its headline differs, and what it tells counts once."""
    assert copies({"learners": 60}, {"learners": 60}) == (60, 1, 0)


def test_reprint_with_another_figure(copies):
    """Where a reprint has another figure, both stand side by side and the first counts."""
    assert copies({"learners": 60}, {"learners": 66}) == (60, 1, 1)


def test_report_of_the_next_course_in_the_same_words(copies):
    """The same words with another period, or months later, tell of other classes."""
    assert copies({"learners": 60, "year": 2023}, {"learners": 60, "year": 2024})[0] == 120


def test_same_phrases_are_no_reprint(copies):
    """A few words in common make no reprint."""
    assert copies({"learners": 60}, {"learners": 60}, words="Sáng nay có lễ bế giảng. ") == (120, 0, 0)


def test_part_of_a_total_counts_in_it(base, facts):
    """What one paper tells alone and another as a part of its total counts in the total, whoever told it first."""
    told = {
        "learners": 123,
        "classes": 2,
        "year": 2024,
        "programme": "cap_uy",
        "organiser": ("Huyện ủy Sơn Lĩnh",),
    }
    alone = facts([told], "alone", title="Tin Nghệ An", published=date(2024, 5, 1), url="https://a.vn")
    total = facts(
        [told | {"learners": 900, "classes": 9}, told | {"part_of": "t1"}],
        "total",
        title="Tin Nghệ An",
        published=date(2024, 5, 9),
        url="https://b.vn",
    )
    made = base(alone, total)
    assert query(made, "SELECT sum(learners_low) FROM counted WHERE counts_learners").value == 900
    (row,) = query(
        made,
        "SELECT e.rule, repeats IS NOT NULL FROM event_facts e JOIN counted USING (fact_id) WHERE e.rule IS NOT NULL",
    ).rows
    assert row == ("same figures", True)


def test_each_figure_is_told_once(base, facts):
    """Where one paper prints the learners alone and the other the classes too, the event has both, once."""
    told = {
        "learners": 879,
        "year": 2024,
        "programme": "cap_uy",
        "organiser": ("Trường Chính trị tỉnh Lào Cai",),
    }
    made = base(
        facts([told], "one", published=date(2024, 5, 1), url="https://a.vn"),
        facts([told | {"classes": 12}], "two", published=date(2024, 5, 2), url="https://b.vn"),
    )
    rows = query(
        made,
        "SELECT sum(learners_low) FILTER (counts_learners), sum(classes_low) FILTER (counts_classes) FROM counted",
    ).rows
    assert rows == ((879, 12),)
