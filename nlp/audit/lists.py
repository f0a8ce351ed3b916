"""Sums of lists of one unit that are no training: «12 chuyên đề; trong đó có 9 chuyên đề … và 3 chuyên đề …»."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from nlp.audit.adding import add_up, is_open, overlaps, says_all
from nlp.audit.check import CheckMention
from nlp.cues import find_cues
from nlp.layout import Sentence
from nlp.quantities import QuantityMention
from nlp.reading import Reading, within

NEAR = 120
"""A breakdown begins at most this many characters behind its total."""
ROUND = 1_000_000
"""Numbers of this size are printed rounded («471,8 tỷ đồng»), so that their sums needn't meet."""
CLOSE = 0.02
"""Parts that miss the total by no more than this share of it are meant to be all."""
_RULE = "sum of a list"
_COLON = re.compile(r"[^.:;\d]{0,60}:[^.:;\d]{0,60}")
_INCREASE = re.compile(r" (?:so với|nữa)(?![^\W_])", re.IGNORECASE)
_EACH = re.compile(r"(?<![^\W_])mỗi\s[^,;.]*$", re.IGNORECASE)
LONGEST = 60
"""Sentences with more numbers than this are tables, no breakdown."""


def sums_of_lists(reading: Reading, used: Set[int]) -> list[CheckMention]:
    """The sums of lists; `used` are the identities of numbers that other sums add up."""
    checks: list[CheckMention] = []
    for sentence in reading.sentences:
        if sentence.block.zone not in ("title", "dateline", "byline"):
            checks += _in_sentence(reading, sentence, used)
    return checks


def _in_sentence(reading: Reading, sentence: Sentence, used: Set[int]) -> list[CheckMention]:
    row = [
        q
        for q in within(reading.quantities, sentence.start, sentence.end)
        if q.kind != "percent" and not q.per
    ]
    checks = []
    for index, total in enumerate(row[:-2] if len(row) <= LONGEST else ()):
        if id(total) not in used and total.base is None:
            parts = _parts(reading.plain, total, row[index + 1 :])
            if len(parts) > 1 and (check := _of_list(reading.plain, total, parts)):
                checks.append(check)
    return checks


def _of_list(plain: str, total: QuantityMention, parts: Sequence[QuantityMention]) -> CheckMention | None:
    """The first parts that meet the total; where none do, all of them if the words claim them to be all."""
    unit = _unit(plain, total)
    if total.kind == "people" and overlaps(plain, total.end, parts[-1].end):
        return None
    for count in range(2, len(parts) + 1):
        check = add_up(total, parts[:count], unit, _RULE)
        if check and check.holds:
            return check
    if total.kind == "time":
        return None
    check = add_up(total, parts, unit, _RULE)
    large = max(total.low, *(p.low for p in parts)) >= ROUND
    if check is None or large:
        return None
    close = abs(check.computed - check.reported) <= CLOSE * check.reported
    return check if close or says_all(plain, check.start, parts[0].start, parts[-1].start) else None


def _parts(plain: str, total: QuantityMention, after: Sequence[QuantityMention]) -> list[QuantityMention]:
    parts = [q for q in after if _unit(plain, q) == _unit(plain, total)]
    # «27 đoàn với 461 cán bộ, trong đó 5 đoàn …»: another count may stand beside the total.
    first = parts[0].start if len(after) > 1 and after[1:2] == parts[:1] else after[0].start
    cues = find_cues(plain, "part", total.end, first)
    if not _COLON.fullmatch(plain, total.end, first) and not (cues and cues[0].start - total.end <= NEAR):
        return []
    if _INCREASE.match(plain, total.end, total.end + 12):
        return []
    if any(_EACH.search(plain[max(0, p.start - 16) : p.start]) for p in parts):
        return []
    return [] if parts and is_open(plain, parts[-1].end) else parts


def _unit(plain: str, quantity: QuantityMention) -> str:
    return plain[quantity.unit_start : quantity.unit_end].lower()
