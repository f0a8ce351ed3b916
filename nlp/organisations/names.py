"""Personal names by their shape: surnames, runs of capitals, and the names that institutions bear."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nlp.organisations.syllables import Phrases, Syllables


@dataclass(frozen=True, slots=True)
class Names:
    """Surnames, middle syllables that also stand in lower case, and names that are no people of a report."""

    common: frozenset[str]
    rare: frozenset[str]
    double: Phrases[bool]
    middles: frozenset[str]
    never: frozenset[str]
    historical: Phrases[bool]
    foreign: Phrases[bool]


@cache
def load_names() -> Names:
    """The lexicon of `names.toml`."""
    data = tomllib.loads(files("nlp.organisations").joinpath("names.toml").read_text(encoding="utf-8"))
    return Names(
        frozenset(data["common_surnames"].lower().split()),
        frozenset(data["rare_surnames"].lower().split()),
        Phrases(dict.fromkeys(data["double_surnames"], True)),
        frozenset(data["middles"]),
        frozenset(data["never"].split()),
        Phrases(dict.fromkeys([*data["historical"], *data["namesakes"]], True)),
        Phrases(dict.fromkeys(data["foreign"], True)),
    )


def rank_surname(syllables: Syllables, i: int) -> int:
    """2 where word i is one of the common surnames, 1 a rarer one, else 0."""
    if not syllables.capital(i):
        return 0
    names, low = load_names(), syllables.lows[i]
    if low in names.common:
        return 2
    return 1 if low in names.rare or low[:2] in ("h'", "k'", "y'") else 0


def capital_run(syllables: Syllables, i: int) -> int:
    """The end of the run of capitalised words from word i, at most 12; «thị» and «văn» between two of them count."""
    if not syllables.capital(i):
        return i
    middles, never = load_names().middles, load_names().never
    if syllables.lows[i] in never:
        return i
    end = i + 1
    while end - i < _MAX_RUN and syllables.follows(end):
        if syllables.capital(end):
            if is_abbreviation(syllables, end) or syllables.lows[end] in never or _opens_time(syllables, end):
                break
            end += 1
        elif syllables.lows[end] in middles and syllables.follows(end + 1) and syllables.capital(end + 1):
            end += 2
        else:
            break
    return end


def _opens_time(syllables: Syllables, i: int) -> bool:
    """True where word i begins «Sáng 13/5» or «Chiều nay» after a full stop that is missing."""
    if syllables.lows[i] not in ("sáng", "chiều", "tối", "trưa", "hôm", "ngày") or not syllables.follows(
        i + 1
    ):
        return False
    following = syllables.lows[i + 1]
    return following[0].isdigit() or following in ("nay", "ngày", "qua")


def is_abbreviation(syllables: Syllables, i: int) -> bool:
    """True where word i is written in capitals only and bears no mark but that of Đ, like UBND or LĐLĐ."""
    word = syllables.words[i]
    return len(word) > 1 and word.isupper() and word.replace("Đ", "D").isascii()


def is_person_shaped(syllables: Syllables, i: int, end: int) -> bool:
    """True where the words from i to `end` can be a whole Vietnamese name: a surname and 1 to 4 syllables more."""
    return 2 <= end - i <= 5 and rank_surname(syllables, i) > 0 and not is_historical(syllables, i, end)


def is_historical(syllables: Syllables, i: int, end: int) -> bool:
    """True where the words from i to `end` name a figure of history or an institution's namesake."""
    return any(stop == end for stop, _ in load_names().historical.matches(syllables, i))


def split_run(syllables: Syllables, i: int, end: int, beside_role: bool) -> int:
    """Where, in a run of capitals after the word for an institution or a level, a person's name begins.

    Gives `end` where the run holds none. A place has mostly two syllables, a person three:
    «huyện Thạch Hà Nguyễn Văn A», but «Chủ tịch xã Nguyễn Văn A». Without a role before, nobody stands there.
    """
    if not beside_role:
        return end
    best, cost = end, _place_cost(end - i)
    if end - i == 2 and rank_surname(syllables, i) == 2 and syllables.lows[i] in _MOST_COMMON:
        best, cost = i, 0.5
    for cut in range(i, end - 1):
        if cut - i <= 4 and is_person_shaped(syllables, cut, end):
            total = (_place_cost(cut - i) if cut > i else 0.0) + _person_cost(syllables, cut, end)
            if total < cost:
                best, cost = cut, total
    return best


_MAX_RUN = 12
_MOST_COMMON = frozenset(["nguyễn", "trần", "lê", "phạm", "huỳnh", "võ", "vũ", "bùi", "đặng", "đỗ"])


def _place_cost(length: int) -> float:
    return {1: 1.2, 2: 0.3, 3: 1.2, 4: 2.5}.get(length, 6.0)


def _person_cost(syllables: Syllables, i: int, end: int) -> float:
    length = {2: 1.0, 3: 0.2, 4: 0.3}.get(end - i, 1.5)
    middle = -0.6 if syllables.lows[i + 1] in load_names().middles else 0.0
    return length + (0.0 if rank_surname(syllables, i) == 2 else 0.6) + middle
