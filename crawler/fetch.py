"""One page asked for over the network: the only module that opens it.

A request ends within its deadline whatever the server does, takes no more than its cap, follows no
redirect by itself and connects to checked addresses only (see `crawler.address`).
"""

from __future__ import annotations

import heapq
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3.connection import HTTPConnection, HTTPSConnection

from corpora.errors import CrawlError
from crawler.address import AddressRefused, open_socket
from crawler.inflate import ACCEPTED, PAGE_CAP, Inflater, TooLarge, Unreadable

DEADLINE = 30.0
"""Seconds for a whole request, from the name look-up to the last byte."""

REDIRECTS = (301, 302, 303, 307, 308)
"""Codes of answers that name another address."""

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"
_PAGE_TYPES = ("html", "xml", "text/plain", "gzip", "octet-stream", "rss", "atom")


E = TypeVar("E", bound=BaseException)


class FetchFailed(CrawlError):
    """No answer that could be used: `again` tells whether another try may help."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.again = again


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: its code, its headers as received, its body as sent (`packed`) and unpacked."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    packed: bytes = b""
    body: bytes = b""
    took: float = 0.0
    at: float = field(default_factory=time.time)

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class _Want:
    """How much is taken of a body, and whether it must be a page."""

    cap: int
    page: bool


class Fetcher:
    """Asks for pages; safe to use from several threads, each with connections of its own."""

    def __init__(self, agent: str, *, allow_loopback: bool = False, deadline: float = DEADLINE) -> None:
        self._agent = agent
        self._allow_loopback = allow_loopback
        self._deadline = deadline
        self._threads = threading.local()
        self._watches: set[_Watch] = set()

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, cap: int = PAGE_CAP, page: bool = True
    ) -> Response:
        """Ask once for `url`; raises FetchFailed. Redirects and error codes come back as answers.

        A body of more than `cap` bytes, packed or unpacked, fails, and so does one that is no page by its type;
        without `page` it is cut there instead, and any type is taken (`robots.txt`).
        """
        watch = _Watch(self._deadline)
        self._watches.add(watch)
        _here.watch = watch
        try:
            return self._get(url, headers or {}, _Want(cap, page), watch)
        except AddressRefused as error:
            raise FetchFailed(str(error), again=False) from error
        except (TooLarge, Unreadable) as error:
            raise FetchFailed(str(error), again=False) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise self._failure(error, watch) from error
        finally:
            watch.cancel()
            self._watches.discard(watch)

    def abort(self) -> None:
        """End every request that is under way; each raises FetchFailed in its thread."""
        for watch in list(self._watches):
            watch.expire()

    def _get(self, url: str, headers: Mapping[str, str], want: _Want, watch: _Watch) -> Response:
        start = time.monotonic()
        request = requests.PreparedRequest()
        request.method = "GET"
        request.prepare_url(url, None)
        request.headers = CaseInsensitiveDict(
            {"Accept": _ACCEPT, "Accept-Encoding": ACCEPTED, "User-Agent": self._agent, **headers}
        )
        with self._adapter().send(request, stream=True, timeout=self._deadline) as answer:
            packed, body = _take(answer, want, watch)
            received = tuple((str(k), str(v)) for k, v in answer.raw.headers.items())
            return Response(url, answer.status_code, received, packed, body, time.monotonic() - start)

    def _adapter(self) -> HTTPAdapter:
        """A thread's own connections.

        Without a session above them, which would keep cookies, follow redirects and look for passwords and proxies:
        every page is asked for as if it were the first.
        """
        adapter: HTTPAdapter | None = getattr(self._threads, "adapter", None)
        if adapter is None:
            adapter = self._threads.adapter = _CheckedAdapter(self._allow_loopback)
        return adapter

    def _failure(self, error: Exception, watch: _Watch) -> FetchFailed:
        if watch.expired:
            return FetchFailed(f"no whole answer within {self._deadline:g} s", again=True)
        refused = _cause(error, AddressRefused)
        if refused:
            return FetchFailed(str(refused), again=False)
        if _cause(error, socket.gaierror):
            return FetchFailed("host name not found", again=True)
        if isinstance(error, requests.exceptions.SSLError):
            return FetchFailed("certificate or TLS not accepted", again=False)
        if isinstance(error, (requests.exceptions.InvalidURL, ValueError)):
            return FetchFailed(f"not a usable address or answer: {type(error).__name__}", again=False)
        cause = _cause(error, OSError)
        return FetchFailed(f"connection failed: {_words(cause or error)}", again=True)


def _take(answer: requests.Response, want: _Want, watch: _Watch) -> tuple[bytes, bytes]:
    """Body as sent and unpacked; an error's or a redirect's body isn't read."""
    if answer.status_code != 200:
        return b"", b""
    kind = answer.headers.get("Content-Type", "").lower()
    if want.page and kind and not any(name in kind for name in _PAGE_TYPES):
        raise FetchFailed(f"not a page ({kind.partition(';')[0][:60]})", again=False)
    inflater = Inflater(answer.headers.get("Content-Encoding", ""), want.cap, cut=not want.page)
    pieces: list[bytes] = []
    size = 0
    while size <= want.cap and (piece := answer.raw.read1(65536, decode_content=False)):
        watch.check()
        size += len(piece)
        inflater.feed(piece)
        pieces.append(piece)
    watch.check()
    if size > want.cap and want.page:
        raise TooLarge(f"larger than {want.cap:,} bytes")
    return b"".join(pieces), inflater.body()


