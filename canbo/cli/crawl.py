"""`canbo crawl`: get a paper's pages politely; stop and go on at any time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.board import Board
from canbo.cli.collection import take
from canbo.cli.crawl_talk import describe, tell
from canbo.cli.talk import say
from corpora.errors import UsageError

_OWN = frozenset({"crawl.lock", "crawl.sqlite", "pages.warc.gz", "report.tsv", "report.tmp"})
"""What a crawl makes in its folder; SQLite's files beside the state begin with its name."""


def _read_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or len(text) != len("2024-03-05"):
        raise UsageError(f"--since {text}: write the day as 2024-03-05")
    return day


def _check_folder(folder: Path) -> None:
    """Raise UsageError where the folder is a file, or holds what no crawl made: texts and pages must not mix."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: name a folder")
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    others = sorted(n for n in names - _OWN if not n.startswith(("crawl.sqlite-", ".")))
    if others and "crawl.sqlite" not in names:
        raise UsageError(
            f"{folder} holds other files ({others[0]}, …): name a new or an empty folder with -o"
        )


Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="SITE", help="Papers by name, or addresses: sites, listings, feeds, sitemaps."),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="The folder for the pages; one may go on.")]
Under = Annotated[str | None, typer.Option(help="Keep to paths that begin so: /giao-duc/.")]
Most = Annotated[int | None, typer.Option("--max", min=1, help="The most articles to fetch.")]
Since = Annotated[
    date | None,
    typer.Option(parser=_read_day, metavar="YYYY-MM-DD", help="Leave out what is older than this day."),
]
OfTopic = Annotated[str | None, typer.Option(help="Keep articles of this topic only: canbo.")]
Warc = Annotated[
    list[Path] | None,
    typer.Option(
        "--warc", metavar="FILE...", help="Take pages from WARC files instead, without the network."
    ),
]
Delay = Annotated[float | None, typer.Option(min=0, help="Seconds between requests to a host.")]
Loopback = Annotated[
    bool, typer.Option("--allow-loopback", help="Also ask servers on this machine, without rests.")
]


def crawl(
    words: Words = None,
    out: Out = Path("crawl"),
    under: Under = None,
    limit: Most = None,
    since: Since = None,
    topic: OfTopic = None,
    warc: Warc = None,
    delay: Delay = None,
    allow_loopback: Loopback = False,
) -> None:
    """Fetch a paper's pages politely.

    A paper by its name (canbo sites lists them) or by an address. robots.txt is obeyed, and every host gets its rest
    between two requests. Ctrl-C stops in order, and the same command goes on from there.
    """
    import crawler
    from canbo.topics import topic_of

    chosen = topic_of(topic) if topic else None
    _check_folder(out)
    if warc:
        take(warc, words or [], out, crawler.Wanted(under, since, chosen), limit)
        return
    if not words:
        raise UsageError(
            "name what to crawl: a paper that canbo sites lists (nhandan), an address like "
            "https://paper.vn/chinh-tri/, or WARC files with --warc"
        )
    with Board(out) as board:
        done = crawler.crawl(
            words, out, under=under, limit=limit, since=since, topic=chosen, delay=delay,
            allow_loopback=allow_loopback,
            progress=lambda event: board.note(event) if board.moves else say(describe(event)),
        )  # fmt: skip
    tell(done)
