"""Percentages: a count against its printed base."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nlp.audit.bases import NEAR, bases_in_paragraph, likely_bases, split_bases
from nlp.audit.check import CheckMention
from nlp.audit.dividing import divide
from nlp.audit.ratios import check_ratios
from nlp.outcomes import OutcomeMention
from nlp.quantities import QuantityMention
from nlp.reading import Reading, within
from nlp.training.draft import Draft

_TIE = re.compile(r"(?<![^\W_])(?:chiếm|đạt|bằng|tỷ lệ|tỉ lệ)(?![^\W_])|\(", re.IGNORECASE)
_EXCESS = re.compile(r"(?<![^\W_])(?:vượt|tăng|giảm|hơn|thêm|thiếu|hụt)\s$", re.IGNORECASE)
"""«vượt 25% kế hoạch» is what was done beyond the plan."""
_BREAK = re.compile(r"[;\n]|\. ")
POINTS = 5
"""A percentage further off than this from a base told long before is of another base."""
NEAREST = 4
"""Where the surest base fails, at most this many numbers before a percentage are tried."""
REACH = 80
"""How far behind «120/128 học viên» its percentage may stand."""


def check_percents(
    reading: Reading, drafts: Sequence[Draft], outcomes: Sequence[OutcomeMention]
) -> list[CheckMention]:
    """Every printed percentage that a printed count and a printed base make possible."""
    checks = []
    for outcome in outcomes:
        if check := _of_outcome(reading, drafts, outcomes, outcome):
            checks.append(check)
    checks += _of_fractions(reading, {(c.end, c.reported) for c in checks})
    checks += _of_plans(reading, drafts)
    known = {(c.reported, c.terms) for c in checks}
    ends = {c.end for c in checks}
    return checks + [c for c in check_ratios(reading, ends) if (c.reported, c.terms) not in known]


def _of_outcome(
    reading: Reading,
    drafts: Sequence[Draft],
    outcomes: Sequence[OutcomeMention],
    outcome: OutcomeMention,
) -> CheckMention | None:
    """The check against the base that makes it hold, else against the surest base."""
    count, percent = outcome.count, outcome.percent
    if count is None or percent is None or count.base is not None:
        return None
    split = split_bases(reading, outcomes, outcome)
    likely = likely_bases(reading, drafts, outcomes, outcome)
    checks = [c for base in (*split, *likely) if (c := divide(count, base, percent))]
    sure = [
        c
        for c in checks
        if split or outcome.start - c.start <= NEAR or abs(c.computed - c.reported) <= POINTS
    ]
    if exact := next((c for c in checks if c.holds), None):
        return exact
    others = (divide(count, base, percent) for base in bases_in_paragraph(reading, outcome)[:NEAREST])
    return next((c for c in others if c and c.holds), sure[0] if sure else None)


def _of_plans(reading: Reading, drafts: Sequence[Draft]) -> list[CheckMention]:
    """«mở 66 lớp …, bằng 110% kế hoạch năm (60 lớp)»: what was done against what was planned."""
    checks = []
    for done, plan in pairwise(drafts):
        if not plan.yardstick or done.sentence is not plan.sentence:
            continue
        count, base = (done.classes, plan.classes) if plan.classes else (done.learners, plan.learners)
        percents = [q for q in within(reading.quantities, done.end, plan.start) if q.kind == "percent"]
        if count and base and len(percents) == 1 and not _is_excess(reading, percents[0]):
            check = divide(count, base, percents[0], beyond=True)
            checks += [replace(check, end=base.end)] if check else []
    return checks


def _of_fractions(reading: Reading, done: set[tuple[int, int | float]]) -> list[CheckMention]:
    """«120/128 học viên, đạt 93,75%»: count and base printed together."""
    checks = []
    for index, count in enumerate(reading.quantities):
        if count.base is None:
            continue
        percent = next((q for q in reading.quantities[index + 1 : index + 3] if q.kind == "percent"), None)
        between = reading.plain[count.end : percent.start] if percent else ""
        if percent is None or len(between) > REACH or _BREAK.search(between) or not _TIE.search(between):
            continue
        base = replace(count, low=count.base, high=count.base, base=None)
        check = divide(count, base, percent)
        if check and (check.end, check.reported) not in done:
            checks.append(check)
    return checks


def _is_excess(reading: Reading, percent: QuantityMention) -> bool:
    return bool(_EXCESS.search(reading.plain[max(0, percent.start - 12) : percent.start]))
