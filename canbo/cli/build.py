"""`canbo build`: facts into a database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from canbo.cli.place import check_file
from canbo.cli.talk import command, count, say
from corpora.errors import UsageError

if TYPE_CHECKING:
    from factdb.build import BuildSummary


def build(
    facts: Annotated[Path, typer.Argument(metavar="FACTS", help="A folder made by canbo extract.")] = Path(
        "facts"
    ),
    out: Annotated[Path, typer.Option("--out", "-o", help="The database to write.")] = Path("canbo.duckdb"),
    reviews: Annotated[
        Path | None,
        typer.Option(
            help="What people know better.", show_default="reviews.jsonl beside the database, where it is"
        ),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Annotations by hand (NAME.json beside NAME.txt) in place of extracted facts."
        ),
    ] = None,
) -> None:
    """Build the database from extracted facts.

    It is made beside and moved into place, and can be rebuilt from the facts at any time.
    """
    if gold is None:
        _check_record(facts)
    else:
        _check_gold(gold)
    check_file(out, "canbo.duckdb")
    from factdb.build import build as build_database
    from factdb.from_gold import build_from_gold

    if reviews is not None and not reviews.is_file():
        raise UsageError(f"there is no file {reviews}; {command('review', 'confirm')} … makes one")
    made = build_database(facts, out, reviews) if gold is None else build_from_gold([gold], out)
    for warning in made.warnings:
        say(f"  {warning}", always=True)
    _tell_reviews(made.reviews, out)
    _tell_made(made, out)


def _tell_made(made: BuildSummary, out: Path) -> None:
    say(
        f"{count(made.rows['articles'], 'article')} and {count(made.rows['training'], 'training fact')} "
        f"from {count(len(made.runs), 'run')} in {out}"
        f"{'.' if made.fresh else ', which was made of just these already and stays as it is.'} "
        f"Next: {command('report', out)}, or {command('query', out)}"
    )


def _tell_reviews(states: Mapping[str, int], out: Path) -> None:
    lost = states.get("orphaned", 0) + states.get("unusable", 0)
    if states:
        say(f"{count(sum(states.values()), 'review')}: {', '.join(f'{n} {s}' for s, n in states.items())}.")
    if lost:
        hint = command("review", "list", "--orphaned", "-d", out)
        say(f"  {count(lost, 'review')} found no place in the facts; to see them: {hint}", always=True)


def _check_gold(gold: Path) -> None:
    if not gold.is_dir():
        raise UsageError(f"there is no folder {gold}; canbo extract --to gold makes one to correct by hand")


def _check_record(facts: Path) -> None:
    if facts.is_file() and facts.suffix == ".duckdb":
        raise UsageError(f"{facts} is a database, no record; to ask it: {command('query', facts)}")
    if facts.is_file():
        made = "facts" if facts.name != "facts" else "record"
        raise UsageError(f"{facts} is a file, no record; {command('extract', facts, '-o', made)} makes one")
