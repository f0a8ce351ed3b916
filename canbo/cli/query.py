"""`canbo query`: ask a database in SQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.talk import say
from corpora.errors import UsageError

_TABLES = """
    SELECT table_name AS name, comment AS holds FROM duckdb_tables() WHERE database_name = 'base' UNION ALL
    SELECT view_name, comment FROM duckdb_views() WHERE database_name = 'base' AND NOT internal ORDER BY name
"""


def query(
    database: Annotated[Path, typer.Argument(metavar="DATABASE", help="A database made by canbo build.")],
    sql: Annotated[
        str,
        typer.Argument(
            metavar="SQL", help="A question; - takes it from standard input; none lists the tables."
        ),
    ] = "",
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array, a row a line.")] = False,
) -> None:
    """Ask a database in SQL.

    The database is opened to read only. On a terminal the answer is a table, elsewhere comma-separated values.
    """
    from canbo.cli.tables import write_csv, write_json, write_table
    from factdb.query import query as ask

    if as_csv and as_json:
        raise UsageError("--csv and --json exclude each other: give one")
    answer = ask(database, (sys.stdin.read() if sql == "-" else sql) or _TABLES)
    if as_json:
        write_json(answer.columns, answer.rows)
    elif as_csv or not sys.stdout.isatty():
        write_csv(answer.columns, answer.rows)
    else:
        write_table(answer.columns, answer.rows)
        say(f"{len(answer.rows):,} row{'' if len(answer.rows) == 1 else 's'}")
