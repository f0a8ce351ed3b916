"""`canbo demo`: the whole way, on the bundled sample newspaper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from canbo.cli.crawl_talk import count_up
from canbo.cli.talk import SOME_FAILED, MovingLine, command, count, list_failed, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from canbo.demo import Made

SHOWN = 12
"""Rows of an answer that the demo prints; the report has them all."""


def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write into.")] = Path("demo"),
) -> None:
    """Go the whole way on a sample newspaper.

    Serves the bundled paper on this machine, crawls it, reads the pages, extracts the facts, builds the database,
    prints the answers and writes a report.
    """
    from canbo.demo import run_demo

    steps = iter(range(1, 5))
    with MovingLine("Starting …") as line:

        def on_step(text: str) -> None:
            say(f"{next(steps)}/4  {text}")
            line.show(f"{text} …")

        made = run_demo(out, on_step, lambda event: line.show(count_up(event)))
    _answer(made.database)
    _end(made)
    if list_failed((f.input, f.reason) for f in made.failed):
        raise typer.Exit(SOME_FAILED)


def _answer(database: Path) -> None:
    """Print the three answers that everybody asks for first."""
    from factdb import answers

    _show(
        "Learners by programme and year: held, each statement counted once",
        ("programme", "year", "learners", "counted as", "articles"),
        [
            (r["programme_name"], r["year"], f"{r['learners_low']:,}", r["counting"], r["articles"])
            for r in answers.learners_by_programme_year(database)
        ],
    )
    _show(
        "Documents cited",
        ("document", "issuer", "date", "articles"),
        [(r["key"], r["issuer"], r["date"], r["articles"]) for r in answers.documents_cited(database)],
    )
    _show(
        "Sums that don't add up",
        ("article", "what it prints"),
        [(r["title"], r["explanation_en"]) for r in answers.failed_checks(database)],
    )


def _show(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from canbo.cli.tables import write_table

    left = f" (the first {SHOWN} of {len(rows)})" if len(rows) > SHOWN else ""
    print(f"\n{title}{left}\n")
    write_table(columns, rows[:SHOWN], wrap=True)


def _end(made: Made) -> None:
    """Say what was made, where, and which command comes next."""
    say(
        f"\nMade in {made.folder}/ from {count(made.pages, 'page')}: {count(made.articles, 'article')}, "
        f"{made.relevant:,} of them on the training of cadres, {count(made.facts, 'fact')}.\n"
        f"  report    {made.report}  (open it in a browser)\n"
        f"  database  {made.database}\n"
        f"Next: {command('query', made.database)}\n"
        f"Your own texts: {command('extract', 'FOLDER', '-o', 'facts')}, then {command('build', 'facts')}"
    )
