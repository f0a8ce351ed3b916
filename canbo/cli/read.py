"""`canbo read`: the pages of a crawl into articles, offline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from canbo.cli.place import check_file
from canbo.cli.talk import SOME_FAILED, command, count, follow, list_failed, say

if TYPE_CHECKING:
    from corpora.article import Article
    from crawler import Reading, UnreadPage


def read(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder made by canbo crawl; ./crawl unless said.")
    ] = Path("crawl"),
    out: Annotated[Path, typer.Option("--out", "-o", help="The Parquet file to write.")] = Path(
        "articles.parquet"
    ),
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes to work in; the result is the same.")
    ] = 1,
) -> None:
    """Read crawled pages into articles.

    From the archive on disk, without the network, into one Parquet file.
    """
    check_file(out, "articles.parquet")
    made, failed = read_into(folder, out, workers)
    after = f" Next: {command('extract', out, '-o', 'facts')}" if made else ""
    say(f"{count(made, 'article')} written to {out}.{after}")
    if list_failed(failed):
        raise typer.Exit(SOME_FAILED)


def read_into(folder: Path, out: Path, workers: int = 1) -> tuple[int, list[tuple[str, str]]]:
    """Read a crawl into a Parquet file; returns how many articles it holds, and the pages that gave none."""
    from corpora.store import write_articles
    from crawler.read import readings
    from crawler.read_report import ReadReport

    failed: list[tuple[str, str]] = []
    report = ReadReport(folder)
    pages = follow(report.note(readings(folder, workers=workers)), "Reading pages")
    made = write_articles(out, _sift(pages, failed))
    path, copies = report.write()
    if copies:
        kinds = ", ".join(f"{kind}: {number:,}" for kind, number in sorted(copies.items()))
        repeats = (
            "1 article repeats an earlier one"
            if copies.total() == 1
            else f"{copies.total():,} articles repeat earlier ones"
        )
        say(f"{repeats} ({kinds}).")
    say(f"What became of every page: {path}")
    return made, failed


def _sift(pages: Iterable[Reading | UnreadPage], failed: list[tuple[str, str]]) -> Iterator[Article]:
    from crawler import UnreadPage

    for page in pages:
        if isinstance(page, UnreadPage):
            failed.append((page.url, page.reason))
        else:
            yield page.article
