"""What became of every address of a crawl."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpora.errors import CrawlError

STATE_FILE = "crawl.sqlite"
ARCHIVE_FILE = "pages.warc.gz"


@dataclass(frozen=True, slots=True)
class CrawlEvent:
    """One step of a crawl, for a progress display.

    `state` is `fetched`, `unchanged`, `skipped`, `failed`, `again` (it will be tried again) or `pause` (a host
    is left alone for this run). `fetched` and `waiting` count addresses so far.
    """

    url: str
    host: str
    state: str
    kind: str = ""
    reason: str = ""
    fetched: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one address: `state` is `fetched`, `waiting`, `skipped` or `failed`."""

    url: str
    kind: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """A run in figures; iterate over it for every address once, with its outcome and reason.

    `articles` counts those this run fetched, `requests` what it asked the network for. `stopped` says why it
    ended with work left (`limit`, `interrupted`, `hosts at rest`), and is empty where it did all there was.
    `resting` holds the hosts that were left alone, each with the reason.
    """

    folder: Path
    fetched: int = 0
    waiting: int = 0
    skipped: int = 0
    failed: int = 0
    articles: int = 0
    requests: int = 0
    seconds: float = 0.0
    stopped: str = ""
    resting: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Outcome]:
        for outcome, host in _outcomes(self.folder):
            if outcome.state == "waiting":
                outcome = replace(outcome, reason=self.resting.get(host) or outcome.reason or self.stopped)
            yield outcome


def outcomes(folder: Path) -> Iterator[Outcome]:
    """Every address that a folder's crawl knows, in the order of the addresses; raises CrawlError."""
    return (outcome for outcome, _ in _outcomes(folder))


def _outcomes(folder: Path) -> Iterator[tuple[Outcome, str]]:
    with closing(open_state(folder)) as db:
        for url, kind, state, reason, host in db.execute(
            "SELECT url, kind, state, reason, host FROM urls ORDER BY url"
        ):
            yield Outcome(url, kind, state, reason), host


def open_state(folder: Path) -> sqlite3.Connection:
    """The state of a crawl, to read only; raises CrawlError where there is none."""
    path = folder / STATE_FILE
    if not path.exists():
        raise CrawlError(
            f"{folder} holds no crawl ({STATE_FILE} isn't there): crawl a site into it or name another folder"
        )
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
