"""`canbo codebook`: what every table and column holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.place import check_file, write_beside
from canbo.cli.talk import say
from corpora.errors import UsageError


def codebook(
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="A file: .md, .csv or .xlsx.", show_default="the screen"),
    ] = None,
    language: Annotated[str, typer.Option("--lang", help="en or vi.")] = "en",
) -> None:
    """Write the codebook: every table and column with what it holds, in English or Vietnamese."""
    from factdb.codebook import LANGUAGES, read_codebook, write_markdown

    if language not in LANGUAGES:
        raise UsageError(f"--lang {language}: give {' or '.join(LANGUAGES)}")
    chapters = read_codebook(language)
    if out is None:
        sys.stdout.write(write_markdown(chapters, language))
        return
    check_file(out, "codebook.md")
    match out.suffix.lower():
        case ".md":
            with write_beside(out) as stream:
                stream.write(write_markdown(chapters, language))
        case ".csv" | ".xlsx":
            from factdb.export import write_codebook

            write_codebook(chapters, out, language)
        case _:
            raise UsageError(f"{out}: a codebook is .md, .csv or .xlsx")
    say(f"Codebook written to {out}.")
