"""Bodies named only by what they are («nhà trường», «các sở, ngành»), and territories that act as one («TP Hà Nội»)."""

from __future__ import annotations

from nlp.organisations.grammar import Reading, follows_role, read_organisation, read_place
from nlp.organisations.places import load_gazetteer, match_level, match_place
from nlp.organisations.syllables import Phrases, Syllables

_SINGLE: Phrases[str] = Phrases(
    {
        "nhà trường": "school",
        "trường": "school",
        "trung tâm": "centre",
        "đơn vị": "group",
        "địa phương": "group",
        "trung ương": "party_committee",
        "ủy ban": "government",
        "tập đoàn": "enterprise",
        "công ty": "enterprise",
    }
)
_GROUPS: Phrases[str] = Phrases(dict.fromkeys(
    ["sở", "ban", "ngành", "đoàn thể", "cơ quan", "đơn vị", "địa phương", "cấp", "bộ", "học viện", "trường", "trung tâm", "nhà trường", "cơ sở đào tạo",
     "cấp ủy", "tổ chức", "hội", "doanh nghiệp", "phòng", "ban ngành", "sở ngành", "bộ ngành", "hội đoàn thể", "mặt trận", "tổ chức chính trị - xã hội", "tổ chức đoàn thể", "chi bộ", "đảng bộ", "đảng ủy",
     "huyện ủy", "thị ủy", "thành ủy", "quận ủy", "tỉnh ủy", "quận", "huyện", "thị xã", "thành phố", "tỉnh", "xã", "phường", "thị trấn", "thị", "thành", "thôn", "bản"], "group"))
_COMPOUNDS = frozenset({("xã", "hội"), ("xã", "viên"), ("xã", "giao"), ("tỉnh", "táo"), ("tỉnh", "giấc"), ("tỉnh", "dậy"), ("tỉnh", "lẻ")})
_OTHERS = _SINGLE.firsts | {"các", "toàn"}
_SCHOOL_WORDS = frozenset("hợp kỳ học lớp phái ca thọ tồn sinh chinh sa giang thi".split())  # trường hợp, trường học …


def may_start_generic(syllables: Syllables, i: int) -> bool:
    """True where a generic body or a territory may begin at word i: a look at its first word alone."""
    gazetteer, low = load_gazetteer(), syllables.lows[i]
    return low in _OTHERS or low in gazetteer.levels.firsts or (low in gazetteer.places.firsts and syllables.capital(i))


def read_generic(reading: Reading, at: int) -> tuple[int, str, bool, str] | None:
    """The end, kind, generality and rule of a generic body or a territory at word `at`, or None."""
    syllables = reading.syllables
    low = syllables.lows[at]
    if low == "các" and (end := _read_group(reading, at + 1)):
        return end, "group", True, "các"
    if low == "toàn" and syllables.follows(at + 1) and (level := match_level(syllables, at + 1)):
        return level, "territory", True, "toàn"
    if (territory := _read_territory(reading, at)) is not None:
        return territory
    found = _SINGLE.match(syllables, at)
    if found is None or _blocked(reading, at, found[0]):
        return None
    if _is_common(syllables, at) or (low == "trường" and syllables.follows(at + 1) and syllables.capital(at + 1)):
        return None
    return found[0], found[1], True, syllables.text(at, found[0]).lower()


def _is_common(syllables: Syllables, at: int) -> bool:
    """True for «trường» in «trường hợp», «trường kỳ» and their like, and for the centre of something."""
    if syllables.lows[at : at + 3] == ["trung", "tâm", "của"]:
        return True
    return syllables.lows[at] == "trường" and syllables.follows(at + 1) and syllables.lows[at + 1] in _SCHOOL_WORDS


def _blocked(reading: Reading, at: int, end: int) -> bool:
    syllables = reading.syllables
    words = " ".join(syllables.lows[at:end])
    return syllables.follows(at) and syllables.lows[at - 1] in reading.lexicon.blocked.get(words, ())


def _read_territory(reading: Reading, at: int) -> tuple[int, str, bool, str] | None:
    """A level with or without a name, or the bare name of a province."""
    syllables = reading.syllables
    level = match_level(syllables, at)
    if level is None:
        place = match_place(syllables, at)
        return (place[0], "territory", False, "province") if place and place[1] else None
    if _blocked(reading, at, level):
        return None
    end = read_place(syllables, at, follows_role(syllables, at))
    if end is None or (end == level and _is_no_body(syllables, at, end)):
        return None
    return end, "territory", _is_bare(syllables, at, end), "level"


def _is_no_body(syllables: Syllables, at: int, end: int) -> bool:
    """True for a bare «bản», «thôn», «P», and for «xã» in «xã hội»: words for a level that no body acts as."""
    if syllables.lows[at] not in ("tỉnh", "thành", "huyện", "quận", "xã", "phường", "thị", "đặc", "tp", "t.p"):
        return True
    following = syllables.lows[end] if syllables.follows(end) else ""
    return (syllables.lows[at], following) in _COMPOUNDS


def _is_bare(syllables: Syllables, at: int, end: int) -> bool:
    return not any(syllables.capital(k) or syllables.words[k].isdigit() for k in range(at + 1, end)) or end - at == 1


def _read_group(reading: Reading, at: int) -> int | None:
    """Past a list of kinds of bodies after «các»: «sở, ban, ngành», «quận, huyện, thị ủy»."""
    syllables = reading.syllables
    if not syllables.follows(at):
        return None
    found = _GROUPS.match(syllables, at)
    if found is None or syllables.lows[at] in ("thị", "thành") or _is_common(syllables, at):
        return None
    end = found[0]
    body = read_organisation(reading, at)
    if body is not None and body.end > end:
        return None
    while end < len(syllables):
        step = end
        if syllables.lows[end] in ("và", "hoặc") and syllables.follows(end):
            step = end + 1
        elif syllables.gaps[end] not in (", ", " - ", "/"):
            break
        following = _GROUPS.match(syllables, step)
        if following is None or (syllables.follows(following[0]) and syllables.capital(following[0])):
            break
        end = following[0]
    return end
