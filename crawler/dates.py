"""When an article was published, as its page says it.

Vietnam writes day before month and keeps UTC+7 all year; a time with another zone is brought there first.
What lies after the fetch is no publication date, and a date that nothing states is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

VIETNAM = timezone(timedelta(hours=7))

EARLIEST = date(1990, 1, 1)
"""No Vietnamese paper was on the web before; what claims to be older is a default of its system."""

META_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "date.published",
    "sailthru.date",
    "dc.date.issued",
    "article.published",
)
"""Names, properties and item properties of `meta` elements that hold the publication time, best first."""

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?\s{0,2}(Z|[+-]\d{2}:?\d{2})?)?"
)
_DAY_FIRST = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
_WORDED = re.compile(
    r"(?:ngày\s+)?(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2})(?:,?\s+năm|,)?\s+(\d{4})(?!\d)", re.IGNORECASE
)
_US = re.compile(r"\d{1,2}/\d{1,2}/\d{4}\s\d{1,2}:\d{2}(?::\d{2})?\s?[AP]M", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d:/.+-])([01]?\d|2[0-3])\s?(?:[:hg]|giờ)\s?([0-5]\d)(?!\d)(?::[0-5]\d)?\s{0,2}(SA|CH|AM|PM)?\b",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?:GMT|UTC)\s?([+-])\s?(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_BESIDE = 40
"""Characters before and after a printed day in which its time stands."""
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})(?!\d)")
# Ids that begin with the time: 20250713181849…, and a number of the paper before YYMMDDHHMMSS.
_URL_STAMP = re.compile(
    r"-(?:(20\d{2})|1\d{2}(\d{2}))(\d{2})(\d{2})(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{0,6}(?:\.\w{2,5})?$"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a time says: the day in Vietnam, the minute where it says one, and whether it names its zone."""

    day: date
    moment: datetime | None = None
    zoned: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, and who says so.

    `moment` is in Vietnam's time; `zoned` is false where the page names no zone and Vietnam's is meant. `witness` is
    `json-ld`, `meta`, `page` or `url`. An address gives a day only: the number in it is when the article was begun.
    """

    day: date
    witness: str
    moment: datetime | None = None
    zoned: bool = False

    def __str__(self) -> str:
        """The minute with its zone where it is known, else the day."""
        return self.moment.isoformat(timespec="minutes") if self.moment else self.day.isoformat()


def day_of(value: str) -> date | None:
    """The day, in Vietnam, that a machine-readable or printed time means, or None."""
    told = told_by(value)
    return told.day if told else None


def told_by(value: str) -> Told | None:
    """The day and the minute that a machine-readable or printed time means, or None."""
    value = value.strip()[:160]
    if match := _ISO.search(value):
        return _iso(match)
    if _US.search(value):
        # Month first with AM or PM comes from a server set to English; it can't be told from day first.
        return None
    if match := _WORDED.search(value):
        return _printed(_day(match[3], match[2], match[1]), match, value)
    if match := _DAY_FIRST.search(value):
        return _printed(_day(match[4], match[3], match[1]), match, value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return _told(moment)


def _iso(match: re.Match[str]) -> Told | None:
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None:
        found = _day(year, month, day)
        return Told(found) if found else None
    zone = "+00:00" if zone == "Z" else zone if not zone or ":" in zone else f"{zone[:3]}:{zone[3:]}"
    try:
        return _told(
            datetime.fromisoformat(
                f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}:{second or '00'}{zone or ''}"
            )
        )
    except (ValueError, OverflowError):
        return None


def _told(moment: datetime) -> Told | None:
    try:
        local = moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    except OverflowError:
        return None
    return Told(local.date(), moment if moment.tzinfo else local, moment.tzinfo is not None)


def _printed(day: date | None, match: re.Match[str], value: str) -> Told | None:
    """A printed day with the time beside it; that behind it goes before that in front."""
    if day is None:
        return None
    after, before = value[match.end() : match.end() + _BESIDE], value[: match.start()][-_BESIDE:]
    clock = _CLOCK.search(after) or next(reversed(list(_CLOCK.finditer(before))), None)
    if clock is None:
        return Told(day)
    hour = int(clock[1])
    half = (clock[3] or "").upper()
    hour = hour % 12 + 12 if half in ("CH", "PM") and hour <= 12 else 0 if half and hour == 12 else hour
    named = _ZONE.search(value)
    zone = VIETNAM
    if named and int(named[2]) <= 14:
        shift = timedelta(hours=int(named[2]), minutes=int(named[3] or 0))
        zone = timezone(-shift if named[1] == "-" else shift)
    moment = datetime(day.year, day.month, day.day, hour, int(clock[2]), tzinfo=zone)
    return Told(day, moment, named is not None)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def day_of_url(url: str) -> date | None:
    """The day that an address holds (`/2023/05/24/`, `-20230524093000.htm`, `-185230524093000123.htm`), or None."""
    path = urlsplit(url).path
    if match := _URL_STAMP.search(path):
        return _day(match[1] or f"20{match[2]}", match[3], match[4])
    if match := _URL_DAY.search(path):
        return _day(match[1], match[2], match[3])
    return None


def publication(
    data: Sequence[Mapping[str, Any]],
    meta: Mapping[str, str],
    times: Iterable[str],
    visible: Iterable[str],
    url: str,
    fetched: datetime,
) -> Published | None:
    """When an article was published, by the best witness: JSON-LD, `meta`, `time`, printed text, address.

    A witness that names a day after `fetched` or before the web is passed over. One that knows only the day takes the
    minute from another that names the same day. Where a system writes UTC behind a time that the page prints with the
    same figures for Vietnam, the print is right.
    """
    last = fetched.astimezone(VIETNAM).date()
    told = [
        (witness, one)
        for witness, value in _witnesses(data, meta, times, visible)
        if (one := told_by(value)) and EARLIEST <= one.day <= last
    ]
    if not told:
        day = day_of_url(url)
        return Published(day, "url") if day and EARLIEST <= day <= last else None
    printed = [one for witness, one in told if witness == "page" and one.moment]
    witness, best = told[0]
    best = next((one for one in printed if _is_local_time_called_utc(best, one)), best)
    if best.moment is None:
        best = next((one for _, one in told if one.moment and one.day == best.day), best)
    moment = best.moment.astimezone(VIETNAM) if best.moment else None
    if moment and moment > fetched + timedelta(minutes=10):
        moment = None
    return Published(best.day, witness, moment, best.zoned and moment is not None)


def _is_local_time_called_utc(machine: Told, printed: Told) -> bool:
    if machine.moment is None or printed.moment is None or not machine.zoned:
        return False
    return machine.moment.utcoffset() == UTC.utcoffset(None) and machine.moment.replace(
        tzinfo=None, second=0, microsecond=0
    ) == printed.moment.replace(tzinfo=None)


def _witnesses(
    data: Sequence[Mapping[str, Any]], meta: Mapping[str, str], times: Iterable[str], visible: Iterable[str]
) -> Iterator[tuple[str, str]]:
    for item in data:
        if isinstance(item.get("datePublished"), str):
            yield "json-ld", item["datePublished"]
    for name in META_NAMES:
        if meta.get(name):
            yield "meta", meta[name]
    for value in (*times, *visible):
        yield "page", value
