"""Long quotes of a sum, cut to the words around its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

LIMIT = 300
"""Characters up to which a quote stays whole."""

_BEFORE, _AFTER, _EDGE = 30, 40, 60  # characters kept around a number, and at both ends of the quote
_GAP = 20  # what is shorter stays: «…» would hardly save anything
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def shorten_quote(quote: str, explanation: str) -> str:
    """The quote, where it is long with «…» for what lies between the numbers that the explanation names.

    Both ends stay, since a sum's quote begins and ends with its numbers, which may be printed in words.
    Only whole words are left out.
    """
    if len(quote) <= LIMIT:
        return quote
    kept: list[tuple[int, int]] = []
    for start, end in sorted(_stretches(quote, explanation)):
        if kept and start - kept[-1][1] < _GAP:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return " … ".join(quote[start:end].strip() for start, end in kept)


def _stretches(quote: str, explanation: str) -> Iterator[tuple[int, int]]:
    """What is to be kept, widened to whole words."""
    named = set(_NUMBER.findall(explanation))
    numbers = [m.span() for m in _NUMBER.finditer(quote) if m[0] in named]
    wanted = [(0, _EDGE), (len(quote) - _EDGE, len(quote))]
    wanted += [(max(start - _BEFORE, 0), min(end + _AFTER, len(quote))) for start, end in numbers]
    for start, end in wanted:
        while start > 0 and not quote[start - 1].isspace():
            start -= 1
        while end < len(quote) and not quote[end].isspace():
            end += 1
        yield start, end
