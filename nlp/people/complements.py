"""What an office is an office of: bodies, fields, terms, units of the army, missions abroad."""

from __future__ import annotations

from nlp.organisations.lexicon import load_lexicon
from nlp.organisations.names import capital_run, is_abbreviation, rank_surname, split_run
from nlp.people.ground import Ground, load_roles
from nlp.syllables import Syllables

_MISSIONS = (["đại", "sứ", "quán"], ["tổng", "lãnh", "sự", "quán"], ["lãnh", "sự", "quán"])
_PARTY_WORK = ["công", "tác", "đảng", "công", "tác", "chính", "trị"]
_CLOSING = frozenset({", ", "; ", ") ", "), ", ". ", " - "})
_LONGEST_FIELD = 8
_LONGEST_CLASS = 14


def read_complement(ground: Ground, at: int) -> int:
    """The end of what completes the office that ends at word `at`."""
    syllables = ground.syllables
    while syllables.follows(at):
        end = _read_piece(ground, at)
        if end is None:
            break
        at = end
    return _read_tail(ground, at)


def _read_piece(ground: Ground, at: int) -> int | None:
    """The end of one piece: a term, a body, a qualifier, a field, an abbreviation."""
    syllables, roles = ground.syllables, load_roles()
    body = ground.bodies.get(at)
    if (numbered := _read_term(syllables, at)) is not None:
        return numbered
    if body is not None and body[0] == at:
        return body[1]
    if (unit := _read_unit(syllables, at)) is not None:
        return unit
    if (mission := _read_mission(syllables, at)) is not None:
        return mission
    if (qualifier := roles.qualifiers.match(syllables, at)) is not None:
        return qualifier[0]
    field = load_lexicon().fields.match(syllables, at)
    if field is not None and _is_domain(syllables, at, field):
        return field[0]
    if is_abbreviation(syllables, at) and not rank_surname(syllables, at):
        return _read_abbreviations(syllables, at)
    return None


def _read_tail(ground: Ground, at: int) -> int:
    """Past what goes on behind a body: the rest of its name, and the larger body it is of."""
    syllables = ground.syllables
    if at >= len(syllables):
        return at
    while at < len(syllables) and syllables.gaps[at] == "-" and syllables.words[at].islower():
        at += 1  # «Tỉnh ủy Sa-vẳn-na-khệt»
    if (
        syllables.lows[at - 2 : at] == ["đề", "án"]
        and syllables.follows(at)
        and syllables.words[at].isdigit()
    ):
        at += 1  # «Ban Chỉ đạo Đề án 165»
    if syllables.lows[at - 3 : at + 4] == _PARTY_WORK and syllables.gaps[at] in (", ", " "):
        at += 4
    if syllables.lows[at - 1] == "quân" and syllables.follows(at) and syllables.lows[at] == "khu":
        at += 1  # a body's name that breaks off
    at = _read_class(syllables, _read_second_field(ground, at))
    body = ground.bodies.get(at + 1)
    if syllables.follows(at) and syllables.lows[at] == "của" and body is not None and body[0] == at + 1:
        return body[1]
    return at


def _read_second_field(ground: Ground, at: int) -> int:
    """«Trưởng phòng Quản lý và | Khai thác dữ liệu», up to a comma or «của»."""
    syllables, body = ground.syllables, ground.bodies.get(at - 1)
    if body is None or body[2] != "department" or not syllables.follows(at) or syllables.lows[at] != "và":
        return at
    if (
        not syllables.capital(at + 1)
        or load_roles().heads.match(syllables, at + 1)
        or rank_surname(syllables, at + 1)
    ):
        return at
    end = at + 2
    while syllables.follows(end) and syllables.words[end].islower() and end - at < _LONGEST_FIELD:
        if syllables.lows[end] == "của":
            return end
        end += 1
    return end if syllables.gaps[end] in _CLOSING else at


def _read_class(syllables: Syllables, at: int) -> int:
    """«Lớp trưởng | lớp bồi dưỡng công tác kiểm tra», up to a comma or what the spokesman does."""
    spokesman = syllables.lows[at - 2 : at] in (["lớp", "trưởng"], ["lớp", "phó"])
    if not spokesman or not syllables.follows(at) or syllables.lows[at] != "lớp":
        return at
    end = at + 1
    stops = load_roles().class_stops
    while end - at < _LONGEST_CLASS and syllables.follows(end) and syllables.lows[end] not in stops:
        end += 1
    return end


def _read_unit(syllables: Syllables, at: int) -> int | None:
    """A unit of the army: «Đồn Biên phòng Na Ngoi», «Trung đoàn 88», «Quân khu»."""
    found = load_roles().units.match(syllables, at)
    if found is None:
        return None
    end = found[0]
    if syllables.follows(end) and syllables.words[end].isdigit():
        return end + 1
    if syllables.follows(end) and syllables.capital(end):
        stop = capital_run(syllables, end)
        return split_run(syllables, end, stop, True) if stop - end > 2 else stop
    return end


def _read_mission(syllables: Syllables, at: int) -> int | None:
    """«Đại sứ quán Lào tại Việt Nam»."""
    words = next((w for w in _MISSIONS if syllables.lows[at : at + len(w)] == w), None)
    if words is None:
        return None
    end = at + len(words)
    if syllables.follows(end) and syllables.capital(end):
        end = min(capital_run(syllables, end), end + 3)
    if syllables.follows(end) and syllables.lows[end] == "tại" and syllables.capital(end + 1):
        end = min(capital_run(syllables, end + 1), end + 4)
    return end


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
