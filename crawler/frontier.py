"""The state of a crawl: what is waiting, what became of the rest, and when a host may be asked again.

Kept in SQLite (WAL), so that a process killed at any time loses nothing that it had noted down.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib.resources import files
from pathlib import Path

from corpora.errors import CrawlError
from crawler.archive import Place
from crawler.found import Found, Gained, Row
from crawler.robots import Robots
from crawler.urls import host_of

_VERSION = 2
_FROM_1 = """
ALTER TABLE urls ADD COLUMN text TEXT;
ALTER TABLE urls ADD COLUMN title TEXT;
CREATE INDEX texts ON urls(text) WHERE text IS NOT NULL;
CREATE INDEX titles ON urls(title) WHERE title IS NOT NULL;
ALTER TABLE hosts ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE hosts ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
CREATE TABLE patterns (host TEXT NOT NULL, pattern TEXT NOT NULL, fruitless INTEGER NOT NULL,
    PRIMARY KEY (host, pattern)) WITHOUT ROWID;
"""
DEEPEST = 6
"""Links from a start beyond which none are followed."""

TOO_DEEP = f"more than {DEEPEST} links from a start"
_SELECT = (
    "SELECT id, url, host, kind, state, depth, paging, hops, tries, etag, modified, body, record FROM urls"
)


class Frontier:
    """The tables of `crawl.sqlite`; one process writes."""

    def __init__(self, path: Path) -> None:
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._prepare(path)
        except sqlite3.OperationalError as error:
            raise CrawlError(
                f"{path} can't be written ({error}): make room on the disk or name another folder"
            ) from error
        except sqlite3.DatabaseError as error:
            raise CrawlError(
                f"{path} can't be read as the state of a crawl ({error}): "
                "move it away, and the next run makes a new one from the archive beside it"
            ) from error
        self.visit = 0
        # One process writes, so what was read once holds.
        self._clocks: dict[str, tuple[float, int]] = {}
        self._rough = (0.0, 0.0, (0, 0))

    def _prepare(self, path: Path) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version == 0:
            script = files("crawler").joinpath("frontier.sql").read_text("utf-8")
            self._db.executescript(f"BEGIN; {script} PRAGMA user_version = {_VERSION}; COMMIT;")
        elif version == 1:
            self._db.executescript(f"BEGIN; {_FROM_1} PRAGMA user_version = {_VERSION}; COMMIT;")
        elif version != _VERSION:
            raise CrawlError(
                f"{path} was made by another version of canbo (state {version}, not {_VERSION}): use that one"
            )

    def close(self) -> None:
        """Write everything into the one file and let go of it."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of a block's changes, or none."""
        if self._db.in_transaction:
            # Part of a larger one, which ends it.
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            self._clocks.clear()
            raise
        self._db.execute("COMMIT")

    # Visits

    def begin_visit(self, now: float) -> bool:
        """Go on with the visit that was broken off, or begin a new one; True where it is a new one.

        A new visit looks again at starts, feeds, sitemaps and the first pages of listings, never at articles.
        """
        row = self._db.execute(
            "SELECT id FROM visits WHERE ended IS NULL ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if row:
            self.visit = row[0]
            return False
        with self.transaction():
            self.visit = self._db.execute("INSERT INTO visits(started) VALUES (?)", (now,)).lastrowid or 0
            self._db.execute(
                "UPDATE urls SET state = 'waiting', reason = '', tries = 0 WHERE state = 'fetched'"
                " AND kind != 'article' AND paging = 0"
                " AND (depth = 0 OR (kind IN ('listing', 'feed', 'sitemap') AND depth = 1))"
            )
            # What failed for good has no tries left over; what robots.txt kept out may be allowed by now.
            self._db.execute(
                "UPDATE urls SET state = 'waiting', tries = 0"
                " WHERE state = 'failed' AND (depth = 0 OR tries > 0)"
                " OR state = 'skipped' AND reason = 'disallowed by robots.txt'"
            )
            self._db.execute("UPDATE hosts SET failures = 0")
            self._clocks.clear()
        return True

    def end_visit(self, now: float) -> None:
        """Note that a visit has done all it could."""
        self._db.execute("UPDATE visits SET ended = ? WHERE id = ?", (now, self.visit))

    def reopen_topic(self) -> None:
        """Take up again what an earlier run skipped as being about something else."""
        self._db.execute(
            "UPDATE urls SET state = 'waiting', reason = '' WHERE state = 'skipped' AND reason LIKE 'not about %'"
        )

    def reopen_since(self, since: date | None) -> None:
        """Take up again what an earlier run skipped as too old, where this run reaches further back."""
        self._db.execute(
            "UPDATE urls SET state = 'waiting', reason = ''"
            " WHERE state = 'skipped' AND reason LIKE 'published %' AND published >= ?",
            (since.isoformat() if since else "",),
        )

    # Addresses

    def add(self, found: Iterable[Found]) -> int:
        """Put addresses in that aren't known yet; returns how many were new."""
        before = self._db.total_changes
        rows = list(found)
        self._db.executemany(
            "INSERT INTO urls(url, host, kind, state, reason, priority, depth, paging, hops, published)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(url) DO UPDATE SET state = 'waiting', reason = '',"
            " depth = excluded.depth WHERE urls.reason = ? AND excluded.state = 'waiting'",
            [(*_values(f), TOO_DEEP) for f in rows],
        )
        new = self._db.total_changes - before
        self._db.executemany(
            "UPDATE urls SET state = 'waiting', reason = '', tries = 0 WHERE url = ? AND state = 'fetched'"
            " AND kind != 'article' AND visit < ?"
            " AND ? >= (SELECT date(started, 'unixepoch', '-1 day') FROM visits WHERE visits.id = visit)",
            [
                (f.url, self.visit, f.published.isoformat() if f.published else "9999")
                for f in rows
                if f.again
            ],
        )
        return new

    def next_of(self, host: str) -> Row | None:
        """The row of a host whose turn it is."""
        where = " WHERE state = 'waiting' AND host = ? ORDER BY priority, id LIMIT 1"
        row = self._db.execute(_SELECT + where, (host,)).fetchone()
        return Row(*row) if row else None

    def find(self, url: str) -> Row | None:
        """The row of an address."""
        row = self._db.execute(_SELECT + " WHERE url = ?", (url,)).fetchone()
        return Row(*row) if row else None

    def moved_to(self, url: str) -> str | None:
        """Where a page is known to have moved to."""
        row = self._db.execute(
            "SELECT reason FROM urls WHERE url = ? AND reason LIKE 'moved to %'", (url,)
        ).fetchone()
        return str(row[0]).removeprefix("moved to ") if row else None

    def same_text(self, row: Row, text: str) -> str | None:
        """Another address of the same host under which an article of the same words was fetched."""
        found = self._db.execute(
            "SELECT url FROM urls WHERE text = ? AND host = ? AND id != ? AND state = 'fetched' LIMIT 1",
            (text, row.host, row.id),
        ).fetchone()
        return found and str(found[0])

    def same_title(self, row: Row, title: str) -> bool:
        """Whether an article of the same title was fetched under the same path with another query."""
        path, mark, _ = row.url.partition("?")
        found = self._db.execute(
            "SELECT 1 FROM urls WHERE title = ? AND id != ? AND (url = ? OR url BETWEEN ? AND ?) LIMIT 1",
            (title, row.id, path, path + "?", path + "@"),
        ).fetchone()
        return bool(mark and found)

    def gain(self, row: Row, gained: Gained) -> None:
        """Note that a page was fetched; `place` is None where the archive has this very body already."""
        record = row.record
        if gained.place is not None:
            place = gained.place
            record = self._db.execute(
                "INSERT INTO records(url, start, length, digest) VALUES (?, ?, ?, ?)",
                (row.id, place.offset, place.length, place.digest),
            ).lastrowid
        self._db.execute(
            "UPDATE urls SET state = 'fetched', reason = '', kind = ?, body = ?, text = ?, title = ?,"
            " published = coalesce(?, published), etag = ?, modified = ?, record = ?, visit = ? WHERE id = ?",
            (gained.kind, gained.body, gained.text, gained.title, gained.published and gained.published.isoformat(),
             gained.etag, gained.modified, record, self.visit, row.id),
        )  # fmt: skip

    def unchanged(self, row: Row) -> None:
        """Note that the site says nothing has changed (304)."""
        self._db.execute(
            "UPDATE urls SET state = 'fetched', reason = '', visit = ? WHERE id = ?", (self.visit, row.id)
        )

    def settle(self, row: Row, state: str, reason: str, published: date | None = None) -> None:
        """Note that a page is skipped or failed, and why."""
        self._db.execute(
            "UPDATE urls SET state = ?, reason = ?, published = coalesce(?, published) WHERE id = ?",
            (state, reason, published and published.isoformat(), row.id),
        )

    def postpone(self, row: Row, reason: str) -> None:
        """Put a page at the end of its host's queue for another try."""
        self._db.execute(
            "UPDATE urls SET tries = tries + 1, reason = ?, priority = 9 WHERE id = ?", (reason, row.id)
        )

    # Hosts

    def hosts_waiting(self) -> list[str]:
        """Hosts that have pages waiting."""
        return [
            host
            for (host,) in self._db.execute(
                "SELECT DISTINCT host FROM urls WHERE state = 'waiting' ORDER BY host"
            )
        ]

    def start_hosts(self) -> set[str]:
        """Hosts that this crawl is about: those of its starts."""
        return {host for (host,) in self._db.execute("SELECT DISTINCT host FROM urls WHERE depth = 0")}

    def clock(self, host: str) -> tuple[float, int]:
        """When a host may be asked again, and how often it has failed in a row."""
        if host not in self._clocks:
            row = self._db.execute("SELECT next_at, failures FROM hosts WHERE host = ?", (host,)).fetchone()
            self._clocks[host] = (row[0], row[1]) if row else (0.0, 0)
        return self._clocks[host]

    def set_clock(self, host: str, next_at: float, failures: int) -> None:
        """Note when a host may be asked again."""
        self._db.execute(
            "INSERT INTO hosts(host, next_at, failures) VALUES (?, ?, ?) ON CONFLICT(host)"
            " DO UPDATE SET next_at = excluded.next_at, failures = excluded.failures",
            (host, next_at, failures),
        )
        self._clocks[host] = next_at, failures

    def asked_on(self, host: str, day: int) -> int:
        """How often a host was asked on a day (counted since 1970)."""
        row = self._db.execute("SELECT asked FROM hosts WHERE host = ? AND day = ?", (host, day)).fetchone()
        return int(row[0]) if row else 0

    def note_request(self, host: str, day: int, next_at: float) -> None:
        """Note that a host is asked once more on a day, and when it may be asked again, in one write."""
        _, failures = self.clock(host)
        self._db.execute(
            "INSERT INTO hosts(host, next_at, day, asked) VALUES (?1, ?2, ?3, 1) ON CONFLICT(host) DO UPDATE"
            " SET next_at = ?2, asked = CASE WHEN day = ?3 THEN asked + 1 ELSE 1 END, day = ?3",
            (host, next_at, day),
        )
        self._clocks[host] = next_at, failures

    def fruitless(self, host: str, pattern: str) -> int:
        """Pages of a pattern in a row that brought nothing."""
        row = self._db.execute(
            "SELECT fruitless FROM patterns WHERE host = ? AND pattern = ?", (host, pattern)
        ).fetchone()
        return int(row[0]) if row else 0

    def note_fruit(self, host: str, pattern: str, *, fruitful: bool) -> None:
        """Note whether a page of a pattern brought something."""
        self._db.execute(
            "INSERT INTO patterns VALUES (?1, ?2, ?3) ON CONFLICT(host, pattern)"
            " DO UPDATE SET fruitless = CASE ?3 WHEN 0 THEN 0 ELSE fruitless + 1 END",
            (host, pattern, int(not fruitful)),
        )

    def robots(self, origin: str) -> tuple[Robots, float] | None:
        """The robots.txt of an origin as last seen, and when."""
        row = self._db.execute(
            "SELECT status, body, problem, fetched FROM robots WHERE origin = ?", (origin,)
        ).fetchone()
        return (Robots(row[0], row[1], row[2]), row[3]) if row else None

    def keep_robots(self, origin: str, robots: Robots, now: float) -> None:
        """Remember a robots.txt."""
        self._db.execute(
            "INSERT OR REPLACE INTO robots(origin, fetched, status, body, problem) VALUES (?, ?, ?, ?, ?)",
            (origin, now, robots.status, robots.body, robots.problem),
        )

    # Records

    def indexed_end(self) -> int:
        """Byte of the archive up to which every record is indexed."""
        return int(self._db.execute("SELECT coalesce(max(start + length), 0) FROM records").fetchone()[0])

    def keep_place(self, place: Place) -> None:
        """Index a record that isn't a page."""
        self._db.execute(
            "INSERT INTO records(start, length, digest) VALUES (?, ?, ?)",
            (place.offset, place.length, place.digest),
        )

    def place(self, record: int) -> Place:
        """Where a record lies."""
        return Place(
            *self._db.execute("SELECT start, length, digest FROM records WHERE id = ?", (record,)).fetchone()
        )

    def drop_records_beyond(self, size: int) -> None:
        """Forget records that the archive no longer holds; their pages wait again."""
        with self.transaction():
            self._db.execute(
                "UPDATE urls SET state = 'waiting', record = NULL, body = NULL, text = NULL, etag = NULL,"
                " modified = NULL WHERE record IN (SELECT id FROM records WHERE start + length > ?)",
                (size,),
            )
            self._db.execute("DELETE FROM records WHERE start + length > ?", (size,))

    # Counts

    def counts(self) -> dict[str, int]:
        """How many addresses are in each state."""
        return dict(self._db.execute("SELECT state, count(*) FROM urls GROUP BY state"))

    def rough_counts(self, now: float) -> tuple[int, int]:
        """Addresses fetched and waiting, for a display: at most a fiftieth of the time goes into counting."""
        when, took, counts = self._rough
        if now - when >= took * 50:
            began = time.perf_counter()
            known = self.counts()
            counts = (known.get("fetched", 0), known.get("waiting", 0))
            self._rough = (now, time.perf_counter() - began, counts)
        return counts

    def articles_of_visit(self) -> int:
        """How many articles this visit has fetched."""
        return int(
            self._db.execute(
                "SELECT count(*) FROM urls WHERE kind = 'article' AND visit = ?", (self.visit,)
            ).fetchone()[0]
        )


def _values(found: Found) -> tuple[object, ...]:
    """A row's first values, in the order of the INSERT."""
    state = "skipped" if found.skip else "waiting"
    day = found.published.isoformat() if found.published else None
    how = (found.priority, found.depth, found.paging, found.hops)
    return (found.url, host_of(found.url), found.kind, state, found.skip, *how, day)
