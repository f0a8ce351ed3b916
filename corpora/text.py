"""Texts evened out for matching, with a map back to the stored text.

The stored text is never changed. Recognisers read `EvenText.plain`: NFC, one kind of blank, line end, dash and
quotation mark, no invisible characters, tone marks where the older spelling puts them (hòa, ủy).
`EvenText.span` leads from a place in it to the words of the stored text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.span import Span

_BLANKS = (
    "\t\x1f\N{NO-BREAK SPACE}\N{OGHAM SPACE MARK}\N{EN QUAD}\N{EM QUAD}\N{EN SPACE}\N{EM SPACE}\N{THREE-PER-EM SPACE}"
    "\N{FOUR-PER-EM SPACE}\N{SIX-PER-EM SPACE}\N{FIGURE SPACE}\N{PUNCTUATION SPACE}\N{THIN SPACE}\N{HAIR SPACE}"
    "\N{NARROW NO-BREAK SPACE}\N{MEDIUM MATHEMATICAL SPACE}\N{IDEOGRAPHIC SPACE}"
)
_DASHES = (
    "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}"
)
_QUOTES = "“”„‟«»\N{DOUBLE PRIME}"
_APOSTROPHES = "‘’‚‛\N{PRIME}"
_BREAKS = "\r\v\f\x1c\x1d\x1e\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\N{NEXT LINE}"
# Letters that look like Vietnamese ones and were typed for them.
_LETTERS = {
    "\N{LATIN CAPITAL LETTER ETH}": "Đ",
    "\N{LATIN CAPITAL LETTER AFRICAN D}": "Đ",
    "\N{LATIN SMALL LETTER ETH}": "đ",
}
_ONE_TO_ONE = (
    dict.fromkeys(_BLANKS, " ")
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_QUOTES, '"')
    | dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_BREAKS, "\n")
    | _LETTERS
)
# Few of them stand in a text: finding them is several times faster than translating every character.
_EVENED = re.compile(f"[{re.escape(''.join(_ONE_TO_ONE))}]")
# Zero-width characters, marks of writing direction and soft hyphens.
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad"
# What has no place in the plain text; of the two characters that end a line on Windows, the first.
_DROPPED = re.compile(rf"[{_INVISIBLE}]|\r(?=\n)")
_PERHAPS_DROPPED = re.compile(rf"[{_INVISIBLE}\r]")  # a class alone is looked for twice as fast

# Newer spelling (hoà, uỷ) to older (hòa, ủy): only where the syllable ends with the two vowels;
# after q, u belongs to the q (quý). The first vowel leads the pattern, so that the search skips to it.
_NEW_TONE = re.compile(
    r"[oOuU](?<![qQ].)(?:(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])[ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_]|[\u0300-\u036f])"
)


def _older_tone(match: re.Match[str]) -> str:
    decomposed = unicodedata.normalize("NFD", match.group())
    first, second, tone = decomposed[0], decomposed[1:-1], decomposed[-1]
    return unicodedata.normalize("NFC", first + tone) + second


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
        """The words of the stored text that `plain[start:end]` stands for; ValueError where there are none."""
        if not 0 <= start < end <= len(self.plain):
            raise ValueError(f"no span {start}:{end} in a plain text of {len(self.plain)} characters")
        if self.offsets is None:
            return Span.of(self.raw, start, end)
        first = self.offsets[start]
        # The last character's stretch ends where the next begins, less the dropped characters before that.
        last = max(self.offsets[end], self.offsets[end - 1] + 1)
        while last > self.offsets[end - 1] + 1 and _DROPPED.match(self.raw, last - 1):
            last -= 1
        return Span.of(self.raw, first, last)


def even_out(raw: str) -> EvenText:
    """Even a text out for matching; linear in its length."""
    if unicodedata.is_normalized("NFC", raw) and not (_PERHAPS_DROPPED.search(raw) and _DROPPED.search(raw)):
        return EvenText(raw, _even(raw))
    dropped = {m.start() for m in _DROPPED.finditer(raw)}
    kept = [i for i in range(len(raw)) if i not in dropped]
    plain: list[str] = []
    offsets: list[int] = []
    at = 0
    for cluster in _clusters("".join(raw[i] for i in kept)):
        composed = unicodedata.normalize("NFC", cluster)
        plain.append(composed)
        # A cluster that is composed already keeps the place of each of its characters.
        offsets += [kept[at + i] if composed == cluster else kept[at] for i in range(len(composed))]
        at += len(cluster)
    return EvenText(raw, _even("".join(plain)), [*offsets, len(raw)])


def tidy(words: str) -> str:
    """Quoted words as a value that can be compared: in NFC, without invisible characters, single blanks.

    >>> tidy("Trường\\u00a0Chính\\ntrị")
    'Trường Chính trị'
    """
    composed = unicodedata.normalize("NFC", words)
    return " ".join((_DROPPED.sub("", composed) if _PERHAPS_DROPPED.search(composed) else composed).split())


def _even(text: str) -> str:
    """Even out a text in NFC, character by character."""
    return _NEW_TONE.sub(_older_tone, _EVENED.sub(lambda odd: _ONE_TO_ONE[odd.group()], text))


def _clusters(text: str) -> Iterator[str]:
    """The text cut so that no character composes with one of another piece."""
    start = 0
    for at, char in enumerate(text):
        if at > start and not _composes(char):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _composes(char: str) -> bool:
    """True for marks, and for the vowels and finals of Korean syllables: what may compose with the character before."""
    return char > "\u02ff" and (unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff")
