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
    from crawler import UnreadPage


def read(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder made by canbo crawl; ./crawl unless said.")
    ] = Path("crawl"),
    out: Annotated[Path, typer.Option("--out", "-o", help="The Parquet file to write.")] = Path(
        "articles.parquet"
    ),
) -> None:
    """Read crawled pages into articles.

    From the archive on disk, without the network, into one Parquet file.
    """
    check_file(out, "articles.parquet")
    made, failed = read_into(folder, out)
    after = f" Next: {command('extract', out, '-o', 'facts')}" if made else ""
    say(f"{count(made, 'article')} written to {out}.{after}")
    if list_failed(failed):
        raise typer.Exit(SOME_FAILED)


def read_into(folder: Path, out: Path) -> tuple[int, list[tuple[str, str]]]:
    """Read a crawl into a Parquet file; returns how many articles it holds, and the pages that gave none."""
    import crawler
    from corpora.store import write_articles

    failed: list[tuple[str, str]] = []
    pages = follow(crawler.read_pages(folder), "Reading pages")
    return write_articles(out, _sift(pages, failed)), failed


def _sift(pages: Iterable[Article | UnreadPage], failed: list[tuple[str, str]]) -> Iterator[Article]:
    from corpora.article import Article

    for page in pages:
        if isinstance(page, Article):
            yield page
        else:
            failed.append((page.url, page.reason))
