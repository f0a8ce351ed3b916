"""Spans of a text turned into well-nested pieces, so that overlapping facts can be drawn in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch `[start, end)` to be drawn: its kind, where it leads, its badge and its note."""

    start: int
    end: int
    kind: str
    ref: str = ""
    badge: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A step in drawing a paragraph: some words, or a mark that opens or closes.

    `first` is True where an opening mark begins, False where it goes on after a break.
    """

    op: Literal["text", "open", "close"]
    text: str = ""
    mark: Mark | None = None
    first: bool = False


def cut_paragraphs(text: str, marks: Iterable[Mark]) -> list[list[Piece]]:
    """The text's lines that aren't blank, each as a well-nested sequence of pieces.

    The words of all pieces of a line are the line; marks that don't fit the text are clipped to it. Where
    marks cross, the inner one is closed and opened again.
    """
    waiting = sorted(
        (m for m in marks if 0 <= m.start < min(m.end, len(text))),
        key=lambda m: (m.start, -m.end),
    )
    paragraphs: list[list[Piece]] = []
    running: list[Mark] = []
    drawn: set[Mark] = set()
    start, seen = 0, 0
    for line in text.split("\n"):
        end = start + len(line)
        while seen < len(waiting) and waiting[seen].start < end:
            running.append(waiting[seen])
            seen += 1
        running = [m for m in running if m.end > start]
        if line.strip():
            paragraphs.append(_cut_line(text, start, end, running, drawn))
        start = end + 1
    return paragraphs


def _cut_line(text: str, start: int, end: int, marks: Sequence[Mark], drawn: set[Mark]) -> list[Piece]:
    """One line as pieces; `marks` are those that touch it, in order of start and falling length.

    `drawn` remembers over the lines which marks have begun.
    """
    edges = sorted({start, end, *(max(m.start, start) for m in marks), *(min(m.end, end) for m in marks)})
    pieces: list[Piece] = []
    stack: list[Mark] = []
    todo = iter(marks)
    coming = next(todo, None)
    for here, after in pairwise(edges):
        _close(pieces, stack, here)
        while coming is not None and coming.start <= here:
            stack.append(coming)
            pieces.append(Piece("open", mark=coming, first=coming not in drawn))
            drawn.add(coming)
            coming = next(todo, None)
        pieces.append(Piece("text", text[here:after]))
    _close(pieces, stack, end, always=True)
    return pieces


def _close(pieces: list[Piece], stack: list[Mark], here: int, *, always: bool = False) -> None:
    """Close every mark that ends here; those opened above it close too and open again."""
    ending = [i for i, mark in enumerate(stack) if always or mark.end <= here]
    if not ending:
        return
    above = stack[ending[0] :]
    del stack[ending[0] :]
    pieces.extend(Piece("close", mark=mark) for mark in reversed(above))
    for mark in above:
        if not always and mark.end > here:
            stack.append(mark)
            pieces.append(Piece("open", mark=mark))
