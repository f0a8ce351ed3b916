"""How rows fit the width of a terminal: columns cut with `…`, or a record a row where even that doesn't do.

Numbers, days and headers are never cut or broken; texts are, down to `NARROWEST`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

GAPS = (3, 2)
"""Blanks between two columns, and fewer where the table wouldn't fit otherwise."""

NARROWEST = 12
"""Cells that a text keeps at the least where it is cut."""

_HASH = re.compile(r"[0-9a-f]{16,}")
_FIXED = re.compile(r"[\d.,:/%+–-]+(?: [\d:.+-]+)?")

Cells = Sequence[Sequence[str]]


def fit(headers: Sequence[str], rows: Cells, width: int) -> tuple[list[int], int] | None:
    """The width of each column and the gap between them so that the table fits `width`; None where it can't."""
    columns = [[row[n] for row in rows] for n in range(len(headers))]
    wide = [
        max(map(cell_len, (head, *cells)), default=0) for head, cells in zip(headers, columns, strict=True)
    ]
    least = [_least(*known) for known in zip(headers, columns, wide, strict=True)]
    room = [(width - gap * (len(wide) - 1), gap) for gap in GAPS]
    left, gap = next((r for r in room if sum(least) <= r[0]), (-1, 0))
    if left < 0:
        return None
    over = sum(wide) - left
    hashes = [n for n, cells in enumerate(columns) if _all(_HASH, cells)]
    for some in (hashes, range(len(wide))):
        over = _shrink(wide, least, some, over)
    return wide, gap


def _least(head: str, cells: Sequence[str], wide: int) -> int:
    """How narrow a column may become: its header, and its values where they are no texts."""
    if _all(_FIXED, cells):
        return wide
    return min(wide, max(NARROWEST, cell_len(head)))


def _all(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell != "–"]
    return bool(filled) and all(pattern.fullmatch(cell) for cell in filled)


def _shrink(wide: list[int], least: Sequence[int], some: Sequence[int], over: int) -> int:
    """Take `over` cells from some columns, always from the widest; returns what is left to take."""
    while over > 0 and (can := [n for n in some if wide[n] > least[n]]):
        wide[max(can, key=lambda n: wide[n])] -= 1
        over -= 1
    return over


def cut(text: str, width: int) -> str:
    """The text within `width` cells, with `…` in place of what is left out."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…"


def record(headers: Sequence[str], row: Sequence[str], width: int) -> list[str]:
    """A row as lines `column  value`; a long text goes on below itself, broken between words."""
    indent = max(map(cell_len, headers), default=0) + 2
    if width - indent < NARROWEST:
        # No room beside the names: values stand below them.
        return [
            line
            for head, value in zip(headers, row, strict=True)
            for line in (head, *(f"  {part}" for part in _wrap(value, max(width - 2, NARROWEST))))
        ]
    lines = []
    for head, value in zip(headers, row, strict=True):
        first, *more = _wrap(value, width - indent)
        lines.append(set_cell_size(head, indent) + first)
        lines += [" " * indent + part for part in more]
    return lines


def _wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; a word longer than a line is cut with `…`."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
        else:
            lines += [line] if line else []
            line = cut(word, width)
    return [*lines, line]
