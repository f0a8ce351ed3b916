"""Provinces and districts of Việt Nam, as words that follow the name of a body."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpora.places import load_provinces
from nlp.organisations.names import capital_run, is_abbreviation, split_run
from nlp.organisations.syllables import Phrases, Syllables

SINGLE_LEVELS = (
    "tỉnh",
    "thành phố",
    "tp",
    "quận",
    "huyện",
    "thị xã",
    "tx",
    "phường",
    "xã",
    "thị trấn",
    "t.p",
    "đặc khu",
    "khu phố",
    "thôn",
    "bản",
    "ấp",
    "buôn",
    "tổ dân phố",
    "p",
    "q",
    "h",
    "tt",
)
"""Words for a level of administration that a name follows."""

_NUMBERED = frozenset(["quận", "phường", "q", "p", "thôn", "ấp", "bản", "phố"])
_OWN_BODIES = frozenset(["đoàn", "hội", "ủy", "đội"])  # «Tỉnh đoàn» in a list is a body, no level


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names of provinces (true: province or central city) and districts (false), and level words."""

    places: Phrases[bool]
    levels: Phrases[bool]


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of `corpora/data/places.toml`, all names of all times."""
    places: dict[str, bool] = {}
    for province in load_provinces():
        places |= dict.fromkeys(province.districts, False)
    for province in load_provinces():
        places |= dict.fromkeys([province.name, *province.aliases], True)
    return Gazetteer(Phrases(places), Phrases(dict.fromkeys(SINGLE_LEVELS, True)))


def match_place(syllables: Syllables, i: int) -> tuple[int, bool] | None:
    """The end of the longest province or district named at word i, and whether it is a province."""
    for end, province in load_gazetteer().places.matches(syllables, i):
        if all(syllables.words[k][0].isupper() for k in range(i, end)):
            return end, province
    return None


def match_level(syllables: Syllables, i: int) -> int | None:
    """The end of the word for a level at word i («huyện», «TP»); abbreviations of one letter need a capital."""
    found = load_gazetteer().levels.match(syllables, i)
    if found is None:
        return None
    if (
        syllables.lows[i] in ("p", "q", "h", "tt", "tx", "tp")
        and not syllables.words[i].isupper()
        and syllables.words[i] != "Tp"
    ):
        return None
    return found[0]


def read_place(syllables: Syllables, at: int, beside_role: bool) -> int | None:
    """The end of the place or level at word `at`: «tỉnh Lâm Đồng», «huyện», «các tỉnh A, B, C», «Hà Nội»."""
    plural = syllables.lows[at] == "các" and syllables.follows(at + 1)
    start = at + 1 if plural else at
    level = match_level(syllables, start)
    if level is None:
        if plural:
            return None
        place = match_place(syllables, at)
        return place[0] if place else None
    named = read_place_name(syllables, level, beside_role)
    if named is None:
        return _read_level_list(syllables, level)
    return _read_place_list(syllables, named, beside_role) if plural else named


def read_place_name(syllables: Syllables, at: int, beside_role: bool = True) -> int | None:
    """The end of the proper name after a level word: «huyện | Thạch Hà», «TP.HCM», «quận | 1»; None without."""
    if at >= len(syllables) or syllables.gaps[at] not in (" ", ".", ". ", "  "):
        return None
    abbreviated = syllables.lows[at - 1] in ("tp", "t.p", "tx", "q", "h", "p", "tt")
    if not abbreviated and "." in syllables.gaps[at]:
        return None
    place = match_place(syllables, at)
    if place is not None:
        return place[0]
    if syllables.words[at].isdigit() and len(syllables.words[at]) < 3 and syllables.lows[at - 1] in _NUMBERED:
        return at + 1
    end = capital_run(syllables, at)
    if end == at or is_abbreviation(syllables, at) or abbreviated:
        return None
    cut = split_run(syllables, at, min(end, at + 8), beside_role)
    return cut if cut > at else None


def _read_level_list(syllables: Syllables, at: int) -> int:
    """Past further bare levels: «quận, huyện, thị ủy», «huyện, thị xã và thành phố»."""
    while at < len(syllables):
        step = at
        if syllables.gaps[at] == ", ":
            pass
        elif syllables.lows[at] == "và" and syllables.follows(at) and syllables.gaps[at + 1] == " ":
            step = at + 1
        else:
            return at
        end = _bare_level(syllables, step)
        if end is None:
            return at
        at = end
    return at


def _bare_level(syllables: Syllables, at: int) -> int | None:
    low = syllables.lows[at]
    following = syllables.lows[at + 1] if syllables.follows(at + 1) else ""
    if low in ("thị", "thành", "huyện", "quận") and following == "ủy":
        return at + 2
    end = match_level(syllables, at)
    if end is None:
        end = at + 1 if low in ("thị", "thành") else None
    if end is None or following in _OWN_BODIES or (syllables.follows(end) and syllables.capital(end)):
        return None
    return end


def _read_place_list(syllables: Syllables, at: int, beside_role: bool) -> int:
    """Past further names after «các tỉnh»: «Lâm Đồng, Bà Rịa - Vũng Tàu và Sóc Trăng»."""
    while at < len(syllables):
        step = at
        if syllables.lows[at] == "và" and syllables.follows(at):
            step = at + 1
        elif syllables.gaps[at] != ", ":
            return at
        place = match_place(syllables, step)
        if place is None:
            return at
        at = place[0]
    return at
