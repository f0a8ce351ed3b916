"""`canbo review ask`: facts one by one in their sentence, with a question; every answer is kept before the next."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from canbo.cli.sample import read_sample
from canbo.cli.talk import command, count, say
from corpora.errors import CanboError, UsageError

if TYPE_CHECKING:
    from factdb.reviewing import Found
    from factdb.reviews import Review

_QUESTION = "c confirm · x reject · e edit · s skip · q quit"
_ANSWERS = {"c": "confirm", "x": "reject", "e": "edit", "s": "skip", "q": "quit", "": "skip"}
_HIDDEN = frozenset(("rule", "confidence", "part_of", "of"))

_WAITING = """
    SELECT f.fact_id FROM {kind} f
    JOIN articles a USING (article_id, version) JOIN standing s USING (article_id, version)
    WHERE NOT s.superseded AND s.copy_of IS NULL
      AND (len($articles::VARCHAR[]) = 0 OR list_contains($articles, f.article_id))
      AND f.fact_id NOT IN (SELECT fact_id FROM reviews WHERE state = 'applied' AND fact_id IS NOT NULL)
    ORDER BY a.published NULLS LAST, f.article_id, f.span_start, f.span_end, f.fact_id
"""


def ask_facts(
    database: Path, place: Path, fact_ids: Sequence[str], by: str, *, kind: str, sample: Path | None
) -> None:
    """Go through the facts that nobody has reviewed yet, or those that are named.

    Each answer is on the disk before the next question, so that Ctrl-C loses nothing and the next run goes on there.
    """
    if not by.strip():
        raise UsageError("a review has a name: give yours with --by, or set CANBO_REVIEWER")
    waiting = list(fact_ids) or _waiting(database, place, kind, sample)
    if not waiting:
        say("Every fact has been reviewed." if not sample else "Every fact of the sample has been reviewed.")
        return
    kept = 0
    try:
        for number, fact_id in enumerate(waiting, 1):
            made = _ask(database, place, fact_id, by, f"{number}/{len(waiting)}")
            if made is None:
                break
            kept += made
    finally:
        say(
            f"\n{count(kept, 'review')} kept in {place}. To see them in the answers: {command('build')}",
            always=True,
        )


def _waiting(database: Path, place: Path, kind: str, sample: Path | None) -> list[str]:
    """The facts that neither the base nor the file of reviews has a word on."""
    from factdb.query import query
    from factdb.reviews import read_reviews
    from nlp.fact import KINDS

    kinds = [k for k in KINDS if k != "checks"]
    if kind not in kinds:
        raise UsageError(f"--kind {kind}: give {', '.join(kinds)}")
    articles = read_sample(sample) if sample else []
    rows = query(database, _WAITING.format(kind=kind), {"articles": articles}).rows
    said = {review.fact_id for review in read_reviews(place).reviews}
    return [fact_id for (fact_id,) in dict.fromkeys(rows) if fact_id not in said]


def _ask(database: Path, place: Path, fact_id: str, by: str, turn: str) -> int | None:
    """Show a fact and keep what is said of it; the number of reviews, None where the person has had enough."""
    from factdb import reviewing
    from factdb.reviews import append_reviews

    found = reviewing.find_fact(database, fact_id)
    _show(found, turn)
    while True:
        answer = _read(f"{_QUESTION}: ")
        if answer is None:
            return None
        made: list[Review] = []
        match _ANSWERS.get(answer.strip().lower()[:7]):
            case "quit":
                return None
            case "skip":
                return 0
            case "confirm":
                made = [reviewing.confirm(found, by)]
            case "reject":
                made = [reviewing.reject(found, by, _read("why (empty for no reason): ") or None)]
            case "edit":
                made = _edit(found, by)
            case _:
                say(f"{answer!r} is none of the answers.")
        if made:
            append_reviews(place, made)
            return len(made)


def _edit(found: Found, by: str) -> list[Review]:
    """Corrections, one a line, until an empty line; what can't be is told and asked again."""
    from factdb import reviewing

    given: dict[str, str] = {}
    while line := _read("what is right, as learners=910 (empty line: done): "):
        slot, equals, value = line.partition("=")
        if not equals:
            say(f"{line!r}: write it as SLOT=VALUE, e.g. learners=910")
            continue
        try:
            reviewing.correct(found, {slot.strip(): value.strip()}, by)
        except CanboError as error:
            say(str(error))
        else:
            given[slot.strip()] = value.strip()
    if not given:
        return []
    return reviewing.correct(found, given, by, _read("why (empty for no reason): ") or None)


def _show(found: Found, turn: str) -> None:
    from factdb.slots import show_slots
    from factdb.why import sentence_around

    row, text = found.row, found.text
    start, end = row["span_start"], row["span_end"]
    first, last = sentence_around(text, start, end)
    words = f"{text[first:start]}\N{LEFT BLACK LENTICULAR BRACKET}{text[start:end]}"
    words += f"\N{RIGHT BLACK LENTICULAR BRACKET}{text[end:last]}"
    slots = {k: v for k, v in show_slots(found.kind, row).items() if k not in _HIDDEN}
    shown = "  ".join(f"{slot}={'; '.join(v) if isinstance(v, list) else v}" for slot, v in slots.items())
    say(f"\n[{turn}] {found.fact_id}\n  {' '.join(words.split())}\n  {shown}", always=True)


def _read(prompt: str) -> str | None:
    """A line that a person types; None where there is no more."""
    print(prompt, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    return line.strip() if line else None
