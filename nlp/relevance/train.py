"""Train the weights of relevance: `python -m nlp.relevance.train --gold DIR... --negatives FILE`.

The one module that needs scikit-learn. The same articles, in any order, give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import log
from pathlib import Path
from typing import Any

from corpora.article import Article
from corpora.errors import InputError
from corpora.text import even_out
from nlp.reading import read
from nlp.relevance import weigh_statements
from nlp.relevance.features import count_features, feature_names, feature_signs
from nlp.relevance.weights import chance, seal
from nlp.training import find_training

BASE_RATE = 1 / 500
"""The share of articles on the training of cadres in general news."""
PRECISION, RECALL = 0.93, 0.9
"""The goal in general news: of those kept so many are of the field, and of the field so many are kept. Wanted is a
precision of 0.9; the rest is margin, since a slope that few articles show is known roughly."""
TAIL = 1 / 40
"""The share of the news, those that score highest, that says how the scores of news thin out."""
SHARES = {"field": 0.5, "near": 0.25, "news": 0.25}
"""What each kind of example has to say in training: the few that come near the field as much as all the news."""
STRENGTH = 100.0
"""Inverse strength of regularisation: strong, since the field's articles are few and alike."""
FOLDS, SEED, DIGITS = 10, 0, 4


@dataclass(frozen=True, slots=True)
class Example:
    """An article with its label. `kind` is field, near (irrelevant in a gold set) or news."""

    name: str
    plain: str
    kind: str


def read_gold(folder: Path) -> Iterator[Example]:
    """The articles of a folder of gold files. Raises InputError where there are none, or one has no text."""
    found = sorted(folder.glob("*.json"))
    if not found:
        raise InputError(f"{folder} holds no gold files (*.json): give a folder that does.")
    for path in found:
        gold = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt")
        if not text.exists():
            raise InputError(f"{path} has no text beside it: put {text.name} there.")
        yield Example(
            path.stem, even_out(text.read_text("utf-8")).plain, "field" if gold["relevant"] else "near"
        )


def read_own() -> Iterator[Example]:
    """The examples of `examples.jsonl`: prose of our own, of kinds that no gold set has enough of."""
    lines = files("nlp.relevance").joinpath("examples.jsonl").read_text("utf-8").splitlines()
    for entry in map(json.loads, lines):
        yield Example(entry["id"], even_out(entry["text"]).plain, "field" if entry["relevant"] else "near")


def read_news(file: Path, labels: Mapping[str, bool | None]) -> Iterator[Example]:
    """General news, one JSON object with `id` and `text` a line; `labels` names those of the field, and None skips.

    Raises InputError at a line that is no such object.
    """
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                entry = json.loads(line)
                name, text = str(entry["id"]), even_out(entry["text"]).plain
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(
                    f"{file}, line {number}: no JSON object with id and text. Mend or remove it."
                ) from error
            label = labels.get(name, False)
            if label is not None:
                yield Example(name, text, "field" if label else "news")


def train(examples: Iterable[Example]) -> tuple[dict[str, Any], list[tuple[float, Example]]]:
    """The content of `weights.json`, and each example with the probability that folds without it gave it.

    Raises InputError where a kind of example has fewer than there are folds.
    """
    known = sorted(examples, key=lambda e: (e.kind, e.plain, e.name))
    counts = Counter(e.kind for e in known)
    if few := [kind for kind in SHARES if counts[kind] < FOLDS]:
        raise InputError(
            f"Too few examples of {', '.join(few)}: {FOLDS} of each kind are needed. Give more articles."
        )
    rows = [count_features(e.plain) for e in known]
    held_out = _score_held_out(rows, known)
    slope, offset = _scale(held_out, known)
    *weights, intercept = fit_signed(rows, known)
    found = [
        slope * score + offset + count_statements(e.plain) for score, e in zip(held_out, known, strict=True)
    ]
    news = [score for score, e in zip(found, known, strict=True) if e.kind == "news"]
    named = zip(feature_names(), weights, strict=True)
    stored = {
        "about": "What the groups of features.toml weigh, in log-odds: written by nlp.relevance.train, not by hand.",
        "base_rate": BASE_RATE,
        "threshold": round(chance(choose_threshold(news)), DIGITS),
        "examples": dict(sorted(counts.items())),
        "intercept": round(slope * intercept + offset, DIGITS),
        "weights": {name: round(slope * weight, DIGITS) for name, weight in named},
    }
    return stored | {"hash": seal(stored)}, list(zip(map(chance, found), known, strict=True))


def count_statements(plain: str) -> float:
    """What the statements that are found in a text add to its log-odds."""
    return weigh_statements(find_training(read(Article(plain))))


def choose_threshold(news: Iterable[float]) -> float:
    """The log-odds from which on general news meet the goal, by the scores of news that aren't of the field.

    Few or none of the news at hand score that high, so the rate is read off the slope of their tail.
    """
    start, excess, share = slope_of_tail(news)
    goal = BASE_RATE / (1 - BASE_RATE) * RECALL * (1 - PRECISION) / PRECISION
    return start + excess * log(share / goal)


