"""Values as cells of programs that take some texts for commands."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# What a spreadsheet may take for the beginning of a formula, also in full width and behind blanks
# (the prefixes of OWASP's page on CSV injection, and those that Excel and LibreOffice were seen to take).
_FORMULA = re.compile(r"[\s\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

LONGEST_CELL = 32_767
"""Characters that Excel takes in a cell."""


def tame(text: str) -> str:
    """A text without characters that break files: they show as the replacement character."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def disarm(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe is put before one that it might.

    >>> disarm('=HYPERLINK("http://x")')
    '\\'=HYPERLINK("http://x")'
    """
    kept = tame(text)
    return f"'{kept}" if _FORMULA.match(kept) and not _NUMBER.fullmatch(kept) else kept


def flatten(value: Any) -> Any:
    """A value of a column as a plain one: lists joined with `; `, decimals as numbers."""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def as_text(value: Any) -> str:
    """A value as a cell of a CSV file; empty where there is none."""
    plain = flatten(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, date | datetime):
        return plain.isoformat()
    return disarm(plain) if isinstance(plain, str) else str(plain)


def as_json(value: Any) -> Any:
    """A value for JSON: lists stay lists, days are ISO 8601."""
    if isinstance(value, str):
        return tame(value)
    if isinstance(value, list | tuple):
        return [as_json(v) for v in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return flatten(value)
