"""No spelling of a private address, by no way in, leads to a connection."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpora.errors import UsageError
from crawler import crawl
from crawler.fetch import Fetcher, FetchFailed
from crawler.permission import fetch_robots

# This machine and others that nobody outside may ask, as they can be written; names are answered by the test.
SPELLINGS = [
    "127.1",
    "127.0.1",
    "2130706433",
    "017700000001",
    "0x7f000001",
    "0x7f.0x0.0x0.0x1",
    "0x7f.1",
    "0177.0.0.1",
    "0177.1",
    "[::ffff:169.254.169.254]",
    "127.000.000.001",
    "0.0.0.0",
    "0",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[0:0:0:0:0:ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    "[fe80::1]",
    "[fc00::1]",
    "[ff02::1]",
    "10.0.0.1",
    "10.1",
    "167772161",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "100.64.0.1",
    "198.18.0.1",
    "255.255.255.255",
    "noi-bo.example",
    "hai-dia-chi.example",
    "ipv6.example",
    "anh-xa.example",
]
NAMES = {
    "noi-bo.example": ["10.0.0.1"],
    "hai-dia-chi.example": ["127.0.0.1"],
    "ipv6.example": ["::1"],
    "anh-xa.example": ["::ffff:127.0.0.1"],
}
_watched: list[list[Any]] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.connect" and _watched:
        _watched[-1].append(args[1])


sys.addaudithook(_hook)


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Every address that this process connects to, names being answered from `NAMES`."""
    real = socket.getaddrinfo

    def answer(host: Any, port: Any, *args: Any, **more: Any) -> Any:
        if host in NAMES:
            return [
                (socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port))
                for a in NAMES[host]
            ]
        return real(host, port, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    _watched.append([])
    yield _watched[-1]
    _watched.pop()


def _targets(site: Any) -> list[str]:
    """Addresses at the port of a server that listens on this machine."""
    port = site.url.rpartition(":")[2]
    return [f"http://{host}:{port}/bi-mat" for host in SPELLINGS]


def _only_the_site(site: Any, connections: list[Any]) -> bool:
    return {c[0] for c in connections} <= {"127.0.0.1"} and not any("bi-mat" in path for path in site.paths())


def test_there_are_forty_spellings() -> None:
    """The cases are 40 by six ways in."""
    assert len(set(SPELLINGS)) == 40


@pytest.mark.parametrize("allowed", [False, True])
def test_start(allowed: bool, site: Any, connections: list[Any], tmp_path: Path) -> None:
    """As a start, an address is refused at once or fails, whether or not this machine may be asked by its name."""
    site.pages["/robots.txt"] = site.pages.get("/none")
    for number, target in enumerate(_targets(site)):
        try:
            report = crawl([target], tmp_path / str(number), delay=0, allow_loopback=allowed)
        except UsageError:
            continue
        assert report.fetched == 0
    assert connections == []


@pytest.mark.parametrize("way", ["link", "redirect", "feed", "sitemap", "sitemap in robots.txt"])
def test_way_in(way: str, site: Any, answer: Any, connections: list[Any], tmp_path: Path) -> None:
    """Named by a page, a redirect, a feed, a sitemap or robots.txt, none is asked."""
    targets = _targets(site)
    site.page("/", "Trang nhất", "/rss", *(targets if way == "link" else []), words=0)
    starts = [site.url]
    if way == "redirect":
        for number, target in enumerate(targets):
            site.pages[f"/r{number}"] = answer(b"", 302, {"Location": target})
        starts += [f"{site.url}/r{number}" for number in range(len(targets))]
    items = "".join(f"<item><link>{target}</link></item>" for target in targets if way == "feed")
    site.pages["/rss"] = answer(f"<rss><channel>{items}</channel></rss>".encode(), content_type="text/xml")
    entries = "".join(f"<url><loc>{target}</loc></url>" for target in targets if way == "sitemap")
    site.pages["/map.xml"] = answer(f"<urlset>{entries}</urlset>".encode(), content_type="text/xml")
    maps = [f"{site.url}/map.xml", *(targets if "robots" in way else [])]
    text = "User-agent: *\nDisallow:\n" + "".join(f"Sitemap: {url}\n" for url in maps)
    site.pages["/robots.txt"] = answer(text.encode(), content_type="text/plain")

    report = crawl(starts, tmp_path, delay=0, allow_loopback=True)

    assert _only_the_site(site, connections)
    assert all(o.state != "fetched" for o in report if not o.url.startswith(site.url))


def test_robots_that_moves(site: Any, answer: Any, connections: list[Any]) -> None:
    """A robots.txt that leads to a private address counts as one that can't be had."""
    for target in _targets(site):
        site.pages["/robots.txt"] = answer(b"", 301, {"Location": target})
        robots = fetch_robots(Fetcher("canbo", allow_loopback=True), site.url, lambda _: 0.0)
        assert robots.unreachable or robots.status == 404
    assert _only_the_site(site, connections)


def test_name_that_changes_its_answer(
    site: Any, connections: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address that was checked is the one connected to: the next answer of the name server isn't asked for."""
    asked: list[str] = []

    def answer(host: str, port: int, *args: Any, **more: Any) -> Any:
        asked.append(host)
        address = "127.0.0.1" if len(asked) > 1 else "192.0.2.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    for _ in range(3):
        with pytest.raises(FetchFailed, match="not a public address"):
            Fetcher("canbo").get(f"http://doi-y.example:{site.url.rpartition(':')[2]}/bi-mat")
    assert connections == []
    assert len(asked) == 3
