"""`canbo diff`: what changed between two runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from canbo.cli.talk import count, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def diff(
    before: Annotated[
        str, typer.Argument(metavar="RUN", help="The earlier run; the beginning of its id will do.")
    ],
    after: Annotated[str, typer.Argument(metavar="RUN", help="The later run.")],
    facts: Annotated[Path, typer.Option("--facts", "-f", help="The record with both.")] = Path("facts"),
    limit: Annotated[int, typer.Option(min=0, help="The most facts to list; 0 for all.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="All of it as JSON.")] = False,
) -> None:
    """Compare two runs of a record.

    Which facts changed, came and went, by which rule, and what that does to the totals.
    """
    from factdb.diff import compare_runs

    found = compare_runs(facts, before, after, limit=None if as_json or not limit else limit)
    if as_json:
        import json
        from dataclasses import asdict

        from canbo.cli.tables import plain

        sys.stdout.write(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=plain) + "\n")
        return
    if not found.rules:
        say(f"The runs {found.before} and {found.after} hold the same facts.", always=True)
        return
    _show("By rule", found.rules)
    _show("Totals", [row for row in found.totals if row["difference"]])
    _show("Facts", [_short(row) for row in found.facts])
    if not found.whole:
        say("The totals are those of the articles that differ, each for itself.")
    changed = sum(row["changed"] + row["added"] + row["gone"] for row in found.rules)
    more = changed - len(found.facts)
    say(f"{count(changed, 'fact')} differ{f', {more:,} of them not shown: --limit 0' if more else ''}")


def _short(row: Mapping[str, Any]) -> dict[str, Any]:
    wanted = ("what", "kind", "cause", "fact_id", "rule", "slots", "quote")
    return {name: row[name] for name in wanted}


def _show(title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    from canbo.cli.tables import write_table

    sys.stdout.write(f"\n{title}\n\n")
    if rows:
        write_table(list(rows[0]), [list(row.values()) for row in rows])
    else:
        sys.stdout.write("no change\n")
