"""`canbo build`: facts into a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.place import check_file
from canbo.cli.talk import command, count, say
from corpora.errors import UsageError


def build(
    facts: Annotated[Path, typer.Argument(metavar="FACTS", help="A folder made by canbo extract.")] = Path(
        "facts"
    ),
    out: Annotated[Path, typer.Option("--out", "-o", help="The database to write.")] = Path("canbo.duckdb"),
) -> None:
    """Build the database from extracted facts.

    It is made beside and moved into place, and can be rebuilt from the facts at any time.
    """
    _check_record(facts)
    check_file(out, "canbo.duckdb")
    from factdb.build import build as build_database

    made = build_database(facts, out)
    for warning in made.warnings:
        say(f"  {warning}", always=True)
    say(
        f"{count(made.rows['articles'], 'article')} and {count(made.rows['training'], 'training fact')} "
        f"from {count(len(made.runs), 'run')} in {out}. "
        f"Next: {command('report', out)}, or {command('query', out)}"
    )


def _check_record(facts: Path) -> None:
    if facts.is_file() and facts.suffix == ".duckdb":
        raise UsageError(f"{facts} is a database, no record; to ask it: {command('query', facts)}")
    if facts.is_file():
        made = "facts" if facts.name != "facts" else "record"
        raise UsageError(f"{facts} is a file, no record; {command('extract', facts, '-o', made)} makes one")
