"""`canbo review`: what people know better, kept in a file of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from canbo.cli.asking import ask_facts
from canbo.cli.options import DATABASE, Database
from canbo.cli.talk import command, count, say
from corpora.errors import DatasetError, UsageError

if TYPE_CHECKING:
    from factdb.reviews import Review


class Action(StrEnum):
    """What a review says; `ask` goes through facts one by one, `import` reads them of a tool, `list` shows them."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    REJECT = "reject"
    ADD = "add"
    ASK = "ask"
    IMPORT = "import"
    LIST = "list"


Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="SLOT=VALUE", help="correct, add: what is right; empty for nothing."),
]
File = Annotated[
    Path | None,
    typer.Option("--reviews", help="The file of reviews.", show_default="reviews.jsonl beside the database"),
]
Words = Annotated[str, typer.Option(help="add: the words of the article that state the fact.")]


def review(
    action: Annotated[Action, typer.Argument(help="What to say of a fact, or list.", show_default=False)],
    fact_ids: Annotated[
        list[str] | None, typer.Argument(metavar="FACT_ID", help="The facts; the beginning of an id will do.")
    ] = None,
    database: Database = DATABASE,
    settings: Settings = None,
    by: Annotated[str, typer.Option(envvar="CANBO_REVIEWER", help="Who says so.")] = "",
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    file: File = None,
    kind: Annotated[str, typer.Option(help="add, ask: the kind of fact.")] = "training",
    article: Annotated[str, typer.Option(help="add: the article's id, name or address.")] = "",
    quote: Words = "",
    orphaned: Annotated[bool, typer.Option("--orphaned", help="list: those without a place only.")] = False,
    confirm_rest: Annotated[
        bool, typer.Option("--confirm-rest", help="import: confirm every fact that nobody changed.")
    ] = False,
    sample: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="ask: only the articles of a list made by canbo sample."),
    ] = None,
) -> None:
    """Say what you know better: confirm, correct, reject or add a fact.

    ask shows facts one by one in their sentence and asks; import takes the corrections from Label Studio or brat.

    Reviews are lines of a file that only grows, made for git. canbo build puts them into the facts, also when better
    rules have extracted them anew; what finds no place any more is listed, never dropped.
    """
    place = file or database.with_name("reviews.jsonl")
    if action is Action.LIST:
        return _list(database, orphaned=orphaned)
    if action is Action.IMPORT:
        return _import(database, place, fact_ids or [], by, confirm_rest=confirm_rest)
    if action is Action.ASK:
        return ask_facts(database, place, fact_ids or [], by, kind=kind, sample=sample)
    given = _settings_for(action, settings or [])
    add = action is Action.ADD
    made = [_add(database, kind, article, quote, given, by, reason)] if add else []
    _keep(place, made or _judge_all(action, database, place, fact_ids or [], given, by, reason), database)


def _judge_all(
    action: Action,
    database: Path,
    place: Path,
    fact_ids: Sequence[str],
    given: dict[str, str],
    by: str,
    reason: str,
) -> list[Review]:
    if not fact_ids:
        raise UsageError(f"review {action} takes the id of a fact")
    return [
        one for fact_id in fact_ids for one in _judge(action, database, place, fact_id, given, by, reason)
    ]


def _settings_for(action: Action, settings: Sequence[str]) -> dict[str, str]:
    """What is to be set; raises UsageError where the action takes nothing, or needs something."""
    given = _read_settings(settings)
    if (action in (Action.CORRECT, Action.ADD)) != bool(given):
        raise UsageError(
            f"review {action} takes {'--set SLOT=VALUE, e.g. --set learners=879' if not given else 'no --set'}"
        )
    return given


def _judge(
    action: Action, database: Path, place: Path, fact_id: str, given: dict[str, str], by: str, reason: str
) -> list[Review]:
    from factdb import reviewing

    try:
        found = reviewing.find_fact(database, fact_id)
    except DatasetError:
        again = reviewing.take_back(place, fact_id, by, reason or None) if action is Action.CONFIRM else None
        if again is None:
            raise
        return [again]
    match action:
        case Action.CORRECT:
            return reviewing.correct(found, given, by, reason or None)
        case Action.CONFIRM:
            return [reviewing.confirm(found, by, reason or None)]
        case _:
            return [reviewing.reject(found, by, reason or None)]


def _add(
    database: Path, kind: str, article: str, quote: str, given: dict[str, str], by: str, reason: str
) -> Review:
    from factdb import reviewing
    from nlp.fact import KINDS

    kinds = [k for k in KINDS if k != "checks"]
    if kind not in kinds:
        raise UsageError(f"--kind {kind}: give {', '.join(kinds)}")
    if not article or not quote:
        raise UsageError("review add takes --article and --quote: which words of which article say so")
    return reviewing.add(database, kind, article, quote, given, by, reason or None)


def _import(database: Path, place: Path, paths: Sequence[str], by: str, *, confirm_rest: bool) -> None:
    from factdb.exchange import read_corrections

    if not paths:
        raise UsageError("review import takes a JSON file of Label Studio's or a folder of brat's")
    brought = [read_corrections(database, path, by, confirm_rest=confirm_rest) for path in paths]
    for warning in (w for one in brought for w in one.warnings):
        say(f"  {warning}", always=True)
    made = [review for one in brought for review in one.reviews]
    say(f"{count(sum(one.articles for one in brought), 'article')} compared with {database}.")
    if made:
        _keep(place, made, database)
    else:
        say("Nothing was changed, so that there is nothing to keep.")


def _keep(place: Path, made: Sequence[Review], database: Path) -> None:
    from factdb.reviews import append_reviews

    append_reviews(place, made)
    for one in made:
        what = f"{one.slot}: {_show(one.old)} → {_show(one.new)}" if one.slot else f"{one.action}ed"
        say(f"  {one.fact_id}  «{one.quote}»  {what}")
    say(f"{count(len(made), 'review')} kept in {place}. To see it in the answers: {command('build')}")


def _show(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value) if value is not None else "empty"


def _read_settings(settings: Sequence[str]) -> dict[str, str]:
    made = {}
    for setting in settings:
        slot, equals, value = setting.partition("=")
        if not equals:
            raise UsageError(f"--set {setting}: write it as SLOT=VALUE, e.g. --set learners=879")
        made[slot.strip()] = value
    return made


def _list(database: Path, *, orphaned: bool) -> None:
    from canbo.cli.tables import write_csv, write_table
    from factdb.query import query

    view = "orphaned_reviews" if orphaned else "reviews"
    answer = query(
        database,
        "SELECT state, action, coalesce(fact_id, given_for) AS fact_id, quote, slot, old, new, reviewer, "  # noqa: S608
        f"left(reviewed_at, 10) AS day, reason, note FROM {view}",
    )
    if sys.stdout.isatty():
        write_table(answer.columns, answer.rows)
    else:
        write_csv(answer.columns, answer.rows)
    say(f"{count(len(answer), 'review')}{' without a place' if orphaned else ''}")
