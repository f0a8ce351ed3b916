"""A crawl from its starts until nothing is left to do.

Nothing is noted as begun, so a process killed at any time leaves a state from which the same call goes on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from corpora.errors import CrawlError
from crawler import politeness
from crawler.archive import Archive
from crawler.fetch import Fetcher
from crawler.frontier import Frontier
from crawler.hosts import Hosts
from crawler.keep import Keeper, Topic, Wanted
from crawler.lock import hold_folder
from crawler.loop import Clock, Run
from crawler.report import ARCHIVE_FILE, STATE_FILE, CrawlEvent, CrawlReport
from crawler.starts import find_starts


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

    Starts are addresses of sites, listings, feeds or sitemaps, and names of papers (`nhandan`). `under` keeps to
    paths that begin so; starts, feeds and sitemaps are read wherever they lie. `limit` is the most articles of a
    visit: a run that was broken off and the runs that go on with it. `since` leaves out what was published before,
    `topic` what is about something else. `delay` is seconds between two requests to a host: one at least, except for
    this machine itself, which is asked only with `allow_loopback`; `daily` is how often a host is asked on one day at
    the most. A first Ctrl-C ends the run in order: the report says what is left.

    Raises UsageError for a start that is neither, CrawlError where the folder can't be used.
    """
    found = find_starts(starts, allow_loopback=allow_loopback)
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
            raise _full(folder / STATE_FILE, error) from error
        finally:
            frontier.close()


def _full(path: Path, error: sqlite3.Error) -> CrawlError:
    return CrawlError(f"{path} can't be written ({error}): make room on the disk and start again")


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CrawlError(
            f"{folder} can't be made ({error.strerror}): name a folder that can be written"
        ) from error
    return folder
