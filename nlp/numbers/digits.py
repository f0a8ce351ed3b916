"""Numbers in digits: 8.890 and 8,890, 13,8 and 70.7, 05, 70 nghìn, 1,2 triệu, 17,9 tỉ."""

from __future__ import annotations

import re
from decimal import Decimal

from nlp.numbers.mention import NumberMention

_RUN = re.compile(r"\d+(?:[.,]\d+)*")
_DOT_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?")
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?")
_DECIMAL = re.compile(r"\d+[.,]\d{1,6}")
_SPACED = re.compile(r" \d{3}(?![\d.,]*\d)")
_STOP = r"(?![^\W\d_])"
_SCALE = re.compile(
    rf"\s?(nghìn|ngàn|vạn|triệu|tỷ|tỉ|trăm|chục){_STOP}(?:\s(tỷ|tỉ|triệu){_STOP})?", re.IGNORECASE
)
SCALES = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "vạn": 10_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
MAX_DIGITS = 18
"""Longer runs of digits are codes, no numbers."""


def as_number(value: Decimal) -> int | float:
    """An int where the value is whole, else a float."""
    return int(value) if value == value.to_integral_value() else float(value)


def read_digits(printed: str) -> tuple[Decimal, int, Decimal | None] | None:
    """Read digits with separators: (value, decimals, second reading or None); None where it is no number.

    A dot before groups of three is a thousands mark (8.890), a single comma before three digits is doubtful:
    thousands or decimals (1,234). A leading zero group («0.125») is a decimal.

    >>> read_digits("8.890"), read_digits("70.7"), read_digits("1,234")
    ((Decimal('8890'), 0, None), (Decimal('70.7'), 1, None), (Decimal('1234'), 0, Decimal('1.234')))
    """
    if printed.isdigit():
        return Decimal(printed), 0, None
    zero = printed.startswith("0")
    if _DOT_THOUSANDS.fullmatch(printed) and not zero:
        value = Decimal(printed.replace(".", "").replace(",", "."))
        return value, _decimals(printed, ","), None
    if _COMMA_THOUSANDS.fullmatch(printed) and not zero:
        value = Decimal(printed.replace(",", ""))
        single = printed.count(",") == 1 and "." not in printed
        return value, _decimals(printed, "."), Decimal(printed.replace(",", ".")) if single else None
    if _DECIMAL.fullmatch(printed):
        value = Decimal(printed.replace(",", "."))
        return value, len(printed) - 1 - max(printed.find("."), printed.find(",")), None
    return None


def _decimals(printed: str, mark: str) -> int:
    return len(printed) - 1 - printed.index(mark) if mark in printed else 0


def find_digits(plain: str) -> list[NumberMention]:
    """Numbers in digits with their scale words, in order; runs glued to letters before them are codes."""
    found: list[NumberMention] = []
    last = 0
    for match in _RUN.finditer(plain):
        start, end = match.span()
        if start < last or (start and (plain[start - 1].isalpha() or plain[start - 1] == "_")):
            continue
        read = read_digits(match.group()) if end - start <= MAX_DIGITS else None
        if read is None:
            continue
        value, decimals, other = read
        if decimals == 0 and end - start <= 3 and (spaced := _spaced(plain, end)):
            value, end = Decimal(plain[start:spaced].replace(" ", "")), spaced
        rule = "digits"
        if scale := _SCALE.match(plain, end):
            factor = SCALES[scale.group(1).lower()] * SCALES.get((scale.group(2) or "").lower(), 1)
            # «1,250 triệu» has no thousands of millions in the press: with a scale word the comma is decimal.
            value, end, rule = (other or value) * factor, scale.end(), "digits scale"
            decimals, other = 0, None
        second = None if other is None else as_number(other)
        found.append(NumberMention(start, end, rule, as_number(value), decimals, second is not None, second))
        last = end
    return found


def _spaced(plain: str, end: int) -> int | None:
    """Where groups of three set off by blanks end («10 000»), or None.

    Only one group in a row is taken, so that two numbers that happen to meet stay two.
    """
    match = _SPACED.match(plain, end)
    return match.end() if match and match.group() == " 000" else None
