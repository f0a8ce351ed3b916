"""The slots of a fact as a person writes them, and the columns in which they are kept.

A count is `12` or `70..78`, a period `2022`, `2022-03`, `2018..2022` or `2022-01-05..2022-03-01`; several names
are divided by `;`. Empty says that the article doesn't tell.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Any

from corpora.errors import UsageError
from factdb.schema import tables

Value = str | list[str] | None
"""A slot's value in a review: words as a person writes them, a list of names, or None where nothing is told."""

_FIXED = frozenset(
    ("fact_id", "article_id", "version", "id", "quote", "span_start", "span_end", "rule", "confidence")
)
_PAIRS = (("period", "period_start", "period_end"), ("value", "low", "high"))

CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": ("held", "planned", "not_held", "carried_over"),
    "activity": ("dao_tao", "boi_duong", "tap_huan", "dao_tao_boi_duong"),
    "event": ("opening", "closing"),
    "learners_counting": ("people", "enrolments"),
    "learners_per": ("class", "year"),
    "classes_qualifier": ("about", "over", "under"),
    "learners_qualifier": ("about", "over", "under"),
    "count_qualifier": ("about", "over", "under"),
    "qualifier": ("about", "over", "under"),
}
"""Slots that take one of a few words."""

_RANGE = re.compile(r"(\d+(?:\.\d+)*)(?:(?:\.\.|-|–)(\d+(?:\.\d+)*))?")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@cache
def slots_of(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The slots of a kind of fact, each with its columns: one, or the lower and the upper end."""
    columns = [c.name for c in tables()[kind]]
    found: dict[str, tuple[str, ...]] = {}
    for slot, low, high in _PAIRS:
        if low in columns:
            found[slot] = (low, high)
    for name in columns:
        if name.endswith("_low"):
            found[name.removesuffix("_low")] = (name, name.replace("_low", "_high"))
    inside = {c for pair in found.values() for c in pair}
    return found | {c: (c,) for c in columns if c not in inside and c not in _FIXED}


def read_slot(kind: str, slot: str, value: Value) -> dict[str, Any]:
    """The columns of a slot with the values that a person gave; raises UsageError that says how to write them."""
    columns = _columns(kind, slot)
    if value is None or value in ("", []):
        if all(c.required for c in tables()[kind] if c.name in columns):
            raise UsageError(f"{slot} of {kind} must have a value")
        return dict.fromkeys(columns, [] if _is_list(kind, columns[0]) else None)
    if _is_list(kind, columns[0]):
        return {columns[0]: _read_list(value)}
    text = str(value).strip()
    if len(columns) == 2:
        low, high = _read_period(slot, text) if slot == "period" else _read_range(slot, text)
        return {columns[0]: low, columns[1]: high}
    return {columns[0]: _read_one(kind, slot, text)}


def show_slots(kind: str, row: Mapping[str, Any]) -> dict[str, Value]:
    """The slots of a row that hold something, as a person would write them."""
    shown = {slot: _show(kind, [row[c] for c in columns]) for slot, columns in slots_of(kind).items()}
    return {slot: value for slot, value in shown.items() if value not in (None, [])}


def _show(kind: str, values: list[Any]) -> Value:
    first = values[0]
    if isinstance(first, list):
        return [str(v) for v in first]
    if all(v is None for v in values):
        return None
    words = [_plain(v) for v in values]
    return words[0] if len(set(words)) == 1 else "..".join(words)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return "" if value is None else str(value)


def _columns(kind: str, slot: str) -> tuple[str, ...]:
    known = slots_of(kind)
    if slot in known:
        return known[slot]
    near = get_close_matches(slot, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    raise UsageError(f"{kind} has no slot {slot!r}; {hint}")


def _type(kind: str, column: str) -> str:
    return next(c.type for c in tables()[kind] if c.name == column)


def _is_list(kind: str, column: str) -> bool:
    return _type(kind, column).endswith("[]")


def _read_list(value: Value) -> list[str]:
    parts = value if isinstance(value, list) else str(value).split(";")
    return [part.strip() for part in parts if part.strip()]


def _read_one(kind: str, slot: str, text: str) -> Any:
    if slot in CHOICES and text not in CHOICES[slot]:
        raise UsageError(f"{slot} is {', '.join(CHOICES[slot])}, or empty; not {text!r}")
    if slot == "programme" and text not in programme_codes():
        near = get_close_matches(text, programme_codes(), n=1)
        raise UsageError(f"no programme has the code {text!r}{f'; did you mean {near[0]}?' if near else ''}")
    match _type(kind, slot):
        case "DATE":
            return _day(slot, text)[0]
        case "DOUBLE":
            try:
                return float(text.replace(",", "."))
            except ValueError:
                raise UsageError(f"{slot} is a number, not {text!r}") from None
        case "BOOLEAN":
            if text.lower() not in ("true", "false"):
                raise UsageError(f"{slot} is true or false, not {text!r}")
            return text.lower() == "true"
    return text


def _read_range(slot: str, text: str) -> tuple[int | str, int | str]:
    found = _RANGE.fullmatch(text.replace(" ", ""))
    if not found:
        raise UsageError(f"{slot} is a number (879), a range (70..78) or empty; not {text!r}")
    low = _number(slot, found[1])
    high = _number(slot, found[2]) if found[2] else low
    if Decimal(low) > Decimal(high):
        raise UsageError(f"{slot}: {text!r} ends below where it begins")
    return low, high


def _number(slot: str, digits: str) -> int | str:
    if _THOUSANDS.fullmatch(digits) and slot != "value":
        return int(digits.replace(".", ""))
    if digits.count(".") == 1 and slot == "value":
        return digits
    if "." in digits or len(digits) > 18:
        raise UsageError(f"{slot} is a whole number, not {digits!r}")
    return int(digits)


def _read_period(slot: str, text: str) -> tuple[str, str]:
    first, _, last = (part.strip() for part in text.partition(".."))
    start, end = _day(slot, first)
    if last:
        end = _day(slot, last)[1]
    if end < start:
        raise UsageError(f"{slot}: {text!r} ends before it begins")
    return start, end


def _day(slot: str, text: str) -> tuple[str, str]:
    """The first and the last day of what is written: a year, a month or a day."""
    found = _DAY.fullmatch(text)
    try:
        if not found:
            raise ValueError
        year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
        start = date(year, month, day)
        last = int(found[2] or 12)
        end = start if found[3] else date(year, last, calendar.monthrange(year, last)[1])
    except ValueError:
        raise UsageError(f"{slot}: {text!r} is no day; write 2022-03-14, 2022-03 or 2022") from None
    return start.isoformat(), end.isoformat()


@cache
def programme_codes() -> tuple[str, ...]:
    """The codes of programmes that a fact can have."""
    import tomllib
    from importlib.resources import files

    lexicon = files("nlp.programmes").joinpath("programmes.toml").read_text(encoding="utf-8")
    return tuple(sorted({*tomllib.loads(lexicon), "other"}))
