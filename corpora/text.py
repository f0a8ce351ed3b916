"""Texts evened out for matching, with a map back to the stored text.

The stored text is never changed. Recognisers read `EvenText.plain`: NFC, one kind of blank, dash and quotation
mark, no invisible characters, tone marks where the older spelling puts them (hòa, ủy). `EvenText.span` leads
from a place in it to the words of the stored text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.span import Span

_BLANKS = (
    "\t\N{NO-BREAK SPACE}\N{FIGURE SPACE}\N{NARROW NO-BREAK SPACE}\N{EN SPACE}\N{EM SPACE}\N{THIN SPACE}"
    "\N{HAIR SPACE}\N{PUNCTUATION SPACE}\N{FOUR-PER-EM SPACE}\N{THREE-PER-EM SPACE}\N{SIX-PER-EM SPACE}"
    "\N{MEDIUM MATHEMATICAL SPACE}\N{IDEOGRAPHIC SPACE}"
)
_DASHES = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}"
_QUOTES = "“”„‟«»\N{DOUBLE PRIME}"
_APOSTROPHES = "‘’‚‛\N{PRIME}"
_BREAKS = "\r\v\f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\N{NEXT LINE}"
# Letters that look like Vietnamese ones and were typed for them.
_LETTERS = {
    "\N{LATIN CAPITAL LETTER ETH}": "Đ",
    "\N{LATIN CAPITAL LETTER AFRICAN D}": "Đ",
    "\N{LATIN SMALL LETTER ETH}": "đ",
}
_ONE_TO_ONE = str.maketrans(
    {c: " " for c in _BLANKS}
    | {c: "-" for c in _DASHES}
    | {c: '"' for c in _QUOTES}
    | {c: "'" for c in _APOSTROPHES}
    | {c: "\n" for c in _BREAKS}
    | _LETTERS
)
_INVISIBLE = "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}"
_HAS_INVISIBLE = re.compile(f"[{_INVISIBLE}]")

# Newer spelling (hoà, uỷ) to older (hòa, ủy): only where the syllable ends with the two vowels; after q, u belongs to the q (quý).
_NEW_TONE = re.compile(
    r"(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])"
)


def _older_tone(match: re.Match[str]) -> str:
    first, second = match.group()
    base, *marks = unicodedata.normalize("NFD", second)
    return unicodedata.normalize("NFC", first + "".join(marks)) + base


@dataclass(frozen=True, slots=True)
class EvenText:
    """A stored text beside its evened-out form.

    `offsets[i]` is the place in `raw` where character `i` of `plain` begins; it has one entry more than `plain`,
    the length of `raw`. None stands for the identity, which is the common case.
    """

    raw: str
    plain: str
    offsets: Sequence[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """The words of the stored text that `plain[start:end]` stands for."""
        if self.offsets is None:
            return Span.of(self.raw, start, end)
        first = self.offsets[start]
        # The end is where the last character's own stretch ends, without invisible characters that follow it.
        last = self.offsets[end - 1] + 1
        stop = self.offsets[end]
        while last < stop and unicodedata.combining(self.raw[last]):
            last += 1
        return Span.of(self.raw, first, last)


def even_out(raw: str) -> EvenText:
    """Even a text out for matching; linear in its length."""
    if unicodedata.is_normalized("NFC", raw) and not _HAS_INVISIBLE.search(raw):
        return EvenText(raw, _NEW_TONE.sub(_older_tone, raw.translate(_ONE_TO_ONE)))
    plain: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(raw):
        composed = unicodedata.normalize("NFC", cluster)
        for char in composed:
            if char not in _INVISIBLE:
                plain.append(char)
                offsets.append(start)
    offsets.append(len(raw))
    text = "".join(plain).translate(_ONE_TO_ONE)
    return EvenText(raw, _NEW_TONE.sub(_older_tone, text), offsets)


def _clusters(raw: str) -> list[tuple[int, str]]:
    """The text cut into base characters with the combining marks that follow them, each with its offset."""
    return [(m.start(), m.group()) for m in _CLUSTER.finditer(raw)]


# A base character and the combining marks of the blocks in which Vietnamese marks (and most others) lie.
_CLUSTER = re.compile(r".[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]*", re.DOTALL)
