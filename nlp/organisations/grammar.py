"""The grammar of an organisation's name: a head, then parts that say which one.

    name   = head [alias] part*
    part   = field | qualifier | number | parent | place | proper name
    place  = [các] level (, level)* | level proper-name (, proper-name)* | province

Every step reads forward only, so that reading is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp.organisations.lexicon import Head, Lexicon, load_lexicon
from nlp.organisations.names import capital_run, is_abbreviation, is_historical, is_person_shaped, load_names, rank_surname, split_run
from nlp.organisations.places import match_level, match_place
from nlp.organisations.syllables import Syllables

_ROMAN = re.compile(r"[IVX]{1,5}")
_ROLE_ENDS = frozenset("thư tịch trưởng đốc viên phó nhiệm án trực sự chánh lãnh".split())
_OTHER_NAMES = frozenset("chinh sa giang sơn thành".split())  # Trường Chinh, Trường Sa …
_MAX_PARTS = 12
_OPEN_LIMIT = 9
_NAMELESS = frozenset({"ministry", "department", "council", "judiciary"})  # bodies that bear no person's name
_STATE = frozenset("nước phủ tướng hội".split())


@dataclass(slots=True)
class Reading:
    """The state of reading one text: its syllables, the lexicon, and abbreviations the text itself defines."""

    syllables: Syllables
    lexicon: Lexicon = field(default_factory=load_lexicon)
    aliases: dict[str, Head] = field(default_factory=dict)

    def may_start(self, i: int) -> bool:
        """True where an organisation may begin at word i: a look at its first word alone."""
        return self.syllables.lows[i] in self.lexicon.heads.firsts or self.syllables.words[i] in self.aliases


@dataclass(frozen=True, slots=True)
class Found:
    """An organisation read from word `start` to word `end`."""

    start: int
    end: int
    head: Head
    parts: tuple[str, ...]

    @property
    def generic(self) -> bool:
        """True where only the context tells which body is meant."""
        return not self.parts and self.head.bare != "full"


def read_organisation(reading: Reading, i: int, beside_role: bool | None = None) -> Found | None:
    """The longest organisation that begins at word i, or None."""
    syllables = reading.syllables
    if beside_role is None:
        beside_role = follows_role(syllables, i)
    if syllables.capital(i) and load_names().foreign.match(syllables, i) is not None:
        return None
    alias = reading.aliases.get(syllables.words[i])
    options = list(reading.lexicon.heads.matches(syllables, i))
    if alias is not None:
        options.append((i + 1, alias))
    best: Found | None = None
    for end, head in options:
        if not _blocked(reading, i, head) and not _is_named_doan(syllables, i, end, head):
            found = _read_tail(reading, i, end, head, beside_role)
            if found is not None and (best is None or found.end > best.end):
                best = found
    return best


def _is_named_doan(syllables: Syllables, i: int, end: int, head: Head) -> bool:
    """True where Đoàn is the surname of who follows: «Chủ tịch UBND tỉnh Đoàn Văn An», not «tỉnh đoàn»."""
    return (
        head.words.endswith(" đoàn")
        and syllables.capital(end - 1)
        and not syllables.capital(i)
        and syllables.follows(end)
        and syllables.capital(end)
    )


def follows_role(syllables: Syllables, i: int) -> bool:
    """True where the word before word i ends the name of an office («Bí thư», «Giám đốc»)."""
    return syllables.follows(i) and syllables.lows[i - 1] in _ROLE_ENDS


def _blocked(reading: Reading, i: int, head: Head) -> bool:
    syllables = reading.syllables
    if not syllables.follows(i):
        return False
    return syllables.lows[i - 1] in reading.lexicon.blocked.get(head.words, ())


def _read_tail(reading: Reading, i: int, end: int, head: Head, beside_role: bool) -> Found | None:
    syllables = reading.syllables
    capital = syllables.words[i][0].isupper()
    if head.words == "bộ" and syllables.follows(end) and syllables.lows[end] == "luật":
        return None
    if end == i + 1 and syllables.follows(end) and syllables.capital(end):
        if syllables.lows[end] == "trưởng" or (head.words == "trường" and syllables.lows[end] in _OTHER_NAMES):
            return None  # Viện Trưởng; Trường Chinh
    if not capital and head.bare == "full" and head.words.split()[-1] in _STATE:
        return None  # «nhà nước» as a common noun
    parts: list[str] = []
    at = end
    while len(parts) < _MAX_PARTS:
        behind = _skip_alias(reading, head, i, at, beside_role)
        step = _read_part(reading, head, behind, parts, beside_role, capital, detached=behind > at)
        if step is None:
            break
        at, part = step
        parts.append(part)
    if head.needs and not parts:
        return None
    if head.words == "trung tâm" and "field" not in parts and "name" not in parts:
        return None  # the middle of a town
    if not parts and head.bare is None:
        return None
    return Found(i, at, head, tuple(parts))


def _skip_alias(reading: Reading, head: Head, start: int, at: int, beside_role: bool) -> int:
    """Past an abbreviation in parentheses, if the name goes on behind it; the abbreviation is remembered."""
    syllables = reading.syllables
    if at >= len(syllables) or syllables.gaps[at].strip() != "(":
        return at
    close = at + 1
    while close < len(syllables) and ")" not in syllables.gaps[close] and close - at < 4:
        close += 1
    if not syllables.gaps[close].lstrip().startswith(")") or not all(is_abbreviation(syllables, k) for k in range(at, close)):
        return at
    if close == at + 1 and syllables.lows[at][0] == syllables.lows[start][0]:
        reading.aliases.setdefault(syllables.words[at], head)
    if syllables.gaps[close].strip(" ") != ")" or close >= len(syllables):
        return at
    after = _read_part(reading, head, close, [], beside_role, True, detached=True)
    return close if after is not None and after[1] in ("place", "qualifier", "parent") else at


def _read_part(
    reading: Reading, head: Head, at: int, parts: list[str], beside_role: bool, capital: bool, detached: bool = False
) -> tuple[int, str] | None:
    """The next part of a name at word `at`: its end and its kind."""
    syllables = reading.syllables
    if at >= len(syllables):
        return None
    if not (detached or syllables.follows(at)):
        return _read_joined_field(reading, head, at, parts, beside_role)
    tail = head.tail
    if "field" in tail and (end := _read_field(reading, head, at, parts, capital)):
        return end, "field"
    if "parent" in tail and (end := _read_parent(reading, at, beside_role)):
        return end, "parent"
    if end := _read_qualifier(reading, head, at):
        return end, "qualifier"
    if end := _read_number(syllables, head, at):
        return end, "number"
    if "place" in tail and (end := read_place(syllables, at, beside_role)):
        return end, "place"
    if head.kind == "party_committee" and "name" in tail and not parts and (end := _read_name(syllables, head, at, parts, beside_role)):
        return end, "place"
    if "open" in tail and (end := _read_open(reading, at, parts, beside_role)):
        return end, "field"
    if "name" in tail and (capital or head.named) and "name" not in parts and "place" not in parts and (end := _read_name(syllables, head, at, parts, beside_role)):
        return end, "name"
    return _read_joined_field(reading, head, at, parts, beside_role)


def _read_field(reading: Reading, head: Head, at: int, parts: list[str], capital: bool) -> int | None:
    found = reading.lexicon.fields.match(reading.syllables, at)
    if found is None:
        return None
    end, verb = found
    if reading.syllables.capital(at):
        return end
    if not parts and not (capital or head.named):
        return None
    if verb and not (parts and reading.syllables.lows[at - 1] in reading.lexicon.governing):
        return None
    return end


def _read_joined_field(reading: Reading, head: Head, at: int, parts: list[str], beside_role: bool) -> tuple[int, str] | None:
    """A further domain word after «và», a comma or a dash: «Sở Giáo dục và Đào tạo»."""
    syllables = reading.syllables
    if "field" not in head.tail or not parts or parts[-1] != "field" or at >= len(syllables):
        return None
    lower = False
    if syllables.lows[at] == "và" and syllables.follows(at):
        at, lower = at + 1, beside_role
    elif syllables.gaps[at] not in (", ", " - ", "-", "- ", " & ", "&"):
        return None
    if not (lower or syllables.capital(at)) or reading.lexicon.heads.match(syllables, at):
        return None
    found = reading.lexicon.fields.match(syllables, at)
    return (found[0], "field") if found else None


def _read_parent(reading: Reading, at: int, beside_role: bool) -> int | None:
    lows = reading.syllables.lows
    if lows[at] == "trực" and at + 1 < len(lows) and lows[at + 1] == "thuộc" and reading.syllables.follows(at + 2):
        at += 2
    parent = read_organisation(reading, at, beside_role or follows_role(reading.syllables, at))
    if parent is None or parent.head.kind in ("press", "enterprise") or parent.head.words in ("mặt trận", "nhà nước"):
        return None
    return parent.end


def _read_qualifier(reading: Reading, head: Head, at: int) -> int | None:
    found = reading.lexicon.qualifiers.match(reading.syllables, at)
    if found is None:
        return None
    end, upper = found
    if upper and not reading.syllables.words[at].isupper():
        return None
    if reading.syllables.lows[at] == "hồ" and not all(w[0].isupper() for w in reading.syllables.words[at:end]):
        return None
    return end


def _read_open(reading: Reading, at: int, parts: list[str], beside_role: bool) -> int | None:
    """Domain words that no lexicon has: from a capital on, or after a verb («Quản lý | chất lượng nông sản»), to the clause's verb."""
    syllables, lexicon = reading.syllables, reading.lexicon
    previous = syllables.lows[at - 1]
    governed = parts == ["field"] and previous in lexicon.governing
    if (parts and not governed) or not (governed or syllables.capital(at)) or syllables.lows[at] in load_names().never:
        return None
    if capital_run(syllables, at) - at >= 2 and is_person_shaped(syllables, at, min(capital_run(syllables, at), at + 5)):
        return None
    if syllables.capital(at) and not (syllables.follows(at + 1) and not syllables.capital(at + 1)):
        return None
    end = at
    while end - at < _OPEN_LIMIT and (end == at or syllables.follows(end)):
        if _closes_open(reading, end) and (end > at or syllables.lows[end] not in reading.lexicon.stops):
            break
        end += 1
    if end > at and syllables.lows[end - 1] == "và":
        end -= 1
    return end if end > at and (end - at > 1 or syllables.capital(at)) else None


