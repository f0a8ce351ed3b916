"""The chart of learners by programme and year, as plain geometry that a template draws.

Widths are percentages, heights pixels: the drawing keeps its letters' size from a phone to a printed page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from nlp.show import label, show_number

_BAR, _THIN, _GAP, _HEAD, _AFTER = 16, 16, 8, 22, 34
_FULL = 56.0  # per cent of the width that the longest bar takes
_LEFT = 24.0  # per cent of the width before the bars begin


@dataclass(frozen=True, slots=True)
class Volume:
    """Learners of a programme in a year: `kind` is held-people, held-enrolments or planned."""

    programme: str | None
    period: str
    kind: str
    low: int
    high: int
    classes: int | None = None

    @property
    def value(self) -> str:
        """The number in words, a range where one is printed."""
        low = show_number(self.low)
        return low if self.low == self.high else f"{low}\N{EN DASH}{show_number(self.high)}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label; `width` and `end` are percentages of the chart's width."""

    period: str
    kind: str
    value: str
    y: int
    height: int
    width: float
    end: float


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of one programme under its name."""

    name: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The groups from top to bottom, the whole height in pixels, and what the chart says in words."""

    groups: tuple[Group, ...]
    height: int
    summary: str
    kinds: tuple[str, ...]


def draw_chart(volumes: Sequence[Volume]) -> Chart | None:
    """Lay the volumes out, the largest programme first, years in order; None where there are none."""
    if not volumes:
        return None
    longest = max(v.high for v in volumes) or 1
    groups: list[Group] = []
    y = _HEAD
    for programme, members in _by_programme(volumes):
        name, top, bars = label("programme", programme or "none"), y, []
        y += 14
        last = ""
        for v in members:
            width = round(max(_FULL * v.high / longest, 0.3), 2)
            period = "" if v.period == last else v.period
            bars.append(Bar(period, v.kind, v.value, y, _BAR, width, round(_LEFT + width, 2)))
            y, last = y + _BAR + _GAP, v.period
        groups.append(Group(name, top, tuple(bars)))
        y += _AFTER - _GAP
    kinds = tuple(k for k in ("held-people", "held-enrolments", "planned") if any(v.kind == k for v in volumes))
    return Chart(tuple(groups), y - _AFTER + _GAP, _summarise(volumes), kinds)


def _by_programme(volumes: Sequence[Volume]) -> list[tuple[str | None, list[Volume]]]:
    """Programmes by falling size of what was held, each with its volumes by year and kind."""
    ordered = sorted(volumes, key=lambda v: (v.programme or "~", v.period or "~", v.kind))
    groups = [(p, list(g)) for p, g in groupby(ordered, key=lambda v: v.programme)]
    return sorted(groups, key=lambda g: (-sum(v.high for v in g[1] if v.kind != "planned"), g[0] or "~"))


def _summarise(volumes: Sequence[Volume]) -> str:
    words = (
        f"{label('programme', v.programme or 'none')}, {v.period}, {label('counting', v.kind)}: {v.value}"
        for _, members in _by_programme(volumes)
        for v in members
    )
    return "; ".join(words)
