"""The lexicon of organisations, read once from its TOML files."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from nlp.organisations.syllables import Phrases

_CENTRAL = ("t.ư", "tw", "tư", "t.w")


@dataclass(frozen=True, slots=True)
class Head:
    """A word that begins the name of a body, and which parts may follow it (see lexicon.toml)."""

    words: str
    kind: str
    tail: frozenset[str]
    needs: bool = False
    bare: str | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Heads, domain words, qualifiers, and the words before a head that make it something else."""

    heads: Phrases[Head]
    fields: Phrases[bool]
    qualifiers: Phrases[bool]
    governing: frozenset[str]
    stops: frozenset[str]
    singles: Phrases[str]
    groups: Phrases[bool]
    compounds: Phrases[bool]
    blocked: Mapping[str, frozenset[str]]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("nlp.organisations").joinpath(name).read_text(encoding="utf-8"))


def _spellings(words: str) -> list[str]:
    """The words, and with «trung ương» abbreviated as the press does."""
    return (
        [words, *(words.replace("trung ương", short) for short in _CENTRAL)]
        if "trung ương" in words
        else [words]
    )


def _heads(data: dict[str, Any]) -> Phrases[Head]:
    entries = {}
    for entry in data["head"]:
        for words in itertools.chain.from_iterable(map(_spellings, entry["words"])):
            entries[words] = Head(
                words,
                entry["kind"],
                frozenset(entry["tail"]),
                entry.get("needs", False),
                entry.get("bare"),
                entry.get("named", False),
            )
    return Phrases(entries)


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of `lexicon.toml`.

    Fields are true where they are verbs too, qualifiers where they hold only in capitals.
    """
    data = _read("lexicon.toml")
    fields = dict.fromkeys(data["fields"]["phrases"], False) | dict.fromkeys(data["fields"]["verbs"], True)
    qualifiers = dict.fromkeys(data["qualifiers"]["phrases"], False) | dict.fromkeys(
        data["qualifiers"]["upper"], True
    )
    governing = frozenset(phrase.split()[-1] for phrase in data["fields"]["governing"])
    stops = frozenset(data["stops"]["words"].split())
    general = (
        Phrases({word: kind for kind, words in data["singles"].items() for word in words}),
        Phrases(dict.fromkeys(data["groups"]["kinds"], True)),
        Phrases(dict.fromkeys(data["groups"]["compounds"], True)),
    )
    blocked = {head: frozenset(words) for head, words in data["blocked"].items()}
    return Lexicon(_heads(data), Phrases(fields), Phrases(qualifiers), governing, stops, *general, blocked)
