"""`canbo query`: ask a database in SQL."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.talk import say
from corpora.errors import DatasetError, UsageError

# What holds no semicolon that ends a question: strings and quoted names, and comments.
_QUOTED_OR_COMMENT = re.compile(
    r"""(?P<quoted>[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$\$.*?\$\$)|--[^\n]*|/\*.*?\*/""",
    re.DOTALL,
)
_NAMES = "\nThe tables and views are: "
_UNKNOWN_TABLE = re.compile(r"Table with name .* does not exist|Referenced table .* not found")

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
    question = sys.stdin.read() if sql == "-" else sql
    _check_question(question)
    try:
        answer = ask(database, question or _TABLES)
    except DatasetError as error:
        raise DatasetError(_shorten(str(error))) from error
    if as_json:
        write_json(answer.columns, answer.rows)
    elif as_csv or not sys.stdout.isatty():
        write_csv(answer.columns, answer.rows)
    else:
        write_table(answer.columns, answer.rows)
        say(f"{len(answer.rows):,} row{'' if len(answer.rows) == 1 else 's'}")


def _check_question(question: str) -> None:
    """Raise UsageError where there are two questions in one, or a text without any."""
    bare = _QUOTED_OR_COMMENT.sub(lambda found: "''" if found["quoted"] else " ", question)
    questions = [part for part in bare.split(";") if part.strip()]
    if len(questions) > 1:
        raise UsageError(
            f"{len(questions)} questions in one: ask them one by one, each with a canbo query of its own"
        )
    if question.strip() and not questions:
        raise UsageError(
            "there is no question in the SQL, only a comment; put the whole question in quotes, "
            "or give - and pass it on standard input"
        )


def _shorten(message: str) -> str:
    """The message without the names of all tables, where the tables of the question were found."""
    words, _, names = message.partition(_NAMES)
    return message if not names or _UNKNOWN_TABLE.search(words) else words
