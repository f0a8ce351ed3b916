"""`canbo query`: ask a database in SQL."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.place import check_file, write_beside
from canbo.cli.talk import count, say
from corpora.errors import DatasetError, UsageError

# What holds no semicolon that ends a question: strings and quoted names, and comments.
_QUOTED_OR_COMMENT = re.compile(
    r"""(?P<quoted>[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$\$.*?\$\$)|--[^\n]*|/\*.*?\*/""",
    re.DOTALL,
)
_FORMS = ("csv", "json", "parquet", "xlsx")
_BINARY = ("parquet", "xlsx")
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
    as_parquet: Annotated[bool, typer.Option("--parquet", help="Parquet, with the types kept.")] = False,
    as_xlsx: Annotated[bool, typer.Option("--xlsx", help="An Excel file that says what was asked.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="A file; its ending tells the form.", show_default="standard output"
        ),
    ] = None,
) -> None:
    """Ask a database in SQL.

    The database is opened to read only. On a terminal the answer is a table, elsewhere comma-separated values.
    """
    given = {"csv": as_csv, "json": as_json, "parquet": as_parquet, "xlsx": as_xlsx}
    form = _form([name for name, chosen in given.items() if chosen], out)
    question = sys.stdin.read() if sql == "-" else sql
    _check_question(question)
    try:
        _answer(database, question or _TABLES, form, out)
    except DatasetError as error:
        raise DatasetError(_shorten(str(error))) from error


def _form(chosen: Sequence[str], out: Path | None) -> str:
    """The form that the options or the file's ending tell; empty where neither does."""
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(f'--{name}' for name in chosen)} exclude each other: give one")
    ending = out.suffix.lower().removeprefix(".") if out else ""
    form = chosen[0] if chosen else ending
    if out and out.is_dir():
        check_file(out, f"answer.{form or 'csv'}")
    if out and form not in _FORMS:
        raise UsageError(f"{out}: say what to write, with --{', --'.join(_FORMS)}, or by the ending")
    if out:
        check_file(out, f"answer.{form}")
    if form in _BINARY and not out and sys.stdout.isatty():
        raise UsageError(f"--{form} is no text for a terminal: name a file with -o answer.{form}")
    return form


def _answer(database: Path, question: str, form: str, out: Path | None) -> None:
    """Ask, and put the answer where it is wanted."""
    if out and form != "json":
        from factdb.export.answer import write_answer

        _tell(write_answer(database, question, out, form), out)
        return
    if form in _BINARY:
        from factdb.export.answer import answer_bytes

        sys.stdout.buffer.write(answer_bytes(database, question, form))
        return
    from canbo.cli.tables import write_csv, write_json, write_table
    from factdb.query import query as ask

    answer = ask(database, question)
    if out:
        with write_beside(out) as stream:
            write_json(answer.columns, answer.rows, stream)
        _tell(len(answer), out)
    elif form == "json":
        write_json(answer.columns, answer.rows)
    elif form == "csv" or not sys.stdout.isatty():
        write_csv(answer.columns, answer.rows)
    else:
        write_table(answer.columns, answer.rows)
        say(count(len(answer), "row"))


def _tell(rows: int, out: Path) -> None:
    say(f"{count(rows, 'row')} written to {out}.")


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
