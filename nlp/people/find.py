"""Persons one by one: what stands before the name, the name, what stands after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.organisations.names import capital_run, is_abbreviation, is_historical, is_person_shaped, load_names, rank_surname
from nlp.organisations.places import match_place
from nlp.people.roles import Ground, load_roles, read_chain, read_role
from nlp.organisations.syllables import Syllables

_ABBREVIATIONS = frozenset("ts ths gs pgs bs ls ks cn ck th s d c nsnd nsưt ngưt ngnd tskh ckii cki đ bsckii".split())
_AFTER = frozenset({", ", " - ", "- ", " -", " (", " ", ",", "("})


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person at one place of the text, in word indices; `evidence` names what makes it a person."""

    start: int
    end: int
    role: tuple[int, int] | None
    evidence: str


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands before a name: titles, a rank, an office."""

    end: int
    titled: bool
    rank: tuple[int, int] | None
    role: tuple[int, int] | None


def find_sightings(ground: Ground) -> Iterator[Sighting]:
    """Every place where a person is named, in order."""
    at = 0
    syllables = ground.syllables
    size = len(syllables)
    starters, surnames = load_roles().starters, load_names().common
    while at < size:
        low = syllables.lows[at]
        if low not in starters and not (low in surnames and syllables.capital(at)):
            at += 1
            continue
        lead = _read_lead(ground, at)
        sighting = _read_person(ground, lead) if lead.end < size else None
        if sighting is None:
            at = _skip(ground, at, lead)
            continue
        yield sighting
        at = max(sighting.end, sighting.role[1] if sighting.role else 0, at + 1)


def _skip(ground: Ground, at: int, lead: _Lead) -> int:
    """Where to go on after word `at` led to no name: past an office, past a body, or one word on."""
    if lead.role is not None and lead.role[0] == at:
        return max(at + 1, _last_item(ground, lead))
    body = ground.bodies.get(at)
    if body is not None and body[0] == at and body[1] - body[0] > 2:
        return body[1]
    return at + 1


def _last_item(ground: Ground, lead: _Lead) -> int:
    end = read_role(ground, lead.role[0]) if lead.role else None
    return end or lead.end


def _read_lead(ground: Ground, at: int) -> _Lead:
    syllables, roles = ground.syllables, load_roles()
    titled, rank, role = False, None, None
    end = at
    while end < len(syllables) and (end == at or _joins_lead(syllables, end, titled)):
        title = roles.titles.match(syllables, end)
        if title is not None and _is_covered(ground, end):
            break
        if title is not None:
            titled, rank = True, (end, title[0]) if title[1] else rank
            end = title[0]
            continue
        chain = read_chain(ground, end) if role is None else []
        if not chain:
            break
        role = (end, chain[-1][1])
        end = chain[-1][1]
    return _Lead(end, titled, rank, role)


def _is_covered(ground: Ground, at: int) -> bool:
    """True where word `at` is the inside of a body's name: «quận Hai Bà Trưng», «Văn phòng luật sư»."""
    body = ground.bodies.get(at)
    return body is not None and body[0] < at


def _joins_lead(syllables: Syllables, at: int, titled: bool) -> bool:
    gap = syllables.gaps[at]
    if gap in (" ", "  ") or (gap in (": ", "-", " - ") and titled):
        return True
    if gap in (". ", ".") and titled and syllables.lows[at - 1] in _ABBREVIATIONS:
        return True
    return gap in (", ", ": ") and load_roles().titles.match(syllables, at) is not None


def _read_person(ground: Ground, lead: _Lead) -> Sighting | None:
    syllables = ground.syllables
    at = lead.end
    if not syllables.capital(at):
        return None
    evidence = "title" if lead.titled else "role" if lead.role else "name"
    if evidence == "role" and not syllables.follows(at):
        evidence = "name"
    end = _read_name(ground, at, evidence)
    if end is None:
        return None
    before = lead.role if evidence != "name" else None
    after = _read_after(ground, end, before is not None)
    role = max((r for r in (before, after) if r), key=lambda r: syllables.ends[r[1] - 1] - syllables.starts[r[0]], default=lead.rank)
    if evidence == "name" and end - at < 3 and after is None:
        return None
    return Sighting(at, end, role, evidence)


