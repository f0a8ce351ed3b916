"""`canbo crawl`: get a paper's pages politely; stop and go on at any time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from canbo.cli.talk import INTERRUPTED, SOME_FAILED, MovingLine, command, count, list_failed, say
from corpora.errors import UsageError

if TYPE_CHECKING:
    from crawler import CrawlEvent, CrawlReport


_OWN = frozenset({"crawl.lock", "crawl.sqlite", "pages.warc.gz"})
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


def crawl(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="A site, a listing, a feed or a sitemap.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the pages; one may go on.")],
    under: Annotated[str | None, typer.Option(help="Keep to paths that begin so: /giao-duc/.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="The most articles to fetch.")] = None,
    since: Annotated[
        date | None,
        typer.Option(parser=_read_day, metavar="YYYY-MM-DD", help="Leave out what is older than this day."),
    ] = None,
    delay: Annotated[float | None, typer.Option(min=0, help="Seconds between requests to a host.")] = None,
    allow_loopback: Annotated[
        bool, typer.Option("--allow-loopback", help="Also ask servers on this machine, without rests.")
    ] = False,
) -> None:
    """Fetch a paper's pages politely.

    robots.txt is obeyed, and every host gets its rest between two requests. Ctrl-C stops in order, and the same
    command goes on from there.
    """
    import crawler

    _check_folder(out)
    with MovingLine("Asking for robots.txt …") as line:
        done = crawler.crawl(
            urls,
            out,
            under=under,
            limit=limit,
            since=since,
            delay=delay,
            allow_loopback=allow_loopback,
            progress=lambda event: line.show(count_up(event)) if line.moves else say(describe(event)),
        )
    tell(done)


def tell(done: CrawlReport) -> None:
    """Say what a crawl did, what it left, and what comes next; leave with its exit code."""
    say(
        f"{count(done.articles, 'article')} fetched into {done.folder} with {count(done.requests, 'request')}; "
        f"{done.waiting:,} still to do, {done.skipped:,} left out, {done.failed:,} failed."
    )
    list_failed((o.url, o.reason) for o in done if o.state == "failed")
    if done.stopped:
        say(f"Stopped early: {done.stopped}.{_advise(done)}")
    for host, reason in done.resting.items():
        say(f"  {host}: {reason}", always=True)
    if done.fetched:
        say(f"Next: {command('read', done.folder, '-o', 'articles.parquet')}")
    if done.stopped == "interrupted":
        raise typer.Exit(INTERRUPTED)
    if done.failed or done.resting:
        raise typer.Exit(SOME_FAILED)


def _advise(done: CrawlReport) -> str:
    """What helps where a crawl stopped early: the same command only where another try may."""
    why = list(done.resting.values()) if done.stopped == "hosts at rest" else []
    if why and all("host name not found" in reason for reason in why):
        return " Check the address or your network."
    if why and all("not a public address" in reason for reason in why):
        return ""
    return " The same command goes on from here."


def describe(event: CrawlEvent) -> str:
    """One step of a crawl in a line."""
    if event.state == "pause":
        return f"{event.host} is left alone: {event.reason}"
    return f"{event.state} {event.url}" + (f" ({event.reason})" if event.reason else "")


def count_up(event: CrawlEvent) -> str:
    """The same with how far the crawl is, for the moving line of a terminal."""
    return f"{event.fetched} fetched, {event.waiting} wait · {describe(event)}"
