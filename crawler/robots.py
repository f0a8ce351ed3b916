"""What robots.txt lets us do (RFC 9309): how it was answered, and what its rules say.

Rules are matched by code of our own: none of the parsers tried (see `tests/crawler/test_robots_peers.py`) keeps to the
standard in groups, percent-encoding and what is beyond the size limit at once.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

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
# What is written wrong often enough is read as it was meant.
_KEYS = {
    **dict.fromkeys(("user-agent", "useragent", "user agent"), "agent"),
    **dict.fromkeys(("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"), "disallow"),
    **dict.fromkeys(("crawl-delay", "crawldelay", "crawl delay"), "delay"),
    **dict.fromkeys(("sitemap", "site-map"), "sitemap"),
    "allow": "allow",
}
_TOKEN = re.compile(r"[A-Za-z_-]+")
_NUMBER = re.compile(r"\d{1,7}(?:\.\d{1,6})?")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


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
        """Whether an address may be fetched."""
        if self.unreachable:
            return False
        rule = self.rule_for(url)
        return rule is None or rule.allow

    def rule_for(self, url: str) -> Rule | None:
        """The rule that decides about an address, or None where none speaks of it (RFC 9309 §2.2.2).

        The longest that fits, and of two as long the one that allows; robots.txt itself is always allowed.
        """
        start = url.find("/", url.find("://") + 3)
        path = _even(url[start:].partition("#")[0] if start >= 0 else "/", literal=True)
        if path == "/robots.txt":
            return None
        return next((rule for rule in self._rules.rules if rule.fits(path)), None)

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between two requests that the host asks for, or None."""
        return self._rules.delay

    @property
    def sitemaps(self) -> list[str]:
        """Addresses of sitemaps as the file names them."""
        return list(self._rules.sitemaps)

    @cached_property
    def _rules(self) -> _Rules:
        if self.status is None or not 200 <= self.status < 300:
            return _Rules()
        return _parse(_decode(self.body))


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a group: `pattern` in even percent-encoding, in which `*` is anything and a last `$` the end."""

    allow: bool
    pattern: str

    def fits(self, path: str) -> bool:
        """Whether the pattern fits a path that was evened out; takes linear time a star."""
        pattern, anchored = self.pattern.removesuffix("$"), self.pattern.endswith("$")
        first, *others = pattern.split("*")
        if not path.startswith(first):
            return False
        if not others:
            return not anchored or len(path) == len(first)
        place = len(first)
        for part in others[:-1]:
            found = path.find(part, place)
            if found < 0:
                return False
            place = found + len(part)
        last = others[-1]
        return (
            path.endswith(last) and len(path) - len(last) >= place
            if anchored
            else path.find(last, place) >= 0
        )


@dataclass(slots=True)
class _Rules:
    """What counts for us: rules in the order in which they are asked, delay and sitemaps."""

    rules: list[Rule] = field(default_factory=list)
    delay: float | None = None
    sitemaps: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    agents: set[str] = field(default_factory=set)
    rules: list[Rule] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)


def _parse(text: str) -> _Rules:
    """Groups of our product, or those of all where it has none, as one (RFC 9309 §2.2.1)."""
    groups: list[_Group] = []
    sitemaps: list[str] = []
    open_for_agents = False
    for key, value in _lines(text):
        if key == "agent":
            if not open_for_agents:
                groups.append(_Group())
            groups[-1].agents.add(_agent(value))
            open_for_agents = True
        elif key == "sitemap":
            # Lines beside the standard end no list of agents (§2.2.4).
            sitemaps += [value] if value else []
        elif key == "delay":
            if groups and _NUMBER.fullmatch(value):
                groups[-1].delays.append(float(value))
        else:
            open_for_agents = False
            if groups and value:
                groups[-1].rules += _rules_of(key == "allow", value)
    ours = [g for g in groups if PRODUCT in g.agents] or [g for g in groups if "*" in g.agents]
    rules = sorted((r for g in ours for r in g.rules), key=lambda r: (-len(r.pattern.encode()), not r.allow))
    delays = [delay for g in ours for delay in g.delays]
    return _Rules(rules, max(delays, default=None), sitemaps)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Key and value of the lines that mean something; the colon may have been forgotten."""
    for line in _LINE_ENDS.split(text):
        line = line.partition("#")[0].strip()
        key, colon, value = line.partition(":")
        known = _KEYS.get(key.strip().lower()) if colon else None
        if known is None:
            key, _, value = line.replace("\t", " ").partition(" ")
            known = _KEYS.get(key.lower())
        if known is not None:
            yield known, value.strip()


def _rules_of(allow: bool, value: str) -> list[Rule]:
    """The rule of a line; a path without its slash can't fit anything, so it counts only where it forbids."""
    if not value.startswith(("/", "*", "$")):
        value = f"/{value}"
        if allow:
            return []
    return [Rule(allow, _even(value, literal=False))]


def _agent(value: str) -> str:
    """The product token of a group: one for `can` or `canbo-images` isn't ours."""
    if value == "*" or value[:2] in ("* ", "*\t"):
        return "*"
    token = _TOKEN.match(value)
    return token[0].lower() if token else ""


def _even(path: str, *, literal: bool) -> str:
    """A path or a pattern in one spelling (RFC 9309 §2.2.2): what needn't be encoded isn't, what must be is.

    In a path (`literal`), star and dollar stand for themselves, so they are encoded as a pattern writes them then.
    """
    if not path.isascii():
        path = "".join(
            c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode("utf-8", "replace"))
            for c in unicodedata.normalize("NFC", path)
        )
    path = _PERCENT.sub(lambda match: _decoded(match[0]), path)
    if literal:
        return path.replace("*", "%2A").replace("$", "%24")
    return path[:-1].replace("$", "%24") + path[-1:]


def _decoded(escape: str) -> str:
    char = chr(int(escape[1:], 16))
    return char if char in _PLAIN else escape.upper()


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
