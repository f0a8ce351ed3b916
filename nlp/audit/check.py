"""A piece of arithmetic in the article, with the words that print its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nlp.fact import Number
from nlp.mention import Mention


@dataclass(frozen=True, slots=True)
class CheckMention(Mention):
    """A check from the first to the last of its numbers; `terms` are the numbers added, or count and base."""

    kind: str
    reported: Number
    computed: Number
    holds: bool
    terms: tuple[Number, ...]
    unit: str


def print_number(value: Number) -> str:
    """A number in Vietnamese print: 8.890 and 13,8."""
    number = Decimal(str(value))
    whole, _, rest = f"{abs(number):f}".partition(".")
    groups = f"{int(whole):,}".replace(",", ".")
    rest = rest.rstrip("0")
    return ("-" if number < 0 else "") + groups + ("," + rest if rest else "")


def explain_vi(check: CheckMention) -> str:
    """The arithmetic in a Vietnamese sentence."""
    terms = [print_number(t) for t in check.terms]
    if check.kind == "sum":
        verdict = "đúng" if check.holds else f"bài báo ghi {print_number(check.reported)}, lệch {print_number(_gap(check))}"
        return f"{' + '.join(terms)} = {print_number(check.computed)} {check.unit}: {verdict}."
    verdict = "đúng" if check.holds else f"bài báo ghi {print_number(check.reported)}%"
    return f"{terms[0]} : {terms[1]} = {print_number(check.computed)}%: {verdict}."


def explain_en(check: CheckMention) -> str:
    """The arithmetic in an English sentence."""
    if check.kind == "sum":
        verdict = "as printed" if check.holds else f"the article prints {check.reported:,}, off by {_gap(check):,}"
        return f"{' + '.join(f'{t:,}' for t in check.terms)} = {check.computed:,} {check.unit}: {verdict}."
    verdict = "as printed" if check.holds else f"the article prints {check.reported}%"
    return f"{check.terms[0]:,} / {check.terms[1]:,} = {check.computed}%: {verdict}."


def _gap(check: CheckMention) -> Number:
    gap = Decimal(str(check.reported)) - Decimal(str(check.computed))
    return int(gap) if gap == gap.to_integral_value() else float(gap)
