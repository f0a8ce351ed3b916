"""The loop of a crawl: whose turn it is, what is asked for, and what an answer's code asks of us.

The main thread owns the state and the archive; others only fetch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler import politeness
from crawler.fetch import REDIRECTS, Fetcher, FetchFailed, Response
from crawler.found import Found, Row
from crawler.frontier import Frontier
from crawler.hosts import Hosts
from crawler.inflate import PAGE_CAP, SITEMAP_CAP
from crawler.interrupt import stop_on_interrupt
from crawler.keep import Done, Keeper
from crawler.permission import fetch_robots
from crawler.report import CrawlEvent, CrawlReport
from crawler.robots import Robots
from crawler.urls import host_of, origin_of

OPEN_REQUESTS = 64
"""Hosts that are asked at a time: with slow answers, the rate that 200 hosts allow takes as many."""

_GRACE = 5.0
_SLICE = 0.5


class Clock:
    """The time of a run and how it passes; a test puts one of its own in its place."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)

    def wait(self, futures: Iterable[Future[Any]], seconds: float) -> set[Future[Any]]:
        """Let time pass until one of the futures is done at the latest; gives those that are."""
        return wait(futures, timeout=seconds, return_when=FIRST_COMPLETED).done

    def pool(self) -> Executor:
        """Threads in which requests wait for their answers."""
        return ThreadPoolExecutor(OPEN_REQUESTS, thread_name_prefix="fetch")


@dataclass(frozen=True, slots=True)
class _Job:
    """What a thread is fetching: a page, or the robots.txt that its origin needs first."""

    row: Row
    robots: bool