def _read_name(ground: Ground, at: int, evidence: str) -> int | None:
    """The end of the person's name that begins at word `at`, or None where none does."""
    syllables, roles = ground.syllables, load_roles()
    body = ground.bodies.get(at)
    if body is not None and not body[2] and (body[0] <= at or evidence != "title"):
        return None
    if body is not None and body[2] and evidence != "title" and (body[0] < at or body[1] - at > 2 or evidence == "name"):
        return None
    if evidence == "name" and (_is_thing(syllables, at) or _is_inner(syllables, at)):
        return None
    if load_names().foreign.match(syllables, at) is not None or (roles.heads.match(syllables, at) is not None and rank_surname(syllables, at) < 2):
        return None
    end = capital_run(syllables, at)
    for k in range(at + 2, end):
        if roles.heads.match(syllables, k) or (k in ground.bodies and ground.bodies[k][0] == k and ground.bodies[k][1] > end):
            end = k
            break
    end = _cut_names(syllables, at, end)
    if any(is_historical(syllables, at, k) for k in range(at + 1, end + 1)):
        return None
    rank = rank_surname(syllables, at)
    length = end - at
    place = match_place(syllables, at)
    if place is not None and place[0] >= end and evidence != "title":
        return None
    if evidence == "name":
        return end if rank == 2 and 2 <= length <= 5 else None
    if any(len(syllables.words[k]) == 1 for k in range(at + 1, end)) and len(syllables.words[end - 1]) == 1:
        return None  # an initial hides the name
    if (hyphened := _read_hyphened(syllables, at)) > end:
        return hyphened
    if rank and 2 <= length <= 5:
        return end
    foreign = evidence == "title" and 2 <= length <= 4 and place is None and not is_abbreviation(syllables, at)
    return end if foreign else None


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


def _is_inner(syllables: Syllables, at: int) -> bool:
    """True where a capital or a house number stands directly before: the inside of a longer name, or a street."""
    if not syllables.follows(at):
        return False
    before = syllables.words[at - 1]
    if before[0].isdigit():
        return True
    opens = at == 1 or syllables.gaps[at - 1].strip(" ") != ""
    if not before[0].isupper() or before.lower() in load_names().never:
        return False
    return not opens or rank_surname(syllables, at - 1) > 0 or before.isupper()


def _cut_names(syllables: Syllables, at: int, end: int) -> int:
    """Of a run too long for one name, the first name."""
    if end - at <= 5:
        return end
    for cut in range(at + 3, min(at + 5, end)):
        if rank_surname(syllables, cut) == 2 and is_person_shaped(syllables, at, cut):
            return cut
    return end


def _is_thing(syllables: Syllables, at: int) -> bool:
    """True where the words before a name make it the name of a street, a school, a prize."""
    things = load_roles().things
    for start in (at - 1, at - 2):
        if start >= 0 and all(syllables.follows(k) for k in range(start + 1, at + 1)):
            found = things.match(syllables, start)
            if found is not None and found[0] == at:
                return True
    return False


def _read_after(ground: Ground, end: int, has_role: bool) -> tuple[int, int] | None:
    """The offices printed after a name, without those that lead on to the next name."""
    syllables = ground.syllables
    if end >= len(syllables) or syllables.gaps[end] not in _AFTER:
        return None
    chain = read_chain(ground, end)
    if not chain:
        return None
    stop = chain[-1][1]
    if syllables.follows(stop) and syllables.capital(stop) and _read_name(ground, stop, "role") is not None:
        if has_role or len(chain) == 1:
            return None
        chain = chain[:-1]
    return chain[0][0], chain[-1][1]
