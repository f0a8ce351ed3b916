"""Twenty questions of readers, asked of bases of gold and of extracted facts."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import canbo
from corpora.sample import sample_folder
from factdb.build import build
from factdb.from_gold import build_from_gold
from factdb.query import query
from factdb.record import write_run

GOLD = Path(__file__).parents[3] / "shared" / "gold"
QUESTIONS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "questions.toml").read_text(encoding="utf-8")
)["question"]
SAMPLE = [sample_folder()]
FOLDERS = {"sample": SAMPLE, "all": [*SAMPLE, GOLD / "seeds", GOLD / "dev"]}
READABLE = {over: folders for over, folders in FOLDERS.items() if all(f.is_dir() for f in folders)}
SPARED = 2
"""How many of the twenty the extracted facts may get wrong."""


def build_extracted(folders: Sequence[Path], database: Path) -> None:
    """Build a base of what the rules find in the articles of `folders`."""
    record = database.with_suffix("")
    write_run(record, canbo.extract_many(canbo.load(*folders)), rules_version="r")
    build(record, database)


def make_bases(make: Callable[[Sequence[Path], Path], object], out: Path) -> dict[str, Path]:
    """A base over the sample newspaper, and one over all articles where the shared gold lies beside the project."""
    bases = {over: out / f"{over}.duckdb" for over in READABLE}
    for over, database in bases.items():
        make(READABLE[over], database)
    return bases


@pytest.fixture(scope="module")
def of_gold(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Bases of the gold annotations."""
    return make_bases(build_from_gold, tmp_path_factory.mktemp("gold"))


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Bases of the same articles as the rules read them."""
    return make_bases(build_extracted, tmp_path_factory.mktemp("extracted"))


def answer(bases: Mapping[str, Path], question: Mapping[str, Any]) -> list[list[Any]]:
    """What the base over the question's articles answers; skips the test where those aren't there."""
    if question["over"] not in bases:
        pytest.skip("the question is of the shared gold, which isn't beside the project")
    return [list(row) for row in query(bases[question["over"]], question["sql"]).rows]


def test_twenty_questions():
    """There are twenty different questions, each with its reckoning, and half of them need nothing but the project."""
    assert len({q["question"] for q in QUESTIONS}) == 20
    assert all(q["why"].strip() and q["answer"] for q in QUESTIONS)
    assert sum(q["over"] == "sample" for q in QUESTIONS) >= 10


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["question"])
def test_answers_from_gold(of_gold, question):
    """A base of the gold annotations gives the answer that was worked out by hand."""
    assert answer(of_gold, question) == question["answer"], question["why"]


@pytest.mark.parametrize("over", FOLDERS)
def test_answers_from_extraction(extracted, over):
    """A base of extracted facts answers all but two of the twenty right, and no more than two of the sample's wrong."""
    if over not in extracted:
        pytest.skip("the shared gold isn't beside the project")
    asked = [q for q in QUESTIONS if over in ("all", q["over"])]
    told = {q["question"]: answer(extracted, q) for q in asked}
    wrong = {q["question"]: told[q["question"]] for q in asked if told[q["question"]] != q["answer"]}
    assert len(wrong) <= SPARED, f"{len(asked) - len(wrong)} of {len(asked)} right; wrong: {wrong}"
