"""`canbo demo`: the whole way, on the bundled sample newspaper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write into.")] = Path("demo"),
) -> None:
    """Go the whole way on a sample newspaper.

    Serves the bundled paper on this machine, crawls it, reads the pages, extracts the facts, builds the database,
    prints the answers and writes a report.
    """
