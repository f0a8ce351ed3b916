"""The arithmetic of a check written out in Vietnamese and in English."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files
from typing import TYPE_CHECKING

from nlp.fact import Number

if TYPE_CHECKING:
    from nlp.audit.check import CheckMention


def print_vi(value: Number | Decimal) -> str:
    """A number in Vietnamese print: 8.890 and 13,8."""
    return print_en(value).translate(str.maketrans(",.", ".,"))


def print_en(value: Number | Decimal) -> str:
    """A number in English print: 8,890 and 13.8."""
    number = Decimal(str(value))
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def explain_vi(check: CheckMention) -> str:
    """The arithmetic in a Vietnamese sentence: «17 + 57 = 74 lớp, đúng như bài báo ghi.»."""
    if check.kind == "percent":
        return _percent_vi(check)
    unit = "%" if check.unit == "%" else f" {check.unit}".rstrip()
    left = " + ".join(print_vi(term) + ("%" if check.unit == "%" else "") for term in check.terms)
    if check.holds:
        return f"{left} = {print_vi(check.computed)}{unit}, đúng như bài báo ghi."
    reported = f"bài báo ghi {print_vi(check.reported)}{unit}"
    return f"{left} = {print_vi(check.computed)}{unit}; {reported}, lệch {print_vi(_gap(check))}{_points_vi(check)}."


def _percent_vi(check: CheckMention) -> str:
    count, base = (print_vi(term) for term in check.terms)
    left = f"{count} : {base} {_equals(check)} {print_vi(_rounded(check))}%"
    if check.holds:
        return f"{left}, đúng như bài báo ghi."
    return f"{left}; bài báo ghi {print_vi(check.reported)}%, lệch {print_vi(_gap(check))} điểm phần trăm."


def explain_en(check: CheckMention) -> str:
    """The arithmetic in an English sentence: «17 + 57 = 74 classes, as the article prints.»."""
    if check.kind == "percent":
        return _percent_en(check)
    share = check.unit == "%"
    left = " + ".join(print_en(term) + ("%" if share else "") for term in check.terms)
    computed = f"{print_en(check.computed)}{_unit_en(check.unit, check.computed)}"
    if check.holds:
        return f"{left} = {computed}, as the article prints."
    reported = f"{print_en(check.reported)}{_unit_en(check.unit, check.reported)}"
    gap = f"{print_en(_gap(check))}{_points_en(check)}"
    return f"{left} = {computed}; the article prints {reported}, which is off by {gap}."


def _percent_en(check: CheckMention) -> str:
    count, base = (print_en(term) for term in check.terms)
    left = f"{count} / {base} {_equals(check)} {print_en(_rounded(check))}%"
    if check.holds:
        return f"{left}, as the article prints."
    gap = f"{print_en(_gap(check))}{_points_en(check)}"
    return f"{left}; the article prints {print_en(check.reported)}%, which is off by {gap}."


def _rounded(check: CheckMention) -> Decimal:
    """The computed percentage with the decimals that the article prints, two where it is wrong."""
    printed = max(0, -int(Decimal(str(check.reported)).normalize().as_tuple().exponent))
    digits = printed if check.holds else max(printed, 2)
    return Decimal(str(check.computed)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _equals(check: CheckMention) -> str:
    return "=" if _rounded(check) == Decimal(str(check.computed)) else "≈"


def _gap(check: CheckMention) -> Decimal:
    computed = _rounded(check) if check.kind == "percent" else Decimal(str(check.computed))
    return abs(Decimal(str(check.reported)) - computed)


def _points_vi(check: CheckMention) -> str:
    return " điểm phần trăm" if check.unit == "%" else ""


def _points_en(check: CheckMention) -> str:
    if check.unit != "%":
        return ""
    return " percentage point" if _gap(check) == 1 else " percentage points"


@functools.cache
def _units() -> Mapping[str, tuple[str, str]]:
    data = tomllib.loads(files("nlp.audit").joinpath("units.toml").read_text("utf-8"))
    return {word: (one, more) for word, (one, more) in data.items()}


def _unit_en(unit: str, value: Number) -> str:
    if unit == "%":
        return "%"
    if not unit:
        return ""
    forms = _units().get(unit)
    return f" {forms[value != 1]}" if forms else f" «{unit}»"
