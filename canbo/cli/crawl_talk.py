"""What `canbo crawl` says: step by step where no terminal is, and at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from canbo.cli.talk import INTERRUPTED, SOME_FAILED, command, count, list_failed, say

if TYPE_CHECKING:
    from crawler import CrawlEvent, CrawlReport


def tell(done: CrawlReport) -> None:
    """Say what a crawl did, what it left, and what comes next; leave with its exit code."""
    from crawler import write_report

    say(
        f"{count(done.articles, 'article')} fetched into {done.folder} with {count(done.requests, 'request')}; "
        f"{done.waiting:,} still to do, {done.skipped:,} left out, {done.failed:,} failed."
    )
    list_failed((o.url, o.reason) for o in done if o.state == "failed")
    say(f"What became of every address: {write_report(done.folder)}")
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
