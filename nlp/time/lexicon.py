"""The words of time, read once from `words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from nlp.hooks import find_digit_runs
from nlp.hooks import lower as lower  # the text of a Ground is in lower case


@cache
def words() -> dict[str, Any]:
    """The lexicon as its tables."""
    return tomllib.loads(files("nlp.time").joinpath("words.toml").read_text(encoding="utf-8"))


def one_of(terms: Iterable[str]) -> str:
    """A pattern for any of the terms, the longest first."""
    return (
        "(?:"
        + "|".join(re.escape(t).replace("\\ ", " ") for t in sorted(set(terms), key=lambda t: (-len(t), t)))
        + ")"
    )


def matches_at(pattern: re.Pattern[str], low: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Where the pattern matches at one of the places."""
    return (match for place in places if (match := pattern.match(low, place)))


class Ground:
    """A lower-cased text with the places at which units may begin, and the stretches that are taken already.

    Looking for a literal word and then matching there is several times faster than searching with a pattern
    that begins with a word boundary.
    """

    def __init__(self, low: str) -> None:
        self.low = low
        self._taken = bytearray(len(low))
        self.digits = [start for start, _ in find_digit_runs(low) if not (start and low[start - 1].isalpha())]
        """Where runs of digits begin that are glued to no letter."""

    def words(self, word: str) -> Iterator[int]:
        """Where the word, or a word that it begins, stands."""
        low = self.low
        place = low.find(word)
        while place >= 0:
            if not place or not low[place - 1].isalnum():
                yield place
            place = low.find(word, place + 1)

    def free(self, start: int, end: int) -> bool:
        """True where nothing of `[start, end)` is taken."""
        return not any(self._taken[start:end])

    def take(self, start: int, end: int) -> None:
        """Mark `[start, end)` as taken."""
        self._taken[start:end] = b"\1" * (end - start)
