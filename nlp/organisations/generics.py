"""Bodies named only by what they are («nhà trường», «các sở, ngành»), and territories that act as one («TP Hà Nội»)."""

from __future__ import annotations

from functools import cache

from nlp.organisations.grammar import read_organisation
from nlp.organisations.lexicon import load_lexicon
from nlp.organisations.names import load_names, rank_surname
from nlp.organisations.places import load_gazetteer, match_level, match_place, read_place
from nlp.organisations.reading import Reading, follows_role
from nlp.organisations.syllables import Openings, Syllables, join_openings

_ACTING = frozenset(["tỉnh", "thành", "huyện", "quận", "xã", "phường", "thị", "đặc", "tp", "t.p"])


@cache
def generic_openings() -> Openings:
    """How a generic body or a territory can begin, but for the names of places."""
    lexicon, levels = load_lexicon(), load_gazetteer().levels
    leads: Openings = {"các": lexicon.groups.firsts, "toàn": levels.firsts}
    return join_openings(lexicon.singles.openings(), levels.openings(), leads)


def read_generic(reading: Reading, at: int) -> tuple[int, str, bool, str] | None:
    """The end, kind, generality and rule of a generic body or a territory at word `at`, or None."""
    syllables = reading.syllables
    low = syllables.lows[at]
    if low == "các" and (end := _read_group(reading, at + 1)):
        return end, "group", True, "các"
    if low == "toàn" and syllables.follows(at + 1) and (level := match_level(syllables, at + 1)):
        return level, "territory", True, "toàn"
    if (level := match_level(syllables, at)) is not None:
        return _read_territory(reading, at, level)
    if (place := match_place(syllables, at)) is not None:
        named = place[1] and not _is_given_name(syllables, at)
        return (place[0], "territory", False, "province") if named else None
    return _read_single(reading, at)


def _read_single(reading: Reading, at: int) -> tuple[int, str, bool, str] | None:
    """«nhà trường», «đơn vị»; not «thị trường», «trường hợp»."""
    syllables = reading.syllables
    found = reading.lexicon.singles.match(syllables, at)
    if found is None or _is_other(reading, at, found[0]):
        return None
    end, kind = found
    words = syllables.text(at, end).lower()
    if words == "trường" and syllables.follows(end) and syllables.capital(end):
        return None
    return end, kind, True, words


def _is_other(reading: Reading, at: int, end: int) -> bool:
    """True where the words from `at` to `end` are a part of another word, before or behind."""
    syllables, lexicon = reading.syllables, reading.lexicon
    if lexicon.compounds.match(syllables, at) is not None:
        return True
    words = " ".join(syllables.lows[at:end])
    return syllables.follows(at) and syllables.lows[at - 1] in lexicon.blocked.get(words, ())


def _read_territory(reading: Reading, at: int, level: int) -> tuple[int, str, bool, str] | None:
    """A level with its name («huyện Phú Bình»), or without («thành phố») where a body of that level may be meant."""
    syllables = reading.syllables
    end = read_place(syllables, at, follows_role(syllables, at))
    if end is None or _is_other(reading, at, level):
        return None
    if end == level and syllables.lows[at] not in _ACTING:
        return None  # «bản», «thôn»
    named = any(syllables.capital(k) or syllables.words[k].isdigit() for k in range(at + 1, end))
    return end, "territory", not named, "level"


def _is_given_name(syllables: Syllables, at: int) -> bool:
    """True where a surname or a middle name stands before what would be a province: «Nguyễn Thái Bình»."""
    if not syllables.follows(at) or not syllables.capital(at - 1):
        return False
    return rank_surname(syllables, at - 1) == 2 or syllables.lows[at - 1] in load_names().middles


def _read_group(reading: Reading, at: int) -> int | None:
    """Past a list of kinds of bodies after «các»: «sở, ban, ngành», «quận, huyện, thị ủy»."""
    syllables, lexicon = reading.syllables, reading.lexicon
    if not syllables.follows(at) or syllables.lows[at] in ("thị", "thành"):
        return None
    found = lexicon.groups.match(syllables, at)
    if found is None or lexicon.compounds.match(syllables, at) is not None:
        return None
    end = found[0]
    body = read_organisation(reading, at)
    if body is not None and body.end > end:
        return None
    while (step := _step_on(syllables, end)) is not None:
        following = lexicon.groups.match(syllables, step)
        if following is None or (syllables.follows(following[0]) and syllables.capital(following[0])):
            break
        end = following[0]
    return end


def _step_on(syllables: Syllables, end: int) -> int | None:
    """The word at which a list goes on after a comma, a dash or «và»."""
    if end >= len(syllables):
        return None
    if syllables.lows[end] in ("và", "hoặc") and syllables.follows(end):
        return end + 1
    return end if syllables.gaps[end] in (", ", " - ", "/") else None
