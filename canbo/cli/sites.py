"""`canbo sites`: the papers that canbo knows, and how well."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from canbo.cli.tables import write_table
from canbo.cli.talk import SOME_FAILED, MovingLine, count, say
from corpora.errors import UsageError

if TYPE_CHECKING:
    from crawler.check import Measured
    from crawler.layout import Site

_SHOWN = 5


def sites(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[check NAME...]", help="With check: try these papers on their live sites."),
    ] = None,
    pages: Annotated[int, typer.Option(min=1, max=50, help="Articles to fetch of each paper.")] = 10,
    allow_loopback: Annotated[
        bool, typer.Option("--allow-loopback", help="Also ask servers on this machine, without rests.")
    ] = False,
) -> None:
    """List the papers that canbo knows.

    canbo sites check NAME fetches some articles of a paper, politely, and tells how many give title, body and day.
    Ends with 3 where fewer than nine in ten do.
    """
    from crawler.sites import find_site
    from crawler.sites import sites as known

    if not words:
        rows = [(s.name, ", ".join(s.hosts), len(s.layouts), status_of(s), s.note) for s in known()]
        write_table(("name", "hosts", "layouts", "status", "note"), rows, wrap=True)
        say(
            f"{count(len(rows), 'paper')}; not verified live: made from public code. Try one: canbo sites check NAME"
        )
        return
    if words[0] != "check" or len(words) < 2:
        raise UsageError(f"canbo sites {' '.join(words)}: write canbo sites, or canbo sites check NAME")
    chosen = [find_site(word) for word in words[1:]]
    good = [check(site, pages, allow_loopback) for site in chosen]
    if not all(good):
        raise typer.Exit(SOME_FAILED)


def status_of(site: Site) -> str:
    """How well a paper's layouts are known, in words."""
    if site.verified:
        return f"verified live {site.verified}"
    return f"not verified live (recorded {site.recorded})"


def check(site: Site, pages: int, allow_loopback: bool) -> bool:
    """Try a paper: its cases first, where they lie beside a file of one's own, then the live site."""
    from crawler.check import measure_site

    fits = _check_cases(site)
    say(
        f"{site.name}: asking {', '.join(site.starts)} for {count(pages, 'article')}, with the rests of a crawl"
    )
    with MovingLine(site.name) as line:
        measured = measure_site(
            site,
            pages=pages,
            allow_loopback=allow_loopback,
            progress=lambda event: line.show(f"{site.name}: {event.state} {event.url}"),
        )
    return _tell(measured) and fits


def _check_cases(site: Site) -> bool:
    from crawler.check import check_cases

    folder = Path(os.environ.get("CANBO_SITES", "")) / site.name
    if "CANBO_SITES" not in os.environ or not folder.is_dir():
        return True
    checked = check_cases(folder, site)
    for page, wrong in checked:
        say(
            f"  {folder / page}: {'gives its case' if not wrong else 'does not give its case'}",
            always=bool(wrong),
        )
        for one in wrong:
            say(f"    {one}", always=True)
    return not any(wrong for _, wrong in checked)


def _tell(measured: Measured) -> bool:
    """Print what was measured; True where nine of ten pages give title, body and day."""
    for reason in measured.reasons[:_SHOWN]:
        say(f"  {reason}", always=True)
    if len(measured.reasons) > _SHOWN:
        say(f"  … and {len(measured.reasons) - _SHOWN:,} more", always=True)
    if not measured.pages:
        say(
            f"{measured.site}: nothing was measured, because no article could be fetched; is there a network?",
            always=True,
        )
        return False
    n = measured.pages
    parts = (
        ("title", measured.titles),
        ("body", measured.bodies),
        ("day", measured.days),
        ("minute", measured.minutes),
    )
    layouts = ", ".join(f"{name}: {number}" for name, number in sorted(measured.layouts.items()))
    print(f"{measured.site}: {n} pages; " + ", ".join(f"{name} {number / n:.0%}" for name, number in parts))
    print(f"{measured.site}: read by {layouts or 'no layout'}")
    return min(measured.titles, measured.bodies, measured.days) >= 0.9 * n
