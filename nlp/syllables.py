"""A text as a row of syllables: words with their places, their case, and what stands between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

# «T.Ư», «T.W» and «T.P» are one word each.
WORD = re.compile(r"[Tt]\.[ƯưUuWwPp](?![^\W_])|[^\W_]+(?:'[^\W_]+)*")
"""A syllable, an abbreviation or a number."""

# A class of code points is searched some times faster than a category: nearly every text has only letters and digits
# of these ranges, beside ASCII and the marks of the general punctuation.
_LETTERS = "0-9A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ"
_OTHER = re.compile(rf"[^\x00-\x7f\xa0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7\u2000-\u206f{_LETTERS}]")
_DOTTED = re.compile(r"\.[ƯưUuWwPp]")
_PLAIN_WORD = re.compile(rf"([{_LETTERS}]+(?:'[{_LETTERS}]+)*)")
_ANY_WORD = re.compile(f"({WORD.pattern})")


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
    places: dict[str, list[int]] = field(repr=False)
    """Each word in lower case with the indices at which it stands."""

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

    def find(self, wanted: Iterable[str]) -> list[int]:
        """Where any of the words stands, given in lower case: indices in order."""
        places = self.places
        return sorted(i for word in wanted if word in places for i in places[word])


@lru_cache(maxsize=2)
def split_syllables(plain: str) -> Syllables:
    """Cut an evened-out text into its syllables; linear in its length. The last two texts are kept."""
    word = _ANY_WORD if _OTHER.search(plain) or _DOTTED.search(plain) else _PLAIN_WORD
    # Gap, word, gap, word … gap; the lengths added up are the places where each ends and the next begins.
    pieces = word.split(plain)
    edges = list(accumulate(map(len, pieces)))
    words = pieces[1::2]
    lows = list(map(str.lower, words))
    places: dict[str, list[int]] = defaultdict(list)
    for i, low in enumerate(lows):
        places[low].append(i)
    return Syllables(plain, words, lows, edges[:-1:2], edges[1::2], pieces[::2], places)
