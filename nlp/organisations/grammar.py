"""The grammar of an organisation's name: a head, then parts that say which one.

    name   = head [alias] part*
    part   = field | parent | qualifier | number | place | open | proper name
    place  = [các] level (, level)* | level proper-name (, proper-name)* | province

Every step reads forward only and parents are read to a fixed depth, so that reading is linear in the text.
"""

from __future__ import annotations

from dataclasses import replace

from nlp.organisations.lexicon import Head
from nlp.organisations.names import is_abbreviation, load_names
from nlp.organisations.parts import (
    read_field,
    read_joined_field,
    read_name,
    read_number,
    read_open,
    read_qualifier,
)
from nlp.organisations.places import read_place
from nlp.organisations.reading import Draft, Found, Reading, follows_role
from nlp.syllables import Syllables

_OTHER_NAMES = frozenset(["chinh", "sa", "giang", "sơn", "thành"])  # Trường Chinh, Trường Sa …
_COMMON_NOUNS = frozenset(["nước", "phủ", "tướng", "hội"])  # in lower case «nhà nước» is no body
_CHILDLESS = frozenset({"press", "enterprise"})
_MAX_PARTS = 12
_MAX_DEPTH = 4


def read_organisation(
    reading: Reading, i: int, beside_role: bool | None = None, depth: int = 0
) -> Found | None:
    """The longest organisation that begins at word i, or None.

    `beside_role` says whether an office stands before it; where it is None, the word before tells.
    """
    syllables = reading.syllables
    alias = reading.aliases.get(syllables.words[i])
    options = reading.lexicon.heads.matches(syllables, i)
    if alias is not None:
        options = [*options, (i + 1, alias)]
    if not options or (syllables.capital(i) and load_names().foreign.match(syllables, i) is not None):
        return None
    beside = follows_role(syllables, i) if beside_role is None else beside_role
    readings = [
        _read_parts(Draft(reading, i, head, beside, depth), end)
        for end, head in options
        if not _is_other(reading, i, end, head)
    ]
    return max((f for f in readings if f is not None), key=lambda found: found.end, default=None)


def _is_other(reading: Reading, i: int, end: int, head: Head) -> bool:
    """True where the words of a head are something else here."""
    syllables = reading.syllables
    if syllables.follows(i) and syllables.lows[i - 1] in reading.lexicon.blocked.get(head.words, ()):
        return True
    if not syllables.capital(i) and head.bare == "full" and syllables.lows[end - 1] in _COMMON_NOUNS:
        return True
    if not syllables.follows(end):
        return False
    following = syllables.lows[end]
    if head.words == "bộ" and following == "luật":
        return True
    if not syllables.capital(end):
        return False
    if end == i + 1 and (following == "trưởng" or (head.words == "trường" and following in _OTHER_NAMES)):
        return True  # Viện Trưởng; Trường Chinh
    # Đoàn is the surname in «Chủ tịch UBND tỉnh Đoàn Văn An».
    return head.words.endswith(" đoàn") and syllables.capital(end - 1) and not syllables.capital(i)


def _read_parts(draft: Draft, at: int) -> Found | None:
    head, parts = draft.head, draft.parts
    while len(parts) < _MAX_PARTS:
        behind = _skip_alias(draft, at)
        step = _read_part(draft, behind, detached=behind > at)
        if step is None:
            break
        at, part = step
        parts.append(part)
    if not parts and (head.needs or head.bare is None):
        return None
    if head.words == "trung tâm" and not {"field", "name"} & set(parts):
        return None  # the middle of a town
    return Found(draft.start, at, head, tuple(parts))


def _skip_alias(draft: Draft, at: int) -> int:
    """Past an abbreviation in parentheses, if the name goes on behind it; the abbreviation is remembered."""
    syllables = draft.syllables
    if at >= len(syllables) or syllables.gaps[at].strip() != "(":
        return at
    close = at + 1
    while close < len(syllables) and ")" not in syllables.gaps[close] and close - at < 4:
        close += 1
    closed = syllables.gaps[close].lstrip().startswith(")")
    if not closed or not all(is_abbreviation(syllables, k) for k in range(at, close)):
        return at
    if close == at + 1 and syllables.lows[at][0] == syllables.lows[draft.start][0]:
        short = syllables.words[at]
        meant = replace(draft.head, words=short, needs=False, bare="generic", named=False)
        draft.reading.aliases.setdefault(short, meant)
    if syllables.gaps[close].strip(" ") != ")" or close >= len(syllables):
        return at
    after = _read_part(draft, close, detached=True)
    return close if after is not None and after[1] in ("place", "qualifier", "parent") else at


def _read_part(draft: Draft, at: int, detached: bool = False) -> tuple[int, str] | None:
    """The next part of a name at word `at`: its end and its kind; `detached` behind a closing parenthesis."""
    syllables, tail = draft.syllables, draft.head.tail
    if at >= len(syllables):
        return None
    if detached or syllables.follows(at):
        if "field" in tail and (end := read_field(draft, at)):
            return end, "field"
        if "parent" in tail and (end := _read_parent(draft, at)):
            return end, "parent"
        if end := read_qualifier(draft, at):
            return end, "qualifier"
        if end := read_number(draft, at):
            return end, "number"
        if "place" in tail and (end := read_place(syllables, at, draft.beside_role)):
            return end, "place"
        if "open" in tail and (end := read_open(draft, at)):
            return end, "field"
        if _may_bear_name(draft) and (end := read_name(draft, at)):
            return end, "name"
    if "field" in tail and (end := read_joined_field(draft, at)):
        return end, "field"
    return None


def _may_bear_name(draft: Draft) -> bool:
    head, parts = draft.head, draft.parts
    if "name" not in head.tail or "name" in parts or "place" in parts:
        return False
    return not parts if head.kind == "party_committee" else draft.capital or head.named


def _read_parent(draft: Draft, at: int) -> int | None:
    """The body that this one belongs to: «Ban Tổ chức | Tỉnh ủy Hưng Yên», «đảng ủy | trực thuộc Tỉnh ủy»."""
    syllables = draft.syllables
    if draft.depth >= _MAX_DEPTH:
        return None
    if _belongs(syllables, at):
        at += 2
    beside_role = draft.beside_role or follows_role(syllables, at)
    parents, key = draft.reading.parents, (at, beside_role, draft.depth + 1)
    if key not in parents:
        parents[key] = read_organisation(draft.reading, *key)
    parent = parents[key]
    if parent is None or parent.head.kind in _CHILDLESS or parent.head.words == "nhà nước":
        return None
    return parent.end


def _belongs(syllables: Syllables, at: int) -> bool:
    return syllables.lows[at : at + 2] == ["trực", "thuộc"] and syllables.follows(at + 2)
