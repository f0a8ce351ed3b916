"""`canbo crawl --warc`: pages taken from WARC files, without the network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from canbo.cli.board import Board
from canbo.cli.talk import SOME_FAILED, command, count, list_failed, say
from corpora.errors import UsageError

if TYPE_CHECKING:
    from crawler import Wanted


def take(warc: list[Path], words: list[str], out: Path, wanted: Wanted, limit: int | None) -> None:
    """Take pages from WARC files; words that name files are more of them, others hosts or papers."""
    import crawler
    from crawler.starts import find_hosts

    files = [*warc, *(Path(word) for word in words if Path(word).is_file())]
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise UsageError(f"{missing[0]} isn't there: name WARC files (.warc or .warc.gz)")
    hosts = find_hosts(word for word in words if not Path(word).is_file())
    with Board(out) as board:
        taken = crawler.take_collection(
            files, out, hosts=hosts, wanted=wanted, limit=limit, progress=board.note if board.moves else None
        )
    say(
        f"{count(taken.articles, 'article')} taken into {taken.folder} from {count(taken.records, 'record')}; "
        f"{taken.skipped:,} pages left out, {taken.failed:,} failed, {taken.others:,} records of no interest."
    )
    say(f"What became of every page: {crawler.write_report(out)}")
    if taken.pages:
        say(f"Next: {command('read', out, '-o', 'articles.parquet')}")
    if list_failed(taken.broken):
        raise typer.Exit(SOME_FAILED)
