"""Names that sign a report or a picture, and so are no people of it."""

from __future__ import annotations

import re

from nlp.people.find import Sighting
from nlp.people.ground import load_roles
from nlp.syllables import Syllables

_SCHOLARS = frozenset(["ths", "th", "ts", "pgs", "gs", "s", "thạc", "tiến", "sĩ", "sỹ", "cn", "cử", "nhân"])
_SIGNING = re.compile(r" \((?:thực hiện|ghi|lược ghi|lược dịch|tổng hợp|tổng thuật)\)", re.IGNORECASE)
"""In brackets behind a name, these sign an interview: «Thu Hà (thực hiện)»."""
_LAST_LINE = 140
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
    if after == " (" and _SIGNING.match(syllables.plain, syllables.ends[sighting.end - 1]):
        return True
    if sighting.role is not None:
        return False
    if sighting.evidence == "title":
        return _signs_with_title(syllables, sighting)
    return sighting.evidence == "name" and _stands_alone(syllables, sighting)


def _signs_with_title(syllables: Syllables, sighting: Sighting) -> bool:
    """True for a scholar's name on the last line: «ThS. LÊ THỊ AN», «TS. Ngô An (Trường Chính trị tỉnh)»."""
    start = sighting.start
    while start and syllables.lows[start - 1] in _SCHOLARS and "\n" not in syllables.gaps[start]:
        start -= 1
    if start == sighting.start or (start and "\n" not in syllables.gaps[start]):
        return False
    rest = syllables.plain[syllables.ends[sighting.end - 1] :][:_LAST_LINE].strip(" *\n")
    return not rest or (rest.startswith(("(", "-")) and "\n" not in rest and len(rest) < _LAST_LINE - 20)


def _stands_alone(syllables: Syllables, sighting: Sighting) -> bool:
    before, after = syllables.gaps[sighting.start], syllables.gaps[sighting.end]
    opens = sighting.start == 0 or "\n" in before or before.strip()[-1:] in _SENTENCE_ENDS
    closes = sighting.end == len(syllables) or "\n" in after
    return opens and closes
