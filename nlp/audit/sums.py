"""Sums: a total against all of its printed parts."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.audit.check import CheckMention
from nlp.audit.gradings import sums_of_outcomes
from nlp.audit.lists import sums_of_lists
from nlp.audit.totals import sums_of_training
from nlp.outcomes import OutcomeMention
from nlp.reading import Reading
from nlp.training.draft import Draft


def check_sums(
    reading: Reading, drafts: Sequence[Draft], outcomes: Sequence[OutcomeMention]
) -> list[CheckMention]:
    """Every sum that the article makes possible: of training, of results, of other lists of one unit."""
    used = {id(q) for d in drafts for q in (d.classes, d.learners) if q}
    used |= {id(o.count) for o in outcomes if o.count}
    return [
        *sums_of_training(reading, drafts, outcomes),
        *sums_of_outcomes(reading, drafts, outcomes),
        *sums_of_lists(reading, used),
    ]
