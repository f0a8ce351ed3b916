"""`canbo build`: facts into a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.talk import say


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

    build_database(facts, out)
    say(f"Database written to {out}. Next: canbo query {out}, or canbo report {out} -o report.html")