def slope_of_tail(scores: Iterable[float]) -> tuple[float, float, float]:
    """Where the tail of scores begins, how far beyond it they are on average, and the share of scores beyond it.

    Scores thin out exponentially there: so many times the average excess further on, e to that power fewer are left.
    """
    ranked = sorted(scores, reverse=True)
    highest = ranked[: max(1, round(TAIL * len(ranked)))]
    start = ranked[len(highest)]
    return start, sum(score - start for score in highest) / len(highest), len(highest) / len(ranked)


def _scale(held_out: Sequence[float], known: Sequence[Example]) -> tuple[float, float]:
    """What turns scores into log-odds in general news: Platt's scaling over the held-out field and news.

    The field's neighbours were chosen because they are hard, so how many there are says nothing of the news.
    """
    drawn = [(s, e) for s, e in zip(held_out, known, strict=True) if e.kind != "near"]
    field = sum(e.kind == "field" for _, e in drawn)
    slope, offset = _fit([[s] for s, _ in drawn], [e for _, e in drawn], [1.0] * len(drawn), 1.0)
    return slope, offset + log(BASE_RATE / (1 - BASE_RATE)) - log(field / (len(drawn) - field))


def _score_held_out(rows: Sequence[Sequence[float]], known: Sequence[Example]) -> list[float]:
    """Each example's score by weights that were trained on the other folds."""
    from sklearn.model_selection import StratifiedKFold

    scores = [0.0] * len(rows)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for others, fold in folds.split(rows, [e.kind for e in known]):
        taught = [known[i] for i in others]
        *weights, intercept = fit_signed([rows[i] for i in others], taught)
        for i in fold:
            scores[i] = sum(w * x for w, x in zip(weights, rows[i], strict=True)) + intercept
    return scores


def fit_signed(rows: Sequence[Sequence[float]], known: Sequence[Example]) -> list[float]:
    """The weights with the signs that features may have, and the intercept: what would speak falsely says nothing."""
    kept = list(range(len(feature_signs())))
    while True:
        *weights, intercept = _fit([[row[i] for i in kept] for row in rows], known, _shares(known), STRENGTH)
        right = [i for i, w in zip(kept, weights, strict=True) if w * feature_signs()[i] >= 0]
        if right == kept:
            found = dict(zip(kept, weights, strict=True))
            return [*(found.get(i, 0.0) for i in range(len(feature_signs()))), intercept]
        kept = right


def _fit(
    rows: Sequence[Sequence[float]], known: Sequence[Example], shares: Sequence[float], strength: float
) -> list[float]:
    """The weights of a logistic regression, and after them its intercept."""
    from sklearn.linear_model import LogisticRegression

    # Newton's method ends at the same place on every machine, far below the digits kept.
    model = LogisticRegression(C=strength, solver="newton-cholesky", tol=1e-10, max_iter=1000)
    model.fit(rows, [e.kind == "field" for e in known], sample_weight=shares)
    return [*map(float, model.coef_[0]), float(model.intercept_[0])]


def _shares(known: Sequence[Example]) -> list[float]:
    """The say of each example, such that those of a kind together have the share of their kind."""
    counts = Counter(e.kind for e in known)
    return [SHARES[e.kind] / counts[e.kind] for e in known]


def report(held_out: Iterable[tuple[float, Example]], threshold: float) -> str:
    """How held-out examples fared, and by name those that fared badly."""
    judged = sorted(((p, e) for p, e in held_out), key=lambda j: (-j[0], j[1].name))
    dropped = [(p, e) for p, e in judged if e.kind == "field" and p < threshold]
    kept = [(p, e) for p, e in judged if e.kind != "field" and p >= threshold]
    counts = Counter(e.kind for _, e in judged)
    others = counts["near"] + counts["news"]
    lines = [
        f"{counts['field'] - len(dropped)} of {counts['field']} articles of the field kept, "
        f"{len(kept)} of {others} others kept wrongly (probability {threshold:.2f} or more).",
        *(f"dropped  {p:.3f}  {e.name}" for p, e in dropped),
        *(f"kept     {p:.3f}  {e.name}" for p, e in kept),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the folders and the file named, write the weights and say how held-out articles fared."""
    parser = argparse.ArgumentParser(prog="python -m nlp.relevance.train", description=__doc__)
    parser.add_argument(
        "--gold", type=Path, nargs="+", required=True, metavar="DIR", help="folders of gold files"
    )
    parser.add_argument(
        "--negatives", type=Path, required=True, metavar="FILE", help="general news, JSON Lines"
    )
    parser.add_argument(
        "--labels", type=Path, metavar="FILE", help="JSON: id of news → true, or null to skip it"
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("weights.json"), metavar="FILE")
    given = parser.parse_args(arguments)
    labels = json.loads(given.labels.read_text("utf-8")) if given.labels else {}
    examples = [*read_own(), *(e for folder in given.gold for e in read_gold(folder))]
    stored, held_out = train([*examples, *read_news(given.negatives, labels)])
    text = json.dumps(stored, ensure_ascii=False, indent=1) + "\n"
    given.out.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(report(held_out, stored["threshold"]))


if __name__ == "__main__":
    main()
