"""How a crawl goes, host by host, on a terminal while it runs."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from canbo.cli.talk import is_quiet, on_terminal, tame
from corpora.errors import CanboError

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

    from crawler import CrawlEvent

_MOST_HOSTS = 12
_EVERY = 0.25
_RECOUNT = 1.0
_STATES = ("fetched", "waiting", "skipped", "failed")


class Board:
    """A table at the bottom of a terminal with a line a host; nothing at all elsewhere.

    Figures are those of the whole crawl; what happens between two counts is added as it is told.
    """

    def __init__(self, folder: Path) -> None:
        self.moves = on_terminal() and not is_quiet()
        self._folder = folder
        self._live: Live | None = None
        self._numbers: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._last: dict[str, str] = {}
        self._drawn = self._counted = 0.0
        self._took = 0.0

    def note(self, event: CrawlEvent) -> None:
        """Take a step of the crawl in, and draw now and then."""
        numbers = self._numbers[event.host]
        state = "fetched" if event.state == "unchanged" else event.state
        if state in _STATES:
            numbers[state] += 1
            numbers["waiting"] -= numbers["waiting"] > 0
        self._last[event.host] = event.reason or event.url.partition("://")[2].partition("/")[2] or "/"
        now = time.monotonic()
        if self._live is not None and now - self._drawn >= _EVERY:
            if now - self._counted >= max(_RECOUNT, 50 * self._took):
                self._recount(now)
            self._drawn = now
            self._live.update(self._table(), refresh=True)

    def _recount(self, now: float) -> None:
        from crawler import host_states

        try:
            states = host_states(self._folder, reasons=0)
        except CanboError:
            return
        for state in states:
            self._numbers[state.host] = Counter({name: getattr(state, name) for name in _STATES})
        self._counted = time.monotonic()
        self._took = self._counted - now

    def _table(self) -> Table:
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
        table.add_column("host", no_wrap=True, overflow="ellipsis")
        for name in _STATES:
            table.add_column(name, justify="right", min_width=len(name), no_wrap=True)
        table.add_column("last", no_wrap=True, overflow="ellipsis", ratio=1)
        busiest = sorted(self._numbers, key=lambda host: (-self._numbers[host]["waiting"], host))[
            :_MOST_HOSTS
        ]
        for host in busiest:
            figures = (f"{self._numbers[host][name]:,}" for name in _STATES)
            table.add_row(host, *figures, Text(tame(self._last.get(host, ""))))
        if len(self._numbers) > len(busiest):
            table.add_row(f"… and {len(self._numbers) - len(busiest)} more hosts")
        return table

    def __enter__(self) -> Board:
        if self.moves:
            from rich.console import Console
            from rich.live import Live

            self._live = Live(
                "Asking for robots.txt …", console=Console(stderr=True), transient=True, auto_refresh=False
            )
            self._live.start(refresh=True)
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._live.stop()
