"""`canbo crawl`: get a paper's pages politely; stop and go on at any time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from canbo.cli.talk import INTERRUPTED, SOME_FAILED, count, list_failed, on_terminal, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler import CrawlEvent, CrawlReport


def crawl(
    urls: Annotated[
        list[str], typer.Argument(metavar="URL", help="A site, a listing page, a feed or a sitemap.")
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="The folder for the pages; goes on where it holds some.")
    ],
    under: Annotated[
        str | None, typer.Option(help="Keep to paths that begin so, for example /giao-duc/.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="The most articles to fetch.")] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Leave out what was published before this day."),
    ] = None,
    delay: Annotated[
        float | None, typer.Option(min=1, help="Seconds between two requests to a host.")
    ] = None,
) -> None:
    """Fetch a paper's pages politely.

    robots.txt is obeyed, and every host gets its rest between two requests. Ctrl-C stops in order, and the same
    command goes on from there.
    """
    import crawler

    day = since.date() if since else None
    with show_progress() as progress:
        done = crawler.crawl(urls, out, under=under, limit=limit, since=day, delay=delay, progress=progress)
    tell(done)
    if done.stopped == "interrupted":
        raise typer.Exit(INTERRUPTED)
    if done.failed:
        raise typer.Exit(SOME_FAILED)


def tell(done: CrawlReport) -> None:
    """Say what a crawl did, what it left, and what comes next."""
    say(
        f"{count(done.articles, 'article')} fetched into {done.folder} with {count(done.requests, 'request')}; "
        f"{done.waiting:,} addresses wait, {done.skipped:,} were left out, {done.failed:,} failed."
    )
    list_failed((o.url, o.reason) for o in done if o.state == "failed")
    if done.stopped:
        say(f"Stopped early: {done.stopped}. The same command goes on from here.")
    say(f"Next: canbo read {done.folder} -o articles.parquet")


class show_progress:
    """A context whose value takes crawl events: one moving line on a terminal, a line a page elsewhere."""

    def __enter__(self) -> Callable[[CrawlEvent], None]:
        from rich.console import Console

        self._status = Console(stderr=True).status("Asking for robots.txt …") if on_terminal() else None
        if self._status:
            self._status.start()
        return self._show

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()

    def _show(self, event: CrawlEvent) -> None:
        if event.state == "pause":
            line = f"{event.host} rests for {event.seconds:.0f} s"
        else:
            line = f"{event.state} {event.url}" + (f" ({event.reason})" if event.reason else "")
        if self._status:
            from rich.markup import escape

            self._status.update(escape(f"{event.fetched} fetched, {event.waiting} wait · {line}"))
        elif event.state != "pause":
            say(line)
