"""The real loop, state and archive under a clock and a network of the test's own: ten thousand requests in seconds."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from crawler import politeness
from crawler.archive import Archive
from crawler.fetch import FetchFailed, Response
from crawler.found import Found
from crawler.frontier import Frontier
from crawler.hosts import Hosts
from crawler.keep import Keeper, Wanted
from crawler.loop import OPEN_REQUESTS, Clock, Run
from crawler.urls import host_of


class FakeClock(Clock):
    """Seconds that pass when nothing is left to do now; answers come when their time has come."""

    def __init__(self) -> None:
        self.time = 1_700_000_000.0
        self.coming: list[tuple[float, int, Future[Any]]] = []
        self.turn = count()
        self.most_open = 0
        self.took = 0.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += max(seconds, 1e-6)

    def wait(self, futures: Iterable[Future[Any]], seconds: float) -> set[Future[Any]]:
        self.most_open = max(self.most_open, len(self.coming))
        until = self.time + max(seconds, 0.0)
        if self.coming and self.coming[0][0] <= until:
            self.time = max(self.time, self.coming[0][0])
            return {heapq.heappop(self.coming)[2]}
        self.time = max(until, self.time + 1e-6)
        return set()

    def pool(self) -> Executor:
        return FakePool(self)


class FakePool(Executor):
    """Carries out a request at once, and hands its answer over when it would have come."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock

    def submit(self, work: Any, /, *args: Any, **more: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        self.clock.took = 0.0
        try:
            future.set_result(work(*args))
        except FetchFailed as error:
            future.set_exception(error)
        heapq.heappush(self.clock.coming, (self.clock.time + self.clock.took, next(self.clock.turn), future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.clock.coming.clear()


@dataclass
class FakeWeb:
    """Hosts that answer late, fail, and ask to be left alone; it notes what reaches them."""

    clock: FakeClock
    chance: random.Random
    troubles: float = 0.06
    slowest: float = 1.5
    requests: list[tuple[str, float, float]] = field(default_factory=list)
    closed_until: dict[str, float] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    asked_delay: dict[str, float] = field(default_factory=dict)
    limit: int = 10_000

    def get(self, url: str, headers: Any = None, *, cap: int = 0, page: bool = True) -> Response:
        host, now = host_of(url), self.clock.time
        took = self.chance.random() * self.slowest
        self.clock.took = took
        self._check(host, now)
        self.requests.append((host, now, now + took))
        # From the end of an answer on, for what the site itself asks for.
        self.last[host] = now + took
        done = self.clock.time + took
        if url.endswith("/robots.txt"):
            delay = self.asked_delay[host]
            return Response(url, 200, (), b"", f"User-agent: *\nCrawl-delay: {delay}".encode(), took, done)
        luck = self.chance.random()
        if luck < self.troubles / 3:
            raise FetchFailed("connection failed: reset", again=True)
        if luck < self.troubles:
            seconds = self.chance.choice([3, 20, 90, 250])
            self.closed_until[host] = now + took + seconds
            return Response(
                url, self.chance.choice([429, 503]), (("Retry-After", str(seconds)),), took=took, at=done
            )
        body = f"<html><title>{url}</title><p>{url}</p></html>".encode()
        return Response(url, 200, (("Content-Type", "text/html"),), body, body, took, done)

    def _check(self, host: str, now: float) -> None:
        """What must hold whenever a request reaches a host."""
        if now < self.closed_until.get(host, 0.0) - 1e-6:
            self.broken.append(f"{host} asked inside its Retry-After")
        wanted = max(politeness.LEAST_DELAY, self.asked_delay[host])
        if now - self.last.get(host, 0.0) < wanted - 1e-6:
            self.broken.append(f"{host} asked after {now - self.last[host]:.3f} s, not {wanted}")

    def abort(self) -> None:
        """Nothing is under way."""


def _run(folder: Path, web: FakeWeb, clock: FakeClock, starts: list[Found], stop_at: int) -> Run:
    """A run of the real parts over the test's clock and network, broken off after so many requests."""
    with Archive(folder / "pages.warc.gz") as archive:
        frontier = Frontier(folder / "crawl.sqlite")
        keeper = Keeper(archive, folder / "pages.warc.gz", frontier, Wanted())
        run = Run(folder, frontier, keeper, web, Hosts(frontier, None, clock.now), None, None, clock)  # type: ignore[arg-type]
        run._progress = lambda event: run._interrupt() if len(web.requests) >= stop_at else None
        run.whole(starts)
        frontier.close()
    return run


def test_ten_thousand_requests_over_fifty_hosts(tmp_path: Path) -> None:
    """No gap is shorter than site and standard ask, and nothing is asked inside a Retry-After, over five restarts."""
    chance, clock = random.Random(11), FakeClock()
    web = FakeWeb(clock, chance)
    hosts = [f"bao{n}.example" for n in range(50)]
    web.asked_delay = {host: chance.choice([0, 0, 2, 5.5, 12]) for host in hosts}
    starts = [Found(f"https://{host}/{n}/", depth=0, kind="page") for n in range(240) for host in hosts]
    runs = 0
    while len(web.requests) < 10_000 and runs < 20:
        _run(tmp_path, web, clock, starts if runs == 0 else [], len(web.requests) + 2_000)
        runs += 1
        # Some come back at once, others the day after.
        clock.time += chance.choice([0.0, 0.3, 30.0])
    assert web.broken == []
    assert len(web.requests) >= 10_000
    assert runs >= 5


def test_the_rate_that_delays_allow_is_used(tmp_path: Path) -> None:
    """Two hundred hosts with slow answers are asked at 95 % of the rate that their delays allow, or more."""
    chance, clock = random.Random(12), FakeClock()
    web = FakeWeb(clock, chance, troubles=0.0, slowest=0.8)
    hosts = [f"bao{n}.example" for n in range(200)]
    web.asked_delay = {host: chance.choice([0, 0, 2, 3]) for host in hosts}
    starts = [Found(f"https://{host}/{n}/") for n in range(20) for host in hosts]
    began = clock.time
    _run(tmp_path, web, clock, starts, 3_000)
    spent = dict.fromkeys(hosts, 0.0)
    for host, sent, answered in web.requests:
        took = answered - sent
        gap = max(politeness.LEAST_DELAY, web.asked_delay[host], 5 * took)
        spent[host] += took + gap
    # Had each host been asked whenever it might, it would have been busy with these all the time.
    used = sum(spent.values()) / (len(hosts) * (clock.time - began))
    assert used >= 0.95
    assert clock.most_open <= OPEN_REQUESTS
