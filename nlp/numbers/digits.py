"""Numbers in digits: 8.890 and 8,890, 13,8 and 70.7, 05, 70 nghìn, 1,2 triệu, 17,9 tỉ, 1 tỷ 200 triệu."""

from __future__ import annotations

import re
from decimal import Decimal

from nlp.hooks import find_digit_runs, low_of
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
_SHORT_MILLION = re.compile(r"\s?tr(?=\.?\s?(?:đồng|đ)(?![^\W_]))", re.IGNORECASE)
# What goes on after a scale word: «1 tỷ 200 triệu», «3 nghìn 500», «2 triệu rưỡi», «2 tỷ 5».
_LESSER = re.compile(rf" (\d{{1,3}})\s?(triệu|nghìn|ngàn){_STOP}", re.IGNORECASE)
_REST = re.compile(r" (\d{3})(?![\w%]|[.,/-]\d)")
_OF = re.compile(rf" (tỷ|tỉ|triệu){_STOP}", re.IGNORECASE)
_HALF = re.compile(rf" rưỡi{_STOP}", re.IGNORECASE)
_TENTH = re.compile(r" ([1-9])(?=\s?(?:[,;.)\n]|$)(?!\d))")
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
    run = 0
    for start, _ in find_digit_runs(low_of(plain)):
        match = _RUN.match(plain, start) if start >= run else None
        if match is None:
            continue
        run = end = match.end()
        if start < last or (start and (plain[start - 1].isalpha() or plain[start - 1] == "_")):
            continue
        read = read_digits(match.group()) if end - start <= MAX_DIGITS else None
        if read is None:
            continue
        value, decimals, other = read
        if decimals == 0 and end - start <= 3 and (spaced := _spaced(plain, end)):
            value, end = Decimal(plain[start:spaced].replace(" ", "")), spaced
        rule = "digits"
        if scale := _scale(plain, end):
            # «1,250 triệu» has no thousands of millions in the press: with a scale word the comma is decimal.
            value, end, rule = other or value, scale[1], "digits scale"
            value, end, other = _scaled(plain, value, scale[0], end)
            decimals = 0
        second = None if other is None else as_number(other)
        found.append(NumberMention(start, end, rule, as_number(value), decimals, second is not None, second))
        last = end
    return found


def _scale(plain: str, at: int) -> tuple[int, int] | None:
    """The factor of the scale words at a place, and where they end; None where there are none."""
    if match := _SCALE.match(plain, at):
        return SCALES[match.group(1).lower()] * SCALES.get((match.group(2) or "").lower(), 1), match.end()
    short = _SHORT_MILLION.match(plain, at)
    return (SCALES["triệu"], short.end()) if short else None


def _scaled(plain: str, value: Decimal, factor: int, end: int) -> tuple[Decimal, int, Decimal | None]:
    """A number times its scale and what goes on behind it: (value, end, second reading)."""
    value *= factor
    if half := _HALF.match(plain, end):
        return value + Decimal(factor) / 2, half.end(), None
    while (lesser := _LESSER.match(plain, end)) and SCALES[lesser.group(2).lower()] < factor:
        factor = SCALES[lesser.group(2).lower()]
        value, end = value + int(lesser.group(1)) * factor, lesser.end()
    if factor == SCALES["nghìn"] and (rest := _REST.match(plain, end)):
        value, end = value + int(rest.group(1)), rest.end()
        above = _OF.match(plain, end)  # «4 nghìn 200 tỷ»
        return (value * SCALES[above.group(1).lower()], above.end(), None) if above else (value, end, None)
    if factor >= SCALES["triệu"] and (tenth := _TENTH.match(plain, end)):
        return value + Decimal(factor) * int(tenth.group(1)) / 10, tenth.end(), value
    return value, end, None


def _spaced(plain: str, end: int) -> int | None:
    """Where groups of three set off by blanks end («10 000»), or None.

    Only one group in a row is taken, so that two numbers that happen to meet stay two.
    """
    match = _SPACED.match(plain, end)
    return match.end() if match and match.group() == " 000" else None
