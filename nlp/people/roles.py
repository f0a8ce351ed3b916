"""Offices and chains of offices: «Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức Tỉnh ủy»."""

from __future__ import annotations

from nlp.people.complements import read_complement
from nlp.people.ground import Ground, load_roles

_JOINS = frozenset({", ", " - ", "- ", " -", "-", ",", " , "})
_UNITS = frozenset(["khoa", "phòng", "vụ", "môn", "cục", "viện"])
_WHOLES = frozenset(
    {"school", "academy", "ministry", "government", "department", "institute", "party_board", "judiciary"}
)


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
    closed = closed or " ".join(syllables.lows[body[1] : body[1] + 2]) in load_roles().speaking
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
    return read_complement(ground, end)
