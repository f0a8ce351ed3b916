"""How long a host is left in peace, and who asks."""

from __future__ import annotations

import os
import re
from email.utils import parsedate_to_datetime

PRODUCT = "canbo"
"""The name that robots.txt files know us by (RFC 9309 §2.2.1)."""

LEAST_DELAY = 1.0
"""Seconds between two requests to a public host, at the least."""

LONGEST_PAUSE = 7 * 24 * 3600.0
"""Longest pause that is believed: a week."""

_LONGEST_BACKOFF = 3600.0

PATIENCE = 300.0
"""Longest pause that a run sits out; a host that asks for more is left until a later run."""

MOST_TRIES = 3
"""Requests for one page before it counts as failed."""

MOST_FAILURES = 5
"""Failures of a host in a row before a run leaves it alone."""

DAILY = 20_000
"""Requests to a public host on one day, at the most."""

_SLOWNESS = 5.0
_SLOWEST = 30.0


def user_agent(contact: str | None = None) -> str:
    """The honest name under which pages are asked for: `canbo/0.1 (+contact)`.

    The contact, a page or a mail address, comes from the environment variable CANBO_CONTACT.
    """
    contact = re.sub(r"[^\x21-\x27\x2a-\x7e]", "", contact or os.environ.get("CANBO_CONTACT", ""))
    return f"{PRODUCT}/0.1 (+{contact})" if contact else f"{PRODUCT}/0.1"


def gap(delay: float | None, crawl_delay: float | None, took: float, *, loopback: bool) -> float:
    """Seconds from one request to a host until the next: the most that anyone asks for.

    The user's `delay` may go below one second only for this machine itself; a public host that answers
    slowly (`took` seconds) gets five times that, up to half a minute.
    """
    own = LEAST_DELAY if delay is None else max(0.0, delay)
    if not loopback:
        own = max(own, LEAST_DELAY, min(_SLOWEST, _SLOWNESS * took))
    return max(own, crawl_delay or 0.0)


def backoff(gap_seconds: float, tries: int) -> float:
    """Seconds until a failed page is asked for again, after `tries` requests for it."""
    return min(_LONGEST_BACKOFF, max(gap_seconds, 0.02) * 4.0**tries)


def retry_after(value: str | None, now: float) -> float | None:
    """Seconds that a `Retry-After` header asks for, as a number or a date (RFC 9110 §10.2.3), or None."""
    value = (value or "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return None
