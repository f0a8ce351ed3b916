"""Find the places that a text names, and tell whether they exist on a day and what has become of them.

A name counts with a word for its level before it («huyện Phú Bình», «TP Huế»), with the body of its level («Huyện ủy
Phú Bình»), or alone where it is a province's («tại Lâm Đồng»). People and streets bear the names of provinces too:
those are left out, and so is a level without a name («tỉnh», «toàn huyện»), which only the context could tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpora.places import Province, follow_province, last_day_of_districts, load_provinces
from nlp.mention import Mention
from nlp.organisations.places import match_level, match_place, read_place_name
from nlp.people import PersonMention, find_people
from nlp.places.lexicon import is_other, level_of, load_names
from nlp.syllables import Syllables, split_syllables

_CHANGED = last_day_of_districts() + timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class PlaceMention(Mention):
    """A place: the stretch is its name with the word for its level, where one is printed.

    `level` is `province` (also cities of that rank), `district` or `commune`. `province` is the one that it is, or lies
    in on the day asked for; None where the name is borne in several or by a commune, of which there is no table.
    `since` and `until` are its first and last day as far as the table knows. `exists` says whether it exists on the day
    asked for: None where no day was given or for communes. `now` is its province after all changes.
    """

    name: str
    level: str
    province: str | None = None
    since: date | None = None
    until: date | None = None
    exists: bool | None = None
    now: str | None = None


def find_places(
    plain: str, on: date | None = None, people: Sequence[PersonMention] | None = None
) -> list[PlaceMention]:
    """Every place of an evened-out text in order, with what is true of it on the day `on`.

    `people` are those of the text, found here where they aren't given.

    >>> [p] = find_places("Lớp mở tại tỉnh Hà Giang.", on=date(2025, 9, 10))
    >>> p.name, p.until, p.exists, p.now
    ('Hà Giang', datetime.date(2025, 6, 30), False, 'Tuyên Quang')
    """
    syllables = split_syllables(plain)
    taken = _stretches_of_people(plain, find_people(plain) if people is None else people)
    found: list[PlaceMention] = []
    reached = 0
    for i in range(len(syllables)):
        if i < reached:
            continue
        for start, first, end, level in _read_at(syllables, i):
            place = (syllables.starts[start], syllables.ends[end - 1])
            reached = max(reached, end)
            if not _overlaps(place, taken):
                found.append(_mention(place, syllables.text(first, end), level, on))
    return found


def _stretches_of_people(plain: str, people: Sequence[PersonMention]) -> list[tuple[int, int]]:
    """Where the people of a text are named, each time."""
    stretches = []
    for name in {person.name for person in people}:
        at = plain.find(name)
        while at >= 0:
            stretches.append((at, at + len(name)))
            at = plain.find(name, at + len(name))
    return stretches


def _overlaps(place: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in taken)


def _read_at(syllables: Syllables, i: int) -> Iterator[tuple[int, int, int, str | None]]:
    """The places that begin at word i: start, the name's first word, end, and the level that is printed.

    Several after the plural: «các huyện Phú Bình, Đồng Hỷ và Đại Từ».
    """
    if level := _level_of_body(syllables, i):
        if (place := match_place(syllables, i + 2)) is not None:
            yield i + 2, i + 2, place[0], level
        return
    end = match_level(syllables, i)
    if end is not None:
        level = level_of(syllables.text(i, end))
        named = read_place_name(syllables, end) if level else None
        if named is None:
            return
        yield i, end, named, level
        if i > 0 and syllables.lows[i - 1] in ("các", "hai", "ba", "những"):
            yield from _read_list(syllables, named, level)
        return
    place = match_place(syllables, i)
    if place is not None and place[1] and not is_other(syllables, i, place[0]):
        yield i, i, place[0], None


def _level_of_body(syllables: Syllables, i: int) -> str | None:
    """The level that a Party committee before the name tells: «Huyện ủy | Phú Bình»."""
    if not (syllables.follows(i + 1) and syllables.follows(i + 2)):
        return None
    return load_names().bodies.get(" ".join(syllables.lows[i : i + 2]))


def _read_list(
    syllables: Syllables, at: int, level: str | None
) -> Iterator[tuple[int, int, int, str | None]]:
    while at < len(syllables):
        joined = syllables.lows[at] == "và" and syllables.follows(at)
        if not joined and syllables.gaps[at] != ", ":
            return
        at += joined
        place = match_place(syllables, at)
        if place is None:
            return
        yield at, at, place[0], level
        at = place[0]


def _mention(place: tuple[int, int], words: str, level: str | None, on: date | None) -> PlaceMention:
    """What the table knows of a name at a level; the province where both it and its city bear the name."""
    if level in (None, "province", "city"):
        for province in _provinces(words, level, on):
            return _of_province(place, province, on)
    if level == "commune":
        return PlaceMention(*place, "place commune", words, "commune", exists=None)
    homes = {p.name for p in load_provinces() if _has_district(p, words)}
    home = homes.pop() if len(homes) == 1 else None
    exists = None if on is None else on < _CHANGED
    return PlaceMention(
        *place,
        "place district",
        words,
        "district",
        follow_province(home, on) if home else None,
        None,
        last_day_of_districts(),
        exists,
        follow_province(home) if home else None,
    )


def _has_district(province: Province, name: str) -> bool:
    """Whether a district of the name lay there; the city that bears its province's name is one."""
    low = name.lower()
    return low in (d.lower() for d in province.districts) or (
        not province.city and low == province.name.lower()
    )


def _provinces(words: str, level: str | None, on: date | None) -> list[Province]:
    """The provinces of a name that the level allows, those that exist on the day first."""
    low = words.lower()
    named = [p for p in load_provinces() if low in (n.lower() for n in (p.name, *p.aliases))]
    if level == "city":
        # «TP Huế» is a city of that rank only since 2025: before, it is the district of its province.
        named = [p for p in named if p.city and (on is None or p.stands_on(on))]
    if level == "province":
        named = [p for p in named if not p.city] or named
    return sorted(named, key=lambda p: on is not None and not p.stands_on(on))


def _of_province(place: tuple[int, int], province: Province, on: date | None) -> PlaceMention:
    exists = None if on is None else province.stands_on(on)
    home = province.name if on is None or exists else follow_province(province.name, on)
    return PlaceMention(
        *place,
        "place province",
        province.name,
        "province",
        home,
        province.since,
        province.until,
        exists,
        follow_province(province.name),
    )
