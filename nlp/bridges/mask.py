"""What a word segmenter must not look into: addresses, document numbers, and characters it would rewrite.

`mask` gives a text of the same length, character by character, that underthesea reads without changing it, and the
places of the words that are settled already. The same length is what keeps offsets exact.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from nlp.documents.numbers import find_numbers

MAX_RUN = 100
"""Characters without a blank between them above which a run is no Vietnamese: an address, a dotted line, a code."""

Place = tuple[int, int]
"""Where something begins and ends."""

_RUN = re.compile(r"\S+")
# underthesea's pattern for addresses takes time that doubles with every mark after one (`http://,,,,` and
# `paper.vn/....`: 0.3 s for 20 marks, more than an hour for 35). So addresses never reach it.
_ADDRESS = re.compile(r"(?:https?|ftps?):|www\.|(?<![\w.-])[\w.-]+\.[a-z]{2,13}/")
_MAIL = re.compile(r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_TAIL = ".,;:!?…)]}>\"'*"
# «đ/c» (đồng chí) stands where «ông» stands, and both have three letters.
_COMRADE = re.compile(r"(?<!\w)[đĐ]/[cC](?!\w)")

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
# Everything but Latin letters in their composed form, digits and common marks: underthesea composes and rewrites it.
_STRANGE = re.compile(rf"[\s\S][{_MARKS}]+|[^\x00-\xcf\xd1-\xef\xf1-\u024f\u1e00-\u1eff\u2010-\u2027\u20ab]")

# The segmenter learnt from texts with the tone on the last vowel: it knows «uỷ ban» and «cấp uỷ», but not «ủy ban».
_OLDER_TONE = re.compile(r"(?<![qQ])(?:[òóỏõọÒÓỎÕỌ][aeAE]|[ùúủũụÙÚỦŨỤ][yY])(?![^\W\d_])")


def mask(plain: str) -> tuple[str, list[Place]]:
    """The text as a segmenter may read it, of the same length, and the places of settled words, in order."""
    familiar = _OLDER_TONE.sub(_newer_tone, _STRANGE.sub(_familiar, plain))
    settled = _joined([*_find_addresses(familiar), *_find_codes(plain), *_find_comrades(plain)])
    pieces, at = [], 0
    for start, end in settled:
        pieces += [familiar[at:start], _stand_in(plain[start:end])]
        at = end
    return "".join([*pieces, familiar[at:]]), settled


def _stand_in(words: str) -> str:
    """What stands for a settled word: a number, which the segmenter joins to nothing, or «ông» for «đ/c»."""
    if _COMRADE.fullmatch(words):
        return "Ông" if words[0] == "Đ" else "ông"
    return "0" * len(words)


def _familiar(match: re.Match[str]) -> str:
    """Characters of the same number and sort: letters with their marks for letters, blanks, and other signs."""
    strange = match.group()
    if len(strange) > 1 or strange.isalnum():
        return "x" * len(strange)
    return " " if strange.isspace() else "*"


def _newer_tone(match: re.Match[str]) -> str:
    """The same two vowels with the tone on the second: hòa, ủy become hoà, uỷ."""
    vowels = match.group()
    apart = unicodedata.normalize("NFD", vowels[0])
    return apart[0] + unicodedata.normalize("NFC", vowels[1] + apart[1])


def _find_addresses(familiar: str) -> Iterator[Place]:
    """Web and mail addresses, and all runs too long to be words."""
    for run in _RUN.finditer(familiar):
        start, end = run.span()
        if end - start > MAX_RUN:
            yield start, end
        elif found := _ADDRESS.search(familiar, start, end):
            yield found.start(), found.end() + len(familiar[found.end() : end].rstrip(_TAIL))
        else:
            yield from (mail.span() for mail in _MAIL.finditer(familiar, start, end))


def _find_codes(plain: str) -> Iterator[Place]:
    """Numbers of documents with their symbols: 110-KH/TU, 30/2020/NĐ-CP."""
    return ((n.start, n.end) for n in find_numbers(plain) if n.symbol)


def _find_comrades(plain: str) -> Iterator[Place]:
    return (m.span() for m in _COMRADE.finditer(plain))


def _joined(places: Iterable[Place]) -> list[Place]:
    """The places in order; those that overlap become one, so that nothing of an address is left over."""
    kept: list[Place] = []
    for start, end in sorted(places):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
