"""How sure a fact is: a chance that falls with every doubt, by weights that can be trained anew."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.article import Article
from corpora.errors import CanboError, InputError
from nlp.confidence import weigh
from nlp.confidence.collect import judge, judge_folder
from nlp.confidence.features import FEATURES
from nlp.confidence.train import (
    EXAMPLES,
    Example,
    calibration_error,
    main,
    noise,
    read_examples,
    score_left_out,
    table,
    train,
    write_examples,
)
from nlp.confidence.weights import load_weights, read_weights
from nlp.extraction import extract, training_facts
from nlp.reading import read
from nlp.training import find_training

WEIGHTS = EXAMPLES.with_name("weights.json")
DAY = date(2024, 3, 20)
CLEAR = "Năm 2023, Trường Chính trị tỉnh mở 14 lớp bồi dưỡng ngạch chuyên viên cho 1.120 công chức."
ENTRY = {
    "classes": {"value": 2},
    "learners": {"value": 90, "unit": "học viên", "counting": "people"},
    "programme": "llct",
    "period": {"start": "2023-01-01", "end": "2023-12-31"},
    "status": "held",
}


def parts(text: str) -> dict[str, float]:
    """What each feature adds for the first fact of a text."""
    reading = read(Article(text, published=DAY))
    return weigh(training_facts(reading, find_training(reading)), reading)[0]


def sure(text: str) -> float:
    """The confidence of the first fact of a text."""
    return extract(Article(text, published=DAY))[0].confidence


def test_confidence_is_the_chance_of_its_parts():
    """The parts that are shown add up to the confidence that the fact carries."""
    odds = sum(parts(CLEAR).values())
    assert sure(CLEAR) == pytest.approx(1 / (1 + 2.718281828**-odds), abs=0.005)


@pytest.mark.parametrize(
    ("less", "feature"),
    [
        (CLEAR.replace("Năm 2023, ", ""), "no period"),
        (CLEAR.replace("Trường Chính trị tỉnh mở ", "Đã có "), "no organiser"),
        (CLEAR.replace("ngạch chuyên viên ", ""), "no programme"),
        (CLEAR.replace("ngạch chuyên viên", "chuyên môn"), "broad programme"),
    ],
)
def test_what_is_missing_costs(less, feature):
    """A fact without its period, organiser or exact programme is less sure, and the reason can be shown."""
    assert parts(less)[feature] < 0
    assert feature not in parts(CLEAR)
    assert sure(less) < sure(CLEAR)


def test_no_doubt_makes_a_fact_surer():
    """Weights have the signs that features may have."""
    for (name, sign), weight in zip(FEATURES.items(), load_weights().weights, strict=True):
        assert weight * sign >= 0, name


@given(st.integers(0, 40), st.sampled_from(["học viên", "cán bộ", "lượt người"]))
def test_any_list_has_chances(many, unit):
    """Any number of facts in a row has chances between 0 and 1, the same twice."""
    article = Article("\n".join(f"Mở {i} lớp bồi dưỡng cho {i}00 {unit}." for i in range(1, many + 2)))
    chances = [fact.confidence for fact in extract(article)]
    assert all(0 < c < 1 for c in chances)
    assert chances == [fact.confidence for fact in extract(article)]


def test_weights_come_from_the_examples():
    """The shipped weights are those that training on the shipped examples gives, in whatever order they come."""
    examples = read_examples()
    random.Random(1).shuffle(examples)
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    trained = train(examples)
    assert trained["examples"] == stored["examples"]
    assert trained["weights"] == pytest.approx(stored["weights"], abs=0.001)


@pytest.mark.parametrize(("old", "new"), [('"rate": -', '"rate": '), ('"intercept": ', '"intercept": -')])
def test_changed_weights_are_refused(old, new):
    """Weights that someone changed by hand are refused, with what to do about it."""
    text = WEIGHTS.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(CanboError, match="Train anew"):
        read_weights(text.replace(old, new))


def test_examples_hold_no_words():
    """The examples are numbers alone, whatever article they come from."""
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines()[1:]:
        assert all(cell.replace(".", "", 1).isdigit() for cell in line.split(",")), line


def test_inference_is_plain_python():
    """Rating facts loads no library of machine learning."""
    code = "import sys, nlp.confidence, nlp.extraction; sys.exit(bool({'sklearn', 'numpy'} & sys.modules.keys()))"
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], timeout=60).returncode
        == 0
    )


def test_calibration_error():
    """Chances that come true have a small error, chances that don't a large one, and luck is told beside it."""
    luck = random.Random(0)
    chances = [luck.random() for _ in range(4000)]
    right = [luck.random() < p for p in chances]
    usual, rare = noise(chances[:400])
    assert calibration_error(chances, right) < 0.03
    assert calibration_error([1.0] * len(right), right) == pytest.approx(1 - sum(right) / len(right))
    assert 0 < usual < rare < 0.15
    assert [n for n, _, _ in table(chances, right)] == [400] * 10


def test_each_round_is_judged_by_the_others():
    """A round's own facts have no say in how they are judged."""
    row = [1.0] * len(FEATURES)
    examples = [Example(name, name == "a" or i % 2 == 0, row) for name in "abc" for i in range(20)]
    chances = score_left_out(examples)
    assert chances[0] == pytest.approx(0.5, abs=0.05)
    assert chances[20] == pytest.approx(0.75, abs=0.05)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([ENTRY], [True]),
        ([{**ENTRY, "status": "planned"}], [False]),
        ([{**ENTRY, "period": None}], [False]),
        ([{**ENTRY, "classes": {"value": 3}}], [False]),
        ([{**ENTRY, "programme": None}, ENTRY], [False, True]),
        ([ENTRY, ENTRY], [True, False]),
        ([], []),
    ],
)
def test_judge(found, expected):
    """A found entry is right where one gold entry of its own agrees with it in everything that counts."""
    assert judge([ENTRY], found) == expected


def test_a_round_is_added(tmp_path, capsys):
    """A gold folder becomes examples and weights; the same folder twice changes nothing."""
    folder = tmp_path / "gold"
    folder.mkdir()
    folder.joinpath("a.txt").write_text(CLEAR, encoding="utf-8")
    gold = {"published": "2024-03-20", "training": []}
    folder.joinpath("a.json").write_text(json.dumps(gold), encoding="utf-8")
    examples, out = tmp_path / "examples.csv", tmp_path / "weights.json"
    write_examples(read_examples(), examples)
    before = len(read_examples(examples))
    for _ in range(2):
        main(["--add", "z", str(folder), "--examples", str(examples), "--out", str(out)])
        added = [e for e in read_examples(examples) if e.round == "z"]
        assert [e.right for e in added] == [False]
    assert len(read_examples(examples)) == before + 1
    read_weights(out.read_text(encoding="utf-8"))
    assert "calibration error" in capsys.readouterr().out


def test_bad_input(tmp_path):
    """An empty folder and a table of other features are named."""
    with pytest.raises(InputError, match="holds no gold"):
        list(judge_folder(tmp_path))
    table = tmp_path / "examples.csv"
    table.write_text("round,right,mood\n1,1,0\n", encoding="utf-8")
    with pytest.raises(InputError, match="other features"):
        read_examples(table)
