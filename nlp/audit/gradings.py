"""Sums of results: gradings and qualifications against those whom they split up, shares against 100 %."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from nlp.audit.adding import add_up, claims_all, is_open, leaves_rest
from nlp.audit.bases import bases_in_paragraph, has_part_cue, likely_bases, split_bases
from nlp.audit.check import CheckMention
from nlp.outcomes import OutcomeMention
from nlp.quantities import QuantityMention
from nlp.reading import Reading
from nlp.training.draft import Draft

APART = 80
"""Results further apart than this many characters belong to different groups."""
_RULE = "sum of results"
_RESULTS = re.compile(r"kết quả|xếp loại|phân loại", re.IGNORECASE)
_LOWEST = re.compile(r"trung bình|yếu|kém|đạt", re.IGNORECASE)
_THEORY = re.compile(r"lý luận|LLCT|chính trị", re.IGNORECASE)
_TOPIC = re.compile(r"\.\s|\n|(?<![^\W_])về\s", re.IGNORECASE)
_OTHER_TOPIC = re.compile(r"\.\s+về\s", re.IGNORECASE)
_OF_THESE = re.compile(r"(?<![^\W_])trong (?:đó|số)", re.IGNORECASE)
_OVERLAPS = re.compile(r"trở lên|trở xuống", re.IGNORECASE)


def sums_of_outcomes(
    reading: Reading, drafts: Sequence[Draft], outcomes: Sequence[OutcomeMention]
) -> list[CheckMention]:
    """The sums of every group of gradings, of qualifications, and of shares of 100 %."""
    checks: list[CheckMention] = []
    for group in _groups(reading, outcomes, lambda o: o.grade and o.count is not None):
        if check := _of_grades(reading, drafts, outcomes, group):
            checks.append(check)
    for group in _groups(reading, outcomes, lambda o: o.rule == "outcome degree"):
        if check := _of_levels(reading, drafts, outcomes, group):
            checks.append(check)
    for group in _groups(reading, outcomes, lambda o: o.grade and o.count is None):
        if check := _of_shares(reading, outcomes, group):
            checks.append(check)
    return checks


def _groups(
    reading: Reading, outcomes: Sequence[OutcomeMention], wanted: Callable[[OutcomeMention], bool]
) -> Iterator[list[OutcomeMention]]:
    """Results that stand together and exclude each other: no category twice, none far from the last."""
    group: list[OutcomeMention] = []
    seen: set[str] = set()
    for outcome in filter(wanted, outcomes):
        category = reading.plain[outcome.category_start : outcome.category_end].lower()
        if group and (category in seen or _is_apart(reading.plain, group[-1], outcome, category)):
            yield group
            group, seen = [], set()
        group.append(outcome)
        seen.add(category)
    if group:
        yield group


def _is_apart(plain: str, last: OutcomeMention, outcome: OutcomeMention, category: str) -> bool:
    """True where the second is too far away, a part of the first, or of another field: «Về rèn luyện, …»."""
    between = plain[last.end : outcome.start]
    if len(between) > APART or _OTHER_TOPIC.search(between):
        return True
    if outcome.rule != "outcome degree":
        covers = plain[last.category_start : last.category_end].lower()
        return category in covers.split(", ") and bool(_OF_THESE.search(between))
    fields = [bool(_THEORY.search(plain, o.category_start, o.category_end)) for o in (last, outcome)]
    return fields[0] != fields[1] or bool(_TOPIC.search(plain, last.end, outcome.start))


def _counts(group: Sequence[OutcomeMention]) -> list[QuantityMention]:
    return [o.count for o in group if o.count]


def _of_grades(
    reading: Reading,
    drafts: Sequence[Draft],
    outcomes: Sequence[OutcomeMention],
    group: Sequence[OutcomeMention],
) -> CheckMention | None:
    counts = _counts(group)
    end = group[-1].end
    if len(counts) < 2 or is_open(reading.plain, end) or leaves_rest(reading.plain, end, end + APART):
        return None
    bases = _printed_with(counts) or split_bases(reading, outcomes, group[0])
    split = _first(_sums(reading, [*bases, *_passed(reading, outcomes, group[0])], counts))
    if split and (split.holds or claims_all(reading.plain, split, group[0].start, group[-1].start)):
        return split
    bases = likely_bases(reading, drafts, outcomes, group[0]) + _certified_after(reading, outcomes, group)
    likely = _first(_sums(reading, bases, counts))
    return likely if likely and (likely.holds or _claims(reading, likely, group)) else None


def _passed(
    reading: Reading, outcomes: Sequence[OutcomeMention], first: OutcomeMention
) -> list[QuantityMention]:
    """Those whose result stands right before the gradings: «70 học viên tốt nghiệp; xếp loại giỏi 12 học viên»."""
    at = bisect_left(outcomes, first.start, key=lambda o: o.start)
    before = [o for o in outcomes[max(0, at - 4) : at] if o.count and not o.grade]
    near = before and first.start - before[-1].end <= APART
    return [before[-1].count] if near and before[-1].count and before[-1].count.exact else []


def _printed_with(counts: Sequence[QuantityMention]) -> list[QuantityMention]:
    """The base that each count prints: «giỏi 15/80 học viên, khá 65/80 học viên»."""
    base = counts[0].base
    return [replace(counts[0], low=base, high=base)] if base and all(c.base == base for c in counts) else []


def _sums(
    reading: Reading, bases: Sequence[QuantityMention], counts: Sequence[QuantityMention]
) -> list[CheckMention]:
    return [check for base in bases if (check := _add(reading, base, counts))]


def _first(checks: Sequence[CheckMention]) -> CheckMention | None:
    """The check that holds, else the surest."""
    return next((c for c in checks if c.holds), checks[0] if checks else None)


def _add(reading: Reading, base: QuantityMention, counts: Sequence[QuantityMention]) -> CheckMention | None:
    return add_up(base, counts, reading.plain[base.unit_start : base.unit_end].lower(), _RULE)


def _certified_after(
    reading: Reading, outcomes: Sequence[OutcomeMention], group: Sequence[OutcomeMention]
) -> list[QuantityMention]:
    """Those who got their certificates, told right behind the gradings; only an exact sum ties them."""
    last = group[-1]
    added = sum(o.count.low for o in group if o.count)
    later = [o for o in outcomes if o.count and not o.grade and last.end <= o.start <= last.end + 2 * APART]
    return [o.count for o in later if o.count and o.count.low == added]


def _claims(reading: Reading, check: CheckMention, group: Sequence[OutcomeMention]) -> bool:
    first = group[0].start
    told = has_part_cue(reading.plain, check.start, first) or _RESULTS.search(
        reading.plain, check.start, first
    )
    return bool(told) and claims_all(reading.plain, check, first, group[-1].start)


def _of_levels(
    reading: Reading,
    drafts: Sequence[Draft],
    outcomes: Sequence[OutcomeMention],
    group: Sequence[OutcomeMention],
) -> CheckMention | None:
    """Levels of one breakdown: «85 học viên, trong đó 82 … có trình độ đại học, 3 … là thạc sĩ»."""
    counts = _counts(group)
    words = reading.plain[group[0].start : group[-1].end]
    if len(counts) < 2 or _OVERLAPS.search(words) or is_open(reading.plain, group[-1].end):
        return None
    split = split_bases(reading, outcomes, group[0])
    likely = likely_bases(reading, drafts, outcomes, group[0])
    for base in [*split, *(b for b in likely if has_part_cue(reading.plain, b.end, group[0].start))]:
        check = _add(reading, base, counts)
        if check and (check.holds or 0.9 * base.low <= check.computed <= 1.1 * base.low):
            return check
    exact = _sums(reading, [*likely, *bases_in_paragraph(reading, group[0])], counts)
    return next((c for c in exact if c.holds), None)


def _of_shares(
    reading: Reading, outcomes: Sequence[OutcomeMention], group: Sequence[OutcomeMention]
) -> CheckMention | None:
    """«100% học viên đạt yêu cầu, trong đó giỏi 18,4%, khá 66,9%, trung bình 14,9%»."""
    shares = [o.percent for o in group if o.percent]
    whole = next((o for o in reversed(outcomes) if o.end <= group[0].start), None)
    base = whole.percent if whole else None
    if (
        base is None
        or whole is None
        or base.low != 100
        or len(shares) < 2
        or is_open(reading.plain, group[-1].end)
    ):
        return None
    if group[0].start - whole.end > APART or not has_part_cue(reading.plain, whole.end, group[0].start):
        return None
    check = add_up(base, shares, "%", "sum of shares")
    last = group[-1]
    lowest = _LOWEST.fullmatch(reading.plain[last.category_start : last.category_end])
    return check if check and (check.holds or lowest or 95 <= check.computed <= 105) else None
