"""Gets pages politely, keeps them, and reads them into articles.

The network is opened by `crawler.fetch` alone; what is read comes from the archive, offline.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.collection import Taken, take_collection
    from crawler.keep import Topic, Wanted
    from crawler.permission import ask_robots
    from crawler.read import read_pages
    from crawler.reading import Reading, UnreadPage
    from crawler.report import (
        CrawlEvent,
        CrawlReport,
        HostState,
        Outcome,
        host_states,
        outcomes,
        write_report,
    )
    from crawler.run import crawl

_HOMES = {
    "crawl": "crawler.run",
    "read_pages": "crawler.read",
    "UnreadPage": "crawler.reading",
    "Reading": "crawler.reading",
    "CrawlEvent": "crawler.report",
    "CrawlReport": "crawler.report",
    "Outcome": "crawler.report",
    "outcomes": "crawler.report",
    "HostState": "crawler.report",
    "host_states": "crawler.report",
    "write_report": "crawler.report",
    "Topic": "crawler.keep",
    "Wanted": "crawler.keep",
    "Taken": "crawler.collection",
    "take_collection": "crawler.collection",
    "ask_robots": "crawler.permission",
}

__all__ = [
    "CrawlEvent",
    "CrawlReport",
    "HostState",
    "Outcome",
    "Reading",
    "Taken",
    "Topic",
    "UnreadPage",
    "Wanted",
    "ask_robots",
    "crawl",
    "host_states",
    "outcomes",
    "read_pages",
    "take_collection",
    "write_report",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for, so that `import crawler` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'crawler' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
