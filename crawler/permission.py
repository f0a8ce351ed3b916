"""A site's robots.txt asked for over the network."""

from __future__ import annotations

import time
from collections.abc import Callable

from crawler.fetch import REDIRECTS, Fetcher, FetchFailed
from crawler.politeness import LEAST_DELAY, user_agent
from crawler.robots import MOST_HOPS, SIZE_CAP, Robots
from crawler.urls import canonical_url, origin_of


def ask_robots(url: str, *, allow_loopback: bool = False) -> Robots:
    """The robots.txt that counts for a canonical address, asked for now; one that can't be had says why."""
    fetcher = Fetcher(user_agent(), allow_loopback=allow_loopback)
    return fetch_robots(fetcher, origin_of(url), lambda _: LEAST_DELAY)


def fetch_robots(fetcher: Fetcher, origin: str, gap: Callable[[str], float]) -> Robots:
    """Fetch an origin's robots.txt through up to five redirects, with `gap` seconds before each address."""
    url: str | None = f"{origin}/robots.txt"
    for _ in range(MOST_HOPS + 1):
        try:
            answer = fetcher.get(url or "", cap=SIZE_CAP + 1, page=False)
        except FetchFailed as error:
            return Robots(None, problem=str(error), lasting=not error.again)
        if answer.status not in REDIRECTS:
            return Robots(answer.status, answer.body)
        location = answer.header("Location")
        url = canonical_url(location, url) if location else None
        if url is None:
            break
        time.sleep(gap(url))
    # More redirects than five, or to nowhere: as if there were none (RFC 9309 §2.3.1.2).
    return Robots(404, problem="redirects")
