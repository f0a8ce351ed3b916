"""Names that sign a report or a picture, and so are no people of it."""

from __future__ import annotations

from nlp.people.find import Sighting
from nlp.people.roles import load_roles
from nlp.syllables import Syllables

_SENTENCE_ENDS = frozenset('.!?…")')


def is_byline(syllables: Syllables, sighting: Sighting) -> bool:
    """True where the name signs the text or a picture: «Ảnh: MAI LAN», a name alone on its line."""
    before = syllables.gaps[sighting.start]
    if (
        sighting.start
        and syllables.lows[sighting.start - 1] in load_roles().credits
        and (":" in before or before == " ")
    ):
        return True
    after = syllables.gaps[sighting.end]
    if after.startswith("/") and sighting.role is None:
        return True
    return sighting.evidence == "name" and sighting.role is None and _stands_alone(syllables, sighting)


def _stands_alone(syllables: Syllables, sighting: Sighting) -> bool:
    before, after = syllables.gaps[sighting.start], syllables.gaps[sighting.end]
    opens = sighting.start == 0 or "\n" in before or before.strip()[-1:] in _SENTENCE_ENDS
    closes = sighting.end == len(syllables) or "\n" in after
    return opens and closes
