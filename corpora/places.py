"""The provinces and districts of Việt Nam with the days on which they exist: the table `data/places.toml`.

One table for all: the recognisers read names from it, the base resolves them with it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Province:
    """A province, or a city of that rank, with its days, its other names and the districts that it had.

    `since` and `until` are the first and the last day that the table knows, None where it goes further; `into` is what
    it became a part of. `enlarged` is the day since when it holds others' land too.
    """

    name: str
    city: bool = False
    since: date | None = None
    until: date | None = None
    into: str | None = None
    enlarged: date | None = None
    aliases: Sequence[str] = ()
    districts: Sequence[str] = ()

    def stands_on(self, day: date) -> bool:
        """Whether it exists on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@cache
def load_provinces() -> tuple[Province, ...]:
    """All provinces of all times in the table's order."""
    return tuple(Province(**entry) for entry in _read()["province"])


@cache
def last_day_of_districts() -> date:
    """The last day on which there were districts."""
    day: date = _read()["districts_until"]
    return day


@cache
def _read() -> dict[str, Any]:
    text = files("corpora").joinpath("data/places.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def follow_province(name: str, day: date | None = None) -> str:
    """The province that the land of `name` belongs to on a day, by default as far as the table goes.

    >>> follow_province("Hà Giang", date(2024, 1, 1)), follow_province("Hà Giang")
    ('Hà Giang', 'Tuyên Quang')
    """
    known = {province.name: province for province in load_provinces()}
    at = known[name]
    while at.into is not None and at.until is not None and (day is None or at.until < day):
        at = known[at.into]
    return at.name
