"""Documents: the kind before a number, or the kind that its letters stand for; lists of numbers share a kind."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.documents.lexicon import any_of, code_types, modifiers, table, types
from nlp.documents.mention import DocumentMention
from nlp.documents.numbers import DocumentNumber, find_numbers

_TYPE = any_of([t.lower() for t in types()])
_NO = r"(?:số|sô|số hiệu)"
_KIND = re.compile(rf"(?<![^\W_])({_TYPE}(?: {any_of(modifiers())}){{0,2}})( {_NO})?\s?:?\s?\Z")
_KIND_OF = re.compile(
    rf"(?<![^\W_])({_TYPE}) (?:của |hội nghị |đại hội |trung ương )[^.,;:\"\n]{{2,70}} {_NO}\s?:?\s?\Z"
)
_ABBREVIATED = re.compile(rf"(?<![^\W_])({any_of(list(table('abbreviation')))})( số)?\s?:?\s?\Z")
_NUMBERED = re.compile(rf"(?<![^\W_]){_NO}\s?:?\s?\Z")
_SHORT = re.compile(r"(?<![^\W_])(NQ|NĐ|QĐ)( số)? \Z")
_OWNED = re.compile(r"(?:(?:, | và |, và )\d{1,4}[a-zđ]?)* (?:của|về|ngày|\(?khóa)(?![^\W_])")
_PLURAL = re.compile(r"(?<![^\W_])(?:các|những|hai|ba|bốn|năm|\d{1,2}) (?:văn bản:? )?\Z")
_LISTED = re.compile(rf"(?:,|;|,? và|,? cùng)\s(?:{_NO}\s?:?\s?)?")
_COUNTED = re.compile(
    rf"(?!\sđiều (?:động|chỉnh|hành|chuyển))\s{any_of(table('after')['counted'])}(?![^\W_])"
)
_BACK = 96
# What stands right before a number that has a kind, in lower case: only there the patterns above are tried.
_LAST_WORDS = (
    *(word.lower() for word in (*types(), *modifiers(), *table("abbreviation"))),
    *("số", "sô", "số hiệu", "nq", "nđ", "qđ"),
)
_NUMBERED_KINDS = frozenset(["Đề án", "Quyết định", "Chương trình"])
_ISSUED_KINDS = frozenset(["Công văn", "Văn bản", "Quyết định", "Thông tư", "Nghị định"])
_ISSUED_BY = re.compile(r" (?:của|do|ngày \d)(?![^\W_]|\d)")
_SIGNS = re.compile(r"(?<![^\W_])(?:ký|theo|tại|ban hành|căn cứ) \Z")
_FIRST_PLAN_YEAR = 2000
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def find_citations(plain: str, low: str) -> list[DocumentMention]:
    """The documents of a text with kind, number and key, without what stands around them; `low` is its lower case."""
    numbers = list(find_numbers(plain))
    found: list[DocumentMention] = []
    plural = False
    for i, number in enumerate(numbers):
        if mention := _with_kind(plain, low, number):
            kind = mention.type_span
            plural = kind is not None and _PLURAL.search(low, max(0, kind[0] - 14), kind[0]) is not None
            found.append(mention)
        elif found and _LISTED.fullmatch(low, found[-1].number_span[1], number.start):
            if number.symbol or (
                (plural or _OWNED.match(low, number.end) or _leads_to_symbol(low, numbers, i, found[-1]))
                and not _COUNTED.match(low, number.end)
            ):
                found.append(_listed(found[-1], number))
        elif mention := _by_code(low, number):
            found.append(mention)
            plural = False
    return _lend_symbols(low, found)


def _with_kind(plain: str, low: str, number: DocumentNumber) -> DocumentMention | None:
    """The document whose kind is printed right before its number."""
    window = max(0, number.start - _BACK)
    if not low[window : number.start].rstrip(": \t\n").endswith(_LAST_WORDS):
        return None
    if match := _KIND.search(low, window, number.start):
        kind = _kind(match.group(1))
        if number.symbol is None and not _may_be_bare(plain, low, match, number):
            return None
        return _mention(number, kind, (match.start(1), match.end(1)), match.start())
    if number.symbol is None:
        short = _SHORT.search(plain, window, number.start)
        if short is None or len(number.number) < 2 or _COUNTED.match(low, number.end):
            return None
        kind = table("abbreviation")[short.group(1)]
        return _mention(number, kind, (short.start(1), short.end(1)), short.start())
    if match := _KIND_OF.search(low, window, number.start):
        return _mention(number, _kind(match.group(1)), (match.start(1), match.end(1)), match.start())
    if match := _ABBREVIATED.search(plain, window, number.start):
        kind = table("abbreviation")[match.group(1)]
        return _mention(number, kind, (match.start(1), match.end(1)), match.start())
    return None


def _kind(printed: str) -> str:
    return printed[0].upper() + printed[1:]


def _may_be_bare(plain: str, low: str, match: re.Match[str], number: DocumentNumber) -> bool:
    """True where a number without letters is a document's: «Đề án 165», «Nghị quyết số 39», not «kế hoạch 5 năm»."""
    if _COUNTED.match(low, number.end) and not (match.group(2) or number.number.startswith("0")):
        return False
    if match.group(2):
        return True
    base = types()[max((t for t in types() if match.group(1).startswith(t)), key=len)]
    capital = plain[match.start(1)].isupper()
    value = int(re.sub(r"\D", "", number.number))
    if number.year is None and _FIRST_YEAR <= value <= _LAST_YEAR:
        # Plans are called after the years to come, and a project «1956» after its decision's number.
        before_plans = base.name in _NUMBERED_KINDS and value < _FIRST_PLAN_YEAR
        issued = base.name in _ISSUED_KINDS and _ISSUED_BY.match(low, number.end)
        return capital and bool(before_plans or issued)
    if base.bare == "yes":
        return capital or len(number.number) > 1
    if base.bare == "long":
        return len(number.number) > 2
    signed = base.name == "Quyết định" and _SIGNS.search(low, max(0, match.start(1) - 12), match.start(1))
    return base.bare == "capital" and bool(capital or signed) and len(number.number) > 1


