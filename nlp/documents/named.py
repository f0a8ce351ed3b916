"""Documents cited by name, without a number: Nghị quyết Trung ương 4 khóa XII, Nghị quyết Đại hội XIII của Đảng."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.documents.mention import DocumentMention

_KIND = r"(nghị quyết|kết luận)"
_ORDINALS = {
    "nhất": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_NUMBER = rf"(?:\d{{1,2}}(?![\d./-])|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?! \d{{4}})"
_ROMAN = r"[ivx]{1,6}"
_TERM = rf"(?:,?\s\(?(?:khóa\s)({_ROMAN}|\d{{1,2}})(?![^\W_])\)?)?"
_PARTY = r"(?: đảng)?"
_CENTRE = r"(?:trung ương|tw|t\.\s?ư\.?)"
# «Nghị quyết Trung ương 4 (khóa XI)», «Nghị quyết Trung ương 6, 7 khóa XII», «Nghị quyết Hội nghị Trung ương 5».
_PLENUM = re.compile(
    rf"{_KIND} (?:của )?(?:hội nghị )?(?:lần thứ )?(?:ban chấp hành )?{_CENTRE}{_PARTY} (?:lần thứ )?"
    rf"({_NUMBER}(?:(?:, | và |, và ){_NUMBER}){{0,5}})(?![^\W_]){_TERM}"
)
# «Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII».
_MEETING = re.compile(
    rf"{_KIND} (?:của )?hội nghị (?:trung ương )?lần thứ ({_NUMBER})(?:,? (?:của )?(?:ban chấp hành|bch) "
    rf"{_CENTRE}{_PARTY})?{_TERM}"
)
# «Nghị quyết Đại hội XIII của Đảng», «… Đại hội đại biểu toàn quốc lần thứ XII», «… Đảng bộ tỉnh lần thứ XVIII».
_CONGRESS = re.compile(
    rf"{_KIND} (?:của )?đại hội((?: (?!lần thứ|{_ROMAN}(?![^\W_]))[^\W\d_]+){{0,8}})"
    rf" (?:(?:lần thứ |khóa )(?=\d|{_ROMAN}))?({_ROMAN}|(?<=thứ )\d{{1,2}})"
    r"(?![^\W_]|[./-]\d)(?: (?:của )?đảng(?! (?:bộ|ủy)))?"
)
_NATIONAL = frozenset(
    [" đại biểu toàn quốc", " đảng", " đảng toàn quốc", " toàn quốc", " đại biểu toàn quốc của đảng"]
)
_DIGITS = re.compile(_NUMBER)


def find_named(plain: str, low: str) -> list[DocumentMention]:
    """Resolutions and conclusions of plenums and congresses, by place; `low` is the text in lower case.

    The key spells the name out in one way («Nghị quyết Trung ương 4 khóa XII»), whatever words the text uses.
    """
    found: list[DocumentMention] = []
    for word in ("nghị quyết ", "kết luận "):
        place = low.find(word)
        while place >= 0:
            found += _read(plain, low, place)
            place = low.find(word, place + 1)
    return sorted(found)


def _read(plain: str, low: str, place: int) -> Iterator[DocumentMention]:
    """The document or documents named at a place."""
    if place and low[place - 1].isalnum():
        return
    for pattern in (_PLENUM, _MEETING):
        if match := pattern.match(low, place):
            yield from _of_plenum(match)
            return
    match = _CONGRESS.match(low, place)
    if match and not plain[match.start(3)].islower():
        kind = _capital(match.group(1))
        body = plain[match.start(2) : match.end(2)]
        body = "" if body.lower() in _NATIONAL else body
        key = f"{kind} Đại hội{body} {_roman(match.group(3))}"
        yield _mention(kind, key, (place, match.end()), (place, match.end(1)), (match.start(3), match.end(3)))


def _of_plenum(match: re.Match[str]) -> Iterator[DocumentMention]:
    """One document for each number: the first has the kind's words, the last those of the term."""
    kind = _capital(match.group(1))
    term = f" khóa {_roman(match.group(3))}" if match.group(3) else ""
    numbers = [
        (match.start(2) + m.start(), match.start(2) + m.end()) for m in _DIGITS.finditer(match.group(2))
    ]
    for i, (start, end) in enumerate(numbers):
        printed = match.string[start:end]
        key = f"{kind} Trung ương {_ORDINALS.get(printed) or int(printed)}{term}"
        span = (start if i else match.start(), end if i + 1 < len(numbers) else match.end())
        yield _mention(kind, key, span, (match.start(1), match.end(1)), (start, end))


def _mention(
    kind: str, key: str, span: tuple[int, int], type_span: tuple[int, int], number_span: tuple[int, int]
) -> DocumentMention:
    return DocumentMention(
        *span, "document name", kind, "", None, key, type_span=type_span, number_span=number_span
    )


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _roman(printed: str) -> str:
    """The number of a term or a congress in Roman figures, as the Party writes it."""
    if not printed.isdigit():
        return printed.upper()
    tens, ones = divmod(int(printed), 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
