"""The state of reading: of one text, and of one name within it."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlp.organisations.lexicon import Head, Lexicon, load_lexicon
from nlp.syllables import Syllables

_ROLE_ENDS = frozenset(
    ["thư", "tịch", "trưởng", "đốc", "viên", "phó", "nhiệm", "án", "trực", "sự", "chánh", "lãnh"]
)


@dataclass(slots=True)
class Reading:
    """One text being read: its syllables, the lexicon, and the abbreviations that the text itself defines.

    `parents` keeps what was read as the parent of a body, by word, neighbourhood and depth: it is asked for again.
    """

    syllables: Syllables
    lexicon: Lexicon = field(default_factory=load_lexicon)
    aliases: dict[str, Head] = field(default_factory=dict)
    parents: dict[tuple[int, bool, int], Found | None] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """One name being read from word `start` on: its head, and the kinds of the parts read so far.

    `beside_role` is true where an office stands before the name, so that its holder may stand behind it;
    `depth` counts the bodies that this one is the parent of.
    """

    reading: Reading
    start: int
    head: Head
    beside_role: bool
    depth: int = 0
    parts: list[str] = field(default_factory=list)

    @property
    def syllables(self) -> Syllables:
        """The syllables of the text."""
        return self.reading.syllables

    @property
    def capital(self) -> bool:
        """True where the head is written with a capital."""
        return self.reading.syllables.capital(self.start)


@dataclass(frozen=True, slots=True)
class Found:
    """An organisation read from word `start` to word `end`."""

    start: int
    end: int
    head: Head
    parts: tuple[str, ...]

    @property
    def generic(self) -> bool:
        """True where only the context tells which body is meant."""
        return not self.parts and self.head.bare != "full"


def follows_role(syllables: Syllables, i: int) -> bool:
    """True where the word before word i ends the name of an office («Bí thư», «Giám đốc»)."""
    return syllables.follows(i) and syllables.lows[i - 1] in _ROLE_ENDS
