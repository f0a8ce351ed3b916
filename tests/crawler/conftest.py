"""A server on loopback that behaves as a test tells it to, and what tests of the crawler share."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

CASES = Path(__file__).parents[1] / "cases"


@dataclass
class Answer:
    """What the server sends for a path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "text/html; charset=utf-8"


Behaviour = Answer | Callable[["Handler"], None]


@dataclass
class Site:
    """A server on loopback: `pages` by path, and the requests it got as (time, path, headers)."""

    url: str
    pages: dict[str, Behaviour] = field(default_factory=dict)
    requests: list[tuple[float, str, dict[str, str]]] = field(default_factory=list)
    fallback: Callable[[str], Answer] | None = None

    def paths(self) -> list[str]:
        """Paths asked for, in order."""
        return [path for _, path, _ in self.requests]

    def page(self, path: str, title: str, *links: str, words: int = 60, **more: str) -> None:
        """Add an article, or with `words=0` a page of links."""
        anchors = "".join(f'<p><a href="{link}">{link}</a></p>' for link in links)
        kind = "article" if words else "website"
        text = "".join(
            f"<p>{title}: đoạn {n}. {'Lớp bồi dưỡng mở đúng kế hoạch. ' * 4}</p>" for n in range(words // 20)
        )
        extra = "".join(f'<meta property="{name}" content="{value}">' for name, value in more.items())
        html = (
            f'<html><head><meta charset="utf-8"><meta property="og:type" content="{kind}">{extra}<title>{title}</title>'
            f"</head><body><h1>{title}</h1><div>{text}</div>{anchors}</body></html>"
        )
        self.pages[path] = Answer(html.encode())


class Handler(BaseHTTPRequestHandler):
    """Answers from the site's pages; a page that is a function does as it likes with the connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 30
    site: Site

    def do_GET(self) -> None:
        self.site.requests.append((time.monotonic(), self.path, dict(self.headers)))
        behaviour = self.site.pages.get(self.path)
        if behaviour is None:
            known = self.path in ("/robots.txt", "/sitemap.xml")
            made = self.site.fallback if not known else None
            behaviour = made(self.path) if made else Answer(b"not here", 404)
        if isinstance(behaviour, Answer):
            self.send(behaviour)
        else:
            behaviour(self)

    def send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        headers = {
            "Content-Type": answer.content_type,
            "Content-Length": str(len(answer.body)),
            **answer.headers,
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def start(self, status: int = 200, **headers: str) -> None:
        """Send status and headers; the body is the caller's, and ends with the connection."""
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", "Connection": "close", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.close_connection = True

    def reset(self) -> None:
        """End the connection with a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (OSError, ValueError):
            self.close_connection = True

    def finish(self) -> None:
        with suppress(OSError, ValueError):
            super().finish()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    """A fresh server on loopback without any page."""
    handler = type("SiteHandler", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    served = Site(f"http://127.0.0.1:{server.server_address[1]}")
    handler.site = served  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture
def answer() -> type[Answer]:
    """The class of a page's answer."""
    return Answer


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of cases kept as data."""
    return CASES
