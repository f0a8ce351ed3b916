"""`canbo export`: a database in the forms that colleagues use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.options import DATABASE, Database
from canbo.cli.place import make_folder
from canbo.cli.talk import say
from corpora.errors import UsageError


def export(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="facts.xlsx, a file with another ending, or a folder.")
    ],
    database: Database = DATABASE,
    to: Annotated[
        str | None,
        typer.Option(
            help="xlsx, csv, parquet, jsonl, sqlite, datapackage or csl.", show_default="by the ending of OUT"
        ),
    ] = None,
    tables: Annotated[
        list[str] | None, typer.Option("--table", help="Only this table; may be given several times.")
    ] = None,
    language: Annotated[str, typer.Option("--lang", help="Headings in en or vi.")] = "en",
) -> None:
    """Export a database: Excel, CSV, Parquet, JSON lines, SQLite, a data package, or citations.

    Every export says which run and which rules it comes from and how to cite it.
    """
    from factdb.codebook import LANGUAGES
    from factdb.export import export as export_base

    if language not in LANGUAGES:
        raise UsageError(f"--lang {language}: give {' or '.join(LANGUAGES)}")
    make_folder(out.parent)
    made = export_base(database, out, to, tables=tables or (), language=language)
    say(f"Exported to {made}.")
