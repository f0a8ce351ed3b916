"""The words of quantities, read once from `units.toml` and `words.toml`, and the patterns made of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from nlp.hooks import Ending, Hooked

START = r"(?<![^\W_])"
"""Where a word begins."""
STOP = r"(?![^\W_])"
"""Where a word ends."""
BEGIN = 3
"""By so many letters most words that are no unit are told."""


@cache
def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("nlp.quantities").joinpath(name).read_text(encoding="utf-8"))


def words(table: str, key: str = "words") -> Any:
    """A list of `words.toml`."""
    return _table("words.toml")[table][key]


def one_of(terms: Iterable[str]) -> str:
    """A pattern for any of the terms, the longest first."""
    return "|".join(re.escape(t) for t in sorted(terms, key=len, reverse=True))


@cache
def unit_kinds() -> Mapping[str, str]:
    """Each unit of `units.toml` with its kind; a unit in two lists is of the first."""
    kinds: dict[str, str] = {}
    for kind, entry in _table("units.toml").items():
        for word in entry["words"]:
            kinds.setdefault(word.lower(), kind)
    return kinds


@cache
def qualifiers() -> Mapping[str, str]:
    """Each qualifying word with what it says: `about`, `over` or `under`."""
    return {word: name for name, group in _table("words.toml")["qualifiers"].items() for word in group}


@cache
def name_pattern() -> Ending:
    """Words after which a number is a name or an ordinal, at the end of a stretch."""
    unless = [
        "".join(f"(?<!{re.escape(ahead)} )" for ahead in before) + re.escape(word)
        for word, before in words("names", "unless_after").items()
    ]
    terms = "|".join([*unless, one_of(words("names"))])
    return Ending(rf"{START}(?:{terms})", [*words("names", "unless_after"), *words("names")])


@cache
def qualifier_pattern() -> Ending:
    """A qualifier at the end of a stretch."""
    return Ending(rf"{START}({one_of(qualifiers())})", qualifiers())


@cache
def year_pattern() -> Ending:
    """What makes a following «năm» the year, at the end of a stretch."""
    terms = one_of(words("year", "before"))
    return Ending(rf"{START}(?:{terms}|\d)", [*words("year", "before"), *"0123456789"])


@cache
def no_units() -> frozenset[str]:
    """Words that begin no unit."""
    return frozenset(words("no_units"))


@cache
def compound_pattern() -> re.Pattern[str]:
    """Nouns of two syllables, of which the first alone counts nothing: «điện thoại»."""
    return re.compile(rf"(?:{one_of(words('compounds'))}){STOP}")


@cache
def rate_patterns() -> tuple[Hooked, Hooked]:
    """What before a count makes it one per class (at the end of a stretch), and one per year (anywhere in it)."""
    by_class, by_year = one_of(words("rates", "class")), one_of(words("rates", "year"))
    return (
        Hooked(rf"{START}(?:{by_class})\s(?:lớp|khóa){STOP}[^.;:]{{0,40}}$"),
        Hooked(rf"{START}(?:{by_year}){STOP}"),
    )


@cache
def clock_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What before and after «14 giờ» makes it a time of day."""
    before, after = one_of(words("clock", "before")), one_of(words("clock", "after"))
    minutes = r"\d{1,2}(?!\d)(?:\s?phút)?(?:\s?,)?\s?(?:ngày|sáng|chiều|tối|$)"
    return (
        re.compile(rf"{START}(?:{before})\s$", re.IGNORECASE),
        re.compile(rf"\s?(?:{minutes}|{after})", re.IGNORECASE),
    )


@cache
def unit_pattern() -> re.Pattern[str]:
    """A unit after its number: turns («lượt» with or without people), a counter noun, or the percent sign.

    For text in lower case: most of the many nouns are then passed over by their first letter.
    """
    kinds = unit_kinds()
    nouns = one_of(w for w in kinds if w[0].isalpha() and w != "lượt")
    people = one_of(w for w, kind in kinds.items() if kind == "people")
    turns = rf"lượt\s?(?:(?P<of>{people}){STOP})?"
    return re.compile(rf"(?P<turns>{turns}){STOP}|(?P<unit>{nouns}){STOP}|(?P<sign>%)")


@cache
def unit_heads() -> frozenset[str]:
    """The first letters of the units that have so many."""
    return frozenset(word[:BEGIN] for word in unit_kinds())


@cache
def short_unit_heads() -> frozenset[str]:
    """The first letter of the shorter units, and the percent sign."""
    return frozenset({"%", *(word[0] for word in unit_kinds() if len(word) < BEGIN)})


@cache
def string_patterns() -> Mapping[str, re.Pattern[str]]:
    """For each noun that can begin a string of nouns, the pattern of what may follow it."""
    heads: dict[str, list[str]] = {}
    for group in words("strings", "groups"):
        for word in group:
            heads.setdefault(word, []).extend(w for w in group if w != word)
    return {
        head: re.compile(
            rf"(?:, (?:{one_of(rest)}){STOP}){{1,4}}(?: và (?:{one_of(rest)}){STOP})?", re.IGNORECASE
        )
        for head, rest in heads.items()
    }