def _cause(error: BaseException, kind: type[E]) -> E | None:
    """The error of that kind among an error, its causes and its arguments."""
    seen: list[Any] = [error]
    for _ in range(10):
        found = next((e for e in seen if isinstance(e, kind)), None)
        if found is not None:
            return found
        seen = [
            inner
            for e in seen
            if isinstance(e, BaseException)
            for inner in (e.__cause__, e.__context__, getattr(e, "reason", None), *e.args)
            if isinstance(inner, BaseException)
        ]
    return None


def _words(error: BaseException) -> str:
    """An error in a few words, without object addresses."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return type(error).__name__


class _Watch:
    """A request's deadline: when it comes, the request's line is shut under it."""

    def __init__(self, seconds: float) -> None:
        self.expired = self.over = False
        self._line: socket.socket | None = None
        _warden.watch(self, time.monotonic() + seconds)

    def hold(self, line: socket.socket) -> None:
        """Remember the line that the request goes over."""
        self._line = line
        if self.expired:
            self.expire()

    def check(self) -> None:
        """Raise TimeoutError where the deadline has passed."""
        if self.expired:
            raise TimeoutError("deadline")

    def expire(self) -> None:
        """End the request now."""
        self.expired = True
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)

    def cancel(self) -> None:
        """Forget the deadline."""
        self.over, self._line = True, None


class _Warden:
    """Ends the requests whose deadline has come, in one thread: a thread each would cost more than a page."""

    def __init__(self) -> None:
        self._due: list[tuple[float, int, _Watch]] = []
        self._numbers = count()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def watch(self, watch: _Watch, at: float) -> None:
        """End a request at a time of the monotonic clock, unless it is over by then."""
        with self._changed:
            heapq.heappush(self._due, (at, next(self._numbers), watch))
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="deadlines", daemon=True)
                self._thread.start()
            elif self._due[0][2] is watch:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._due and self._due[0][2].over:
                    heapq.heappop(self._due)
                pause = self._due[0][0] - time.monotonic() if self._due else None
                if pause is None or pause > 0:
                    self._changed.wait(pause)
                    continue
                _, _, watch = heapq.heappop(self._due)
            watch.expire()


_warden = _Warden()
_here = threading.local()


class _Checked:
    """A connection to a checked address, which its thread's deadline can shut."""

    allow_loopback = False
    line: socket.socket | None = None

    def _new_conn(self: Any) -> socket.socket:
        timeout = self.timeout if isinstance(self.timeout, (int, float)) else DEADLINE
        sock = open_socket(self._dns_host, self.port, timeout, self.allow_loopback)
        # A second handle on the same line: TLS takes the first one over before it shakes hands.
        self.line = sock.dup()
        self._let_watch()
        return sock

    def request(self: Any, *args: Any, **kwargs: Any) -> None:
        self._let_watch()
        super().request(*args, **kwargs)  # type: ignore[misc]

    def close(self: Any) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None
        super().close()  # type: ignore[misc]

    def _let_watch(self) -> None:
        watch: _Watch | None = getattr(_here, "watch", None)
        if watch is not None and self.line is not None:
            watch.hold(self.line)


class _CheckedAdapter(HTTPAdapter):
    """Makes every connection of a session a checked one."""

    def __init__(self, allow_loopback: bool) -> None:
        self._allow_loopback = allow_loopback
        super().__init__(pool_connections=4, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        flag = {"allow_loopback": self._allow_loopback}
        plain = type("HTTPConnection", (_Checked, HTTPConnection), flag)
        secure = type("HTTPSConnection", (_Checked, HTTPSConnection), flag)
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("HTTPPool", (urllib3.HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("HTTPSPool", (urllib3.HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }
