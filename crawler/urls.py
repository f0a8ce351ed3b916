"""Addresses of pages: one spelling for one page, and which pages belong to a crawl."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

MAX_LENGTH = 2000
"""Longest address that is taken up; longer ones come from traps and broken links."""

_TRACKING = re.compile(
    r"(?:utm_[a-z_]{1,30}|fbclid|gclid|yclid|msclkid|zarsrc|zclid|mc_cid|mc_eid|_ga|igshid"
    r"|phpsessid|jsessionid|aspsessionid[a-z]{0,20}|sessionid|sid)"
)
_SESSION_PATH = re.compile(r";jsessionid=[^/?#;]{0,200}", re.IGNORECASE)
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})|%")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT = frozenset("!$&'()*+,;=:@/[]?%") | _UNRESERVED
_PORTS = {"http": 80, "https": 443}
_PLAIN = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/?-]*")
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_SUFFIX = re.compile(r"\.(?:html?|aspx?|php|jsp|amp|epi|shtml|vov|vgp|vnp|antd)$", re.IGNORECASE)
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def canonical_url(url: str, base: str | None = None) -> str | None:
    """The one spelling under which a page is known, or None where `url` is no address of a web page.

    Resolves against `base`; lower-cases scheme and host, drops default port, fragment, tracking and session
    parameters, resolves dot segments and evens out percent-encoding (RFC 3986 §6.2.2). Applying it twice
    gives what applying it once gives.
    """
    try:
        url = url.strip()
        if base is not None and not url.startswith(("https://", "http://")):
            url = urljoin(base, url)
        return _canonical(url)
    except ValueError:
        return None


# Menus and footers name the same pages on every page.
@lru_cache(maxsize=16384)
def _canonical(url: str) -> str | None:
    parts = urlsplit(url)
    host = _host(parts)
    if parts.scheme.lower() not in _PORTS or not host or "@" in parts.netloc:
        return None
    path = _path(_SESSION_PATH.sub("", _encode(parts.path)))
    query = "&".join(pair for pair in _encode(parts.query).split("&") if pair and not _is_tracking(pair))
    result = urlunsplit((parts.scheme.lower(), host, path, query, ""))
    return result if len(result) <= MAX_LENGTH else None


def _host(parts: SplitResult) -> str:
    """Host and port, in lower case, in ASCII, without the scheme's own port; raises ValueError."""
    name, port = (parts.hostname or "").rstrip("."), parts.port
    if not name.isascii():
        name = unicodedata.normalize("NFC", name).encode("idna").decode("ascii")
    if re.search(r"[^a-z0-9.:_-]", name) or ".." in name or name.startswith("."):
        raise ValueError("no host name")
    if ":" in name:
        name = f"[{name}]"
    return name if port in (None, _PORTS.get(parts.scheme.lower())) else f"{name}:{port}"


def _encode(part: str) -> str:
    """Percent-encode what must be, decode what need not be, and write the digits in upper case."""
    if _PLAIN.fullmatch(part):
        return part
    part = _BLANKS.sub("%20", unicodedata.normalize("NFC", part))
    part = _PERCENT.sub(_even_percent, part)
    return "".join(
        c if c in _KEPT else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace")) for c in part
    )


def _even_percent(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"
    char = chr(int(match[1], 16))
    return char if char in _UNRESERVED else match[0].upper()


def _path(path: str) -> str:
    """The path without dot segments, beginning with a slash (RFC 3986 §5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    joined = "/".join(kept)
    return joined if joined.startswith("/") else "/" + joined


def _is_tracking(pair: str) -> bool:
    return _TRACKING.fullmatch(pair.partition("=")[0].lower()) is not None


def host_of(url: str) -> str:
    """Host and port of a canonical address: who is asked, and whose clock counts."""
    return urlsplit(url).netloc


def origin_of(url: str) -> str:
    """Scheme, host and port of a canonical address: whose robots.txt counts (RFC 9309 §2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def source_of(url: str) -> str:
    """The name of the paper that an address belongs to: its host without `www.` and port."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def slug_of(url: str) -> str:
    """The last part of an address as a label in lower-case ASCII: `/a/mo-lop-12.html` gives `mo-lop-12`."""
    for segment in reversed(urlsplit(url).path.split("/")):
        slug = _NO_SLUG.sub("-", _SUFFIX.sub("", segment).lower()).strip("-")
        if slug and slug != "index":
            return slug[:150]
    return _NO_SLUG.sub("-", source_of(url)).strip("-") or "page"


def in_scope(url: str, hosts: Container[str], under: str | None) -> bool:
    """Whether a canonical address lies on one of `hosts` (with or without `www.`) and its path begins with `under`."""
    parts = urlsplit(url)
    return parts.netloc.removeprefix("www.") in hosts and (under is None or parts.path.startswith(under))


def even_path(path: str) -> str:
    """The beginning of a path in the spelling of canonical addresses, with its first slash."""
    return "/" + _encode(path).lstrip("/")
