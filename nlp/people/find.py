"""Persons one by one: what stands before the name, the name, what stands after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.organisations.names import load_names, rank_surname
from nlp.organisations.syllables import Syllables, find_openings
from nlp.people.ground import Ground, load_roles
from nlp.people.names import read_name
from nlp.people.roles import read_chain, read_role

_AFTER = frozenset({", ", " , ", " - ", "- ", " -", "-", " (", " ", ",", "("})
_DASHES = frozenset({"-", " - "})
_MAX_TITLES = 5
_SCHOLARS = frozenset(["pgs", "gs", "ts", "ths"])


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
    titles: int
    rank: tuple[int, int] | None
    role: tuple[int, int] | None


def find_sightings(ground: Ground) -> Iterator[Sighting]:
    """Every place where a person is named, in order."""
    syllables = ground.syllables
    led = set(find_openings(syllables, load_roles().starters))
    reached = 0
    for at in sorted(led.union(_find_leads(syllables))):
        if at < reached:
            continue
        lead = _read_lead(ground, at) if at in led else _Lead(at, 0, None, None)
        sighting = _read_person(ground, lead) if lead.end < len(syllables) else None
        if sighting is None:
            reached = _skip(ground, at, lead)
            continue
        yield sighting
        reached = max(sighting.end, sighting.role[1] if sighting.role else 0)


def _find_leads(syllables: Syllables) -> list[int]:
    """The words at which a person may begin without title or office: surnames, and what may begin a title."""
    words, places = syllables.words, syllables.places
    found = syllables.find(load_roles().starters.keys() & places.keys())
    found += [i for i in syllables.find(load_names().common & places.keys()) if words[i][0].isupper()]
    # «Các đồng chí: Trần An, Bí thư; Lò Thị Én, Phó Bí thư»: a rarer surname, where a list goes on.
    rare = syllables.find(load_names().rare & places.keys())
    found += [i for i in rare if syllables.gaps[i] == "; " and words[i][0].isupper()]
    return found


def _skip(ground: Ground, at: int, lead: _Lead) -> int:
    """Where to go on after word `at` led to no name: past one office, past a body, or one word on."""
    if lead.role is not None and lead.role[0] == at:
        return read_role(ground, at) or at + 1
    body = ground.bodies.get(at)
    if body is not None and body[0] == at and body[1] - body[0] > 2:
        return body[1]
    return at + 1


def _read_lead(ground: Ground, at: int) -> _Lead:
    syllables, titles_of = ground.syllables, load_roles().titles
    titles, rank, role = 0, None, None
    end = at
    while end < len(syllables) and titles < _MAX_TITLES:
        if end > at and not _joins_lead(syllables, end, titles > 0):
            break
        title = titles_of.match(syllables, end)
        head = load_roles().heads.match(syllables, end) if title is not None else None
        if title is not None and (head is None or head[0] <= title[0]):
            if _is_covered(ground, end):
                break
            titles, rank = titles + 1, (end, title[0]) if title[1] else rank
            end = title[0]
            continue
        chain = read_chain(ground, end) if role is None else []
        if not chain:
            break
        role = (end, chain[-1][1])
        end = chain[-1][1]
    return _Lead(end, titles, rank, role)


def _is_covered(ground: Ground, at: int) -> bool:
    """True where word `at` is the inside of a body's name: «quận Hai Bà Trưng», «Văn phòng luật sư»."""
    body = ground.bodies.get(at)
    return body is not None and body[0] < at


def _joins_lead(syllables: Syllables, at: int, titled: bool) -> bool:
    """True where word `at` may belong to the same lead as the word before: «TS. Nguyễn», «các đồng chí: Lê»."""
    gap, roles = syllables.gaps[at], load_roles()
    if gap in (" ", "  ") or (titled and gap in (": ", "-", " - ")):
        return True
    if titled and gap in (". ", ".") and syllables.lows[at - 1] in roles.abbreviations:
        return True
    return gap in (", ", ": ", "-", " - ") and roles.titles.match(syllables, at) is not None


def _read_person(ground: Ground, lead: _Lead) -> Sighting | None:
    syllables, at = ground.syllables, lead.end
    if not syllables.capital(at):
        return None
    titled = lead.titles and (not syllables.gaps[at].startswith(",") or syllables.lows[at - 1] in _SCHOLARS)
    led = lead.role and (syllables.follows(at) or _is_behind_dash(syllables, at))
    evidence = "title" if titled else "role" if led else "name"
    end = read_name(ground, at, evidence)
    if end is None:
        return None
    before = lead.role if evidence != "name" else None
    after = _read_after(ground, end, before is not None)
    if evidence == "name" and end - at < 3 and after is None:
        return None
    roles = [role for role in (before, after) if role is not None]
    fullest = max(roles, key=lambda role: len(syllables.text(*role)), default=lead.rank)
    return Sighting(at, end, fullest, evidence)


def _is_behind_dash(syllables: Syllables, at: int) -> bool:
    """True for a name that a dash parts from the office: «Trưởng Ban Tổ chức Tỉnh ủy-Lê Thị Hạnh»."""
    named = rank_surname(syllables, at) > 0 and syllables.capital(at + 1) and syllables.follows(at + 1)
    return syllables.gaps[at] in _DASHES and named


def _read_after(ground: Ground, end: int, has_role: bool) -> tuple[int, int] | None:
    """The offices printed after a name, without those that lead on to the next name."""
    syllables = ground.syllables
    if end >= len(syllables) or syllables.gaps[end] not in _AFTER:
        return None
    chain = read_chain(ground, end)
    if not chain:
        return None
    stop = chain[-1][1]
    if syllables.follows(stop) and syllables.capital(stop) and read_name(ground, stop, "role") is not None:
        if has_role or len(chain) == 1:
            return None
        chain = chain[:-1]
    return chain[0][0], _read_bracket(ground, chain[-1][1])


def _read_bracket(ground: Ground, end: int) -> int:
    """Past the body in brackets that an office is in: «Vụ trưởng Vụ Đào tạo (Bộ Nội vụ)»."""
    gaps, body = ground.syllables.gaps, ground.bodies.get(end)
    bracketed = body is not None and body[0] == end and gaps[end] == " (" and gaps[body[1]].startswith(")")
    return body[1] if body is not None and bracketed else end
