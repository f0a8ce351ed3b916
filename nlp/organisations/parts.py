"""The parts of an organisation's name that hold no other body: domain words, qualifiers, numbers, proper names.

Every reader takes the name read so far and the word at which the part would begin, and gives the part's end or None.
"""

from __future__ import annotations

import re

from nlp.organisations.names import (
    capital_run,
    is_historical,
    is_person_shaped,
    load_names,
    rank_surname,
    split_run,
)
from nlp.organisations.places import match_level, match_place
from nlp.organisations.reading import Draft, Reading

_ROMAN = re.compile(r"[IVX]{1,5}")
_OPEN_LIMIT = 9
_JOINTS = frozenset({", ", " - ", "-", "- ", " & ", "&"})
_NAMELESS = frozenset({"ministry", "department", "council", "judiciary"})  # bodies that bear no person's name


def read_field(draft: Draft, at: int) -> int | None:
    """Domain words of the lexicon: «Nội vụ»; a verb in lower case only as what another one governs."""
    syllables, lexicon = draft.syllables, draft.reading.lexicon
    found = lexicon.fields.match(syllables, at)
    if found is None:
        return None
    end, verb = found
    if syllables.capital(at):
        return end
    if not draft.parts and not (draft.capital or draft.head.named):
        return None
    return None if verb and not (draft.parts and syllables.lows[at - 1] in lexicon.governing) else end


def read_joined_field(draft: Draft, at: int) -> int | None:
    """Further domain words after «và», a comma or a dash: «Sở Giáo dục và Đào tạo»."""
    syllables, lexicon = draft.syllables, draft.reading.lexicon
    if not draft.parts or draft.parts[-1] != "field" or at >= len(syllables):
        return None
    lower = False
    if syllables.lows[at] == "và" and syllables.follows(at):
        at, lower = at + 1, draft.beside_role
    elif syllables.gaps[at] not in _JOINTS:
        return None
    if not (lower or syllables.capital(at)) or lexicon.heads.match(syllables, at):
        return None
    found = lexicon.fields.match(syllables, at)
    return found[0] if found else None


def read_qualifier(draft: Draft, at: int) -> int | None:
    """«Trung ương», «Việt Nam», «cấp huyện»; abbreviations and names only in capitals."""
    syllables = draft.syllables
    found = draft.reading.lexicon.qualifiers.match(syllables, at)
    if found is None:
        return None
    end, upper = found
    if upper and not syllables.words[at].isupper():
        return None
    if syllables.lows[at] == "hồ" and not all(syllables.capital(k) for k in range(at, end)):
        return None
    return end


def read_number(draft: Draft, at: int) -> int | None:
    """«khóa XVII», «khu vực I», «số 2», or a bare Roman numeral."""
    syllables, head = draft.syllables, draft.head
    word, low = syllables.words[at], syllables.lows[at]
    following = syllables.words[at + 1] if syllables.follows(at + 1) else ""
    if low in ("khóa", "số") and _is_numeral(following):
        return at + 2
    if low == "khu" and following.lower() == "vực" and syllables.follows(at + 2):
        return at + 3 if _is_numeral(syllables.words[at + 2]) else None
    if "number" not in head.tail:
        return None
    numbered = _ROMAN.fullmatch(word) or (head.kind == "forces" and _is_numeral(word))
    return at + 1 if numbered else None


def _is_numeral(word: str) -> bool:
    return bool(_ROMAN.fullmatch(word)) or (word.isdigit() and len(word) < 4)


def read_open(draft: Draft, at: int) -> int | None:
    """Domain words that no lexicon has, up to the clause's verb.

    They begin with a capital, or are what a verb governs: «Cục Quản lý | chất lượng nông sản».
    """
    syllables, lexicon = draft.syllables, draft.reading.lexicon
    if not _opens(draft, at):
        return None
    end = at
    while end - at < _OPEN_LIMIT and (end == at or syllables.follows(end)):
        if _closes(draft.reading, end) and (end > at or syllables.lows[end] not in lexicon.stops):
            break
        end += 1
    if end > at and syllables.lows[end - 1] == "và":
        end -= 1
    return end if end > at and (end - at > 1 or syllables.capital(at)) else None


def _opens(draft: Draft, at: int) -> bool:
    syllables = draft.syllables
    governed = draft.parts == ["field"] and syllables.lows[at - 1] in draft.reading.lexicon.governing
    if draft.parts and not governed:
        return False
    if not syllables.capital(at):
        return governed and syllables.lows[at] not in load_names().never
    if syllables.lows[at] in load_names().never or not syllables.follows(at + 1) or syllables.capital(at + 1):
        return False
    run = capital_run(syllables, at)
    return run - at < 2 or not is_person_shaped(syllables, at, min(run, at + 5))


def _closes(reading: Reading, at: int) -> bool:
    """True where word `at` can be no part of a name that the lexicon does not know."""
    syllables, lexicon = reading.syllables, reading.lexicon
    if syllables.lows[at] in lexicon.stops or syllables.words[at].isdigit() or match_level(syllables, at):
        return True
    if not syllables.capital(at):
        return lexicon.qualifiers.match(syllables, at) is not None
    if match_place(syllables, at) is not None or rank_surname(syllables, at) == 2:
        return True
    return lexicon.heads.match(syllables, at) is not None


def read_name(draft: Draft, at: int) -> int | None:
    """A proper name: of a school, a company, a village. A person's name beside an office is left alone."""
    syllables, head = draft.syllables, draft.head
    end = _before_head(draft, at, capital_run(syllables, at))
    if end == at:
        return None
    for cut in range(min(end, at + 5), at, -1):
        if is_historical(syllables, at, cut):
            return cut
    if _bears_no_name(draft, at, end):
        return None
    if head.named and is_person_shaped(syllables, at, min(at + 3, end)):
        return end if end - at <= 4 or not draft.beside_role else at + 3
    place = match_place(syllables, at)
    if place is not None:
        return place[0]
    cut = split_run(syllables, at, min(end, at + 8), draft.beside_role)
    return cut if cut > at else None


def _before_head(draft: Draft, at: int, end: int) -> int:
    """The end of a run of capitals without the first words of a body whose head goes on in small letters.

    «Trường Cán bộ | Hội Nông dân Việt Nam», «… QP-AN | Quân khu»: capitals end where the head doesn't.
    """
    for k in range(at, end):
        head = draft.reading.lexicon.heads.match(draft.syllables, k)
        if head is not None and head[0] > end:
            return k
    return end


def _bears_no_name(draft: Draft, at: int, end: int) -> bool:
    head = draft.head
    if head.kind == "school" and not head.named and head.bare is None and end - at == 1 and not draft.parts:
        return True
    if head.kind == "ministry" and draft.parts:
        return True
    if (
        head.kind == "enterprise"
        and draft.beside_role
        and end - at >= 3
        and is_person_shaped(draft.syllables, at, end)
    ):
        return True
    return (
        head.kind in _NAMELESS and end - at >= 3 and is_person_shaped(draft.syllables, at, min(end, at + 4))
    )
