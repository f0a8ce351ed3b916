"""Addresses without end: calendars, session numbers, combinations of filters, paths that grow.

Nobody can tell a trap from one address. Pages of one pattern are given up after so many in a row that brought
nothing: no article of its own, and no address outside the pattern that wasn't known.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from urllib.parse import urlsplit

FRUITLESS = 40
"""Pages of one pattern in a row that bring nothing, after which the pattern is left."""

MOST_PARTS = 15
"""Parts of a path beyond which an address isn't taken up."""

_MOST_TIMES = 2
_NUMBERS = re.compile(r"\d+")


# Menus and footers name the same pages on every page.
@lru_cache(maxsize=8192)
def pattern_of(url: str) -> str:
    """What addresses of one kind share: the first part of the path, how many follow, and whether there is a query.

    `/lich/2024/05?tuan=3` gives `/lich/*/*?`. Numbers count as one number.
    """
    parts = urlsplit(url)
    first, *others = parts.path.lstrip("/").split("/")
    head = _NUMBERS.sub("0", first) if others else "*" if first else ""
    return "/".join(["", head, *("*" for _ in others)]) + ("?" if parts.query else "")


@lru_cache(maxsize=8192)
def why_endless(url: str) -> str:
    """Why an address shows by itself that it comes from a trap, or an empty string."""
    parts = [part for part in urlsplit(url).path.split("/") if part]
    if len(parts) > MOST_PARTS:
        return f"a path of more than {MOST_PARTS} parts"
    if len(parts) <= _MOST_TIMES:
        return ""
    often = Counter(part for part in parts if not part.isdigit()).most_common(1)
    if often and often[0][1] > _MOST_TIMES:
        return f"«{often[0][0]}» again and again in the path"
    return ""
