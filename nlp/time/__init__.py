"""Expressions of time in the Vietnamese press, resolved to days against the article's date.

>>> [(str(t.first), str(t.last)) for t in find_times("Quý I và quý II/2023 mở 12 lớp.", None)]
[('2023-01-01', '2023-06-30')]
"""

from __future__ import annotations

from datetime import date

from nlp.hooks import lower
from nlp.time.days import find_days
from nlp.time.join import join_units
from nlp.time.lexicon import Ground
from nlp.time.mention import TimeMention
from nlp.time.months import find_months
from nlp.time.relative import find_relative
from nlp.time.resolve import context_years, find_reference, resolve_unit
from nlp.time.years import find_years

__all__ = ["TimeMention", "find_times"]


def find_times(plain: str, published: date | None) -> list[TimeMention]:
    """All expressions of time of an evened-out text, by place.

    `published` is the article's date; without it a dateline printed in the text or the year that rules the
    text serves, and what neither decides stays partial.
    """
    low = lower(plain)
    ground = Ground(low)
    found = [*find_days(ground), *find_months(ground), *find_years(ground), *find_relative(ground)]
    units = join_units(low, found)
    reference = find_reference(low, units, published)
    context = context_years(low, units)
    return sorted(resolve_unit(low, unit, reference, context.get(i)) for i, unit in enumerate(units))
