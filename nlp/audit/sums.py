"""Sums: a total against all of its printed parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nlp.audit.breakdowns import VIEW_RULE, check_breakdown, find_breakdowns
from nlp.audit.check import CheckMention
from nlp.audit.gradings import sums_of_outcomes
from nlp.audit.lists import sums_of_lists
from nlp.audit.rests import sums_with_rests
from nlp.audit.tallies import sums_told_behind
from nlp.audit.totals import sums_beside, sums_of_pairs, sums_of_training
from nlp.outcomes import OutcomeMention
from nlp.reading import Reading
from nlp.training.draft import Draft


def check_sums(
    reading: Reading, drafts: Sequence[Draft], outcomes: Sequence[OutcomeMention]
) -> list[CheckMention]:
    """Every sum that the article makes possible: of training, of results, of other lists of one unit."""
    used = {id(q) for d in drafts for q in (d.classes, d.learners) if q}
    used |= {id(o.count) for o in outcomes if o.count}
    tied = [*sums_of_training(reading, drafts, outcomes), *sums_of_outcomes(reading, drafts, outcomes)]
    tied += sums_of_lists(reading, used)
    breakdowns = find_breakdowns(reading)
    printed = [c for b in breakdowns if (c := check_breakdown(reading.plain, b))]
    printed += [*sums_beside(reading, drafts, breakdowns), *sums_of_pairs(reading, drafts)]
    return _settle(tied, [*printed, *sums_with_rests(reading), *sums_told_behind(reading)])


def _settle(tied: Sequence[CheckMention], printed: Iterable[CheckMention]) -> list[CheckMention]:
    """Each sum once; where a total's parts meet it as printed, a reading in which they don't is given up."""
    checks: dict[tuple[object, ...], CheckMention] = {}
    by_total: dict[tuple[object, ...], list[CheckMention]] = {}
    for check in tied:
        # Of the same parts told once, whatever place the total, printed twice, was taken from.
        if checks.setdefault(_parts_of(check), check) is check:
            by_total.setdefault((check.start, check.reported), []).append(check)
    for check in printed:
        rivals = by_total.setdefault((check.start, check.reported), [])
        if _parts_of(check) in checks:
            continue
        if check.rule == VIEW_RULE:
            checks[_parts_of(check)] = check
            continue
        if any(c.holds for c in rivals):
            continue
        for rival in rivals:
            checks.pop(_parts_of(rival), None)
        rivals[:] = [check]
        checks[_parts_of(check)] = check
    return list(checks.values())


def _parts_of(check: CheckMention) -> tuple[object, ...]:
    return check.reported, check.terms, check.end
