"""People with their roles, as the press prints them beside the name.

Persons are recognised by what stands before the name (a title, an office) or by the name's own shape; who signs a
report or a picture, figures of history and names that institutions bear are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp.organisations import OrganisationMention, find_organisations
from nlp.people.bylines import is_byline
from nlp.people.find import Sighting, find_sightings
from nlp.people.ground import lay_ground
from nlp.people.mention import PersonMention
from nlp.syllables import Syllables, split_syllables

__all__ = ["PersonMention", "find_people"]


def find_people(
    plain: str, organisations: Sequence[OrganisationMention] | None = None
) -> list[PersonMention]:
    """Every person of an evened-out text once, with the fullest role, in order of place.

    `organisations` are those of the same text; where none are given they are found here.

    >>> text = "Phó Bí thư Tỉnh ủy Nguyễn Văn An dự; ông An phát biểu."
    >>> [(p.name, text[slice(*p.role_span)]) for p in find_people(text)]
    [('Nguyễn Văn An', 'Phó Bí thư Tỉnh ủy')]
    """
    syllables = split_syllables(plain)
    organisations = find_organisations(plain) if organisations is None else organisations
    ground = lay_ground(syllables, organisations)
    best: dict[tuple[str, ...], Sighting] = {}
    for sighting in find_sightings(ground):
        if not is_byline(syllables, sighting):
            name = tuple(syllables.lows[sighting.start : sighting.end])
            known = best.get(name)
            if known is None or _fullness(syllables, sighting) > _fullness(syllables, known):
                best[name] = sighting
    endings = {name[k:] for name in best for k in range(1, len(name))}
    return sorted(_mention(syllables, s) for name, s in best.items() if name not in endings)


def _fullness(syllables: Syllables, sighting: Sighting) -> int:
    if sighting.role is None:
        return 0
    return syllables.ends[sighting.role[1] - 1] - syllables.starts[sighting.role[0]]


def _mention(syllables: Syllables, sighting: Sighting) -> PersonMention:
    start, end = syllables.starts[sighting.start], syllables.ends[sighting.end - 1]
    role = None
    if sighting.role is not None:
        role = (syllables.starts[sighting.role[0]], syllables.ends[sighting.role[1] - 1])
        if syllables.plain.count("(", *role) > syllables.plain.count(")", *role):
            role = (role[0], role[1] + 1)
    return PersonMention(start, end, sighting.evidence, syllables.plain[start:end], role)
