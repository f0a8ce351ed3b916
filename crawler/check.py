"""A paper's layouts tried: on the pages of its case folder, and, politely, on the live site."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from corpora.errors import CrawlError
from crawler.archive import read_record
from crawler.layout import Site
from crawler.page import Page
from crawler.read import places, read_bytes
from crawler.reading import Reading, UnreadPage, read_page
from crawler.report import ARCHIVE_FILE, CrawlEvent

CASE_FETCHED = datetime(2100, 1, 1, tzinfo=UTC)
"""Pages of cases were fetched before this."""

_MOST_STEPS = 8
"""Requests for every page that is wanted, at the most: a site whose articles aren't found is not searched for long."""


@dataclass(slots=True)
class Measured:
    """How many of a site's pages gave what; `layouts` counts pages by layout, `reasons` says why some gave nothing."""

    site: str
    pages: int = 0
    titles: int = 0
    bodies: int = 0
    days: int = 0
    minutes: int = 0
    layouts: dict[str, int] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    def add(self, url: str, found: object) -> None:
        """Count a page."""
        self.pages += 1
        if not isinstance(found, Reading):
            self.reasons.append(f"{url}: {getattr(found, 'reason', 'unread')}")
            return
        self.titles += bool(found.title)
        self.bodies += bool(found.body)
        self.days += found.published is not None
        self.minutes += found.published is not None and found.published.moment is not None
        self.layouts[found.layout] = self.layouts.get(found.layout, 0) + 1


class _Enough(Exception):
    """Ends a crawl that has asked often enough."""


def measure_site(
    site: Site,
    *,
    pages: int = 10,
    allow_loopback: bool = False,
    progress: Callable[[CrawlEvent], None] | None = None,
) -> Measured:
    """Fetch some articles of a paper as a crawl does, with its rests and robots.txt, and read them; nothing is kept."""
    from crawler.run import crawl

    measured = Measured(site.name)
    steps = 0

    def count(event: CrawlEvent) -> None:
        nonlocal steps
        steps += 1
        if progress is not None:
            progress(event)
        if event.state in ("pause", "failed"):
            measured.reasons.append(f"{event.host if event.state == 'pause' else event.url}: {event.reason}")
        if "host name not found" in event.reason:
            measured.reasons.append(f"{event.host}: host name not found")
            raise _Enough
        if steps > pages * _MOST_STEPS:
            measured.reasons.append(f"given up after {steps} addresses")
            raise _Enough

    with TemporaryDirectory(prefix="canbo-") as name:
        folder = Path(name) / "crawl"
        with suppress(_Enough):
            crawl(site.starts, folder, limit=pages, allow_loopback=allow_loopback, progress=count)
        for url, found in _readings(folder):
            measured.add(url, found)
    return measured


def _readings(folder: Path) -> Iterator[tuple[str, object]]:
    for url, place in places(folder):
        stored = read_record(folder / ARCHIVE_FILE, place)
        yield url, read_bytes(url, stored.body, stored.header("Content-Type") or "", stored.fetched)


def check_cases(folder: Path, site: Site) -> list[tuple[str, list[str]]]:
    """Every page of a paper's case folder with what it gives otherwise than its case says; raises CrawlError."""
    from crawler.new_site import differences

    checked = []
    for page in sorted(folder.glob("*.html")):
        path = page.with_suffix(".toml")
        try:
            want = tomllib.loads(path.read_text("utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise CrawlError(f"{path} can't be read as a case: {error}") from error
        want["text"] = str(want.get("text", "")).lstrip("\n")
        found = _read_by(site, str(want.get("url", "")), page.read_bytes())
        wrong = differences(want, found) if isinstance(found, Reading) else [found.reason]
        checked.append((page.name, wrong))
    return checked


def _read_by(site: Site, url: str, body: bytes) -> Reading | UnreadPage:
    """A page by the layouts of a paper that may not be among the known ones."""
    page = Page.parse(url, body, "text/html", CASE_FETCHED)
    return read_page(page, next((layout for layout in site.layouts if layout.is_of(page)), None))
