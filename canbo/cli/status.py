"""`canbo status`: how a crawl stands, host by host."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.tables import write_table
from canbo.cli.talk import say


def status(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder made by canbo crawl; ./crawl unless said.")
    ] = Path("crawl"),
) -> None:
    """Tell how a crawl stands.

    For every host what was fetched, what waits, what was left out and why; also while the crawl runs.
    """
    from crawler import host_states, write_report

    states = host_states(folder)
    rows = []
    for state in states:
        rest = state.next_at - time.time()
        reasons = [f"{reason}: {number:,}" for reason, number in state.reasons]
        reasons += [f"not to be asked for {rest:,.0f} s"] if rest > 1 and state.waiting else []
        figures = (state.articles, state.fetched, state.waiting, state.skipped, state.failed)
        rows.append((state.host, *(f"{figure:,}" for figure in figures), "; ".join(reasons)))
    write_table(("host", "articles", "fetched", "waiting", "skipped", "failed", "reasons"), rows, wrap=True)
    say(f"What became of every address: {write_report(folder)}")
