"""Whose turn it is: the clock, the patience and the robots.txt of every host of a run."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable

from crawler import politeness
from crawler.address import is_loopback_name
from crawler.frontier import Frontier
from crawler.robots import TIME_TO_LIVE, UNREACHABLE_FOR, Robots
from crawler.urls import host_of, origin_of

_DAY = 24 * 3600
_VIETNAM = 7 * 3600  # where days begin


class Hosts:
    """Hosts in the order in which they may be asked; each is asked for one page at a time.

    Clocks are kept in the state, so that they hold over a restart. `resting` names the hosts that this run
    leaves alone, with the reason. `now` gives the time in seconds since 1970.
    """

    def __init__(
        self,
        frontier: Frontier,
        delay: float | None,
        now: Callable[[], float] = time.time,
        daily: int = politeness.DAILY,
    ) -> None:
        self._frontier, self._delay, self._now, self._daily = frontier, delay, now, daily
        self._due: list[tuple[float, str]] = []
        self._queued: set[str] = set()
        self._open: set[str] = set()
        self._robots: dict[str, tuple[Robots, float]] = {}
        self._asked_delays: dict[str, float] = {}
        self._robots_tries: dict[str, int] = {}
        self.resting: dict[str, str] = {}

    # Turns

    def queue(self, host: str) -> str:
        """Line a host up for its next turn; returns why it rests instead, or an empty string."""
        if host in self._queued or host in self._open or host in self.resting:
            return ""
        next_at, _ = self._frontier.clock(host)
        pause = next_at - self._now()
        if pause > politeness.PATIENCE:
            return self.rest(host, f"asked to be left alone for {pause:,.0f} s more")
        if not is_loopback_name(host) and self._frontier.asked_on(host, self._day()) >= self._daily:
            return self.rest(host, f"asked {self._daily:,} times today, which is enough for a day")
        self._queued.add(host)
        heapq.heappush(self._due, (next_at, host))
        return ""

    def take_due(self) -> str | None:
        """A host whose time has come, taken out of the line; it stays out until it is given back."""
        if not self._due or self._due[0][0] > self._now():
            return None
        _, host = heapq.heappop(self._due)
        self._queued.discard(host)
        self._open.add(host)
        return host

    def give_back(self, host: str) -> None:
        """Say that nothing is asked of a host any more, so that it may line up again."""
        self._open.discard(host)

    def until_next(self) -> float | None:
        """Seconds until the next host's time comes, or None where none is lined up."""
        return max(0.0, self._due[0][0] - self._now()) if self._due else None

    def rest(self, host: str, reason: str) -> str:
        """Leave a host alone for this run; returns the reason."""
        self.resting[host] = reason
        return reason

    # Clocks

    def gap(self, host: str, took: float = 0.0) -> float:
        """Seconds between two requests to a host, of which the last took `took`."""
        asked = self._asked_delays.get(host)
        return politeness.gap(self._delay, asked, took, loopback=is_loopback_name(host))

    def sent(self, host: str) -> None:
        """Note that a request goes out, before it does: a run that is killed now must not ask again at once."""
        self._frontier.note_request(host, self._day(), self._now() + self.gap(host))

    def _day(self) -> int:
        return int((self._now() + _VIETNAM) // _DAY)

    def answered(self, host: str, took: float, *, failed: bool) -> None:
        """Note that a request has come to its end, and rest a host that keeps failing."""
        _, failures = self._frontier.clock(host)
        failures = failures + 1 if failed else 0
        self._frontier.set_clock(host, self._now() + self.gap(host, took), failures)
        if failures >= politeness.MOST_FAILURES:
            self.rest(host, f"{failures} failures in a row")

    def pause(self, host: str, seconds: float) -> None:
        """Put off the next request to a host, by its gap at the least."""
        next_at, failures = self._frontier.clock(host)
        later = self._now() + max(self.gap(host), min(seconds, politeness.LONGEST_PAUSE))
        self._frontier.set_clock(host, max(next_at, later), failures)

    # Robots

    def robots_of(self, url: str) -> Robots | None:
        """The robots.txt that counts for a page while it holds, or None where it must be asked for."""
        origin = origin_of(url)
        known = self._robots.get(origin) or self._frontier.robots(origin)
        if known is None:
            return None
        robots, fetched = known
        if self._now() - fetched > (UNREACHABLE_FOR if robots.unreachable else TIME_TO_LIVE):
            return None
        if origin not in self._robots:
            self._remember(origin, robots, fetched)
        return robots

    def keep_robots(self, origin: str, robots: Robots) -> bool:
        """Remember a robots.txt; False where it couldn't be had and is to be asked for again, later."""
        tries = self._robots_tries[origin] = self._robots_tries.get(origin, 0) + 1
        host = host_of(origin)
        if robots.unreachable and not robots.lasting and tries < politeness.MOST_TRIES:
            self.pause(host, politeness.backoff(self.gap(host), tries))
            return False
        self._robots_tries.pop(origin)
        now = self._now()
        self._remember(origin, robots, now)
        self._frontier.keep_robots(origin, robots, now)
        self.pause(host, 0.0)
        return True

    def _remember(self, origin: str, robots: Robots, fetched: float) -> None:
        self._robots[origin] = robots, fetched
        self._asked_delays[host_of(origin)] = robots.crawl_delay or 0.0
