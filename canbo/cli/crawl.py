"""`canbo crawl`: get a paper's pages politely; stop and go on at any time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from canbo.cli.board import Board
from canbo.cli.talk import INTERRUPTED, SOME_FAILED, command, count, list_failed, say
from corpora.errors import UsageError

if TYPE_CHECKING:
    from crawler import CrawlEvent, CrawlReport, Wanted


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


def crawl(
    urls: Annotated[
        list[str] | None, typer.Argument(metavar="URL...", help="Sites, listings, feeds or sitemaps.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the pages; one may go on.")] = Path(
        "crawl"
    ),
    under: Annotated[str | None, typer.Option(help="Keep to paths that begin so: /giao-duc/.")] = None,
    limit: Annotated[int | None, typer.Option("--max", min=1, help="The most articles to fetch.")] = None,
    since: Annotated[
        date | None,
        typer.Option(parser=_read_day, metavar="YYYY-MM-DD", help="Leave out what is older than this day."),
    ] = None,
    topic: Annotated[str | None, typer.Option(help="Keep articles of this topic only: canbo.")] = None,
    warc: Annotated[
        list[Path] | None,
        typer.Option(
            "--warc", metavar="FILE...", help="Take pages from WARC files instead, without the network."
        ),
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
    from canbo.topics import topic_of

    chosen = topic_of(topic) if topic else None
    _check_folder(out)
    if warc:
        take(warc, urls or [], out, crawler.Wanted(under, since, chosen), limit)
        return
    if not urls:
        raise UsageError("name a site to crawl, like https://paper.vn/chinh-tri/, or WARC files with --warc")
    with Board(out) as board:
        done = crawler.crawl(
            urls,
            out,
            under=under,
            limit=limit,
            since=since,
            topic=chosen,
            delay=delay,
            allow_loopback=allow_loopback,
            progress=lambda event: board.note(event) if board.moves else say(describe(event)),
        )
    tell(done)


def take(warc: list[Path], words: list[str], out: Path, wanted: Wanted, limit: int | None) -> None:
    """Take pages from WARC files; of the words behind them, what is a file is one more, the rest are hosts."""
    import crawler
    from crawler.urls import canonical_url, host_of

    files = [*warc, *(Path(word) for word in words if Path(word).is_file())]
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise UsageError(f"{missing[0]} isn't there: name WARC files (.warc or .warc.gz)")
    named = [word for word in words if not Path(word).is_file()]
    urls = [canonical_url(word if "://" in word else f"https://{word}") for word in named]
    hosts = [host_of(url) for url in urls if url]
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