def _closes_open(reading: Reading, at: int) -> bool:
    syllables, lexicon = reading.syllables, reading.lexicon
    if syllables.lows[at] in lexicon.stops or syllables.words[at].isdigit() or match_level(syllables, at) is not None:
        return True
    if not syllables.capital(at):
        return lexicon.qualifiers.match(syllables, at) is not None
    return match_place(syllables, at) is not None or rank_surname(syllables, at) == 2 or lexicon.heads.match(syllables, at) is not None


def _read_number(syllables: Syllables, head: Head, at: int) -> int | None:
    """«khóa XVII», «khu vực I», «số 2», or a bare Roman numeral."""
    word, low = syllables.words[at], syllables.lows[at]
    following = syllables.words[at + 1] if syllables.follows(at + 1) else ""
    numeral = bool(_ROMAN.fullmatch(following)) or (following.isdigit() and len(following) < 4)
    if low in ("khóa", "số") and numeral:
        return at + 2
    if low == "khu" and following.lower() == "vực" and syllables.follows(at + 2):
        third = syllables.words[at + 2]
        return at + 3 if _ROMAN.fullmatch(third) or third.isdigit() else None
    if "number" in head.tail and (_ROMAN.fullmatch(word) or (word.isdigit() and head.kind == "forces" and len(word) < 4)):
        return at + 1
    return None


