"""The counter nouns: which words after a number are its unit."""

from __future__ import annotations

from typing import NamedTuple

from nlp.hooks import low_of
from nlp.quantities.lexicon import (
    BEGIN,
    short_unit_heads,
    string_patterns,
    unit_heads,
    unit_kinds,
    unit_pattern,
)


class Unit(NamedTuple):
    """A unit found after a number: its end, its kind and whether «lượt» counts turns."""

    end: int
    kind: str
    turns: bool


def match_unit(plain: str, at: int) -> Unit | None:
    """The unit that begins at `at`, or None; the counter noun alone, strings of nouns together.

    >>> text = "lượt cán bộ, công chức được cử đi"
    >>> text[:match_unit(text, 0).end]
    'lượt cán bộ, công chức'
    """
    low = low_of(plain)
    if low[at : at + BEGIN] not in unit_heads() and low[at : at + 1] not in short_unit_heads():
        return None
    match = unit_pattern().match(low, at)
    if match is None:
        return None
    if match["sign"]:
        return Unit(match.end(), "percent", False)
    if match["turns"]:
        end = match.start() + len(match["turns"].rstrip())
        kind, word = "people", match["of"] or ""
    else:
        end, word = match.end(), match["unit"]
        kind = unit_kinds()[word]
    if kind == "classes" and not word.startswith("hội nghị"):
        # «lớp bồi dưỡng» is counted in «lớp»; what follows names the class.
        end = at + len(word.split(" ")[0])
    follow = string_patterns().get(word)
    if follow and (more := follow.match(plain, end)):
        end = more.end()
    return Unit(end, kind, bool(match["turns"]))
