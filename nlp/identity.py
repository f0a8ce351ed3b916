"""Ids of facts that survive better rules."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from corpora.text import tidy


def fact_ids(article_id: str, kind: str, quotes: Sequence[str]) -> list[str]:
    """An id per fact: a hash of article, kind, quote and the quote's occurrence among facts of its kind.

    Neither values, offsets nor the rules' version enter, so that better rules change a fact and keep its id; nor does
    how the quote is typed (composed or not, with which blanks).
    """
    seen: Counter[str] = Counter()
    ids = []
    for quote in quotes:
        words = tidy(quote)
        seen[words] += 1
        ids.append(_hash(article_id, kind, words, str(seen[words])))
    return ids


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def digest(parts: Iterable[bytes]) -> str:
    """A hash over files or rows, 16 hexadecimal digits."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:16]
