"""Training the weights of relevance: reproducible, and good on the gold where it is at hand."""

from __future__ import annotations

import json
import random
from math import log
from pathlib import Path

import pytest

from corpora.article import Article
from corpora.errors import InputError
from nlp.reading import read
from nlp.relevance import is_relevant
from nlp.relevance.features import feature_signs
from nlp.relevance.train import (
    BASE_RATE,
    FOLDS,
    PRECISION,
    RECALL,
    Example,
    choose_threshold,
    fit_signed,
    main,
    read_gold,
    read_news,
    read_own,
    train,
)
from nlp.relevance.weights import read_weights
from nlp.training import find_training

CASES = Path(__file__).parents[1] / "cases" / "relevance.jsonl"
GOLD = Path(__file__).parents[3] / "shared" / "gold"


def write_news(file: Path, order: random.Random) -> Path:
    """General news made of the cases that aren't of the field, in some order."""
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    news = [json.dumps({"id": case["case"], "text": case["text"]}) for case in cases if not case["relevant"]]
    order.shuffle(news)
    file.write_text("\n".join(news) + "\n", encoding="utf-8")
    return file


def write_gold(folder: Path) -> Path:
    """A folder with one gold file and its text."""
    folder.mkdir()
    gold = {"relevant": True}
    folder.joinpath("a.json").write_text(json.dumps(gold), encoding="utf-8")
    folder.joinpath("a.txt").write_text("Khai giảng lớp bồi dưỡng 40 công chức xã.", encoding="utf-8")
    return folder


def test_same_articles_same_bytes(tmp_path, capsys):
    """Two trainings on the same articles, given in different orders, write the same bytes, and weights that load."""
    gold = write_gold(tmp_path / "gold")
    written = []
    for seed in (1, 2):
        news = write_news(tmp_path / f"{seed}.jsonl", random.Random(seed))
        out = tmp_path / f"{seed}.json"
        main(["--gold", str(gold), "--negatives", str(news), "--out", str(out)])
        written.append(out.read_bytes())
    assert written[0] == written[1]
    read_weights(written[0].decode())
    assert "articles of the field kept" in capsys.readouterr().out


def test_labels_name_the_field_in_the_news(tmp_path):
    """News that is labelled true is of the field, what is labelled null is left out, all else is news."""
    news = write_news(tmp_path / "news.jsonl", random.Random(0))
    kinds = {e.name: e.kind for e in read_news(news, {"bank": True, "storm": None})}
    assert kinds.pop("bank") == "field"
    assert "storm" not in kinds
    assert set(kinds.values()) == {"news"}


def test_bad_line(tmp_path):
    """A line of news that is no article is named."""
    news = tmp_path / "news.jsonl"
    news.write_text('{"id": 1, "text": "Mưa."}\n{"id": 2}\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        list(read_news(news, {}))


def test_too_few_examples():
    """Too few articles to hold any out are answered with what is missing."""
    with pytest.raises(InputError, match=rf"news: {FOLDS} of each"):
        train(read_own())


def test_bad_folders(tmp_path):
    """A folder without gold and a gold file without its text are named."""
    with pytest.raises(InputError, match="holds no gold"):
        list(read_gold(tmp_path))
    folder = write_gold(tmp_path / "gold")
    folder.joinpath("a.txt").unlink()
    with pytest.raises(InputError, match=r"put a\.txt there"):
        list(read_gold(folder))


def test_threshold_follows_the_tail():
    """Where scores thin out exponentially, the threshold is where the goal's share of them is left."""
    scores = [-log((i + 0.5) / 10_000) for i in range(10_000)]
    goal = BASE_RATE / (1 - BASE_RATE) * RECALL * (1 - PRECISION) / PRECISION
    assert choose_threshold(scores) == pytest.approx(-log(goal), rel=0.02)


def test_what_would_speak_falsely_says_nothing():
    """A group that the examples show with the wrong sign gets no weight."""
    width = len(feature_signs())
    wrong = next(i for i, sign in enumerate(feature_signs()) if sign < 0)
    known = [Example(str(i), "", "field" if i % 2 else "news") for i in range(40)]
    rows = [[float(i % 2)] * width for i in range(40)]
    *weights, _ = fit_signed(rows, known)
    assert weights[wrong] == 0
    assert weights[0] > 0


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold set lies beside the repository and isn't here")
@pytest.mark.parametrize("part", ["seeds", "dev"])
def test_gold(part):
    """Every article of the gold set is told rightly by its text, its headline and its statements."""
    for path in sorted(GOLD.joinpath(part).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        article = Article(path.with_suffix(".txt").read_text(encoding="utf-8"), path.stem, gold["title"])
        reading = read(article)
        assert is_relevant(reading, find_training(reading)) is gold["relevant"], path.stem
