"""The sample newspaper on loopback, for the demo and for tests of the crawler.

It answers GET and HEAD over kept-alive connections, with Content-Length and ETag, and writes down who asked
for what.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from corpora.sample.site import Page, build_site


@contextmanager
def serve(port: int = 0) -> Iterator[SampleServer]:
    """Serve the paper on 127.0.0.1 in a thread until the block ends; port 0 takes a free one.

    Raises OSError where the port is taken.
    """
    server = _Server(port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.sample
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Request(NamedTuple):
    """One request as it came in; `user_agent` is empty where none was sent."""

    method: str
    path: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class SampleServer:
    """Where the paper is served (`url`, no slash at its end) and the requests so far, oldest first."""

    url: str
    pages: Mapping[str, Page]
    requests: list[Request] = field(default_factory=list)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A kept-alive connection must not hold up the end of the block.
    block_on_close = False

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        url = f"http://127.0.0.1:{self.server_address[1]}"
        self.sample = SampleServer(url, build_site(url))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "BaoMau/1.0"
    sys_version = ""
    # Head and body leave in two writes; without this, each answer waits for the other side's acknowledgement.
    disable_nagle_algorithm = True
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        sample = self.server.sample
        sample.requests.append(Request(self.command, self.path, self.headers.get("User-Agent", "")))
        page = sample.pages.get(unquote(urlsplit(self.path).path)) or sample.pages["/404.html"]
        tag = f'"{sha256(page.body).hexdigest()[:16]}"'
        if page.status == 200 and self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            self.end_headers()
            return
        self.send_response(page.status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        if page.status == 200:
            self.send_header("ETag", tag)
        self.end_headers()
        if with_body:
            self.wfile.write(page.body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the list of requests is the log."""
