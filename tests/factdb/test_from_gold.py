"""Gold annotations become facts, each with the place of its words."""

from __future__ import annotations

import json

import pytest

from corpora.errors import InputError
from factdb.from_gold import as_facts, build_from_gold, read_gold
from factdb.query import query

TEXT = "Tỉnh mở 12 lớp. Trong đó, huyện mở 2 lớp với 90 người; xã mở 2 lớp, ông Lê Nam dự."


def gold_of(*quotes: str, **more: object) -> dict:
    """A gold object with a training fact a quote."""
    training = [{"id": f"t{n + 1}", "quote": q, "classes": {"value": 2}} for n, q in enumerate(quotes)]
    return {"id": "a", "training": training, **more}


def test_quotes_take_their_turn():
    """A repeated quote takes its next place, and no quote is found within a longer number."""
    facts = as_facts(gold_of("12 lớp", "2 lớp", "2 lớp"), TEXT, "a")
    assert [t.span.start for t in facts] == [8, 35, 61]
    assert len({t.fact_id for t in facts}) == 3


def test_quote_listed_late():
    """A quote whose turn seems past is found all the same."""
    facts = as_facts(gold_of("2 lớp với 90 người", "12 lớp"), TEXT, "a")
    assert [t.quote for t in facts] == ["2 lớp với 90 người", "12 lớp"]


def test_values():
    """Counts, periods and lists come in as the annotation has them."""
    entry = {
        "id": "t1",
        "quote": "2 lớp với 90 người",
        "classes": {"value": 2},
        "learners": {"low": 90, "high": 95, "qualifier": "about", "unit": "người", "counting": "people"},
        "period": {"start": "2021-01-01", "end": "2021-12-31"},
        "organiser": ["huyện"],
        "status": "planned",
    }
    (training,) = as_facts({"training": [entry]}, TEXT, "a").training
    assert (training.learners.low, training.learners.high, training.learners.qualifier) == (90, 95, "about")
    assert (training.period.start.year, training.organiser, training.status) == (2021, ("huyện",), "planned")


def test_unfit_gold(tmp_path):
    """Gold that is none, whose text is missing, or whose quote isn't in the text, is refused with the reason."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "a.json"
    for content, says in (
        ("{", "can't be read"),
        ("[]", "no gold format 1"),
        (json.dumps({"training": [{"id": "t1"}]}), "quote"),
        (json.dumps(gold_of("13 lớp")), "'13 lớp' is not in the text"),
        (json.dumps(gold_of("12 lớp", text_file="b.txt")), "can't be read"),
        (json.dumps(gold_of("12 lớp", published="1/2/2021")), "can't be read"),
    ):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(InputError, match=says):
            read_gold(path)


def test_base_of_gold(tmp_path):
    """One bad file costs itself alone, and a folder without gold is an error."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(gold_of("12 lớp")), encoding="utf-8")
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    summary = build_from_gold([tmp_path], tmp_path / "a.duckdb")
    assert summary.rows["training"] == 1
    failed = query(tmp_path / "a.duckdb", "SELECT input FROM run_report WHERE outcome = 'failed'")
    assert failed.value == str(tmp_path / "b.json")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no gold"):
        build_from_gold([tmp_path / "empty"], tmp_path / "b.duckdb")


def test_gold_beside_the_project(gold):
    """Every gold file is read, and every quote stands where its fact says."""
    for path in [*gold.glob("seeds/*.json"), *gold.glob("dev/*.json")]:
        facts = read_gold(path)
        text = facts.article.text
        assert all(text[f.span.start : f.span.end] == f.quote for f in facts.all_facts())
        assert sum(1 for _ in facts.all_facts()) > 0 or not facts.relevant