def _by_code(low: str, number: DocumentNumber) -> DocumentMention | None:
    """The document whose kind only its letters tell: «(số 3735-QĐ/TU)»."""
    kind = code_types().get(number.code or "")
    if kind is None or number.symbol is None or not (number.year or re.search(r"[-/]", number.symbol)):
        return None
    no = _NUMBERED.search(low, max(0, number.start - 6), number.start)
    return _mention(number, kind, None, no.start() if no else number.start)


def _listed(head: DocumentMention, number: DocumentNumber) -> DocumentMention:
    """A further number of a list, of the kind that stands at its head unless its letters say otherwise."""
    kind = code_types().get(number.code or "", head.type)
    same = kind == head.type or number.code in types().get(head.type.lower(), types()["văn bản"]).codes
    same = same or (head.symbol or "").startswith(number.code or "\0")
    return _mention(number, head.type if same else kind, head.type_span if same else None, number.start)


def _leads_to_symbol(low: str, numbers: list[DocumentNumber], at: int, head: DocumentMention) -> bool:
    """True where a list of bare numbers ends in one with letters: «số 35, 36 và 37/NQ-HĐND»."""
    end = numbers[at].end
    for number in numbers[at + 1 : at + 12]:
        if not _LISTED.fullmatch(low, end, number.start):
            return False
        if number.symbol:
            return head.symbol is None
        end = number.end
    return False


def _mention(
    number: DocumentNumber, kind: str, type_span: tuple[int, int] | None, start: int
) -> DocumentMention:
    key = number.key or f"{kind} {number.printed}"
    return DocumentMention(
        start,
        number.end,
        "document symbol" if number.symbol else "document number",
        kind,
        number.number,
        number.symbol,
        key,
        type_span=type_span,
        number_span=(number.start, number.end),
        partial=number.partial,
    )


def _lend_symbols(low: str, found: list[DocumentMention]) -> list[DocumentMention]:
    """Give bare numbers of a list the letters that its last number prints."""
    for i in range(len(found) - 2, -1, -1):
        one, after = found[i], found[i + 1]
        joined = (
            one.type_span == after.type_span
            and one.type_span
            and _LISTED.fullmatch(low, one.end, after.start)
        )
        if joined and one.symbol is None and after.symbol and "/" not in one.key:
            found[i] = replace(one, symbol=after.symbol, key=after.key.replace(after.number, one.number, 1))
    return found
