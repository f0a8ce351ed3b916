"""Where a fact comes from, and what changed between two runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpora.errors import DatasetError, UsageError
from corpora.span import Span
from factdb import reviewing
from factdb.build import build
from factdb.diff import compare_runs
from factdb.query import query
from factdb.record import write_run
from factdb.reviews import REVIEWS, append_reviews
from factdb.why import explain_fact, sentence_around
from nlp.fact import Evidence


def test_why(tmp_path, facts):
    """A fact tells its sentence, its rule, the words of each slot, what was inherited and what people said."""
    text = "Mở đầu. Năm 2024 tỉnh mở 5 lớp với 90 học viên, trong đó 2 lớp với 40 học viên ở huyện. Kết thúc."
    made = facts([{"learners": 90, "classes": 5}, {"learners": 40, "classes": 2, "part_of": "t1"}], text=text)
    spans = [
        Span.of(text, text.index(q), text.index(q) + len(q))
        for q in ("5 lớp với 90 học viên", "2 lớp với 40 học viên")
    ]
    year = Evidence("period", Span.of(text, 8, 16), "t1")
    training = tuple(replace(t, span=s, evidence=(year,)) for t, s in zip(made.training, spans, strict=True))
    write_run(tmp_path / "facts", [replace(made, training=training)], rules_version="r")
    database = tmp_path / "canbo.duckdb"
    build(tmp_path / "facts", database)
    fact_id = query(database, "SELECT fact_id FROM training WHERE id = 't2'").value
    append_reviews(
        tmp_path / REVIEWS, [reviewing.confirm(reviewing.find_fact(database, fact_id), "An", "đã xem")]
    )
    build(tmp_path / "facts", database)
    told = explain_fact(database, fact_id[:8])
    assert told.before + told.quote + told.after == text[8 : text.index(" Kết")]
    assert (told.rule, told.slots["learners"], told.run["rules_version"]) == ("by hand", "40", "r")
    (proof,) = (p for p in told.proofs if p.slot == "period")
    assert (proof.quote, proof.source) == ("Năm 2024", "5 lớp với 90 học viên")
    assert told.counting["not_counted_because"] == "part of a total that has both"
    assert [(r["action"], r["reviewer"], r["reason"]) for r in told.reviews] == [("confirm", "An", "đã xem")]


def test_why_of_nothing(base, facts):
    """An id that no fact has, or that is too short to tell, is an error in plain words."""
    database = base(facts([{"learners": 1}]))
    with pytest.raises(DatasetError, match="has no fact ffffffff"):
        explain_fact(database, "ffffffff")
    with pytest.raises(UsageError, match="too short"):
        explain_fact(database, "f")


@pytest.mark.parametrize(
    ("text", "quote", "sentence"),
    [
        ("A. B có 1.250 người. C", "1.250 người", "B có 1.250 người."),
        ("Tên bài\nMở 3 lớp", "3 lớp", "Mở 3 lớp"),
        ("3 lớp", "3 lớp", "3 lớp"),
        ("x " * 2000 + "3 lớp" + " y" * 2000, "3 lớp", None),
    ],
    ids=range(4),
)
def test_sentence(text, quote, sentence):
    """The sentence around a quote ends at its stops and not within a number, and is never endless."""
    start = text.index(quote)
    first, last = sentence_around(text, start, start + len(quote))
    assert first <= start
    assert last >= start + len(quote)
    assert text[first:last] == sentence if sentence else last - first < 1300


def test_diff(tmp_path, facts):
    """A diff tells what changed, came and went, why, and what it does to the totals; the same run doesn't differ."""
    record = tmp_path / "facts"

    def run(rules, first, second, text="Bài hai: mở lớp cho 20 người."):
        return write_run(
            record,
            [
                facts(first, "one", text="Bài một: mở lớp cho 10 người.", url="https://x.vn/1"),
                facts(second, "two", text=text, url="https://x.vn/2"),
            ],
            rules_version=rules,
        ).run_id

    old = run("r1", [{"learners": 10}], [{"learners": 20}])
    new = run("r2", [{"learners": 12, "programme": "cap_uy"}], [])
    other = run("r2", [{"learners": 10}], [{"learners": 25}], "Bài hai: nay mở lớp cho 25 người.")
    found = compare_runs(record, old[:8], new)
    assert [(f["what"], f["cause"], f["slots"]) for f in found.facts] == [
        ("changed", "rules", ["learners_low", "learners_high", "programme"]),
        ("gone", "rules", None),
    ]
    assert [(r["rule"], r["changed"], r["added"], r["gone"]) for r in found.rules] == [("by hand", 1, 0, 1)]
    assert {t["what"]: (t["before"], t["after"]) for t in found.totals}["people"] == (30, 12)
    assert {f["cause"] for f in compare_runs(record, old, other).facts} == {"text"}
    same = compare_runs(record, old, old)
    assert (same.facts, same.rules, same.totals) == ([], [], [])
    with pytest.raises(UsageError, match=rf"no such run.*{old}"):
        compare_runs(record, old, "zz")
    with pytest.raises(DatasetError, match="holds no run"):
        compare_runs(tmp_path / "nothing", old, new)


def test_diff_of_large_runs(tmp_path, facts, monkeypatch):
    """Of large runs the totals are those of the articles that differ, each for itself."""
    record = tmp_path / "facts"

    def run(rules, learners):
        sure = {"programme": "cap_uy", "year": 2024, "classes": 3}
        given = [
            facts([sure | {"learners": 101 + n}], f"n{n}", text=f"Bài {n}", url=f"https://x.vn/{n}")
            for n in range(5)
        ]
        again = [
            facts([sure | {"learners": n}], f"m{n}", text=f"Tin {n}", url=f"https://y.vn/{n}")
            for n in learners
        ]
        return write_run(record, given + again, rules_version=rules).run_id

    old, new = run("r1", [7, 9]), run("r2", [7, 103])
    old_text = compare_runs(record, old, new)
    monkeypatch.setattr("factdb.diff.WHOLE", 0)
    few = compare_runs(record, old, new)
    assert (old_text.whole, few.whole) == (True, False)
    assert (few.rules, few.facts) == (old_text.rules, old_text.facts)
    changes = [{t["what"]: t["difference"] for t in found.totals} for found in (old_text, few)]
    assert (changes[0]["people"], changes[0]["classes held"]) == (-9, -3)
    assert changes[1] == {"training facts": 0, "classes held": 0, "people": 94, "enrolments": 0}
