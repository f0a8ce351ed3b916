"""How an article is laid out: its blocks (title, dateline, body, captions, byline) and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_TITLE = 200
"""A title in the press is one line; longer first lines are leads."""
MAX_CAPTION = 220
MAX_BYLINE = 60

_LINE = re.compile(r"[^\n]+")
_DATELINE = re.compile(r"(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2} tháng \d{1,2}[,]? năm \d{4})")
_NOT_DATELINE = re.compile(r"[^\W\d_]+")
_PHOTO = re.compile(r"(?:^|[.\s(])(?:Ảnh|Tin, ảnh|Ảnh minh họa|Video|Đồ họa|Tư liệu)\s?(?:minh họa)?\s?(?::|$)", re.IGNORECASE)
_BYLINE = re.compile(r"(?:Tin, ảnh|Bài, ảnh|Bài và ảnh|Tin và ảnh|Theo|Nguồn|Thực hiện|PV|CTV|BBT)\b", re.IGNORECASE)
_CLOSED = re.compile(r"[.!?…:;][\"')]*\s*$|\./\.?\s*$")
# Abbreviations after which a full stop ends no sentence, and a number as in «1. Về công tác».
_ABBREVIATION = re.compile(
    r"(?:(?<![^\W_])(?:TP|Tp|TX|Tx|TT|T\.P|TS|ThS|Ths|PGS|GS|BS|CN|KS|Đ/c|đ/c|Th\.S|T\.S|tr|Q|P|H|Ô|B|St|Mr|Mrs|No|VS)|(?:^|\s)\d{1,2}|(?:^|\s)[A-ZĐ])\.$"
)
_STOP = re.compile(r"(?:[.!?…]+|\./\.?)[\"')\]]*\s+(?=[\"'(\[-]?\s?[A-ZÀ-ỴĐ0-9])")


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
    """Join lines that were broken in the midst of a sentence: the next begins in lower case, right under an open one."""
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        broken = joined and start - joined[-1][1] == 1 and plain[start].islower() and not _CLOSED.search(plain[joined[-1][0] : joined[-1][1]])
        if broken:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
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
    """A line of date, time and weekday only: «THỨ BA, 13/03/2018 16:53:27»."""
    if len(line) > 80 or not _DATELINE.search(line):
        return False
    words = [w.lower() for w in _NOT_DATELINE.findall(line)]
    known = {"thứ", "hai", "ba", "tư", "năm", "sáu", "bảy", "chủ", "nhật", "gmt", "am", "pm", "cập", "lúc", "ngày", "đăng", "tháng", "giờ", "phút", "h", "xuất", "bản"}
    return all(w in known for w in words)


def _looks_like_title(plain: str, lines: list[tuple[int, int]], line: str) -> bool:
    return len(lines) > 1 and len(line) <= MAX_TITLE and not _CLOSED.search(line) and not _PHOTO.search(line) and line[0].isupper()


def _is_byline(line: str) -> bool:
    if len(line) > MAX_BYLINE or _CLOSED.search(line.replace(".", "")):
        return False
    words = re.findall(r"[^\W\d_]+", line)
    return bool(_BYLINE.match(line)) or (1 <= len(words) <= 7 and all(w[0].isupper() for w in words))


def _is_caption(plain: str, lines: list[tuple[int, int]], index: int, line: str) -> bool:
    """A photo's words: a credit, or a short line without a full stop in the midst of the body, or one printed twice."""
    if len(line) > MAX_CAPTION:
        return False
    if _PHOTO.search(line):
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
        if _ABBREVIATION.search(head) and stop.group().strip() == ".":
            continue
        yield start, stop.end() - (len(stop.group()) - len(stop.group().rstrip()))
        start = stop.end()
    if plain[start : block.end].strip():
        yield start, block.end
