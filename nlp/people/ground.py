"""The ground that people are looked for on: the lexicon of offices, and the text's syllables with their bodies."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nlp.organisations.mention import OrganisationMention
from nlp.organisations.names import is_abbreviation, rank_surname, split_run
from nlp.organisations.places import match_place
from nlp.organisations.syllables import Openings, Phrases, Syllables, join_openings

_HIGHLAND = frozenset(["ksor", "siu", "rmah", "kpă", "kpuih", "rcom", "hiao", "rahlan", "ksơr"])
"""Surnames of the Tây Nguyên that are no syllables of places."""
_LEVELS = frozenset(["ủy", "tỉnh", "huyện", "quận", "xã", "phường", "phố", "trấn"])


@dataclass(frozen=True, slots=True)
class RoleLexicon:
    """Offices, titles and the words around them (roles.toml)."""

    heads: Phrases[bool]
    prefixes: frozenset[str]
    qualifiers: Phrases[bool]
    titles: Phrases[bool]
    things: Phrases[bool]
    credits: frozenset[str]
    stops: frozenset[str]
    units: Phrases[bool]
    class_stops: frozenset[str]
    speaking: frozenset[str]
    starters: Openings
    abbreviations: frozenset[str]


@cache
def load_roles() -> RoleLexicon:
    """The lexicon of `roles.toml`; heads are true where they are offices, titles where they are ranks."""
    data = tomllib.loads(files("nlp.people").joinpath("roles.toml").read_text(encoding="utf-8"))
    heads = Phrases(dict.fromkeys(data["callings"], False) | dict.fromkeys(data["heads"], True))
    titles = Phrases(dict.fromkeys(data["titles"], False) | dict.fromkeys(data["ranks"], True))
    return RoleLexicon(
        heads,
        frozenset(data["prefixes"]),
        Phrases(dict.fromkeys(data["qualifiers"], True)),
        titles,
        Phrases(dict.fromkeys(data["things"], True)),
        frozenset(data["credits"]),
        frozenset(data["stops"]),
        Phrases(dict.fromkeys(data["units"], True)),
        frozenset(data["class_stops"]),
        frozenset(data["speaking"]),
        join_openings(heads.openings(), titles.openings(), dict.fromkeys(data["prefixes"])),
        frozenset(data["abbreviations"]),
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """A text's syllables with the organisations on them.

    `bodies[i]` is where the one that covers word i begins and ends, and its kind.
    """

    syllables: Syllables
    bodies: dict[int, tuple[int, int, str]]

    def body_from(self, i: int) -> int | None:
        """The end of the organisation that covers word i, if any."""
        found = self.bodies.get(i)
        return found[1] if found else None


def lay_ground(syllables: Syllables, organisations: Sequence[OrganisationMention]) -> Ground:
    """Note for every word the organisation that covers it; both are in order."""
    bodies: dict[int, tuple[int, int, str]] = {}
    last = 0
    for organisation in organisations:
        first = bisect_left(syllables.starts, organisation.start, last)
        last = bisect_left(syllables.starts, organisation.end, first)
        last = _without_name(syllables, first, last)
        body = (first, last, organisation.kind)
        bodies.update(dict.fromkeys(range(first, last), body))
    return Ground(syllables, bodies)


def _without_name(syllables: Syllables, first: int, last: int) -> int:
    """The end of a body without the holder of its office: «Trưởng Ban Tổ chức Tỉnh ủy | Ngô Hùng»."""
    if (highlander := _find_highlander(syllables, first, last)) is not None and _holds_office(
        syllables, first
    ):
        return highlander
    at = last
    while at > first and syllables.capital(at - 1) and not is_abbreviation(syllables, at - 1):
        at -= 1
    if not 2 <= last - at <= 8 or not (_ends_level(syllables, at - 1) and _holds_office(syllables, first)):
        return last
    if last - at > 2:
        return split_run(syllables, at, last, True)
    names_province = syllables.lows[at - 2 : at] == ["tỉnh", "ủy"]
    person = names_province and rank_surname(syllables, at) == 2 and match_place(syllables, at) is None
    return at if person else last


def _find_highlander(syllables: Syllables, first: int, last: int) -> int | None:
    """Where inside a body a name of the Tây Nguyên begins: «UBND huyện | Ksor Nham», «Sở Nội vụ | Y Mân Êban».

    Communes bear names with A and Y too («xã Y Tý»): behind a place's level these begin no person.
    """
    for at in range(first + 1, last - 1):
        low = syllables.lows[at]
        sex = low in ("a", "y") and syllables.lows[at - 1] not in _LEVELS - {"ủy"}
        if (sex or low in _HIGHLAND) and syllables.capital(at) and syllables.capital(at + 1):
            return at
    return None


def _ends_level(syllables: Syllables, at: int) -> bool:
    """True where a word ends the name of a committee or opens a place's: «Tỉnh ủy», «huyện», «TPHCM»."""
    return at >= 0 and (syllables.lows[at] in _LEVELS or is_abbreviation(syllables, at))


def _holds_office(syllables: Syllables, first: int) -> bool:
    """True where an office stands before word `first`: «Trưởng Ban …», «Phó Giám đốc phụ trách Trung tâm …»."""
    for start in range(first - 1, max(-1, first - 7), -1):
        found = load_roles().heads.match(syllables, start)
        if found is not None and found[0] + 2 >= first:
            return True
        if not syllables.follows(start):
            return False
    return False
