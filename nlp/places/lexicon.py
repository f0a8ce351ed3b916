"""The words around the names of places, from `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nlp.organisations.names import load_names as load_people_names
from nlp.organisations.names import rank_surname
from nlp.organisations.syllables import Phrases
from nlp.syllables import Syllables


@dataclass(frozen=True, slots=True)
class Names:
    """Levels by their words, levels by the committees that bear them, and what makes a name something else."""

    levels: Mapping[str, str]
    bodies: Mapping[str, str]
    before: frozenset[str]
    persons: frozenset[str]
    longer: Phrases[bool]
    needs_level: frozenset[str]


@cache
def load_names() -> Names:
    """The lexicon of `words.toml`."""
    data = tomllib.loads(files("nlp.places").joinpath("words.toml").read_text(encoding="utf-8"))
    return Names(
        {word: level for level, words in data["levels"].items() for word in words},
        {word: level for level, words in data["bodies"].items() for word in words},
        frozenset(data["other"]["before"]),
        frozenset(data["other"]["persons"]),
        Phrases(dict.fromkeys(data["other"]["longer"], True)),
        frozenset(data["other"]["needs_level"]),
    )


def level_of(words: str) -> str | None:
    """The level that a word for it means: `province`, `city` (of either rank), `district`, `commune`, or None."""
    return load_names().levels.get(words.lower())


def is_other(syllables: Syllables, i: int, end: int) -> bool:
    """True where what looks like a province's name from word i to `end` is a person, a street or a longer name."""
    names = load_names()
    words = " ".join(syllables.lows[i:end])
    if words in names.needs_level or names.longer.match(syllables, i) is not None:
        return True
    if not syllables.follows(i):
        return False
    before = syllables.lows[i - 1]
    if names.longer.match(syllables, i - 1) is not None or before in names.before:
        return True
    if before in names.persons:
        return True
    if not syllables.capital(i - 1):
        return False
    # A surname or a middle name before it, which itself is no end of a body's name: «Nguyễn Hòa Bình».
    return rank_surname(syllables, i - 1) == 2 or before in load_people_names().middles
