"""`canbo report`: one HTML page of a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.place import check_file, named
from canbo.cli.talk import say


def report(
    database: Annotated[Path, typer.Argument(metavar="DATABASE", help="A database made by canbo build.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The HTML file to write.")] = Path("report.html"),
    limit: Annotated[int, typer.Option(min=0, help="The most articles to draw in full.")] = 500,
) -> None:
    """Write one HTML page of a database.

    The articles with their facts marked, and the answers; the page needs nothing else, not even a network.
    """
    check_file(out, "report.html")
    from canbo.report import write_report

    with named(out):
        made = write_report(database, out, limit=limit)
    say(f"Report written to {made}. Open it in a browser.")
