"""Rows on standard output: a table for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TextIO

from canbo.cli.talk import tame

Rows = Iterable[Sequence[Any]]

_WIDE = 10_000
"""Columns of a page that never ends: a pipe gets every row on one line."""


def write_table(columns: Sequence[str], rows: Rows, out: TextIO | None = None) -> None:
    """Draw a table; on a terminal within its width, elsewhere with every row on one line."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = out or sys.stdout
    kept = [list(row) for row in rows]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for position, column in enumerate(columns):
        numbers = bool(kept) and all(_is_number(row[position]) for row in kept)
        table.add_column(tame(column), justify="right" if numbers else "left", overflow="fold")
    for row in kept:
        table.add_row(*(Text(show(value)) for value in row))
    Console(file=out, width=None if out.isatty() else _WIDE, highlight=False).print(table)


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
