"""Document numbers: 3735-QĐ/TU, 39 - KL/TW, 101 /2017/NĐ-CP, 05/CT-VKSTC-TTr, 30a/2008/NQ-CP, 60/CP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.documents.lexicon import any_of, code_types, table
from nlp.hooks import find_digit_runs, low_of

# The first digit stands before what must not precede it, so that the search skips from digit to digit.
_NUMBER = re.compile(r"(\d(?<![^\W_].)(?<!\d[.,/-].)\d{0,4}[a-zđA-D]?)(?![^\W_])")
_CODE = r"(?:T\.\s?[ƯUW]|[A-ZĐƯ][A-Za-zĐđƯưƠơÔôÊê0-9&]{0,14})"
_CAPITALS = r"(?:T\.\s?[ƯUW]|[A-ZĐƯ][A-ZĐƯƠÔÊ0-9&]{1,14}|TTg|Ttg|TTr|Tw)"
_YEAR = re.compile(r"\s?([/-])\s?((?:19|20)\d\d)(?![^\W_])")
_SYMBOL = re.compile(rf"(\s?)([/-])(\s?)({_CODE})(?![^\W_])")
_SPACED = re.compile(rf"(\s)()()({any_of([*code_types(), 'ND', 'QD'])})(?=\s?/\s?[A-ZĐƯ])")
_FIRST_MORE = re.compile(rf"(?:\s?[/-]\s?({_CAPITALS})|[/.-]({_CODE}))(?![^\W_])")
_MORE = re.compile(rf"[/-]({_CODE})(?![^\W_])")
_PARTY_ORGS = frozenset({"TW", "TU", "HU", "ĐU", "ThU", "QU"})
# Letters that break off: «969 QĐ- của», «12/QĐ-…».
_CUT_OFF = re.compile(rf"\s?[/-]?\s?{any_of([*code_types(), 'ND', 'QD'])}\s?[/-]\s?(?![^\W_])")
_BREAKS_OFF = re.compile(r"\s?[/-](?:…|\.{2,}|\s+(?:của|ngày|về)(?![^\W_]))")
_DATE_FOLLOWS = re.compile(r"[.,-]\d|\s?/\s?\d|%")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as printed in `[start, end)`: the number itself, its year, its symbol and its key.

    The key is None where only a number (and a year) is printed.
    """

    start: int
    end: int
    number: str
    year: str | None
    symbol: str | None
    key: str | None
    partial: bool = False
    """True where the letters break off in print."""

    @property
    def code(self) -> str | None:
        """The first group of letters, which stands for the kind; without the number of a National Assembly (QH14)."""
        if self.symbol is None:
            return None
        group = re.split(r"[-/]", self.symbol)[0]
        return "QH" if re.fullmatch(r"QH\d+", group) else group

    @property
    def printed(self) -> str:
        """The number with its year, as a key without symbol has it."""
        return f"{self.number}/{self.year}" if self.year else self.number


def find_numbers(plain: str) -> Iterator[DocumentNumber]:
    """All stretches that may be a document's number; a number alone is one only where a kind stands before it."""
    end = 0
    for start, _ in find_digit_runs(low_of(plain)):
        match = _NUMBER.match(plain, start) if start >= end else None
        if match and (number := read_number(plain, match)):
            end = number.end
            yield number


def read_number(plain: str, match: re.Match[str]) -> DocumentNumber | None:
    """The document number that begins with these digits, or None where they go on as a date or a decimal."""
    number, end, year, dash = match.group(1), match.end(), None, "/"
    if found := _YEAR.match(plain, end):
        symbol = _read_symbol(plain, found.end())
        if symbol or (found.group(1) == "/" and not _DATE_FOLLOWS.match(plain, found.end())):
            year, end, dash = found.group(2), found.end(), found.group(1)
    symbol = _read_symbol(plain, end)
    if symbol is None:
        if _DATE_FOLLOWS.match(plain, end):
            return None
        cut_off = _CUT_OFF.match(plain, end) is not None
        return DocumentNumber(match.start(), end, number, year, None, None, cut_off)
    mark, groups, marks, stop = symbol
    head = number if year is None else f"{number}{dash}{year}"
    text, mark = _symbol_text(groups, marks, mark, state=year is not None)
    cut_off = _BREAKS_OFF.match(plain, stop) is not None
    return DocumentNumber(match.start(), stop, number, year, text, f"{head}{mark}{text}", cut_off)


def _read_symbol(plain: str, at: int) -> tuple[str, list[str], list[str], int] | None:
    """The letters after a number: (mark before them, groups, marks between them, end), or None."""
    first = _SYMBOL.match(plain, at) or _SPACED.match(plain, at)
    if first is None:
        return None
    blanks, mark, code = first.group(1) + first.group(3), first.group(2), first.group(4)
    known = _correct(code) in code_types()
    groups, marks, end = [code], [], first.end()
    more = _FIRST_MORE.match(plain, end)
    if more and (known or not blanks or code.isupper()):
        groups.append(more.group(1) or more.group(2))
        marks.append(more.group().strip()[0] if more.group(2) is None else more.group()[0])
        end = more.end()
        while more := _MORE.match(plain, end):
            groups.append(more.group(1))
            marks.append(more.group()[0])
            end = more.end()
    if len(groups) == 1 and not (known or (not blanks and mark == "/" and code.isupper() and len(code) > 1)):
        return None
    if blanks and not known and len(groups) == 1:
        return None
    return mark, groups, marks, end


def _correct(group: str) -> str:
    """A group of letters as the original has it (TƯ is TW)."""
    group = group.replace(" ", "")
    return str(table("symbol").get(group, group))


def _symbol_text(groups: list[str], marks: list[str], mark: str, *, state: bool) -> tuple[str, str]:
    """The symbol in its original form and the mark before it.

    Party documents are numbered `number-KIND/BODY`, those of the State `number/KIND-BODY` (Decree 30/2020/NĐ-CP,
    Guidance 05-HD/VPTW); the press mixes the marks.
    """
    groups = [_correct(g) for g in groups]
    marks = ["-" if m == "." else m for m in marks]
    if not state and len(groups) == 2 and groups[1] in _PARTY_ORGS:
        return f"{groups[0]}/{groups[1]}", "-"
    text = groups[0] + "".join(m + g for m, g in zip(marks, groups[1:], strict=True))
    return text, mark or "-"
