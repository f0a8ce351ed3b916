"""The words of time, read once from `words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words() -> dict[str, Any]:
    """The lexicon as its tables."""
    return tomllib.loads(files("nlp.time").joinpath("words.toml").read_text(encoding="utf-8"))


def one_of(terms: Iterable[str]) -> str:
    """A pattern for any of the terms, the longest first."""
    return "(?:" + "|".join(re.escape(t).replace("\\ ", " ") for t in sorted(set(terms), key=lambda t: (-len(t), t))) + ")"


def lower(plain: str) -> str:
    """Lower case with every character at its place (the few whose lower case is longer stay)."""
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


class Ground:
    """Which stretches of a text are taken by a unit already; asks and answers in time of their length."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        """True where nothing of `[start, end)` is taken."""
        return not any(self._taken[start:end])

    def take(self, start: int, end: int) -> None:
        """Mark `[start, end)` as taken."""
        self._taken[start:end] = b"\1" * (end - start)
