"""`canbo crawl`: get a paper's pages politely; stop and go on at any time."""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from canbo.cli.talk import INTERRUPTED, SOME_FAILED, MovingLine, count, list_failed, say

if TYPE_CHECKING:
    from crawler import CrawlEvent, CrawlReport


def crawl(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="A site, a listing, a feed or a sitemap.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the pages; one may go on.")],
    under: Annotated[str | None, typer.Option(help="Keep to paths that begin so: /giao-duc/.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="The most articles to fetch.")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Leave out what is older than this day.")
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

    with MovingLine("Asking for robots.txt …") as line:
        done = crawler.crawl(
            urls,
            out,
            under=under,
            limit=limit,
            since=since.date() if since else None,
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
        say(f"Stopped early: {done.stopped}. The same command goes on from here.")
    if done.fetched:
        say(f"Next: canbo read {shlex.quote(str(done.folder))} -o articles.parquet")
    if done.stopped == "interrupted":
        raise typer.Exit(INTERRUPTED)
    if done.failed or done.resting:
        raise typer.Exit(SOME_FAILED)


def describe(event: CrawlEvent) -> str:
    """One step of a crawl in a line."""
    if event.state == "pause":
        return f"{event.host} is left alone: {event.reason}"
    return f"{event.state} {event.url}" + (f" ({event.reason})" if event.reason else "")


def count_up(event: CrawlEvent) -> str:
    """The same with how far the crawl is, for the moving line of a terminal."""
    return f"{event.fetched} fetched, {event.waiting} wait · {describe(event)}"