def _read_name(syllables: Syllables, head: Head, at: int, parts: list[str], beside_role: bool) -> int | None:
    """A proper name: of a school, a company, a village. A person's name beside a role is left alone."""
    end = capital_run(syllables, at)
    if end == at:
        return None
    for cut in range(min(end, at + 5), at, -1):
        if is_historical(syllables, at, cut):
            return cut
    if head.kind == "school" and not head.named and head.bare is None and end - at == 1 and not parts:
        return None
    if head.kind == "ministry" and parts:
        return None
    if not head.named and head.kind in _NAMELESS and end - at >= 3 and is_person_shaped(syllables, at, min(end, at + 4)):
        return None
    if head.named and is_person_shaped(syllables, at, min(at + 3, end)):
        return end if end - at <= 4 or not beside_role else at + 3
    place = match_place(syllables, at)
    if place is not None:
        return place[0]
    cut = split_run(syllables, at, min(end, at + 8), beside_role)
    return cut if cut > at else None


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
    named = _read_place_name(syllables, level, beside_role)
    if named is None:
        return _read_level_list(syllables, level)
    return _read_place_list(syllables, named, beside_role) if plural else named


def _read_place_name(syllables: Syllables, at: int, beside_role: bool) -> int | None:
    """The proper name after a level word: «huyện | Thạch Hà», «TP.HCM», «quận | 1»."""
    if at >= len(syllables) or syllables.gaps[at] not in (" ", ".", ". ", "  "):
        return None
    abbreviated = syllables.lows[at - 1] in ("tp", "t.p", "tx", "q", "h", "p", "tt")
    if not abbreviated and "." in syllables.gaps[at]:
        return None
    place = match_place(syllables, at)
    if place is not None:
        return place[0]
    if syllables.words[at].isdigit() and len(syllables.words[at]) < 3 and syllables.lows[at - 1] in ("quận", "phường", "q", "p"):
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
    if end is None or (syllables.follows(end) and syllables.capital(end)):
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
