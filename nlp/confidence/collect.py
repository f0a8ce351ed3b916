"""Which facts of a gold folder are right as a whole, and their features: examples for `train.py`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from corpora.article import Article
from corpora.errors import InputError
from nlp.confidence.features import count_features
from nlp.extraction import extract
from nlp.fact import ArticleFacts
from nlp.gold import to_gold

FULL = ("counting", "programme", "period", "status")
"""What must be right besides the counts: people or enrolments, programme, period, status."""
ALSO = ("unit", "activity", "event")
"""By what else entries with the same counts are told apart, where there are several."""


def judge_folder(folder: Path) -> Iterator[tuple[bool, list[float]]]:
    """Each training fact that the rules find in a folder of gold files: whether it is right, and its features.

    Raises InputError where there are no gold files.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise InputError(f"{folder} holds no gold files (*.json): give a folder that does.")
    for path in paths:
        gold = json.loads(path.read_text("utf-8"))
        published = date.fromisoformat(gold["published"]) if gold.get("published") else None
        text = path.with_suffix(".txt").read_text("utf-8")
        facts = extract(Article(text, path.stem, title=gold.get("title"), published=published))
        yield from zip(
            judge(gold.get("training") or [], to_gold(facts)["training"]), features_of(facts), strict=True
        )


def features_of(facts: ArticleFacts) -> list[list[float]]:
    """The features of an article's training facts."""
    dates = len({(d.start, d.end) for d in facts.dates})
    return count_features(facts.training, dates, facts.article.published)


def judge(gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Whether each found entry has a gold entry of its own with the same counts, and all of `FULL` agrees.

    Entries that agree in most are paired first.
    """
    pairs = [
        (-sum(_slot(g, s) == _slot(f, s) for s in (*FULL, *ALSO)), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if _counts(g) == _counts(f)
    ]
    right = [False] * len(found)
    taken: set[int] = set()
    given: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in taken and j not in given:
            taken.add(i)
            given.add(j)
            right[j] = all(_slot(gold[i], s) == _slot(found[j], s) for s in FULL)
    return right


def _counts(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    return _count(entry.get("classes")), _count(entry.get("learners"))


def _count(count: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    if not count:
        return None
    low, high = (count.get(end, count.get("value")) for end in ("low", "high"))
    return low, high, count.get("qualifier") or "exact", count.get("per")


def _slot(entry: Mapping[str, Any], slot: str) -> Any:
    if slot in ("counting", "unit"):
        value = (entry.get("learners") or {}).get(slot)
        return value.casefold() if value else None
    return entry.get(slot)
