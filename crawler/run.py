"""A crawl from its starts until nothing is left to do.

Nothing is noted as begun, so a process killed at any time leaves a state from which the same call goes on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from corpora.errors import CrawlError, UsageError
from crawler import politeness
from crawler.address import is_loopback_name, names_private
from crawler.archive import Archive
from crawler.fetch import Fetcher
from crawler.found import Found
from crawler.frontier import Frontier
from crawler.hosts import Hosts
from crawler.keep import Keeper, Topic, Wanted
from crawler.lock import hold_folder
from crawler.loop import Clock, Run
from crawler.report import ARCHIVE_FILE, STATE_FILE, CrawlEvent, CrawlReport
from crawler.urls import canonical_url, host_of


def crawl(
    starts: Sequence[str],
    folder: Path,
    *,
    under: str | None = None,
    limit: int | None = None,
    since: date | None = None,
    topic: Topic | None = None,
    delay: float | None = None,
    daily: int = politeness.DAILY,
    agent: str | None = None,
    allow_loopback: bool = False,
    progress: Callable[[CrawlEvent], None] | None = None,
) -> CrawlReport:
    """Fetch the pages of the starts' sites into `folder`, politely, and go on where an earlier run stopped.

    Starts are addresses of sites, listings, feeds or sitemaps. `under` keeps to paths that begin so; starts,
    feeds and sitemaps are read wherever they lie. `limit` is the most articles of a visit: a run that was broken
    off and the runs that go on with it. `since` leaves out what was published before, `topic` what is about something
    else. `delay` is seconds between two requests to a host: one at least, except for this machine itself, which is
    asked only with `allow_loopback`; `daily` is how often a host is asked on one day at the most. A first
    Ctrl-C ends the run in order: the report says what is left.

    Raises UsageError for a start that is no address, CrawlError where the folder can't be used.
    """
    found = [_start(url, allow_loopback) for url in starts]
    folder = _made(Path(folder))
    name = agent or politeness.user_agent()
    with hold_folder(folder), Archive(folder / ARCHIVE_FILE, name) as archive:
        frontier = Frontier(folder / STATE_FILE)
        try:
            keeper = Keeper(archive, folder / ARCHIVE_FILE, frontier, Wanted(under, since, topic))
            fetcher = Fetcher(name, allow_loopback=allow_loopback)
            hosts = Hosts(frontier, delay, daily=daily)
            return Run(folder, frontier, keeper, fetcher, hosts, limit, progress, Clock()).whole(found)
        except sqlite3.Error as error:
            raise CrawlError(
                f"{folder / STATE_FILE} can't be written ({error}): make room on the disk and start again"
            ) from error
        finally:
            frontier.close()


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CrawlError(
            f"{folder} can't be made ({error.strerror}): name a folder that can be written"
        ) from error
    return folder


def _start(url: str, allow_loopback: bool) -> Found:
    full = url if "://" in url else f"https://{url}"
    if "@" in full.partition("://")[2].partition("/")[0]:
        raise UsageError(
            f"the address before «{full.rpartition('@')[2]}» holds a name or a password, and canbo asks for what is "
            "open to all: leave out all before the @"
        )
    canonical = canonical_url(full)
    host = host_of(canonical) if canonical else ""
    if canonical is None or not ("." in host or "[" in host or is_loopback_name(host)):
        raise UsageError(f"{url!r} is no address of a web page: write it like https://paper.vn/chinh-tri/")
    if is_loopback_name(host):
        if not allow_loopback:
            raise UsageError(
                f"{host} is this machine itself, no public address: refused; to ask it all the same, "
                "say --allow-loopback (in Python: allow_loopback=True)"
            )
    elif names_private(host):
        raise UsageError(f"{host} is not a public address: refused; canbo asks the open internet only")
    return Found(canonical, priority=0)
