"""How an article is laid out: its blocks (title, dateline, body, captions, byline) and their sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MAX_TITLE = 200
"""A title in the press is one line; longer first lines are leads."""
MAX_CAPTION = 220
MAX_BYLINE = 60
MAX_DATELINE = 80
MAX_SENTENCE = 1500
"""Longer stretches without a full stop are tables and debris; they are cut, so that the work stays linear."""

_LINE = re.compile(r"[^\n]+")
_DAY = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2} tháng \d{1,2},? năm \d{4}")
_LETTERS = re.compile(r"[^\W\d_]+")
_CLOSED = re.compile(r"[.!?…:;][\"')]*\s*$|\./\.?\s*$")
# A run of stops is read from its beginning only, which keeps the search linear. A stop leads the pattern, so that the
# search skips from one to the next.
_END = r"[.!?…](?:(?<![.!?…].)[.!?…]*|(?<=\.)/\.?)[\"')\]]*"
_BEGIN = r"[\"'(\[-]?\s?[A-ZÀ-ỴĐ0-9]"
_STOP = re.compile(rf"{_END}\s+(?={_BEGIN})")
# Where an overlong sentence is cut best: the last of these within its reach.
_JOINTS = ("; ", ", ", " ")


@cache
def _lexicon() -> Mapping[str, Sequence[str]]:
    return tomllib.loads(files("nlp").joinpath("layout.toml").read_text(encoding="utf-8"))


def _one_of(key: str) -> str:
    return "|".join(re.escape(word) for word in _lexicon()[key])


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[.\s(])(?:{_one_of('credits')})\s?(?:minh họa)?\s?(?::|$)", re.IGNORECASE)


@cache
def _byline() -> re.Pattern[str]:
    return re.compile(rf"(?:{_one_of('bylines')})\b", re.IGNORECASE)


@cache
def _abbreviation() -> re.Pattern[str]:
    """The head of a full stop that ends no sentence: «TP.», the initial of a name."""
    return re.compile(rf"(?:(?<![^\W_])(?:{_one_of('abbreviations')})|(?:^|\s)[A-ZĐ])\.$")


@cache
def _open_words() -> tuple[str, ...]:
    """How a text ends before a full stop that `_abbreviation` may know, but for single capitals."""
    return tuple(_lexicon()["abbreviations"])


@cache
def _opener() -> re.Pattern[str]:
    """A word that opens sentences and no name: «… của TP. Lớp học có …»."""
    return re.compile(rf"(?:{_one_of('openers')})(?![^\W_])")


# «1. Về công tác …», «gồm: 1. Về …»: at a sentence's beginning or after a colon, such a number leads a list.
_LIST_NUMBER = re.compile(r"(?:^\W*|[:;(]\s?)\d{1,2}\.$")


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the text with its zone: `title`, `dateline`, `body`, `caption` or `byline`."""

    start: int
    end: int
    zone: str
    index: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place, its block, and its number within the block."""

    start: int
    end: int
    block: Block
    index: int


def find_blocks(plain: str, title: str | None = None) -> list[Block]:
    """Cut a text into its lines and say what each is."""
    lines = _unwrap(plain, [(m.start(), m.end()) for m in _LINE.finditer(plain) if m.group().strip()])
    return [Block(s, e, _zone(plain, lines, i, title), i) for i, (s, e) in enumerate(lines)]


def _unwrap(plain: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join lines broken in the midst of a sentence: the next begins in lower case, right under an open one."""
    joined: list[tuple[int, int]] = []
    last = 0
    for start, end in lines:
        goes_on = joined and start - joined[-1][1] == 1 and plain[start].islower()
        if goes_on and not _CLOSED.search(plain, last, joined[-1][1]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        last = start
    return joined


def _zone(plain: str, lines: list[tuple[int, int]], index: int, title: str | None) -> str:
    start, end = lines[index]
    line = plain[start:end].strip()
    if title and index < 3 and _same(line, title):
        return "title"
    if index < 5 and _is_dateline(line):
        return "dateline"
    if index == 0 and title is None and _looks_like_title(plain, lines, line):
        return "title"
    if index >= len(lines) - 2 and index > 0 and _is_byline(line):
        return "byline"
    return "caption" if _is_caption(plain, lines, index, line) else "body"


def _same(line: str, title: str) -> bool:
    def fold(text: str) -> str:
        return re.sub(r"[\W_]+", " ", text).casefold().strip()

    return fold(line) == fold(title)


def _is_dateline(line: str) -> bool:
    """A line of date, time and weekday only: «THỨ NĂM, 18/07/2019 09:41:05»."""
    if len(line) > MAX_DATELINE or not _DAY.search(line):
        return False
    return all(word.lower() in _lexicon()["dateline"] for word in _LETTERS.findall(line))


def _looks_like_title(plain: str, lines: list[tuple[int, int]], line: str) -> bool:
    """True for a first line that is short and open, begins with a capital, and credits no photo."""
    if len(lines) == 1 or len(line) > MAX_TITLE or not line[0].isupper():
        return False
    return not _CLOSED.search(line) and not _credit().search(line)


def _is_byline(line: str) -> bool:
    if len(line) > MAX_BYLINE or _CLOSED.search(line.replace(".", "")):
        return False
    words = _LETTERS.findall(line)
    return bool(_byline().match(line)) or (1 <= len(words) <= 7 and all(w[0].isupper() for w in words))


def _is_caption(plain: str, lines: list[tuple[int, int]], index: int, line: str) -> bool:
    """A photo's words: a credit, or a short line without a full stop in the midst of the body, or one printed twice."""
    if len(line) > MAX_CAPTION:
        return False
    if _credit().search(line):
        return True
    twin = index + 1 < len(lines) and plain[slice(*lines[index + 1])].strip() == line
    twin = twin or (index > 0 and plain[slice(*lines[index - 1])].strip() == line)
    return twin or (index > 0 and not _CLOSED.search(line) and line[0].isupper())


def find_sentences(plain: str, blocks: list[Block]) -> list[Sentence]:
    """The sentences of all blocks; a sentence never crosses a line break."""
    return [Sentence(s, e, block, i) for block in blocks for i, (s, e) in enumerate(_cut(plain, block))]


def _cut(plain: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    for stop in _STOP.finditer(plain, block.start, block.end):
        head = plain[max(start, stop.start() - 8) : stop.start() + 1]
        if stop.group().strip() == "." and _is_open(head) and not _opener().match(plain, stop.end()):
            continue
        yield from _shorten(plain, start, stop.start() + len(stop.group().rstrip()))
        start = stop.end()
    if plain[start : block.end].strip():
        yield from _shorten(plain, start, block.end)


def _is_open(head: str) -> bool:
    """True where a full stop ends no sentence: after an abbreviation, an initial or the number of a list."""
    if head[-2:-1].isdigit():
        return _LIST_NUMBER.search(head) is not None
    if not (head[-2:-1].isupper() or head[:-1].endswith(_open_words())):
        return False
    return _abbreviation().search(head) is not None


def _shorten(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence itself, or the pieces of one that is too long to be one."""
    while end - start > MAX_SENTENCE:
        limit = start + MAX_SENTENCE
        cut = next((at + len(j) for j in _JOINTS if (at := plain.rfind(j, start + 1, limit)) > 0), limit)
        yield start, cut
        start = cut
    yield start, end
