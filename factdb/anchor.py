"""Where words of an article stand now: the place of a review is found again by what stood around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corpora.text import even_out

AROUND = 48
"""Characters kept before and after a quote."""

_ENOUGH = 0.5
"""Share of the shorter of two stretches that both must cover to be taken for one place."""

Place = tuple[int, int]


def words_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a stretch of a text."""
    return text[max(0, start - AROUND) : start], text[end : end + AROUND]


def find_place(text: str, quote: str, before: str = "", after: str = "") -> Place | None:
    """Where a quote stands in a text, however it is typed now; None where it doesn't, or where two places fit alike."""
    even = even_out(text)
    words, ahead, behind = (even_out(part).plain for part in (quote, before, after))
    if not words:
        return None
    scored = []
    at = even.plain.find(words)
    while at >= 0:
        end = at + len(words)
        fits = _ends_alike(even.plain[max(0, at - AROUND) : at], ahead)
        fits += _ends_alike(even.plain[end : end + AROUND][::-1], behind[::-1])
        scored.append((fits, at))
        at = even.plain.find(words, at + 1)
    if not scored:
        return None
    best, at = max(scored)
    if sum(fits == best for fits, _ in scored) > 1:
        return None
    span = even.span(at, at + len(words))
    return span.start, span.end


def choose_fact(facts: Iterable[Mapping[str, Any]], place: Place) -> Mapping[str, Any] | None:
    """The fact whose words cover a place best; None where none covers half of it or is half covered by it."""
    start, end = place
    best: tuple[float, int, Mapping[str, Any]] | None = None
    for fact in facts:
        common = min(end, fact["span_end"]) - max(start, fact["span_start"])
        shorter = min(end - start, fact["span_end"] - fact["span_start"])
        if common < _ENOUGH * shorter or common <= 0:
            continue
        union = max(end, fact["span_end"]) - min(start, fact["span_start"])
        rank = (common / union, -fact["span_start"])
        if best is None or rank > best[:2]:
            best = (*rank, fact)
    return best[2] if best else None


def _ends_alike(text: str, other: str) -> int:
    """How many characters at the ends of two texts are the same."""
    same = 0
    for one, two in zip(reversed(text), reversed(other), strict=False):
        if one != two:
            break
        same += 1
    return same