class Run:
    """One run over one folder."""

    def __init__(
        self,
        folder: Path,
        frontier: Frontier,
        keeper: Keeper,
        fetcher: Fetcher,
        hosts: Hosts,
        limit: int | None,
        progress: Callable[[CrawlEvent], None] | None,
        clock: Clock,
    ) -> None:
        self._folder, self._frontier, self._keeper, self._fetcher = folder, frontier, keeper, fetcher
        self._hosts, self._limit, self._progress, self._clock = hosts, limit, progress, clock
        self._busy: dict[Future[Response | Robots], _Job] = {}
        self._requests = 0
        self._articles = 0
        self._stopped = ""

    def whole(self, starts: Sequence[Found]) -> CrawlReport:
        """Begin or go on with a visit, do what can be done, and report."""
        began = time.monotonic()
        self._frontier.begin_visit(self._clock.now())
        with self._frontier.transaction():
            self._keeper.begin(starts)
        self._keeper.recover()
        before = self._articles = self._frontier.articles_of_visit()
        self._queue_all()
        pool = self._clock.pool()
        try:
            with stop_on_interrupt(self._interrupt):
                self._loop(pool)
                self._wind_up()
        finally:
            self._fetcher.abort()
            pool.shutdown(wait=True, cancel_futures=True)
        if self._stopped != "interrupted":
            self._frontier.end_visit(self._clock.now())
        return self._report(time.monotonic() - began, self._articles - before)

    def _report(self, seconds: float, articles: int) -> CrawlReport:
        counts = self._frontier.counts()
        return CrawlReport(
            self._folder,
            fetched=counts.get("fetched", 0),
            waiting=counts.get("waiting", 0),
            skipped=counts.get("skipped", 0),
            failed=counts.get("failed", 0),
            articles=articles,
            requests=self._requests,
            seconds=seconds,
            stopped=self._stopped or ("hosts at rest" if counts.get("waiting") else ""),
            resting=dict(self._hosts.resting),
        )

    # The loop

    def _loop(self, pool: Executor) -> None:
        while not self._full():
            self._send_due(pool)
            # In slices, so that an interrupt is noticed.
            until_next = self._hosts.until_next()
            full = len(self._busy) >= OPEN_REQUESTS
            pause = _SLICE if until_next is None or full else min(_SLICE, until_next)
            if self._busy:
                self._finish_all(self._clock.wait(self._busy, pause))
            elif until_next is None:
                return
            else:
                self._clock.sleep(pause)

    def _full(self) -> bool:
        if self._limit is not None and self._articles >= self._limit:
            self._stopped = self._stopped or "limit"
        return bool(self._stopped)

    def _interrupt(self) -> None:
        self._stopped = "interrupted"

    def _wind_up(self) -> None:
        """Let what is under way end, for some seconds; what doesn't is asked for again by a later run."""
        until = self._clock.now() + _GRACE
        while self._busy and self._stopped != "limit" and (rest := until - self._clock.now()) > 0:
            self._finish_all(self._clock.wait(self._busy, rest))

    def _queue_all(self) -> None:
        for host in self._frontier.hosts_waiting():
            self._queue(host)

    def _queue(self, host: str) -> None:
        reason = self._hosts.queue(host)
        if reason:
            self._tell(f"//{host}/", host, "pause", reason=reason)

    def _send_due(self, pool: Executor) -> None:
        while len(self._busy) < OPEN_REQUESTS and (host := self._hosts.take_due()):
            job = self._job_of(host)
            if job is None:
                self._hosts.give_back(host)
            else:
                self._hosts.sent(host)
                self._requests += 1
                self._busy[pool.submit(self._ask_robots if job.robots else self._ask_page, job.row)] = job

    def _job_of(self, host: str) -> _Job | None:
        """What to ask a host for next: its robots.txt, or the first page in its queue that may be fetched."""
        while host not in self._hosts.resting and (row := self._frontier.next_of(host)):
            robots = self._hosts.robots_of(row.url)
            if robots is None:
                return _Job(row, robots=True)
            if robots.allows(row.url):
                why = self._keeper.why_endless(row)
                if not why:
                    return _Job(row, robots=False)
                self._settle(row, "skipped", why)
            elif robots.unreachable:
                self._tell(f"//{host}/", host, "pause", reason=self._hosts.rest(host, robots.reason))
            else:
                self._settle(row, "skipped", "disallowed by robots.txt")
        return None

    def _finish_all(self, done: Iterable[Future[Response | Robots]]) -> None:
        finished = [(self._busy.pop(future).row, future) for future in done]
        if not finished:
            return
        with self._keeper.together():
            for row, future in finished:
                self._finish(row, future)
        for row, _ in finished:
            self._hosts.give_back(row.host)
        if self._keeper.take_new_hosts():
            self._queue_all()
        for row, _ in finished:
            self._queue(row.host)

    def _finish(self, row: Row, future: Future[Response | Robots]) -> None:
        try:
            answer = future.result()
        except FetchFailed as error:
            self._hosts.answered(row.host, 0.0, failed=error.again)
            self._fail(row, str(error), again=error.again)
            return
        if isinstance(answer, Robots):
            self._finish_robots(row, answer)
        else:
            self._hosts.answered(row.host, answer.took, failed=answer.status >= 500)
            self._take(row, answer)

    # Robots

    def _ask_robots(self, row: Row) -> Robots:
        """Fetch a robots.txt; runs in a thread of its own."""
        return fetch_robots(self._fetcher, origin_of(row.url), lambda url: self._hosts.gap(host_of(url)))

    def _finish_robots(self, row: Row, robots: Robots) -> None:
        origin = origin_of(row.url)
        with self._frontier.transaction():
            kept = self._hosts.keep_robots(origin, robots)
            if kept and not robots.unreachable and self._keeper.is_wanted_host(row.host):
                self._keeper.add_sitemaps(origin, robots)
        if not kept:
            self._tell(f"{origin}/robots.txt", row.host, "again", reason=robots.reason)

    # Pages

    def _ask_page(self, row: Row) -> Response:
        """Fetch a page, or ask whether the copy at hand is still good; runs in a thread of its own."""
        known = (
            {"If-None-Match": row.etag, "If-Modified-Since": row.modified} if row.record is not None else {}
        )
        cap = SITEMAP_CAP if row.kind == "sitemap" else PAGE_CAP
        return self._fetcher.get(row.url, {name: value for name, value in known.items() if value}, cap=cap)

    def _take(self, row: Row, answer: Response) -> None:
        """Do with an answer what its code asks for."""
        known = answer.status == 304 and row.record is not None
        if known or answer.status in (200, *REDIRECTS):
            done = self._done(row, answer)
            self._articles += done.state == "fetched" and done.kind == "article"
            self._tell(row.url, row.host, done.state, done.kind or row.kind, done.reason)
        elif answer.status in (408, 425, 429) or answer.status >= 500:
            pause = politeness.retry_after(answer.header("Retry-After"), self._clock.now())
            self._fail(row, f"HTTP {answer.status}", again=True, pause=pause)
        elif row.kind == "sitemap":
            self._settle(row, "skipped", f"no sitemap there (HTTP {answer.status})")
        else:
            self._settle(row, "failed", f"HTTP {answer.status}")

    def _done(self, row: Row, answer: Response) -> Done:
        if answer.status == 200:
            return self._keeper.keep(row, answer)
        if answer.status == 304:
            return self._keeper.unchanged(row)
        return self._keeper.move(row, answer.header("Location") or "")

    def _fail(self, row: Row, reason: str, *, again: bool, pause: float | None = None) -> None:
        """Try a page again later, or give it up; a host that says when it wants to be asked gets more tries."""
        tries = row.tries + 1
        most = politeness.MOST_TRIES * (1 if pause is None else 2)
        if not again or tries >= most:
            self._settle(row, "failed", f"{reason}, {tries} times" if tries > 1 else reason)
            return
        self._frontier.postpone(row, reason)
        seconds = politeness.backoff(self._hosts.gap(row.host), tries) if pause is None else pause
        self._hosts.pause(row.host, seconds)
        self._tell(row.url, row.host, "again", row.kind, reason)

    def _settle(self, row: Row, state: str, reason: str) -> None:
        self._frontier.settle(row, state, reason)
        self._tell(row.url, row.host, state, row.kind, reason)

    def _tell(self, url: str, host: str, state: str, kind: str = "", reason: str = "") -> None:
        if self._progress is not None:
            fetched, waiting = self._frontier.rough_counts(time.monotonic())
            self._progress(CrawlEvent(url, host, state, kind, reason, fetched, waiting))
