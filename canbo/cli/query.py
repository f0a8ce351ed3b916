"""`canbo query`: ask a database in SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpora.errors import UsageError


def query(
    database: Annotated[Path, typer.Argument(metavar="DATABASE", help="A database made by canbo build.")],
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A question; - reads it from standard input.")],
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array, a row a line.")] = False,
) -> None:
    """Ask a database in SQL.

    The database is opened to read only. On a terminal the answer is a table, elsewhere comma-separated values.
    """
    if as_csv and as_json:
        raise UsageError("--csv and --json exclude each other: give one")
