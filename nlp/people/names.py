"""Where a person's name ends, and whether it is a person's at all."""

from __future__ import annotations

from nlp.organisations.names import (
    capital_run,
    is_abbreviation,
    is_historical,
    is_person_shaped,
    load_names,
    rank_surname,
)
from nlp.organisations.places import match_place
from nlp.people.ground import Ground, load_roles
from nlp.syllables import Syllables

_LONGEST = 5
_SCHOLARS = frozenset(["ts", "ths", "sĩ", "sỹ"])
"""Before a name, these make it no figure of history but a namesake: «Tiến sĩ»."""


def read_name(ground: Ground, at: int, evidence: str) -> int | None:
    """The end of the person's name that begins at word `at`, or None where none does.

    `evidence` is what speaks for a person: a `title` or a `role` before the name, or the `name` alone.
    """
    syllables = ground.syllables
    if _is_body(ground, at, evidence) or _is_thing(syllables, at, evidence) or _is_office(syllables, at):
        return None
    end = _cut_names(syllables, at, _stop_at_next(ground, at, _read_run(syllables, at, evidence)))
    namesake = syllables.lows[at - 1] in _SCHOLARS and evidence == "title"
    if (is_historical(syllables, at, end) and not namesake) or load_names().foreign.match(
        syllables, at
    ) is not None:
        return None
    place = match_place(syllables, at)
    if place is not None and place[0] >= end and evidence != "title":
        return None
    rank, fits = rank_surname(syllables, at), 2 <= end - at <= _LONGEST or _is_whole_name(syllables, at)
    if evidence == "name":
        listed = rank == 1 and syllables.gaps[at] == "; " and end - at > 2
        return end if (rank == 2 or listed) and fits else None
    if end - at > 1 and len(syllables.words[end - 1]) == 1:
        return None  # an initial hides the name
    if (hyphened := _read_hyphened(syllables, at)) > end:
        return hyphened
    foreign = (
        evidence == "title" and place is None and end - at < _LONGEST and not is_abbreviation(syllables, at)
    )
    return end if fits and (rank or foreign) else None


def _read_run(syllables: Syllables, at: int, evidence: str) -> int:
    """The end of the capitals; behind a title, a surname may be a word that opens sentences: «Đồng Văn Lâm»."""
    end = capital_run(syllables, at)
    if end > at or evidence != "title" or not rank_surname(syllables, at) or not syllables.follows(at + 1):
        return end
    titled = load_roles().titles.match(syllables, at) is not None or syllables.lows[at + 1] == "chí"
    return at if titled else capital_run(syllables, at + 1)


def _is_whole_name(syllables: Syllables, at: int) -> bool:
    """True for names of the Tây Nguyên peoples that are one word: «K'Brêm», «H'Mai»."""
    return syllables.lows[at][:2] in ("k'", "h'")


def _is_body(ground: Ground, at: int, evidence: str) -> bool:
    """True where word `at` belongs to a body; a short territory may be a name («bà Hà Giang») if more speaks for it."""
    body = ground.bodies.get(at)
    if body is None:
        return False
    start, end, kind = body
    if kind != "territory":
        return True
    return evidence == "name" or (evidence == "role" and (start < at or end - at > 2))


def _is_office(syllables: Syllables, at: int) -> bool:
    return load_roles().heads.match(syllables, at) is not None and rank_surname(syllables, at) < 2


def _stop_at_next(ground: Ground, at: int, end: int) -> int:
    """Before an office or a body that follows the name without a comma."""
    heads, bodies = load_roles().heads, ground.bodies
    for k in range(at + 1, end):
        body = bodies.get(k)
        if heads.match(ground.syllables, k) or (body is not None and body[0] == k and body[1] > end):
            return k
    return end


def _cut_names(syllables: Syllables, at: int, end: int) -> int:
    """Of a run too long for one name, the first name."""
    if end - at <= _LONGEST:
        return end
    for cut in range(at + 3, min(at + _LONGEST, end)):
        if rank_surname(syllables, cut) == 2 and is_person_shaped(syllables, at, cut):
            return cut
    return end


def _read_hyphened(syllables: Syllables, at: int) -> int:
    """The end of a foreign name spelled with hyphens («Bun-nhăng Vo-la-chít»), or `at`."""
    end, hyphens = at + 1, 0
    while end < len(syllables) and end - at < 9:
        if syllables.gaps[end] == "-" and syllables.words[end].islower():
            hyphens += 1
        elif not (syllables.follows(end) and syllables.capital(end)):
            break
        end += 1
    return end if hyphens else at


def _is_thing(syllables: Syllables, at: int, evidence: str) -> bool:
    """True where what stands before a bare name makes it a street's, a school's, or the inside of a longer name."""
    if evidence != "name" or not syllables.follows(at):
        return False
    if syllables.words[at - 1][0].isdigit():
        return True
    things = load_roles().things
    for start in (at - 1, at - 2):
        if start >= 0 and all(syllables.follows(k) for k in range(start + 1, at + 1)):
            found = things.match(syllables, start)
            if found is not None and found[0] == at:
                return True
    return _is_inner(syllables, at)


def _is_inner(syllables: Syllables, at: int) -> bool:
    before = syllables.words[at - 1]
    if not before[0].isupper() or before.lower() in load_names().never:
        return False
    opens = at == 1 or syllables.gaps[at - 1].strip(" ") != ""
    return not opens or rank_surname(syllables, at - 1) > 0 or before.isupper()
