"""A text as a row of syllables: words with their places, their case, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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

    __slots__ = ("_by_first", "firsts")

    def __init__(self, entries: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[list[str], frozenset[str], T]]] = {}
        pairs = entries.items() if isinstance(entries, Mapping) else entries
        for phrase, value in pairs:
            first, *rest = _WORD.findall(phrase.lower())
            self._by_first.setdefault(first, []).append((rest, _LISTED if "," in phrase else _JOINTS, value))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))
        self.firsts = frozenset(self._by_first)

    def match(self, syllables: Syllables, i: int) -> tuple[int, T] | None:
        """The end of the longest phrase that begins at word i, and its value; None where there is none."""
        return next(self.matches(syllables, i), None)

    def matches(self, syllables: Syllables, i: int) -> Iterator[tuple[int, T]]:
        """Every phrase that begins at word i, the longest first."""
        lows = syllables.lows
        options = self._by_first.get(lows[i]) if i < len(lows) else None
        for rest, joints, value in options or ():
            end = i + 1 + len(rest)
            if lows[i + 1 : end] == rest and joints.issuperset(syllables.gaps[i + 1 : end]):
                yield end, value
