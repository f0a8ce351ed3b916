"""Lexicons of phrases that are looked up in a row of syllables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from nlp.syllables import WORD, Syllables, split_syllables

__all__ = ["Openings", "Phrases", "Syllables", "find_openings", "join_openings", "split_syllables"]

T = TypeVar("T")
Openings = dict[str, frozenset[str] | None]
"""First words of phrases, each with the second words that must stand behind it, or None where it may stand alone.

Most words that can begin a phrase begin none: with these a text is looked through fast.
"""
_JOINTS = frozenset({" ", "  ", "-", " - ", "- ", " -", "&", " & ", "/"})
_LISTED = _JOINTS | {", ", ","}


class Phrases(Generic[T]):
    """A lexicon of phrases, each with a value, that finds the longest phrase at a word.

    Phrases match in any case; blanks, hyphens and «&» within them stand for each other, and commas too where the
    phrase has one.
    """

    __slots__ = ("_options", "firsts")

    def __init__(self, entries: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        # By the first word, then by the second, the empty string where there is none.
        self._options: dict[str, dict[str, list[tuple[int, list[str], frozenset[str], T]]]] = {}
        for phrase, value in entries.items() if isinstance(entries, Mapping) else entries:
            first, *rest = WORD.findall(phrase.lower())
            seconds = self._options.setdefault(first, {})
            joints = _LISTED if "," in phrase else _JOINTS
            seconds.setdefault(rest[0] if rest else "", []).append((len(rest), rest, joints, value))
        for seconds in self._options.values():
            for options in seconds.values():
                options.sort(key=lambda option: -option[0])
        self.firsts = frozenset(self._options)

    def match(self, syllables: Syllables, i: int) -> tuple[int, T] | None:
        """The end of the longest phrase that begins at word i, and its value; None where there is none."""
        lows = syllables.lows
        seconds = self._options.get(lows[i]) if i < len(lows) else None
        if seconds is None:
            return None
        after = i + 1
        if after < len(lows):
            for length, rest, joints, value in seconds.get(lows[after], ()):
                end = after + length
                if lows[after:end] == rest and joints.issuperset(syllables.gaps[after:end]):
                    return end, value
        return (after, seconds[""][0][3]) if "" in seconds else None

    def matches(self, syllables: Syllables, i: int) -> Sequence[tuple[int, T]]:
        """Every phrase that begins at word i with its value, the longest first."""
        lows = syllables.lows
        seconds = self._options.get(lows[i]) if i < len(lows) else None
        if seconds is None:
            return ()
        found = []
        after = i + 1
        if after < len(lows):
            for length, rest, joints, value in seconds.get(lows[after], ()):
                end = after + length
                if lows[after:end] == rest and joints.issuperset(syllables.gaps[after:end]):
                    found.append((end, value))
        if "" in seconds:
            found.append((after, seconds[""][0][3]))
        return found

    def openings(self) -> Openings:
        """How the phrases begin."""
        return {
            first: None if "" in seconds else frozenset(seconds) for first, seconds in self._options.items()
        }


def join_openings(*parts: Openings) -> Openings:
    """What begins as one of several lexicons does."""
    joined: Openings = {}
    for part in parts:
        for first, seconds in part.items():
            known = joined.get(first, frozenset())
            joined[first] = None if seconds is None or known is None else known | seconds
    return joined


def find_openings(syllables: Syllables, openings: Openings) -> list[int]:
    """The words at which a phrase may begin, in order."""
    lows, places = syllables.lows, syllables.places
    last = len(lows) - 1
    found: list[int] = []
    for first in places.keys() & openings.keys():
        seconds = openings[first]
        if seconds is None:
            found += places[first]
        else:
            found += [i for i in places[first] if i < last and lows[i + 1] in seconds]
    found.sort()
    return found
