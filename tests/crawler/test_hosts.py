"""Turns and pauses of hosts under a clock of the test's own."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import politeness
from crawler.frontier import Frontier
from crawler.hosts import Hosts
from crawler.robots import Robots


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_ten_thousand_turns_keep_every_gap(tmp_path: Path) -> None:
    """Over 50 hosts, random answers and restarts, no gap is shorter than asked and no pause is broken."""
    chance, clock = random.Random(7), Clock()
    frontier = Frontier(tmp_path / "state")
    delays = {f"h{n}.example": chance.choice([0.0, 2.0, 7.5]) for n in range(50)}

    def begin() -> Hosts:
        hosts = Hosts(frontier, None, clock)
        for host, delay in delays.items():
            hosts.keep_robots(f"https://{host}", Robots(200, f"User-agent: *\nCrawl-delay: {delay}".encode()))
            hosts.queue(host)
        return hosts

    hosts = begin()
    ended, busy_until = dict.fromkeys(delays, -1e9), dict.fromkeys(delays, -1e9)
    for turn in range(10_000):
        if turn % 1500 == 1499:
            hosts = begin()
        while (host := hosts.take_due()) is None:
            pause = hosts.until_next()
            assert pause is not None
            clock.now += max(pause, 1e-6)
        assert clock.now - ended[host] >= max(1.0, delays[host]) - 1e-6
        assert clock.now >= busy_until[host] - 1e-6
        hosts.sent(host)
        took = chance.random() * 0.5
        clock.now += took
        ended[host] = clock.now
        hosts.answered(host, took, failed=False)
        if chance.random() < 0.05:
            seconds = chance.choice([5.0, 60.0])
            busy_until[host] = clock.now + seconds
            hosts.pause(host, seconds)
        hosts.give_back(host)
        hosts.queue(host)
    frontier.close()


def test_a_host_under_way_does_not_line_up(tmp_path: Path) -> None:
    """While a request is open, whoever finds new pages can't line the host up a second time."""
    frontier = Frontier(tmp_path / "state")
    hosts = Hosts(frontier, None, clock := Clock())
    hosts.queue("a.example")
    assert hosts.take_due() == "a.example"
    clock.now += 100
    hosts.queue("a.example")
    assert hosts.take_due() is None
    hosts.give_back("a.example")
    hosts.queue("a.example")
    assert hosts.take_due() == "a.example"
    frontier.close()


def test_killed_between_request_and_answer(tmp_path: Path) -> None:
    """A run that begins right after another was killed waits until the host's gap is over."""
    clock = Clock()
    frontier = Frontier(tmp_path / "state")
    Hosts(frontier, None, clock).sent("a.example")
    again = Hosts(frontier, None, clock)
    again.queue("a.example")
    assert again.take_due() is None
    assert again.until_next() == pytest.approx(1.0)
    frontier.close()


def test_robots_hold_for_a_day(tmp_path: Path) -> None:
    """A robots.txt is kept over restarts for 24 hours, one that couldn't be had for five minutes."""
    clock = Clock()
    frontier = Frontier(tmp_path / "state")
    Hosts(frontier, 0.0, clock).keep_robots("https://a.example", Robots(404))
    Hosts(frontier, 0.0, clock).keep_robots("https://b.example", Robots(None, lasting=True))
    clock.now += 299
    assert Hosts(frontier, 0.0, clock).robots_of("https://b.example/x") is not None
    clock.now += 2
    assert Hosts(frontier, 0.0, clock).robots_of("https://b.example/x") is None
    assert Hosts(frontier, 0.0, clock).robots_of("https://a.example/x") is not None
    clock.now += 24 * 3600
    assert Hosts(frontier, 0.0, clock).robots_of("https://a.example/x") is None
    frontier.close()


@given(
    st.one_of(st.none(), st.floats(-5, 100)),
    st.one_of(st.none(), st.floats(0, 100)),
    st.floats(0, 100),
    st.booleans(),
)
def test_gap_is_the_most_that_anyone_asks(
    delay: float | None, asked: float | None, took: float, loopback: bool
) -> None:
    """A public host never gets less than a second, whatever the user says; the site's own delay always counts."""
    gap = politeness.gap(delay, asked, took, loopback=loopback)
    assert gap >= (asked or 0.0)
    assert gap >= (delay or 0.0)
    assert loopback or gap >= max(1.0, min(30.0, took))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 100.0),
        ("Wed, 31 Dec 1969 23:00:00 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    """Seconds and dates are read, anything else is none."""
    assert politeness.retry_after(value, 0.0) == seconds
