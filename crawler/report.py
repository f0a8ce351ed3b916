"""What became of every address of a crawl."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpora.errors import CrawlError

STATE_FILE = "crawl.sqlite"
ARCHIVE_FILE = "pages.warc.gz"
REPORT_FILE = "report.tsv"
_PARTICULAR = re.compile(r"https?://\S{1,2000}|\d{4}-\d{2}-\d{2}(?=,)|\(0\.\d{1,9}\)")


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


@dataclass(frozen=True, slots=True)
class HostState:
    """How a crawl stands with a host: addresses by state, articles, when it may be asked again, commonest reasons."""

    host: str
    articles: int = 0
    fetched: int = 0
    waiting: int = 0
    skipped: int = 0
    failed: int = 0
    next_at: float = 0.0
    reasons: tuple[tuple[str, int], ...] = ()


def host_states(folder: Path, *, reasons: int = 3) -> list[HostState]:
    """Every host that a folder's crawl knows, during a crawl or after it; raises CrawlError where there is none."""
    with closing(open_state(folder)) as db:
        rows = db.execute(
            "SELECT urls.host, sum(kind = 'article' AND state = 'fetched'), sum(state = 'fetched'),"
            " sum(state = 'waiting'), sum(state = 'skipped'), sum(state = 'failed'), coalesce(max(next_at), 0)"
            " FROM urls LEFT JOIN hosts ON hosts.host = urls.host GROUP BY urls.host ORDER BY urls.host"
        ).fetchall()
        names = ("host", "articles", "fetched", "waiting", "skipped", "failed", "next_at")
        return [
            HostState(**dict(zip(names, row, strict=True)), reasons=_reasons(db, row[0], reasons))
            for row in rows
        ]


def _reasons(db: sqlite3.Connection, host: str, most: int) -> tuple[tuple[str, int], ...]:
    """The commonest reasons of a host, what names an address or a day taken together."""
    counted: Counter[str] = Counter()
    for reason, number in db.execute(
        "SELECT reason, count(*) FROM urls WHERE host = ? AND reason != '' GROUP BY reason", (host,)
    ):
        counted[_PARTICULAR.sub("…", reason)] += number
    return tuple(counted.most_common(most))


def write_report(folder: Path) -> Path:
    """Write what became of every address beside the crawl, tab-separated, an address a line; returns the file."""
    path = folder / REPORT_FILE
    beside = path.with_suffix(".tmp")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write("url\tstate\tkind\treason\n")
        for outcome in outcomes(folder):
            reason = " ".join(outcome.reason.split())
            file.write(f"{outcome.url}\t{outcome.state}\t{outcome.kind}\t{reason}\n")
    beside.replace(path)
    return path


def open_state(folder: Path) -> sqlite3.Connection:
    """The state of a crawl, to read only; raises CrawlError where there is none."""
    path = folder / STATE_FILE
    if not path.exists():
        raise CrawlError(
            f"{folder} holds no crawl ({STATE_FILE} isn't there): crawl a site into it or name another folder"
        )
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
