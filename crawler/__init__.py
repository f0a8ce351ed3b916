"""Gets pages politely, keeps them, and reads them into articles.

The network is opened by `crawler.fetch` alone; what is read comes from the archive, offline.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.read import UnreadPage, read_pages
    from crawler.report import CrawlEvent, CrawlReport, Outcome, outcomes
    from crawler.run import crawl

_HOMES = {
    "crawl": "crawler.run",
    "read_pages": "crawler.read",
    "UnreadPage": "crawler.read",
    "CrawlEvent": "crawler.report",
    "CrawlReport": "crawler.report",
    "Outcome": "crawler.report",
    "outcomes": "crawler.report",
}

__all__ = ["CrawlEvent", "CrawlReport", "Outcome", "UnreadPage", "crawl", "outcomes", "read_pages"]


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for, so that `import crawler` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'crawler' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
