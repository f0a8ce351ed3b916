"""How well articles on the training of cadres are told from general news, by articles that had no part in it.

    python benchmarks/relevance.py --gold DIR... --held-out DIR... --news FILE [--labels FILE]

The news are split in halves. Weights and threshold come from one half (beside `--gold` and our own examples), wrongly
kept news are counted in the other, and the same the other way round, so that every article of the news is judged once
by weights that never saw it. Recall is that on `--held-out` and on `relevance_unseen.jsonl`, prose of our own that was
written before the weights were trained and is no part of their training. Needs scikit-learn; takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Sequence
from math import exp, log, sqrt
from pathlib import Path

from corpora.article import Article
from nlp.reading import read
from nlp.relevance import is_relevant, relevance_of
from nlp.relevance.train import BASE_RATE, Example, read_gold, read_news, read_own, slope_of_tail, train
from nlp.relevance.weights import Weights, read_weights
from nlp.training import find_training

UNSEEN = Path(__file__).with_name("relevance_unseen.jsonl")
SURE = 1.96
"""Standard deviations of an interval that holds the truth 19 times in 20."""
SPLIT = 0


def main() -> None:
    """Train on halves, judge what was held out, and print rates with what they can prove."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name in ("--gold", "--held-out"):
        parser.add_argument(name, type=Path, nargs="+", default=[], metavar="DIR")
    parser.add_argument("--news", type=Path, metavar="FILE")
    parser.add_argument("--labels", type=Path, metavar="FILE")
    given = parser.parse_args()
    missing = [str(p) for p in [*given.gold, *given.held_out, given.news] if p is None or not p.exists()]
    if missing or not given.gold:
        sys.exit(
            f"Skipped: annotated articles (--gold) and general news (--news) are needed; not there: {missing}"
        )
    labels = json.loads(given.labels.read_text("utf-8")) if given.labels else {}
    taught = [*read_own(), *(e for folder in given.gold for e in read_gold(folder))]
    news = list(read_news(given.news, labels))
    random.Random(SPLIT).shuffle(news)
    sets = {folder.name: list(read_gold(folder)) for folder in given.held_out} | {"unseen": read_unseen()}
    halves = (news[::2], news[1::2])
    verdicts: dict[str, list[list[bool]]] = {name: [] for name in sets}
    wrong: list[tuple[float, str]] = []
    tails: list[float] = []
    for here, there in (halves, halves[::-1]):
        weights = learn([*taught, *here])
        print(f"threshold {weights.threshold:.3f}, chosen on one half of {len(here)} articles")
        for name, known in sets.items():
            verdicts[name].append([judge(e, weights)[0] for e in known])
        judged = [(judge(e, weights), e) for e in there]
        wrong += [(p, e.name) for (kept, p), e in judged if kept and e.kind == "news"]
        tails.append(
            tail_rate([logit(p) for (_, p), e in judged if e.kind == "news"], logit(weights.threshold))
        )
        for (kept, p), e in judged:
            if e.kind == "field":
                print(f"  of the field, in the other half: {e.name} {p:.3f} {'kept' if kept else 'dropped'}")
    show(sets, verdicts, wrong, sum(e.kind == "news" for e in news), sum(tails) / len(tails))


def learn(examples: Iterable[Example]) -> Weights:
    """Weights and threshold from examples."""
    stored, _ = train(examples)
    return read_weights(json.dumps(stored, ensure_ascii=False))


def judge(example: Example, weights: Weights) -> tuple[bool, float]:
    """Whether an article is kept, as the extraction judges it, and its probability."""
    reading = read(Article(example.plain))
    drafts = find_training(reading)
    return is_relevant(reading, drafts, weights), relevance_of(reading.plain, drafts, weights)


def read_unseen() -> list[Example]:
    """The articles of the field that were written to be judged, not to be learnt from."""
    entries = map(json.loads, UNSEEN.read_text("utf-8").splitlines())
    return [Example(e["id"], e["text"], "field") for e in entries]


def logit(chance: float) -> float:
    """The log-odds of a probability."""
    return log(chance / (1 - chance))


def tail_rate(scores: Sequence[float], threshold: float) -> float:
    """The share of news beyond a threshold, by the slope of the highest scores below and beyond it."""
    start, excess, share = slope_of_tail(scores)
    return share * exp(-(threshold - start) / excess)


def wilson(hits: float, of: int) -> tuple[float, float]:
    """Wilson's interval of a share."""
    share, z = hits / of, SURE * SURE
    middle, half = share + z / (2 * of), SURE * sqrt(share * (1 - share) / of + z / (4 * of * of))
    return max(0.0, (middle - half) / (1 + z / of)), (middle + half) / (1 + z / of)


def precision(recall: float, false_rate: float) -> float:
    """The share of those kept that are of the field, at the base rate."""
    true = recall * BASE_RATE
    return true / (true + false_rate * (1 - BASE_RATE)) if true else 0.0


def show(
    sets: dict[str, list[Example]],
    verdicts: dict[str, list[list[bool]]],
    wrong: Sequence[tuple[float, str]],
    negatives: int,
    tail: float,
) -> None:
    """Print recall, wrongly kept news, and what precision follows from them."""
    kept = total = 0.0
    for name, known in sets.items():
        field = [i for i, e in enumerate(known) if e.kind == "field"]
        others = [i for i, e in enumerate(known) if e.kind != "field"]
        hits = sum(rounds[i] for rounds in verdicts[name] for i in field) / 2
        false = sum(rounds[i] for rounds in verdicts[name] for i in others) / 2
        lost = sorted({known[i].name for rounds in verdicts[name] for i in field if not rounds[i]})
        print(
            f"{name}: {hits:g} of {len(field)} kept, {false:g} of {len(others)} neighbours too; dropped {lost}"
        )
        kept, total = kept + hits, total + len(field)
    recall, (low, high) = kept / total, wilson(kept, int(total))
    print(f"recall on all that was held out: {recall:.3f} ({low:.3f} to {high:.3f})")
    false_rate, (least, most) = len(wrong) / negatives, wilson(len(wrong), negatives)
    print(f"news kept wrongly: {len(wrong)} of {negatives} ({least:.5f} to {most:.5f}) {sorted(wrong)}")
    print(f"precision at 1 in {1 / BASE_RATE:.0f}: {precision(recall, false_rate):.2f} by the count", end=" ")
    print(f"({precision(low, most):.2f} to {precision(high, least):.2f}),", end=" ")
    print(f"{precision(recall, tail):.2f} by the slope of the scores (rate {tail:.5f})")


if __name__ == "__main__":
    main()
