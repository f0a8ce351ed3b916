"""Sums of training: classes and learners of a total against those of its direct parts."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.audit.adding import LEAST, add_up, claims_all, is_open, leaves_rest
from nlp.audit.breakdowns import Breakdown
from nlp.audit.check import CheckMention
from nlp.outcomes import OutcomeMention
from nlp.quantities import QuantityMention
from nlp.reading import Reading
from nlp.training.draft import Draft

_RULE = "sum of training"
FAR = 1500
"""A rest without a number is told at most this many characters before the last part."""
MOST_PAIRS = 12
"""More statements than are ever told one by one without a word that splits a total up."""
MOST_PARTS = 30
"""More parts than any printed breakdown has."""


def sums_of_training(
    reading: Reading, drafts: Sequence[Draft], outcomes: Sequence[OutcomeMention]
) -> list[CheckMention]:
    """The sums of every total among the training facts."""
    checks: list[CheckMention] = []
    parts_of: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.total is not None and not draft.extra:
            parts_of.setdefault(id(draft.total), []).append(draft)
    for total in drafts:
        for parts in _breakdowns(total, parts_of.get(id(total), []), drafts):
            if len(parts) < 2 or parts[0].start < total.start or _goes_on(reading.plain, parts[-1]):
                continue
            checks += _of_total(reading, total, parts)
            if total.learners is None:
                checks += _of_certified(reading, total, parts, outcomes)
    return checks


def _of_total(reading: Reading, total: Draft, parts: Sequence[Draft]) -> list[CheckMention]:
    checks = []
    for name in ("classes", "learners"):
        whole: QuantityMention | None = getattr(total, name)
        counts = _counts(parts, name)
        if whole is None or reading.plain.startswith(" so với", whole.end):
            continue
        if len(counts) < 2 or (len(counts) < len(parts) and name == "learners"):
            continue
        if name == "learners" and len({q.turns for q in (whole, *counts)}) > 1:
            continue
        unit = reading.plain[whole.unit_start : whole.unit_end].lower()
        check = add_up(whole, counts, unit, _RULE)
        if check and (check.holds or _claims(reading.plain, check, parts, counts)):
            checks.append(check)
    return checks


def _claims(
    plain: str, check: CheckMention, parts: Sequence[Draft], counts: Sequence[QuantityMention]
) -> bool:
    """True where parts that miss their total are meant to be all of it."""
    last = parts[-1]
    whole = not leaves_rest(plain, max(parts[0].end, last.end - FAR), last.sentence.end)
    apart = last.sentence is not parts[0].sentence and check.computed < LEAST * check.reported
    return whole and not apart and claims_all(plain, check, counts[0].start, counts[-1].start)


def sums_beside(
    reading: Reading, drafts: Sequence[Draft], breakdowns: Sequence[Breakdown]
) -> list[CheckMention]:
    """The sums of learners where the classes beside them are a whole breakdown."""
    by_classes = {id(d.classes): d for d in drafts if d.classes}
    checks = []
    for breakdown in breakdowns:
        total = by_classes.get(id(breakdown.total))
        parts = [by_classes[id(p)] for p in breakdown.parts if id(p) in by_classes]
        if total and len(parts) == len(breakdown.parts):
            checks += [c for c in _of_total(reading, total, parts) if c.start != breakdown.total.start]
    return checks


def sums_of_pairs(reading: Reading, drafts: Sequence[Draft]) -> list[CheckMention]:
    """The sums of statements that meet a total in classes and in learners at once, without a word that says so."""
    checks = []
    for at, total in enumerate(drafts):
        if total.classes and total.learners and not total.per and (total.class_count or 0) > 1:
            checks += _of_pairs(reading, total, drafts[at + 1 : at + 1 + MOST_PAIRS])
    return checks


def _of_pairs(reading: Reading, total: Draft, after: Sequence[Draft]) -> list[CheckMention]:
    parts: list[Draft] = []
    classes, learners = total.class_count or 0, total.learner_count or 0
    for draft in after:
        if draft.sentence.block is not total.sentence.block or not (draft.classes and draft.learner_count):
            break
        parts.append(draft)
        classes -= draft.class_count or 0
        learners -= draft.learner_count
        if classes <= 0 or learners <= 0:
            break
    return _of_total(reading, total, parts) if classes == learners == 0 and len(parts) > 1 else []


def _counts(parts: Sequence[Draft], name: str) -> list[QuantityMention]:
    counts: list[QuantityMention] = []
    for part in parts:
        quantity: QuantityMention | None = getattr(part, name)
        if quantity and not (name == "learners" and part.per == "class"):
            counts.append(quantity)
    return counts


def _of_certified(
    reading: Reading, total: Draft, parts: Sequence[Draft], outcomes: Sequence[OutcomeMention]
) -> list[CheckMention]:
    """Learners of the parts against those certified with the total: «bế giảng 2 lớp và trao chứng chỉ cho 66»."""
    counts = _counts(parts, "learners")
    if len(counts) < max(2, len(parts)):
        return []
    for outcome in outcomes:
        whole = outcome.count
        if whole and not outcome.grade and total.sentence.start <= whole.start < counts[0].start:
            check = add_up(whole, counts, reading.plain[whole.unit_start : whole.unit_end].lower(), _RULE)
            if check and check.holds:
                return [check]
    return []


def _breakdowns(total: Draft, parts: list[Draft], drafts: Sequence[Draft]) -> list[list[Draft]]:
    """The ways in which a total is split up: by year and then by level, say, each of which makes up all of it."""
    if views := _exact_views(total, parts):
        return views
    whole = total.class_count or total.learner_count
    runs: list[list[Draft]] = [[]]
    missing = whole or 0
    for part in parts:
        runs[-1].append(part)
        missing -= (part.class_count if total.class_count else part.learner_count) or 0
        if missing == 0:
            runs.append([])
            missing = whole or 0
    if whole and len(runs) > 2 and not runs[-1] and all(len(run) > 1 for run in runs[:-1]):
        return runs[:-1]
    return [_with_followers(total, drafts, _partition(total, parts))]


def _exact_views(total: Draft, parts: Sequence[Draft]) -> list[list[Draft]]:
    """Parts side by side that meet a total in classes and in learners at once: carried in and opened, say."""
    views: list[list[Draft]] = []
    if not (total.class_count and total.learner_count):
        return views
    at = 0
    while at < len(parts):
        classes, learners, end = total.class_count, total.learner_count, at
        while end < min(len(parts), at + MOST_PARTS) and classes > 0 and learners > 0:
            classes -= parts[end].class_count or 0
            learners -= parts[end].learner_count or 0
            end += 1
        met = classes == learners == 0 and end - at > 1
        views += [list(parts[at:end])] if met else []
        at = end if met else at + 1
    return views


def _partition(total: Draft, parts: list[Draft]) -> list[Draft]:
    """The parts that make up the total: what was carried in overlaps with what was closed and carried out."""
    ended = [p for p in parts if p.event == "closing" or p.status == "carried_over"]
    carried_in = [p for p in parts if p.status == "carried_over" and p.period == total.period]
    if carried_in and len(ended) - len(carried_in) >= 2:
        return [p for p in parts if p not in carried_in]
    return parts


def _with_followers(total: Draft, drafts: Sequence[Draft], parts: list[Draft]) -> list[Draft]:
    """The parts with what follows them («Ngoài ra …») where only both together meet the total exactly."""
    if not parts or total.learner_count is None:
        return parts
    missing = total.learner_count - sum(p.learner_count or 0 for p in parts)
    longer = list(parts)
    for draft in drafts[drafts.index(parts[-1]) + 1 :]:
        if missing <= 0 or draft.total or draft.status != total.status or not draft.learner_count:
            break
        longer.append(draft)
        missing -= draft.learner_count
    return longer if missing == 0 else parts


def _goes_on(plain: str, last: Draft) -> bool:
    """True for a list that ends in «…»."""
    rest = plain[last.end : last.sentence.end].rstrip(' ./"')
    return is_open(plain, last.end) or rest.endswith(("…", "..."))
