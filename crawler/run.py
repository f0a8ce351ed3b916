"""A crawl from its starts until nothing is left to do: the loop that asks, keeps and follows.

The main thread owns the state and the archive; a few others only fetch. Nothing is noted as begun, so a
process killed at any time leaves a state from which the same call goes on.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpora.errors import CrawlError, UsageError
from crawler import politeness
from crawler.address import is_loopback_name
from crawler.archive import Archive
from crawler.fetch import Fetcher, FetchFailed, Response
from crawler.frontier import Found, Frontier, Waiting
from crawler.inflate import PAGE_CAP, SITEMAP_CAP
from crawler.interrupt import stop_on_interrupt
from crawler.keep import Keeper
from crawler.lock import hold_folder
from crawler.report import ARCHIVE_FILE, STATE_FILE, CrawlEvent, CrawlReport
from crawler.robots import MOST_HOPS, SIZE_CAP, TIME_TO_LIVE, UNREACHABLE_FOR, Robots
from crawler.urls import canonical_url, host_of, origin_of

_THREADS = 8
_GRACE = 5.0
_SLICE = 0.5


def crawl(
    starts: Sequence[str],
    folder: Path,
    *,
    under: str | None = None,
    limit: int | None = None,
    since: date | None = None,
    delay: float | None = None,
    agent: str | None = None,
    allow_loopback: bool = False,
    progress: Callable[[CrawlEvent], None] | None = None,
) -> CrawlReport:
    """Fetch the pages of the starts' sites into `folder`, politely, and go on where an earlier run stopped.

    Starts are addresses of sites, listings, feeds or sitemaps. `under` keeps to paths that begin so; starts, feeds and
    sitemaps are read wherever they lie. `limit` is the most articles of this visit (a run that was broken off and the runs that
    go on with it). `since` leaves out what was published before. `delay` is seconds between two requests to a host,
    one at least except for this machine itself, which is asked only with `allow_loopback`.
    A first Ctrl-C ends the run in order: the report says what is left.

    Raises UsageError for a start that is no address, CrawlError where the folder can't be used.
    """
    found = [_start(url) for url in starts]
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CrawlError(
            f"{folder} can't be made ({error.strerror}): name a folder that can be written"
        ) from error
    name = agent or politeness.user_agent()
    with hold_folder(folder), Archive(folder / ARCHIVE_FILE, name) as archive:
        frontier = Frontier(folder / STATE_FILE)
        try:
            keeper = Keeper(archive, folder / ARCHIVE_FILE, frontier, under, since)
            fetcher = Fetcher(name, allow_loopback=allow_loopback)
            run = _Run(folder, frontier, keeper, fetcher, limit, delay, progress)
            return run.whole(found)
        finally:
            frontier.close()


def _start(url: str) -> Found:
    canonical = canonical_url(url if "://" in url else f"https://{url}")
    if canonical is None or ("." not in canonical and "localhost" not in canonical):
        raise UsageError(f"{url!r} is no address of a web page: write it like https://paper.vn/chinh-tri/")
    return Found(canonical, priority=0)


@dataclass(frozen=True, slots=True)
class _Job:
    """What a thread is fetching: a page, or the robots.txt that its origin needs first."""

    row: Waiting
    robots: bool


class _Run:
    """One run over one folder."""

    def __init__(
        self,
        folder: Path,
        frontier: Frontier,
        keeper: Keeper,
        fetcher: Fetcher,
        limit: int | None,
        delay: float | None,
        progress: Callable[[CrawlEvent], None] | None,
    ) -> None:
        self._folder, self._frontier, self._keeper, self._fetcher = folder, frontier, keeper, fetcher
        self._limit, self._delay, self._progress = limit, delay, progress
        self._robots: dict[str, Robots] = {}
        self._robots_tries: dict[str, int] = {}
        self._resting: dict[str, str] = {}
        self._due: list[tuple[float, str]] = []
        self._queued: set[str] = set()
        self._busy: dict[Future[Response | Robots], _Job] = {}
        self._requests = 0
        self._articles = 0
        self._stopped = ""

    def whole(self, starts: Sequence[Found]) -> CrawlReport:
        """Begin or go on with a visit, do what can be done, and report."""
        began = time.monotonic()
        self._keeper.recover()
        self._frontier.begin_visit(time.time())
        with self._frontier.transaction():
            self._keeper.reopen()
            self._frontier.add(starts)
        self._keeper.hosts = self._frontier.start_hosts()
        before = self._articles = self._frontier.articles_of_visit()
        self._queue_hosts()
        pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="fetch")
        try:
            with stop_on_interrupt(self._interrupt):
                self._loop(pool)
                self._wind_up()
        finally:
            self._fetcher.abort()
            pool.shutdown(wait=True, cancel_futures=True)
        if self._stopped != "interrupted":
            self._frontier.end_visit(time.time())
        return self._report(time.monotonic() - began, self._articles - before)

    def _report(self, seconds: float, articles: int) -> CrawlReport:
        counts = self._frontier.counts()
        stopped = self._stopped or ("hosts can't be asked now" if counts.get("waiting") else "")
        return CrawlReport(
            self._folder,
            fetched=counts.get("fetched", 0),
            waiting=counts.get("waiting", 0),
            skipped=counts.get("skipped", 0),
            failed=counts.get("failed", 0),
            articles=articles,
            requests=self._requests,
            seconds=seconds,
            stopped=stopped,
            resting=dict(self._resting),
        )

    # The loop

    def _loop(self, pool: ThreadPoolExecutor) -> None:
        while not self._full():
            self._send_due(pool)
            if not self._busy and not self._due:
                return
            # In slices, so that an interrupt is noticed.
            pause = min(_SLICE, max(0.0, self._due[0][0] - time.time())) if self._due else _SLICE
            if not self._busy:
                time.sleep(pause)
                continue
            done, _ = wait(self._busy, timeout=pause, return_when=FIRST_COMPLETED)
            for future in done:
                self._finish(self._busy.pop(future), future)

    def _full(self) -> bool:
        if self._limit is not None and self._articles >= self._limit:
            self._stopped = "limit"
        return bool(self._stopped)

    def _interrupt(self) -> None:
        self._stopped = "interrupted"

    def _wind_up(self) -> None:
        """Let what is under way end, for some seconds; what doesn't is asked for again by a later run."""
        done, _ = wait(self._busy, timeout=_GRACE) if self._busy else (set(), None)
        if self._stopped != "limit":
            for future in done:
                self._finish(self._busy.pop(future), future)

    def _queue_hosts(self) -> None:
        for host in self._frontier.hosts_waiting():
            self._queue(host)

    def _queue(self, host: str) -> None:
        if host not in self._queued and host not in self._resting:
            next_at, _ = self._frontier.clock(host)
            if next_at - time.time() > politeness.PATIENCE:
                self._rest(host, next_at - time.time(), "asked to be left alone")
            else:
                self._queued.add(host)
                heapq.heappush(self._due, (next_at, host))

    def _rest(self, host: str, seconds: float, why: str) -> None:
        self._resting[host] = f"{why} for {seconds:,.0f} s more" if seconds else why
        self._tell(f"//{host}/", host, "pause", reason=self._resting[host], seconds=seconds)

    def _send_due(self, pool: ThreadPoolExecutor) -> None:
        while self._due and self._due[0][0] <= time.time() and len(self._busy) < _THREADS:
            _, host = heapq.heappop(self._due)
            self._queued.discard(host)
            job = self._job_of(host)
            if job is None:
                continue
            # Noted before the request goes out: a run that is killed now must not ask again at once.
            self._set_clock(host, 0.0)
            self._requests += 1
            self._queued.add(host)
            self._busy[pool.submit(self._ask_robots if job.robots else self._ask_page, job.row)] = job

    def _job_of(self, host: str) -> _Job | None:
        """What to ask a host for next: its robots.txt, or the first page in its queue that may be fetched."""
        while host not in self._resting and (row := self._frontier.next_of(host)):
            robots = self._robots_of(row.url)
            if robots is None:
                return _Job(row, robots=True)
            if robots.unreachable:
                self._rest(host, 0.0, robots.reason)
            elif robots.allows(row.url):
                return _Job(row, robots=False)
            else:
                self._settle(row, "skipped", "disallowed by robots.txt")
        return None

    # Robots

    def _robots_of(self, url: str) -> Robots | None:
        """The origin's robots.txt while it holds, or None where it must be asked for."""
        origin = origin_of(url)
        if origin not in self._robots:
            known = self._frontier.robots(origin)
            if known is None or time.time() - known[1] > (
                UNREACHABLE_FOR if known[0].unreachable else TIME_TO_LIVE
            ):
                return None
            self._robots[origin] = known[0]
        return self._robots[origin]

    def _ask_robots(self, row: Waiting) -> Robots:
        url: str | None = origin_of(row.url) + "/robots.txt"
        for _ in range(MOST_HOPS + 1):
            try:
                answer = self._fetcher.get(url or "", cap=SIZE_CAP * 10)
            except FetchFailed as error:
                return Robots(None, problem=str(error))
            if answer.status not in (301, 302, 303, 307, 308):
                return Robots(answer.status, answer.body[: SIZE_CAP + 1])
            url = canonical_url(answer.header("Location") or "", url)
            if url is None:
                break
            time.sleep(self._gap(host_of(url), answer.took))
        # More redirects than five, or to nowhere: as if there were none (RFC 9309 §2.3.1.2).
        return Robots(404, problem="redirects")

    def _finish_robots(self, row: Waiting, robots: Robots) -> None:
        origin, host = origin_of(row.url), row.host
        tries = self._robots_tries[origin] = self._robots_tries.get(origin, 0) + 1
        if robots.unreachable and tries < politeness.MOST_TRIES:
            self._set_clock(host, politeness.backoff(self._gap(host, 0.0), tries))
            self._tell(origin + "/robots.txt", host, "again", reason=robots.reason)
        else:
            self._robots[origin] = robots
            with self._frontier.transaction():
                self._frontier.keep_robots(origin, robots, time.time())
                if host in self._keeper.hosts and not robots.unreachable:
                    self._keeper.add_sitemaps(origin, robots)
            self._set_clock(host, 0.0)

    # Pages

    def _ask_page(self, row: Waiting) -> Response:
        headers = {}
        if row.record is not None:
            headers = {"If-None-Match": row.etag, "If-Modified-Since": row.modified}
        cap = SITEMAP_CAP if row.kind == "sitemap" else PAGE_CAP
        return self._fetcher.get(row.url, {k: v for k, v in headers.items() if v}, cap=cap)

    def _finish(self, job: _Job, future: Future[Response | Robots]) -> None:
        row = job.row
        self._queued.discard(row.host)
        try:
            answer = future.result()
            if isinstance(answer, Robots):
                self._finish_robots(row, answer)
            else:
                self._set_clock(row.host, self._gap(row.host, answer.took), failed=answer.status >= 500)
                self._take(row, answer)
        except FetchFailed as error:
            self._set_clock(row.host, self._gap(row.host, 0.0), failed=error.again)
            self._fail(row, str(error), again=error.again)
        if self._keeper.take_new_hosts():
            self._queue_hosts()
        self._queue(row.host)

    def _take(self, row: Waiting, answer: Response) -> None:
        """Do with an answer what its code asks for."""
        if answer.status in (200, 304):
            done = self._keeper.keep(row, answer) if answer.status == 200 else self._keeper.unchanged(row)
            self._articles += done.state == "fetched" and done.kind == "article"
            self._tell(row.url, row.host, done.state, done.kind, done.reason)
        elif answer.status in (301, 302, 303, 307, 308):
            done = self._keeper.move(row, answer.header("Location") or "")
            self._tell(row.url, row.host, done.state, row.kind, done.reason)
        elif answer.status in (408, 425, 429) or answer.status >= 500:
            pause = politeness.retry_after(answer.header("Retry-After"), time.time())
            self._fail(row, f"HTTP {answer.status}", again=True, pause=pause)
        elif row.kind == "sitemap":
            self._settle(row, "skipped", f"no sitemap there (HTTP {answer.status})")
        else:
            self._settle(row, "failed", f"HTTP {answer.status}")

    def _fail(self, row: Waiting, reason: str, *, again: bool, pause: float | None = None) -> None:
        """Try a page again later, or give it up; a host that keeps failing is left alone for this run."""
        tries = row.tries + 1
        if pause is None and (not again or tries >= politeness.MOST_TRIES):
            self._settle(row, "failed", reason)
        elif tries >= politeness.MOST_TRIES * 2:
            self._settle(row, "failed", f"{reason}, {tries} times")
        else:
            self._frontier.postpone(row, reason)
            wait_for = politeness.backoff(self._gap(row.host, 0.0), tries) if pause is None else pause
            self._set_clock(row.host, wait_for, keep_failures=True)
            self._tell(row.url, row.host, "again", row.kind, reason, wait_for)
        _, failures = self._frontier.clock(row.host)
        if failures >= politeness.MOST_FAILURES:
            self._rest(row.host, 0.0, f"{failures} failures in a row, the last: {reason}")

    def _settle(self, row: Waiting, state: str, reason: str) -> None:
        self._frontier.settle(row, state, reason)
        self._tell(row.url, row.host, state, row.kind, reason)

    # Clocks

    def _gap(self, host: str, took: float) -> float:
        delays = [r.crawl_delay or 0.0 for origin, r in self._robots.items() if host_of(origin) == host]
        return politeness.gap(self._delay, max(delays, default=0.0), took, loopback=is_loopback_name(host))

    def _set_clock(
        self, host: str, pause: float, *, failed: bool | None = None, keep_failures: bool = False
    ) -> None:
        """Put off the next request to a host by `pause`, and by its gap at the least."""
        _, failures = self._frontier.clock(host)
        if failed is not None:
            failures = failures + 1 if failed else 0
        self._frontier.set_clock(host, time.time() + max(pause, self._gap(host, 0.0)), failures)

    def _tell(
        self, url: str, host: str, state: str, kind: str = "", reason: str = "", seconds: float = 0.0
    ) -> None:
        if self._progress is not None:
            fetched, waiting = self._frontier.rough_counts(time.monotonic())
            self._progress(CrawlEvent(url, host, state, kind, reason, seconds, fetched, waiting))
