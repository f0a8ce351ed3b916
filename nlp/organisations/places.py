"""Provinces and districts of Việt Nam, as words that follow the name of a body."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nlp.organisations.syllables import Phrases, Syllables

SINGLE_LEVELS = ("tỉnh", "thành phố", "tp", "quận", "huyện", "thị xã", "tx", "phường", "xã", "thị trấn", "t.p", "đặc khu", "khu phố", "thôn", "bản", "ấp", "buôn", "tổ dân phố", "p", "q", "h", "tt")
"""Words for a level of administration that a name follows."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names of provinces (true: province or central city) and districts (false), and level words."""

    places: Phrases[bool]
    levels: Phrases[bool]


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of `corpora/data/places.toml`, all names of all times."""
    data = tomllib.loads(files("corpora").joinpath("data/places.toml").read_text(encoding="utf-8"))
    places: dict[str, bool] = {}
    for province in data["province"]:
        places |= dict.fromkeys(province.get("districts", ()), False)
    for province in data["province"]:
        places |= dict.fromkeys([province["name"], *province.get("aliases", ())], True)
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
    if syllables.lows[i] in ("p", "q", "h", "tt", "tx", "tp") and not syllables.words[i].isupper() and syllables.words[i] != "Tp":
        return None
    return found[0]
