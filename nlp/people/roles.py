"""Offices as printed beside a name: «Phó Bí thư Thường trực Thành ủy Hà Nội», in chains joined by commas and dashes."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nlp.organisations.lexicon import load_lexicon
from nlp.organisations.mention import OrganisationMention
from nlp.organisations.names import is_abbreviation, rank_surname
from nlp.organisations.syllables import Openings, Phrases, Syllables, join_openings

_JOINS = frozenset({", ", " - ", "- ", " -", ",", " , "})
_UNITS = frozenset(["khoa", "phòng", "vụ", "môn", "cục"])
_WHOLES = frozenset(
    {"school", "academy", "ministry", "government", "department", "institute", "party_board", "judiciary"}
)
_FREE = 8


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
        body = (first, last, organisation.kind)
        bodies.update(dict.fromkeys(range(first, last), body))
    return Ground(syllables, bodies)


def read_chain(ground: Ground, i: int) -> list[tuple[int, int]]:
    """The offices from word i on, joined by commas, dashes or «kiêm», as word spans; empty where there is none."""
    syllables = ground.syllables
    items: list[tuple[int, int]] = []
    at = i
    while len(items) < 12 and (item := read_role(ground, at, further=bool(items))) is not None:
        items.append((at, item))
        if (whole := _read_whole(ground, at, item)) is not None:
            item = whole
            items[-1] = (at, item)
        if item >= len(syllables):
            break
        if (syllables.lows[item] == "kiêm" and syllables.follows(item)) or (
            syllables.lows[item] == "kiêm" and syllables.gaps[item] in _JOINS
        ):
            at = item + 1
        elif syllables.gaps[item] in _JOINS:
            at = item
        else:
            break
    return items


def _read_whole(ground: Ground, start: int, at: int) -> int | None:
    """The body that a unit belongs to, set off by commas: «Trưởng khoa Xây dựng Đảng, Trường Chính trị tỉnh,»."""
    syllables = ground.syllables
    body = ground.bodies.get(at)
    if body is None or body[0] != at or body[2] not in _WHOLES or syllables.gaps[at] != ", ":
        return None
    closed = not syllables.gaps[body[1]].startswith(" ") or body[1] == len(syllables)
    return body[1] if closed and _UNITS.intersection(syllables.lows[start:at]) else None


def read_role(ground: Ground, i: int, further: bool = False) -> int | None:
    """The end of the one office that begins at word i with what it is an office of, or None.

    `further` in a chain, a calling counts only if it is a teacher's: «…, học viên» begins a new clause.
    """
    syllables, roles = ground.syllables, load_roles()
    at = i
    while at < len(syllables) and syllables.lows[at] in roles.prefixes and syllables.follows(at + 1):
        at += 1
    found = roles.heads.match(syllables, at)
    if found is None:
        return None
    end = found[0]
    if further and not found[1] and syllables.lows[at : at + 2] != ["giảng", "viên"]:
        return None
    if syllables.lows[end - 1] == "trưởng" and end - at == 1 and ground.body_from(end) is None:
        return None
    if (inside := ground.body_from(end - 1)) is not None and inside > end:
        end = inside
    return _read_complement(ground, end)


def _read_complement(ground: Ground, at: int) -> int:
    syllables, roles, lexicon = ground.syllables, load_roles(), load_lexicon()
    while syllables.follows(at):
        body = ground.bodies.get(at)
        numbered = _read_term(syllables, at)
        if numbered is not None:
            at = numbered
        elif body is not None and body[0] == at:
            at = body[1]
        elif (qualifier := roles.qualifiers.match(syllables, at)) is not None:
            at = qualifier[0]
        elif (field := lexicon.fields.match(syllables, at)) is not None and _is_domain(syllables, at, field):
            at = field[0]
        elif is_abbreviation(syllables, at) and not rank_surname(syllables, at):
            at = _read_abbreviations(syllables, at)
        else:
            break
    return at


def _read_abbreviations(syllables: Syllables, at: int) -> int:
    """Past abbreviations joined by hyphens: «TC-HC-QT», «GD&ĐT»."""
    at += 1
    while at < len(syllables) and syllables.gaps[at] in ("-", "&") and is_abbreviation(syllables, at):
        at += 1
    return at


def _is_domain(syllables: Syllables, at: int, field: tuple[int, bool]) -> bool:
    """True where domain words at `at` complete an office and are not the clause's verb or a name's first syllable."""
    end, verb = field
    capital = syllables.capital(at)
    if verb and not capital:
        return False
    return end - at > 1 or (capital and not rank_surname(syllables, at))


def _read_term(syllables: Syllables, at: int) -> int | None:
    """«khóa XIII», «nhiệm kỳ 2020 - 2025»."""
    low = syllables.lows[at]
    following = syllables.words[at + 1] if syllables.follows(at + 1) else ""
    if low == "khóa" and following and (following.isdigit() or set(following) <= set("IVX")):
        return at + 2
    if low == "nhiệm" and following == "kỳ" and at + 2 < len(syllables) and syllables.words[at + 2].isdigit():
        end = at + 3
        if end < len(syllables) and syllables.words[end].isdigit() and syllables.gaps[end].strip() == "-":
            end += 1
        return end
    return None
