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

from corpora.errors import InputError
from corpora.text import even_out
from nlp.relevance.features import count_features, feature_names
from nlp.relevance.weights import chance, seal

BASE_RATE = 1 / 500
"""The share of articles on the training of cadres in general news."""
COST = 19
"""How many articles wrongly kept are as bad as one wrongly dropped, with whom all its facts are lost."""
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
    # Scores become log-odds by what held-out articles show (Platt's scaling), and the odds those of general news.
    slope, offset = _fit([[s] for s in held_out], known, [1.0] * len(known), 1.0)
    offset += log(BASE_RATE / (1 - BASE_RATE)) - log(counts["field"] / (len(known) - counts["field"]))
    *weights, intercept = _fit(rows, known, _shares(known), STRENGTH)
    named = zip(feature_names(), weights, strict=True)
    stored = {
        "about": "What the groups of features.toml weigh, in log-odds: written by nlp.relevance.train, not by hand.",
        "base_rate": BASE_RATE,
        "threshold": 1 / (1 + COST),
        "examples": dict(sorted(counts.items())),
        "intercept": round(slope * intercept + offset, DIGITS),
        "weights": {name: round(slope * weight, DIGITS) for name, weight in named},
    }
    chances = [chance(slope * score + offset) for score in held_out]
    return stored | {"hash": seal(stored)}, list(zip(chances, known, strict=True))


def _score_held_out(rows: Sequence[Sequence[float]], known: Sequence[Example]) -> list[float]:
    """Each example's score by weights that were trained on the other folds."""
    from sklearn.model_selection import StratifiedKFold

    scores = [0.0] * len(rows)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for others, fold in folds.split(rows, [e.kind for e in known]):
        taught = [known[i] for i in others]
        *weights, intercept = _fit([rows[i] for i in others], taught, _shares(taught), STRENGTH)
        for i in fold:
            scores[i] = sum(w * x for w, x in zip(weights, rows[i], strict=True)) + intercept
    return scores


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
