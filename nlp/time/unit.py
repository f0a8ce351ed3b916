"""A unit of the calendar as printed, before the article's date fills in what it leaves out."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

DAY = r"(?:[12]\d|3[01]|0?[1-9])"
MONTH = r"(?:1[0-2]|0?[1-9])"
YEAR = r"(?:1[5-9]|20)\d\d"
OF_YEAR = rf"(?:,?\s(?:của\s)?năm\s(?:({YEAR})(?![^\W_]|[.,/]\d)|(nay|ngoái|trước|sau|tới)(?![^\W_])))"
"""The year behind a smaller unit: two groups, a number or a word."""

YEAR_WORDS = {"nay": 0, "ngoái": -1, "trước": -1, "sau": 1, "tới": 1}


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day whose year may be missing; a day past the end of its month stands for that end."""

    year: int | None
    month: int
    day: int

    def in_year(self, year: int) -> date:
        """The day in the given year."""
        return date(year, self.month, min(self.day, calendar.monthrange(year, self.month)[1]))


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed stretch `[start, end)` with its first and last day; None for one that is the day of publication.

    `core` is where the unit itself begins, after leading words. `year_shift` counts years from the article's
    (năm ngoái is -1); `shift` names a unit counted from the article's day («hôm qua» is `("day", -1)`). `partial`
    says what no date can fill in.
    """

    start: int
    end: int
    core: int
    kind: str
    first: CalendarDay | None = None
    last: CalendarDay | None = None
    year_shift: int | None = None
    shift: tuple[str, int] | None = None
    listed: bool = True
    headed: bool = True
    partial: str | None = None

    @property
    def year(self) -> int | None:
        """The printed year of the last day, or of the first where the last has none."""
        ends = [d.year for d in (self.last, self.first) if d is not None and d.year is not None]
        return ends[0] if ends else None

    @property
    def open(self) -> bool:
        """True where a year is missing that the article's date or a neighbour must give."""
        return self.shift is None and self.year_shift is None and self.year is None


def is_day(day: int, month: int, year: int | None) -> bool:
    """True where the calendar has this day; without a year 29 February counts."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2024, month)[1]


def span(year: int | None, first_month: int, last_month: int) -> tuple[CalendarDay, CalendarDay]:
    """The first day of one month and the last day of another of the same year."""
    return CalendarDay(year, first_month, 1), CalendarDay(year, last_month, 31)


def read_year(number: str | None, word: str | None) -> tuple[int | None, int | None]:
    """The groups of `OF_YEAR` as a year and a shift from the article's year."""
    return (int(number) if number else None), (YEAR_WORDS[word] if word else None)
