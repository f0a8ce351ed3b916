"""`canbo build`: facts into a database."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.talk import count, say


def build(
    facts: Annotated[Path, typer.Argument(metavar="FACTS", help="A folder made by canbo extract.")] = Path(
        "facts"
    ),
    out: Annotated[Path, typer.Option("--out", "-o", help="The database to write.")] = Path("canbo.duckdb"),
) -> None:
    """Build the database from extracted facts.

    It is made beside and moved into place, and can be rebuilt from the facts at any time.
    """
    from factdb.build import build as build_database

    made = build_database(facts, out)
    for warning in made.warnings:
        say(f"  {warning}", always=True)
    name = shlex.quote(str(out))
    say(
        f"{count(made.rows['articles'], 'article')} and {count(made.rows['training'], 'training fact')} "
        f"from {count(len(made.runs), 'run')} in {out}. Next: canbo report {name}, or canbo query {name}"
    )
