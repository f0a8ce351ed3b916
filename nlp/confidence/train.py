"""Train the weights of confidence on facts whose truth is known: `python -m nlp.confidence.train`.

The one module here that needs scikit-learn. The examples are `examples.csv` beside it: one fact a line, with its round,
whether all of it was right, and its features; no words of articles. The same examples give the same bytes.

    python -m nlp.confidence.train --add ROUND DIR

first adds the facts that the rules at hand find in a folder of gold: only where nothing was changed because of it,
since facts that rules were tuned on are right too often.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpora.errors import InputError
from nlp.confidence.features import FEATURES
from nlp.confidence.weights import seal
from nlp.relevance.weights import chance

EXAMPLES = Path(__file__).with_name("examples.csv")
STRENGTH = 0.3
"""Inverse strength of regularisation: of 0.03 to 10 the one whose chances surprise least on rounds left out."""
BINS = 10
DRAWS = 400
SEED = 0
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A fact of a first reading: the round it was read in, its features, and whether all of it was right."""

    round: str
    right: bool
    row: Sequence[float]


def read_examples(file: Path = EXAMPLES) -> list[Example]:
    """The examples of a file. Raises InputError where its columns are not those of the features."""
    with file.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        if list(table.fieldnames or ()) != ["round", "right", *FEATURES]:
            raise InputError(f"{file} has other features than features.py: collect the examples anew.")
        return [
            Example(line["round"], line["right"] == "1", [float(line[n]) for n in FEATURES]) for line in table
        ]


def write_examples(examples: Sequence[Example], file: Path = EXAMPLES) -> None:
    """Write examples as CSV, round by round."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(["round", "right", *FEATURES])
        for e in sorted(examples, key=lambda e: (e.round, e.right, list(e.row))):
            table.writerow([e.round, int(e.right), *(f"{x:g}" for x in e.row)])


def train(examples: Sequence[Example]) -> dict[str, Any]:
    """The content of `weights.json`."""
    known = sorted(examples, key=lambda e: (e.round, e.right, list(e.row)))
    *weights, intercept = fit(known)
    stored = {
        "about": "What the features of features.py weigh, in log-odds: written by nlp.confidence.train, not by hand.",
        "examples": {name: sum(e.round == name for e in known) for name in sorted({e.round for e in known})},
        "intercept": round(intercept, DIGITS),
        "weights": {name: round(w, DIGITS) for name, w in zip(FEATURES, weights, strict=True)},
    }
    return stored | {"hash": seal(stored)}


def fit(known: Sequence[Example]) -> list[float]:
    """The weights of a logistic regression with the signs that features may have, and after them its intercept."""
    from sklearn.linear_model import LogisticRegression

    signs = list(FEATURES.values())
    kept = list(range(len(signs)))
    while True:
        # Newton's method ends at the same place on every machine, far below the digits kept.
        model = LogisticRegression(C=STRENGTH, solver="newton-cholesky", tol=1e-10, max_iter=1000)
        model.fit([[e.row[i] for i in kept] for e in known], [e.right for e in known])
        found = dict(zip(kept, map(float, model.coef_[0]), strict=True))
        right = [i for i in kept if found[i] * signs[i] >= 0]
        if right == kept:
            return [*(found.get(i, 0.0) for i in range(len(signs))), float(model.intercept_[0])]
        kept = right


def score_left_out(examples: Sequence[Example]) -> list[float]:
    """The chance of each example by weights that were trained on the other rounds."""
    chances = [0.0] * len(examples)
    for name in sorted({e.round for e in examples}):
        *weights, intercept = fit([e for e in examples if e.round != name])
        for i, e in enumerate(examples):
            if e.round == name:
                chances[i] = chance(sum(w * x for w, x in zip(weights, e.row, strict=True)) + intercept)
    return chances


def table(chances: Sequence[float], right: Sequence[bool]) -> list[tuple[int, float, float]]:
    """Ten bins of equally many facts by rising chance: how many, their mean chance, and the share that is right."""
    ranked = sorted(zip(chances, right, strict=True))
    edges = [round(i * len(ranked) / BINS) for i in range(BINS + 1)]
    bins = [ranked[a:b] for a, b in pairwise(edges) if b > a]
    return [(len(b), sum(p for p, _ in b) / len(b), sum(r for _, r in b) / len(b)) for b in bins]


def calibration_error(chances: Sequence[float], right: Sequence[bool]) -> float:
    """The expected calibration error: how far chance and truth are apart in the ten bins, on average."""
    return sum(n * abs(p - r) for n, p, r in table(chances, right)) / len(chances)


def noise(chances: Sequence[float]) -> tuple[float, float]:
    """The calibration error that right chances have by luck alone: its mean, and what it exceeds once in 20."""
    luck = random.Random(SEED)  # noqa: S311 - chance, no secret
    drawn = sorted(calibration_error(chances, [luck.random() < p for p in chances]) for _ in range(DRAWS))
    return sum(drawn) / DRAWS, drawn[DRAWS * 19 // 20]


def report(examples: Sequence[Example]) -> str:
    """How well rounds that were left out are told, as text."""
    from sklearn.metrics import log_loss, roc_auc_score

    chances, right = score_left_out(examples), [e.right for e in examples]
    usual, rare = noise(chances)
    lines = [
        f"{len(examples)} facts, {sum(right)} of them right; each judged by the other rounds",
        f"calibration error {calibration_error(chances, right):.3f}; by luck alone {usual:.3f}, once in 20 {rare:.3f}",
        f"order (area under the curve) {roc_auc_score(right, chances):.3f}, log loss {log_loss(right, chances):.3f}",
        *(f"| {n} | {p:.2f} | {r:.2f} |" for n, p, r in table(chances, right)),
    ]
    for name in sorted({e.round for e in examples}):
        own = [(p, e.right) for p, e in zip(chances, examples, strict=True) if e.round == name]
        said, true = (sum(x) / len(own) for x in zip(*own, strict=True))
        lines.append(f"round {name}: {len(own)} facts, chance {said:.2f}, right {true:.2f}")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Add a round where one is named, train, write the weights, and say how rounds left out fared."""
    parser = argparse.ArgumentParser(prog="python -m nlp.confidence.train", description=(__doc__ or "")[:72])
    parser.add_argument(
        "--add", nargs=2, metavar=("ROUND", "DIR"), help="add what the rules find in a gold folder"
    )
    parser.add_argument("--examples", type=Path, default=EXAMPLES, metavar="FILE")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("weights.json"), metavar="FILE")
    given = parser.parse_args(arguments)
    examples = read_examples(given.examples)
    if given.add:
        from nlp.confidence.collect import judge_folder

        name, folder = given.add
        added = [Example(name, right, row) for right, row in judge_folder(Path(folder))]
        examples = [*(e for e in examples if e.round != name), *added]
        write_examples(examples, given.examples)
    text = json.dumps(train(examples), ensure_ascii=False, indent=1) + "\n"
    given.out.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(report(examples))


if __name__ == "__main__":
    main()
