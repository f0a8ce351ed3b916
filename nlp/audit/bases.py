"""Bases: the printed number of people whom gradings, qualifications and their percentages split up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from nlp.cues import find_cues
from nlp.outcomes import OutcomeMention
from nlp.quantities import QuantityMention
from nlp.reading import Reading
from nlp.training.draft import LOOK_BACK, Draft

NEAR = 260
"""Results split up a result at most this many characters before them."""
FAR = 600
"""The strength of a body is told at most this many characters before its qualifications, in the same paragraph."""
_OUT_OF = re.compile(r"(?<![^\W_])trong(?: tổng)?(?: số)?\s$", re.IGNORECASE)
_OF_WHOM = re.compile(r"[^,;.:\n]{0,50}?\s(?:thì|đã có)\s", re.IGNORECASE)
_STANDING = re.compile(
    r"(?<![^\W_])(?:có|gồm|với|là|còn|tổng số|trong số)\s(?:[^.;\n]{1,60}(?:,|với|và)\s)?(?:tổng số\s)?$",
    re.IGNORECASE,
)
_ANYONE = ("người", "đồng chí")
_SPLIT = frozenset(["trong đó", "cụ thể", "gồm", "gồm có", "bao gồm", "bao gồm có", "chia ra", "chia thành"])
QUALIFIED = ("outcome degree", "outcome share", "outcome share of")


def split_bases(
    reading: Reading, outcomes: Sequence[OutcomeMention], outcome: OutcomeMention
) -> list[QuantityMention]:
    """The numbers that the words themselves split up into results, the nearest first."""
    found = [
        *_results_split(reading, outcomes, outcome),
        *_named_in_sentence(reading, outcome),
        *_split_in_sentence(reading, outcome),
    ]
    return _large_enough(found, outcome)


def likely_bases(
    reading: Reading, drafts: Sequence[Draft], outcomes: Sequence[OutcomeMention], outcome: OutcomeMention
) -> list[QuantityMention]:
    """The numbers told before that the results are most likely of, the likeliest first."""
    stood = _stood_before(reading, outcomes, drafts, outcome)
    return _large_enough([*stood, *_trained(drafts, outcome)], outcome)


def bases_in_paragraph(reading: Reading, outcome: OutcomeMention) -> list[QuantityMention]:
    """Every number of people told before in the paragraph, the nearest first: only an exact sum ties them."""
    block = reading.plain.rfind("\n", 0, outcome.start) + 1
    return _large_enough(list(_before(reading, max(block, outcome.start - FAR), outcome.start)), outcome)


def _large_enough(bases: Sequence[QuantityMention], outcome: OutcomeMention) -> list[QuantityMention]:
    least = outcome.count.low if outcome.count else 0
    return [b for b in bases if b.exact and b.low >= least and b is not outcome.count]


def has_part_cue(plain: str, start: int, end: int) -> bool:
    """True where words between two places say that the second splits up the first."""
    for cue in find_cues(plain, "part", start, end):
        words = plain[cue.start : cue.end].lower()
        if words in _SPLIT or words.startswith("trong "):
            return True
    return False


def _results_split(
    reading: Reading, outcomes: Sequence[OutcomeMention], outcome: OutcomeMention
) -> Iterator[QuantityMention]:
    """«96 người tốt nghiệp; trong số đó, 18 người nhận bằng giỏi …»."""
    at = bisect_left(outcomes, outcome.start, key=lambda o: o.start)
    for earlier in reversed(outcomes[max(0, at - 12) : at]):
        if earlier.count is None or earlier.grade or earlier.rule in QUALIFIED:
            continue
        if outcome.start - earlier.end <= NEAR and has_part_cue(reading.plain, earlier.end, outcome.start):
            yield earlier.count


def _before(reading: Reading, start: int, end: int) -> Iterator[QuantityMention]:
    """The counts of people in a stretch, the last first."""
    at = bisect_left(reading.quantities, end, key=lambda q: q.start)
    for quantity in reversed(reading.quantities[max(0, at - 16) : at]):
        if quantity.start < start:
            return
        if quantity.kind == "people" and not quantity.turns and not quantity.per:
            yield quantity


def _sentence_start(reading: Reading, at: int) -> int:
    index = bisect_left(reading.sentences, at + 1, key=lambda s: s.start) - 1
    return reading.sentences[max(0, index)].start if reading.sentences else 0


def _named_in_sentence(reading: Reading, outcome: OutcomeMention) -> Iterator[QuantityMention]:
    """«Trong số 264 học viên …, có 31 …», «Phường có 62 cán bộ … thì 57 người …»."""
    for quantity in _before(reading, _sentence_start(reading, outcome.start), outcome.start):
        head = reading.plain[max(0, quantity.start - 16) : quantity.start]
        if _OUT_OF.search(head) or _OF_WHOM.match(reading.plain[quantity.end : outcome.start]):
            yield quantity


def _split_in_sentence(reading: Reading, outcome: OutcomeMention) -> Iterator[QuantityMention]:
    """«có 2.860 cán bộ, công chức, trong đó 2.431 người có trình độ …; 1.978 người …»."""
    start = _sentence_start(reading, outcome.start)
    cues = [
        cue
        for cue in find_cues(reading.plain, "part", start, outcome.start)
        if reading.plain[cue.start : cue.end].lower() in _SPLIT
    ]
    if cues:
        yield from list(_before(reading, start, cues[-1].start))[:1]


def _stood_before(
    reading: Reading, outcomes: Sequence[OutcomeMention], drafts: Sequence[Draft], outcome: OutcomeMention
) -> Iterator[QuantityMention]:
    """The strength of a body told before: «Đảng bộ có 68.000 đảng viên. Trình độ … là 43.000 đảng viên»."""
    if outcome.rule not in QUALIFIED or outcome.count is None:
        return
    block = reading.plain.rfind("\n", 0, outcome.start) + 1
    units = (_unit(reading, outcome.count), *_ANYONE)
    for quantity in _before(reading, max(block, outcome.start - FAR), outcome.start):
        head = reading.plain[max(block, quantity.start - 70) : quantity.start]
        if _STANDING.search(head) and not _is_counted(quantity, drafts, outcomes):
            if _unit(reading, quantity) in units or units[0] in _ANYONE:
                yield quantity
            return


def _is_counted(
    quantity: QuantityMention, drafts: Sequence[Draft], outcomes: Sequence[OutcomeMention]
) -> bool:
    """True for learners of a training and for results."""
    return any(d.learners is quantity for d in drafts) or any(o.count is quantity for o in outcomes)


def _unit(reading: Reading, quantity: QuantityMention) -> str:
    return reading.plain[quantity.unit_start : quantity.unit_end].lower()


def _trained(drafts: Sequence[Draft], outcome: OutcomeMention) -> Iterator[QuantityMention]:
    """The learners of the training whose results these are; of staff's qualifications, only those of the sentence."""
    passed = bisect_left(drafts, outcome.start, key=lambda d: d.start)
    drafts = drafts[max(0, passed - LOOK_BACK) : passed]
    if outcome.rule == "outcome degree":
        drafts = [d for d in drafts if d.sentence.start <= outcome.start < d.sentence.end]
    least = outcome.count.low if outcome.count else 0
    held = [d for d in drafts if d.learners and d.end <= outcome.start and d.status == "held"]
    held = [d for d in held if d.learners and not d.per and not d.learners.turns]
    whole = [d for d in held if d.learners and d.learners.low >= least]
    tops = [d for d in whole if d.total is None or d is held[-1]]
    for draft in reversed(tops):
        if draft.learners:
            yield draft.learners
