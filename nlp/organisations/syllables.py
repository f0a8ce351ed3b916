"""A text as a row of syllables: words with their places, their case, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

# «T.Ư», «T.W» and «T.P» are one word each.
_WORD = re.compile(r"[Tt]\.[ƯưUuWwPp](?![^\W_])|[^\W_]+(?:'[^\W_]+)*")
T = TypeVar("T")
_JOINTS = frozenset({" ", "  ", "-", " - ", "- ", " -", "&", " & ", "/"})

_LISTED = _JOINTS | {", ", ","}


@dataclass(frozen=True, slots=True)
class Syllables:
    """The words of an evened-out text in parallel lists, index by index.

    `gaps[i]` is what stands before word i; a word follows its neighbour closely where that is one blank.
    `gaps` has one entry more than the others: what stands after the last word.
    """

    plain: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]

    def __len__(self) -> int:
        return len(self.words)

    def follows(self, i: int) -> bool:
        """True where word i exists and only a blank parts it from the word before."""
        return 0 < i < len(self.words) and self.gaps[i] in (" ", "  ")

    def capital(self, i: int) -> bool:
        """True where word i begins with a capital letter."""
        return i < len(self.words) and self.words[i][0].isupper()

    def text(self, i: int, j: int) -> str:
        """The stretch from word i to word j, j left out."""
        return self.plain[self.starts[i] : self.ends[j - 1]]


@lru_cache(maxsize=2)
def split_syllables(plain: str) -> Syllables:
    """Cut an evened-out text into its syllables; linear in its length. The last two texts are kept."""
    matches = list(_WORD.finditer(plain))
    words = [m.group() for m in matches]
    starts = [m.start() for m in matches]
    ends = [m.end() for m in matches]
    gaps = [plain[end:start] for end, start in zip([0, *ends], [*starts, len(plain)], strict=True)]
    return Syllables(plain, words, [w.lower() for w in words], starts, ends, gaps)


class Phrases(Generic[T]):
    """A lexicon of phrases, each with a value, that finds the longest phrase at a word.

    Phrases match in any case; blanks, hyphens and «&» within them stand for each other, and commas too where the
    phrase has one.
    """

    __slots__ = ("_options", "firsts")

    def __init__(self, entries: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        # By the first word, then by the second, the empty string where there is none.
        self._options: dict[str, dict[str, list[tuple[list[str], frozenset[str], T]]]] = {}
        for phrase, value in entries.items() if isinstance(entries, Mapping) else entries:
            first, *rest = _WORD.findall(phrase.lower())
            seconds = self._options.setdefault(first, {})
            joints = _LISTED if "," in phrase else _JOINTS
            seconds.setdefault(rest[0] if rest else "", []).append((rest, joints, value))
        for seconds in self._options.values():
            for options in seconds.values():
                options.sort(key=lambda option: -len(option[0]))
        self.firsts = frozenset(self._options)

    def match(self, syllables: Syllables, i: int) -> tuple[int, T] | None:
        """The end of the longest phrase that begins at word i, and its value; None where there is none."""
        found = self.matches(syllables, i)
        return found[0] if found else None

    def matches(self, syllables: Syllables, i: int) -> Sequence[tuple[int, T]]:
        """Every phrase that begins at word i with its value, the longest first."""
        lows = syllables.lows
        seconds = self._options.get(lows[i]) if i < len(lows) else None
        if seconds is None:
            return ()
        found = []
        if i + 1 < len(lows):
            for rest, joints, value in seconds.get(lows[i + 1], ()):
                end = i + 1 + len(rest)
                if lows[i + 1 : end] == rest and joints.issuperset(syllables.gaps[i + 1 : end]):
                    found.append((end, value))
        if "" in seconds:
            found.append((i + 1, seconds[""][0][2]))
        return found
