"""A server that misbehaves costs its own page, and nothing else."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler import crawl
from crawler.fetch import Fetcher, FetchFailed
from crawler.inflate import PAGE_CAP

BOMB = gzip.compress(b"<p>" + b"0" * 200_000_000)


def endless(handler: Any) -> None:
    """A page that never ends."""
    handler.start()
    for _ in range(2000):
        handler.wfile.write(b"<p>" + b"dai " * 16_000)


def endless_chunks(handler: Any) -> None:
    """The same in chunks."""
    handler.start(Transfer_Encoding="chunked")
    for _ in range(2000):
        handler.wfile.write(b"8000\r\n" + b"x" * 0x8000 + b"\r\n")


def cut_short(handler: Any) -> None:
    """Fewer bytes than announced."""
    handler.start(Content_Length="5000")
    handler.wfile.write(b"<h1>Nua chung</h1>")


def broken_chunks(handler: Any) -> None:
    """Chunks without a length."""
    handler.start(Transfer_Encoding="chunked")
    handler.wfile.write(b"zz\r\nkhong phai\r\n")


def cut_gzip(handler: Any) -> None:
    """A packed page without its end."""
    handler.start(Content_Encoding="gzip")
    handler.wfile.write(gzip.compress(b"<h1>Bai</h1>" * 1000)[:-20])


def header_flood(handler: Any) -> None:
    """More headers than anyone needs."""
    handler.start(**{f"X_{n}": "x" for n in range(500)})


def long_header(handler: Any) -> None:
    """A header of 200 kB."""
    handler.start(X_Long="x" * 200_000)


def no_http(handler: Any) -> None:
    """An answer in no protocol."""
    handler.wfile.write(b"\x00\x01\x02 hello\r\n\r\n")
    handler.close_connection = True


def closed(handler: Any) -> None:
    """No answer at all."""
    handler.close_connection = True


def reset(handler: Any) -> None:
    """A connection that is reset."""
    handler.reset()


def reset_within(handler: Any) -> None:
    """A reset within the body."""
    handler.start(Content_Length="5000")
    handler.wfile.write(b"<h1>Nua chung</h1>")
    handler.reset()


BEHAVIOURS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "404": (lambda a: a(b"", 404), "HTTP 404"),
    "410": (lambda a: a(b"", 410), "HTTP 410"),
    "403": (lambda a: a(b"", 403), "HTTP 403"),
    "500": (lambda a: a(b"", 500), "HTTP 500"),
    "401": (lambda a: a(b"", 401), "HTTP 401"),
    "451": (lambda a: a(b"", 451), "HTTP 451"),
    "304 to what was never had": (lambda a: a(b"", 304), "HTTP 304"),
    "206 for a part nobody asked for": (lambda a: a(b"<h1>x</h1>", 206), "HTTP 206"),
    "a redirect to a script": (
        lambda a: a(b"", 302, {"Location": "javascript:alert(1)"}),
        "redirect without a usable address",
    ),
    "an address of 10 kB": (
        lambda a: a(b"", 302, {"Location": "/" + "a" * 10_000}),
        "redirect without a usable address",
    ),
    "a film": (lambda a: a(b"\x00\x00", 200, {}, "video/mp4"), "not a page (video/mp4)"),
    "redirect to itself": (lambda a: a(b"", 302, {"Location": "/bad"}), "redirect to itself"),
    "redirect to nowhere": (
        lambda a: a(b"", 302, {"Location": "ftp://a.vn/"}),
        "redirect without a usable address",
    ),
    "redirect without address": (lambda a: a(b"", 302), "redirect without a usable address"),
    "endless body": (lambda a: endless, "larger than"),
    "endless chunks": (lambda a: endless_chunks, "larger than"),
    "gzip bomb": (lambda a: a(BOMB, 200, {"Content-Encoding": "gzip"}), "larger than"),
    "deflate bomb": (
        lambda a: a(zlib.compress(b"0" * 99_000_000), 200, {"Content-Encoding": "deflate"}),
        "larger than",
    ),
    "not packed as it says": (
        lambda a: a(b"<p>x</p>", 200, {"Content-Encoding": "gzip"}),
        "not gzip as it says",
    ),
    "packed unasked": (lambda a: a(b"\x1b\x03", 200, {"Content-Encoding": "br"}), "packed as 'br'"),
    "packed page cut short": (lambda a: cut_gzip, "cut short"),
    "fewer bytes than announced": (lambda a: cut_short, "connection failed"),
    "broken chunks": (lambda a: broken_chunks, "connection failed"),
    "header flood": (lambda a: header_flood, "connection failed"),
    "long header": (lambda a: long_header, "connection failed"),
    "no protocol": (lambda a: no_http, "connection failed"),
    "no answer": (lambda a: closed, "connection failed"),
    "reset": (lambda a: reset, "connection failed"),
    "reset within the body": (lambda a: reset_within, "connection failed"),
    "a picture": (lambda a: a(b"\x89PNG", 200, {}, "image/png"), "not a page (image/png)"),
    "empty page": (lambda a: a(b""), "empty page"),
    "blank page": (lambda a: a(b" \n "), "empty page"),
}


def test_there_are_thirty_behaviours() -> None:
    """These, the drips, loops, traps (test_traps), robots.txt in its forms (test_robots) make far more than thirty."""
    assert len(BEHAVIOURS) >= 30


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_bad_page(name: str, site: Any, answer: Any, tmp_path: Path) -> None:
    """The bad page fails with a reason of its own, and the good page beside it is fetched."""
    behaviour, reason = BEHAVIOURS[name]
    site.page("/", "Trang nhất", "/bad", "/good", words=0)
    site.page("/good", "Bài tốt")
    site.pages["/bad"] = behaviour(answer)

    report = crawl([site.url], tmp_path, delay=0, allow_loopback=True)

    found = {o.url.removeprefix(site.url): o for o in report}
    assert found["/bad"].state == "failed"
    assert found["/bad"].reason.startswith(reason)
    assert found["/good"].state == "fetched"


def test_redirect_loop_ends(site: Any, answer: Any, tmp_path: Path) -> None:
    """Two pages that lead to each other are asked for once each."""
    site.pages["/a"] = answer(b"", 301, {"Location": "/b"})
    site.pages["/b"] = answer(b"", 302, {"Location": "/a"})
    report = crawl([site.url + "/a"], tmp_path, delay=0, allow_loopback=True)
    assert site.paths().count("/a") == site.paths().count("/b") == 1
    assert sorted(o.reason for o in report if "redirect" in o.reason) == [f"redirect loop with {site.url}/a"]


def test_redirect_chain_ends(site: Any, answer: Any, tmp_path: Path) -> None:
    """A chain of redirects is followed five times and no further."""
    for n in range(20):
        site.pages[f"/a{n}"] = answer(b"", 302, {"Location": f"/a{n + 1}"})
    crawl([site.url + "/a0"], tmp_path, delay=0, allow_loopback=True)
    assert [p for p in site.paths() if p.startswith("/a")] == [f"/a{n}" for n in range(6)]


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[::ffff:10.0.0.1]/"]
)
def test_redirect_to_a_private_address(target: str, site: Any, answer: Any, tmp_path: Path) -> None:
    """A start that leads to a private address gets nothing from there, and a link that does is left."""
    site.pages["/start"] = answer(b"", 302, {"Location": target})
    site.page("/", "Trang nhất", "/moved", words=0)
    site.pages["/moved"] = answer(b"", 302, {"Location": target})
    report = crawl([site.url, site.url + "/start"], tmp_path, delay=0, allow_loopback=True)
    found = {o.url.removeprefix(site.url): o for o in report}
    assert found["/moved"].reason.startswith("moved")
    assert found["/start"].reason.startswith("moved to")
    private = [o for o in report if not o.url.startswith(site.url)]
    assert private
    assert all("not a public address" in o.reason for o in private if o.kind == "page")


def test_loopback_only_by_name(site: Any, tmp_path: Path) -> None:
    """Without permission this machine isn't asked, whatever its address is written like."""
    port = site.url.rpartition(":")[2]
    spellings = "127.0.0.1 localhost 127.1 2130706433 0x7f000001 0177.0.0.1 [::ffff:127.0.0.1] 0.0.0.0"
    for host in spellings.split():
        with pytest.raises(FetchFailed):
            Fetcher("canbo").get(f"http://{host}:{port}/")
    assert site.requests == []


