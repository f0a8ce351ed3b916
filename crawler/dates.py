"""The day on which an article was published, as its page says it.

Vietnam writes day before month and keeps UTC+7 all year; a time with another zone is brought there first.
What lies after the fetch is no publication date, and a date that nothing states is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
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
_WORDED = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_US = re.compile(r"\d{1,2}/\d{1,2}/\d{4}\s\d{1,2}:\d{2}(?::\d{2})?\s?[AP]M", re.IGNORECASE)
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})(?!\d)")
# Ids that begin with the time: 20250713181849…, and a number of the paper before YYMMDDHHMMSS.
_URL_STAMP = re.compile(
    r"-(?:(20\d{2})|1\d{2}(\d{2}))(\d{2})(\d{2})(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{0,6}(?:\.\w{2,5})?$"
)


def day_of(value: str) -> date | None:
    """The day, in Vietnam, that a machine-readable or printed time means, or None."""
    value = value.strip()[:100]
    if match := _ISO.search(value):
        return _iso(match)
    if _US.search(value):
        # Month first with AM or PM comes from a server set to English; it can't be told from day first.
        return None
    if match := _WORDED.search(value):
        return _day(match[3], match[2], match[1])
    if match := _DAY_FIRST.search(value):
        return _day(match[4], match[3], match[1])
    try:
        return _in_vietnam(parsedate_to_datetime(value))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _iso(match: re.Match[str]) -> date | None:
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None or zone is None:
        return _day(year, month, day)
    zone = "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    try:
        return _in_vietnam(
            datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}:{second or '00'}{zone}")
        )
    except (ValueError, OverflowError):
        return None


def _in_vietnam(moment: datetime) -> date:
    return (moment.astimezone(VIETNAM) if moment.tzinfo else moment).date()


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


def published_day(
    data: Sequence[Mapping[str, Any]],
    meta: Mapping[str, str],
    times: Iterable[str],
    visible: Iterable[str],
    url: str,
    fetched: date,
) -> date | None:
    """The publication day by the best witness: JSON-LD, `meta`, `time`, printed text, address.

    A witness that names a day after `fetched` or before the web is passed over.
    """
    for value in _witnesses(data, meta, times, visible):
        day = day_of(value)
        if day and EARLIEST <= day <= fetched:
            return day
    day = day_of_url(url)
    return day if day and EARLIEST <= day <= fetched else None


def _witnesses(
    data: Sequence[Mapping[str, Any]], meta: Mapping[str, str], times: Iterable[str], visible: Iterable[str]
) -> Iterable[str]:
    yield from (item["datePublished"] for item in data if isinstance(item.get("datePublished"), str))
    yield from (meta[name] for name in META_NAMES if meta.get(name))
    yield from times
    yield from visible
