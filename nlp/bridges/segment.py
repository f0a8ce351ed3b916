"""The words of a Vietnamese text, by underthesea, each with its exact place in the stored text.

A Vietnamese word has one or more syllables («lý luận», «học viên»), so blanks don't part words. Segmentation
finds no facts: it serves to look at a corpus, and to give spaCy its tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from corpora.text import even_out
from nlp.bridges.mask import Place, mask
from nlp.layout import find_blocks, find_sentences

LONGEST = 2_000
"""Characters handed to the segmenter at a time; longer sentences are cut at a blank."""

_SYLLABLE = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `text` is the stored text at `[start, end)`, in code points."""

    start: int
    end: int
    text: str


def words(text: str) -> list[Word]:
    """The words of a text in order; they never overlap, and only blanks and invisible characters lie between them.

    Web addresses and document numbers (110-KH/TU) are one word each; the stored text is never rewritten
    («hoà» stays «hoà»), however it is composed.
    """
    even = even_out(text)
    found: list[Word] = []
    for start, end in find_words(even.plain):
        span = even.span(start, end)
        # A mark that composes with nothing shares the place of its letter.
        first = max(span.start, found[-1].end if found else 0)
        if first < span.end:
            found.append(Word(first, span.end, text[first : span.end]))
    return found


def find_words(plain: str) -> list[Place]:
    """The places of the words of an evened-out text, in order."""
    masked, settled = mask(plain)
    places = list(settled)
    at = 0
    for start, end in _segment_all(plain, masked):
        while at < len(settled) and settled[at][1] <= start:
            at += 1
        places += _outside(masked, start, end, settled, at)
    return sorted(places)


def _outside(masked: str, start: int, end: int, settled: list[Place], at: int) -> Iterator[Place]:
    """What of `[start, end)` no settled word holds; blanks at the ends don't belong to a word."""
    while at < len(settled) and settled[at][0] < end:
        yield from _trimmed(masked, start, settled[at][0])
        start = max(start, settled[at][1])
        at += 1
    yield from _trimmed(masked, start, end)


def _trimmed(masked: str, start: int, end: int) -> Iterator[Place]:
    inner = masked[start:end] if start < end else ""
    if inner.strip():
        yield start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())


def _segment_all(plain: str, masked: str) -> Iterator[Place]:
    """The segmenter's words, sentence by sentence."""
    for sentence in find_sentences(plain, find_blocks(plain)):
        start = sentence.start
        while start < sentence.end:
            end = _cut(masked, start, sentence.end)
            yield from _segment(masked[start:end], start)
            start = end


def _cut(masked: str, start: int, end: int) -> int:
    """Where a stretch to segment ends: at the end, or at the last blank of a stretch that would be too long."""
    if end - start <= LONGEST:
        return end
    blank = masked.rfind(" ", start + 1, start + LONGEST)
    return blank if blank > 0 else start + LONGEST


def _segment(sentence: str, offset: int) -> list[Place]:
    """The places of underthesea's words in a masked sentence.

    underthesea returns words without places, with one blank between syllables whatever was printed, but it leaves
    out nothing but blanks: so the number of characters leads back to each place.
    """
    places: list[Place] = []
    at = 0
    for word in _segmenter()(sentence, use_token_normalize=False):
        start = -1
        for syllable in word.split(" "):
            while at < len(sentence) and sentence[at].isspace():
                at += 1
            start = at if start < 0 else start
            at += len(syllable)
        places.append((offset + start, offset + at))
    if at > len(sentence) or sentence[at:].strip():
        # A version that rewrites after all: syllables are right everywhere, if finer.
        return [(offset + m.start(), offset + m.end()) for m in _SYLLABLE.finditer(sentence)]
    return places


@cache
def _segmenter() -> Callable[..., list[str]]:
    """underthesea's segmenter; loading takes about a second and its model comes with the package."""
    from underthesea.pipeline.word_tokenize import word_tokenize

    segment: Callable[..., list[str]] = word_tokenize
    return segment
