"""`canbo ask`: the questions that everybody has."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from canbo.cli.options import DATABASE, Database
from canbo.cli.talk import count, say
from corpora.errors import UsageError


def ask(
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="learners or classes.")],
    database: Database = DATABASE,
    by: Annotated[
        list[str] | None,
        typer.Option(
            help="programme, year, province, organiser, paper or activity; may be given several times."
        ),
    ] = None,
    year: Annotated[str | None, typer.Option(help="2022, or 2018-2022.")] = None,
    programme: Annotated[str | None, typer.Option(help="The code of a programme.")] = None,
    province: Annotated[str | None, typer.Option(help="A province; accents may be left out.")] = None,
    organiser: Annotated[str | None, typer.Option(help="Words of the organiser's name.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array, a row a line.")] = False,
) -> None:
    """Ask what everybody asks: how many learners or classes, by what you like.

    Each statement counts once. The SQL that was run and the number of sources are told beside the answer.
    """
    from canbo.cli.tables import write_csv, write_json, write_table
    from factdb.asking import Question
    from factdb.asking import ask as ask_base

    if as_csv and as_json:
        raise UsageError("--csv and --json exclude each other: give one")
    listed = [name for names in by or [] for name in names.split(",")]
    answer = ask_base(database, Question(subject, listed, year, programme, province, organiser))
    result = answer.result
    if as_json:
        write_json(result.columns, result.rows)
    elif as_csv or not sys.stdout.isatty():
        write_csv(result.columns, result.rows)
    else:
        write_table(result.columns, result.rows)
    sources = f"{count(answer.articles, 'article')} of {count(answer.papers, 'paper')}"
    say(f"From {sources}, each statement counted once. Asked with:\n{answer.sql}")
