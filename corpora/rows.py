"""Articles from rows: an object of JSON lines or a row of Parquet, with a text and what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from corpora.address import Peek
from corpora.article import Article
from corpora.decode import check_text
from corpora.errors import InputError
from corpora.head import complete
from corpora.unread import Unread

FIELDS = ("text", "id", "name", "title", "published", "published_basis", "source", "url", "author")
"""What a row may tell of an article; other fields are passed over."""

FIRST_YEAR, LAST_YEAR = 1945, 2100
"""Years in which a press report can have been published; others are slips of the keyboard."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ]\d{2}:)")


def article_of(row: Mapping[str, Any], name: str) -> Article:
    """The article that a row holds; `name` is for those without an id.

    Raises InputError where the text is missing or a field is of a wrong kind.
    """
    if row.get("text") is None:
        raise InputError("the field text is missing; every row needs the article's text in it")
    if not isinstance(row["text"], str):
        raise InputError(f"the field text is {_kind(row['text'])}, not a string")
    published = parse_day(row.get("published"))
    return complete(
        Article(
            text=check_text(row["text"]),
            name=_string(row, "id") or _string(row, "name") or name,
            title=_string(row, "title"),
            published=published,
            published_basis=(_string(row, "published_basis") or "meta") if published else None,
            source=_string(row, "source"),
            url=_string(row, "url"),
            author=_string(row, "author"),
        )
    )


def parse_day(value: object) -> date | None:
    """The day that a field gives as YYYY-MM-DD (a time after it is left out), None where it is empty.

    Other orders are refused with InputError: 04/05/2021 is two days, and nothing is guessed; so are years in
    which there was no such press.
    """
    if isinstance(value, datetime):
        return _in_range(value.date())
    if value is None or isinstance(value, date):
        return value and _in_range(value)
    text = str(value).strip()
    if not text:
        return None
    if found := _DAY.match(text):
        try:
            return _in_range(date.fromisoformat(found.group()))
        except ValueError:
            pass
    raise InputError(f"published {text[:40]!r} is no day; write it as YYYY-MM-DD, like 2021-04-28")


def _in_range(day: date) -> date:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise InputError(f"published {day.isoformat()} lies outside {FIRST_YEAR}–{LAST_YEAR}; look at its year")


class Fields:
    """Which fields of one input look misspelt; each is told once."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def check(self, row: Mapping[str, Any], place: str) -> Iterator[Unread]:
        """A word on each unknown field that is nearly named like a known one which the row lacks."""
        unknown = [name for name in row if name not in FIELDS and name not in self._told]
        lacking = [known for known in FIELDS if known not in row] if unknown else []
        for name in unknown:
            if close := get_close_matches(name.strip().casefold(), lacking, n=1, cutoff=0.8):
                self._told.add(name)
                yield Unread(place, f"unknown field {name!r} left aside; did you mean {close[0]!r}?")


def peek_row(row: Mapping[str, Any], place: str) -> Peek | None:
    """A row's address with its place and its text; None where it has no address."""
    url, text = row.get("url"), row.get("text")
    if isinstance(url, str) and url.strip() and isinstance(text, str):
        return url.strip(), place, lambda: text
    return None


def _string(row: Mapping[str, Any], field: str) -> str | None:
    value = row.get(field)
    if isinstance(value, int) and not isinstance(value, bool) and field == "id":
        return str(value)
    if value is not None and not isinstance(value, str):
        raise InputError(f"the field {field} is {_kind(value)}, not a string; write it as one string")
    if value and not value.isascii():
        value = value.encode("utf-8", "replace").decode("utf-8")
    return (value or "").strip() or None


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    kinds = {list: "a list", dict: "an object", int: "a number", float: "a number"}
    return kinds.get(type(value), "something else")
