"""The chart of learners by programme and year, as plain geometry that a template draws.

Widths are percentages, heights pixels: the drawing keeps its letters' size from a phone to a printed page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from nlp.show import label, show_number

KINDS = ("held-people", "held-enrolments", "planned-people", "planned-enrolments")
_BAR, _STEP = 15, 22  # pixels: a bar, and from one to the next
_HEAD, _FIRST, _AFTER = 18, 10, 16  # a group's name, from it to its first bar, after its last


@dataclass(frozen=True, slots=True)
class Volume:
    """Learners of a programme in a period, empty where not known; `kind` is one of KINDS."""

    programme: str | None
    period: str
    kind: str
    low: int
    high: int
    rounded: bool = False
    classes: int | None = None

    @property
    def value(self) -> str:
        """The number in words, a range where one is printed, ≈ where it is rounded."""
        low = show_number(self.low)
        exact = low if self.low == self.high else f"{low}\N{EN DASH}{show_number(self.high)}"
        return f"≈ {exact}" if self.rounded else exact


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label: `y` in pixels from the top, `width` in per cent of the longest bar."""

    volume: Volume
    period: str
    y: int
    width: float


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of one programme under its name."""

    programme: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The groups from top to bottom, the height in pixels, what it says in words, and the kinds of bars."""

    groups: tuple[Group, ...]
    height: int
    summary: str
    kinds: tuple[str, ...]
    bar: int = _BAR


def draw_chart(volumes: Sequence[Volume]) -> Chart | None:
    """Lay the volumes out, the largest programme first, periods in order; None where there are none."""
    if not volumes:
        return None
    longest = max(v.high for v in volumes) or 1
    groups: list[Group] = []
    y = 0
    for programme, members in group_volumes(volumes):
        y += _HEAD
        bars: list[Bar] = []
        for i, volume in enumerate(members):
            again = i > 0 and members[i - 1].period == volume.period
            top = y + _FIRST + i * _STEP
            period = "" if again else volume.period or "chưa rõ"
            bars.append(Bar(volume, period, top, round(100 * volume.high / longest, 2)))
        groups.append(Group(programme or "none", y, tuple(bars)))
        y += _FIRST + len(members) * _STEP + _AFTER
    kinds = tuple(kind for kind in KINDS if any(v.kind == kind for v in volumes))
    return Chart(tuple(groups), y - _AFTER, _summarise(volumes), kinds)


def group_volumes(volumes: Sequence[Volume]) -> list[tuple[str | None, list[Volume]]]:
    """Programmes by falling size of what was held, those not named last; each with its volumes in order."""
    ordered = sorted(volumes, key=lambda v: (v.programme or "~", v.period or "~", KINDS.index(v.kind)))
    groups = [(p, list(members)) for p, members in groupby(ordered, key=lambda v: v.programme)]
    return sorted(groups, key=lambda g: (g[0] is None, -_size(g[1]), g[0] or ""))


def _size(members: Sequence[Volume]) -> int:
    return sum(v.high for v in members if v.kind.startswith("held"))


def _summarise(volumes: Sequence[Volume]) -> str:
    groups = ((label("programme", code or "none"), members) for code, members in group_volumes(volumes))
    return "; ".join(
        f"{name}, {v.period or 'chưa rõ'}, {label('bar', v.kind)}: {v.value}"
        for name, members in groups
        for v in members
    )