def drip(handler: Any) -> None:
    """A byte now and then."""
    handler.start()
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def drip_headers(handler: Any) -> None:
    """A header that comes letter by letter."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def silent(handler: Any) -> None:
    """Nothing for a long time."""
    time.sleep(5)


@pytest.mark.parametrize("behaviour", [drip, drip_headers, silent])
def test_deadline(behaviour: Callable[[Any], None], site: Any) -> None:
    """A request ends at its deadline however the server spins it out, and the next one works."""
    site.pages["/bad"] = behaviour
    site.page("/good", "Bài tốt")
    fetcher = Fetcher("canbo", allow_loopback=True, deadline=0.5)
    began = time.monotonic()
    with pytest.raises(FetchFailed, match=r"no whole answer within 0\.5 s"):
        fetcher.get(site.url + "/bad")
    assert time.monotonic() - began < 3
    assert fetcher.get(site.url + "/good").status == 200


def test_robots_is_cut_and_not_refused(site: Any) -> None:
    """Of a file that may be cut, the beginning is taken."""
    site.pages["/robots.txt"] = endless
    body = Fetcher("canbo", allow_loopback=True).get(site.url + "/robots.txt", cap=1000, page=False).body
    assert len(body) == 1000


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after(status: int, site: Any, answer: Any, tmp_path: Path) -> None:
    """Within the time that a host asks for, nothing at all is asked of it; after it, the page is fetched."""
    busy = [answer(b"", status, {"Retry-After": "1"})]
    site.page("/", "Trang nhất", "/bai", "/khac", words=0)
    site.page("/bai", "Bài")
    good = site.pages["/bai"]
    site.page("/khac", "Bài khác")
    site.pages["/bai"] = lambda handler: handler.send(busy.pop() if busy else good)

    report = crawl([site.url], tmp_path, delay=0, allow_loopback=True)

    times = [when for when, _, _ in site.requests]
    asked = site.paths().index("/bai")
    assert times[asked + 1] - times[asked] >= 0.99
    assert report.failed == 0
    assert report.articles == 2


def test_long_retry_after_holds_over_a_restart(site: Any, answer: Any, tmp_path: Path) -> None:
    """A host that asks for an hour is left alone by this run and by one that follows."""
    site.page("/", "Trang nhất", "/bai", "/khac", words=0)
    site.pages["/bai"] = site.pages["/khac"] = answer(b"", 429, {"Retry-After": "3600"})
    first = crawl([site.url], tmp_path, delay=0, allow_loopback=True)
    asked = len(site.requests)
    second = crawl([site.url], tmp_path, delay=0, allow_loopback=True)
    assert len(site.requests) == asked
    assert first.stopped == second.stopped == "hosts at rest"
    assert first.waiting >= 2
    assert all("left alone" in o.reason for o in second if o.state == "waiting")


def test_failing_host_is_left(site: Any, answer: Any, tmp_path: Path) -> None:
    """After five failures in a row a run asks a host no more."""
    site.page("/", "Trang nhất", *(f"/{n}" for n in range(30)), words=0)
    for n in range(30):
        site.pages[f"/{n}"] = reset
    report = crawl([site.url], tmp_path, delay=0, allow_loopback=True)
    assert sum(path[1:].isdigit() for path in site.paths()) == 5
    assert report.waiting >= 25


def test_no_memory_for_bombs(site: Any, answer: Any) -> None:
    """A bomb is refused before it is unpacked."""
    import tracemalloc

    site.pages["/bomb"] = answer(BOMB, 200, {"Content-Encoding": "gzip"})
    fetcher = Fetcher("canbo", allow_loopback=True)
    tracemalloc.start()
    with pytest.raises(FetchFailed, match="larger than"):
        fetcher.get(site.url + "/bomb")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * PAGE_CAP
