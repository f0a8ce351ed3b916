"""Rows on standard output: a table for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TextIO

from canbo.cli.talk import tame

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Rows = Iterable[Sequence[Any]]

RECORDS = 20
"""Rows that are shown where each takes a record of its own."""

_WIDE = 10_000
"""Columns of a page that never ends: a pipe gets every row on one line."""

# Columns whose whole numbers count something; years, ids and places in a text bear no separators.
_COUNTS = re.compile(
    r"(?:learners|classes|articles|people|enrolments|facts|statements)(?:_low|_high)?"
    r"|number|count_star\(\)|count\(.*\)|sum\((?:learners|classes|articles|statements)(?:_low|_high)?\)"
)


def write_table(columns: Sequence[str], rows: Rows, out: TextIO | None = None, *, wrap: bool = False) -> None:
    """Draw a table; on a terminal within its width, elsewhere with every row on one line.

    Texts that are too long for the terminal are cut with `…`, or with `wrap` go on below. Where even that
    doesn't fit, each row is a record, the first `RECORDS` of them.
    """
    from rich.console import Console

    from canbo.cli.fit import fit

    out = out or sys.stdout
    kept = [list(row) for row in rows]
    heads = [tame(column) for column in columns]
    cells = [[_count_up(c, v) for c, v in zip(heads, row, strict=True)] for row in kept]
    console = Console(file=out, width=None if out.isatty() else _WIDE, highlight=False)
    fitting = fit(heads, cells, console.width)
    if fitting is None:
        _write_records(console, heads, cells)
        return
    numbers = [bool(kept) and all(_is_number(row[n]) for row in kept) for n in range(len(heads))]
    widths, gap = fitting
    table = _make_table(list(zip(heads, widths, numbers, strict=True)), cells, gap, wrap=wrap)
    console.print(table)


def _make_table(
    columns: Sequence[tuple[str, int, bool]], cells: Sequence[Sequence[str]], gap: int, *, wrap: bool
) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from canbo.cli.fit import cut

    # The box draws a blank between two columns.
    padding = (0, 1, 0, gap - 2)
    table = Table(box=box.SIMPLE_HEAD, padding=padding, pad_edge=False, show_edge=False)
    for head, width, is_number in columns:
        table.add_column(Text(head), justify="right" if is_number else "left", width=width, no_wrap=not wrap)
    for row in cells:
        short = row if wrap else [cut(cell, width) for cell, (_, width, _) in zip(row, columns, strict=True)]
        table.add_row(*map(Text, short))
    return table


def _write_records(console: Console, heads: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    from rich.text import Text

    from canbo.cli.fit import record

    for number, row in enumerate(cells[:RECORDS], 1):
        console.print(Text(f"{number} ".ljust(min(40, console.width), "─"), no_wrap=True, style="dim"))
        for line in record(heads, row, console.width):
            console.print(Text(line), no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)
    if len(cells) > RECORDS:
        console.print(Text(f"{len(cells) - RECORDS:,} more rows: --csv"))


def _count_up(column: str, value: Any) -> str:
    """A value as it is shown under that column: what counts something has separators (1,250)."""
    if isinstance(value, int) and not isinstance(value, bool) and _COUNTS.fullmatch(column):
        return f"{value:,}"
    return show(value)


def _is_number(value: Any) -> bool:
    """True for a number, a number written out (1,250) and for none."""
    if isinstance(value, str):
        return value[:1].isdigit() and value.replace(",", "").isdigit()
    return isinstance(value, int | float | Decimal | None)


def show(value: Any) -> str:
    """A value as a person reads it on one line; `–` where there is none."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(show(v) for v in value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, float):
        return f"{value:.10g}"
    return " ".join(tame(str(value)).split())


def write_csv(columns: Sequence[str], rows: Rows, out: TextIO | None = None) -> None:
    """Write comma-separated values with a header, in UTF-8; lists are joined with `; `."""
    writer = csv.writer(out or sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow("; ".join(map(str, v)) if isinstance(v, list | tuple) else v for v in row)


def write_json(columns: Sequence[str], rows: Rows, out: TextIO | None = None) -> None:
    """Write a JSON array, one object a row and a line."""
    out = out or sys.stdout
    before = "["
    for row in rows:
        made = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=plain)
        out.write(f"{before}\n{made}")
        before = ","
    out.write("[]\n" if before == "[" else "\n]\n")


def plain(value: Any) -> Any:
    """What JSON has no word for: days in ISO 8601, decimals as numbers, anything else as its text."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value % 1 == 0 else float(value)
    return str(value)
