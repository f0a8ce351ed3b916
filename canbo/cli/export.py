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
        str, typer.Argument(metavar="OUT", help="facts.xlsx, another file, a folder, or postgresql://…")
    ],
    database: Database = DATABASE,
    to: Annotated[
        str | None,
        typer.Option(
            help="xlsx, csv, parquet, jsonl, sqlite, datapackage, csl, labelstudio, brat or postgres.",
            show_default="by the ending of OUT",
        ),
    ] = None,
    tables: Annotated[
        list[str] | None, typer.Option("--table", help="Only this table; may be given several times.")
    ] = None,
    language: Annotated[str, typer.Option("--lang", help="Headings in en or vi.")] = "en",
    schema: Annotated[
        str | None, typer.Option(help="postgres: the schema that takes the tables.", show_default="canbo")
    ] = None,
) -> None:
    """Export a database: Excel, CSV, Parquet, JSON lines, SQLite, a data package, citations, or PostgreSQL.

    Every export says which run and which rules it comes from and how to cite it.
    """
    from factdb.codebook import LANGUAGES
    from factdb.export import export as export_base

    if language not in LANGUAGES:
        raise UsageError(f"--lang {language}: give {' or '.join(LANGUAGES)}")
    if to == "postgres" or (to is None and "://" in out):
        from factdb.export.postgres import SCHEMA, export_postgres

        made = export_postgres(database, out, tables=tables or (), language=language, schema=schema or SCHEMA)
        say(f"Exported to {made}.")
        return
    if schema:
        raise UsageError("--schema goes with an address: canbo export postgresql://user@host/database")
    make_folder(Path(out).parent)
    place = export_base(database, Path(out), to, tables=tables or (), language=language)
    say(f"Exported to {place}.")
