"""What robots.txt lets us do: RFC 9309 around Protego's matching."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from crawler.politeness import PRODUCT

SIZE_CAP = 500 * 1024
"""Bytes of robots.txt that are read (RFC 9309 §2.5: at least 500 KiB)."""

TIME_TO_LIVE = 24 * 3600.0
"""Seconds for which a robots.txt holds (RFC 9309 §2.4)."""

UNREACHABLE_FOR = 300.0
"""Seconds after which an unreachable robots.txt is asked for again."""

MOST_HOPS = 5
"""Redirects that are followed (RFC 9309 §2.3.1.2)."""

_LINE_ENDS = re.compile(r"\r\n?|\n")
_AGENT_LINE = re.compile(r"\s{0,20}user-?agent\s{0,20}:\s{0,20}([^#]{0,200})", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z_-]+")


@dataclass(frozen=True)
class Robots:
    """One host's robots.txt: `status` is the answer's code, or None where there was no answer.

    `lasting` says of a problem that asking again soon won't help.
    """

    status: int | None
    body: bytes = b""
    problem: str = ""
    lasting: bool = False

    @property
    def unreachable(self) -> bool:
        """Whether the file couldn't be had, so that nothing may be fetched (RFC 9309 §2.3.1.4).

        429 asks for fewer requests, so it counts here and not as «no such file».
        """
        return self.status is None or self.status == 429 or self.status >= 500

    @property
    def reason(self) -> str:
        """Why nothing may be fetched, or an empty string."""
        if not self.unreachable:
            return ""
        return f"robots.txt unreachable ({self.problem or f'HTTP {self.status}'})"

    def allows(self, url: str) -> bool:
        """Whether a canonical address may be fetched."""
        if self.unreachable:
            return False
        return self._rules is None or bool(self._rules.can_fetch(url, PRODUCT))

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between two requests that the host asks for, or None."""
        found = self._rules.crawl_delay(PRODUCT) if self._rules is not None else None
        return float(found) if found is not None and 0 <= found < 1e7 else None

    @property
    def sitemaps(self) -> list[str]:
        """Addresses of sitemaps as the file names them."""
        return list(self._rules.sitemaps) if self._rules is not None else []

    @cached_property
    def _rules(self) -> Any:
        if self.status is None or not 200 <= self.status < 300:
            return None
        from protego import Protego

        return Protego.parse(_even_agents(_decode(self.body)))


def _decode(body: bytes) -> str:
    """The file's text, cut at the last whole line within the cap."""
    if len(body) > SIZE_CAP:
        body = body[: max(body.rfind(b"\n", 0, SIZE_CAP), body.rfind(b"\r", 0, SIZE_CAP), 0)]
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    return body.decode("utf-8", "replace")


def _even_agents(text: str) -> str:
    """Groups by whole product tokens: a group for `can` or `canbo-images` isn't ours (RFC 9309 §2.2.1).

    Protego matches any part of the name, so other groups get a name that can't be found in ours.
    """
    lines = []
    for line in _LINE_ENDS.split(text):
        match = _AGENT_LINE.match(line)
        lines.append(f"User-agent: {_agent(match[1].strip())}" if match else line)
    return "\n".join(lines)


def _agent(value: str) -> str:
    if value.startswith("*"):
        return "*"
    token = _TOKEN.match(value)
    return PRODUCT if token and token[0].lower() == PRODUCT else "another"
