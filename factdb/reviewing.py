"""Giving a review: what a person says of a fact of a base, made into a line for the file of reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpora.errors import DatasetError, UsageError
from factdb.anchor import find_place, words_around
from factdb.connect import open_reader
from factdb.query import Result, ask
from factdb.reviews import Review, now, read_reviews
from factdb.schema import tables
from factdb.slots import Value, read_slot, show_slots, slots_of
from nlp.fact import KINDS
from nlp.identity import fact_ids

Fact = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A fact of a base: its kind, its row, and the text of its article."""

    kind: str
    row: Fact
    text: str

    @property
    def fact_id(self) -> str:
        """The fact's id."""
        return str(self.row["fact_id"])


def find_fact(database: Path | str, fact_id: str) -> Found:
    """The fact with an id, or with the one id that begins so; DatasetError where none or several do."""
    if len(fact_id) < 4:
        raise UsageError(f"{fact_id!r} is too short for an id of a fact: give four characters of it or more")
    with open_reader(database) as connection:
        listed = " UNION ALL ".join(
            f"SELECT '{kind}' AS kind, fact_id FROM {kind} WHERE starts_with(fact_id, $id)"  # noqa: S608
            for kind in KINDS
        )
        found = sorted(set(ask(connection, listed, {"id": fact_id}).rows))
        if not found:
            raise DatasetError(_none(ask(connection, _REJECTED, {"id": fact_id}), database, fact_id))
        if len(found) > 1:
            ids = ", ".join(f"{i} ({kind})" for kind, i in found[:5])
            raise UsageError(f"several facts begin with {fact_id}: {ids}{' …' if len(found) > 5 else ''}")
        ((kind, whole),) = found
        row = ask(
            connection,
            f"SELECT t.* FROM {kind} t JOIN articles a USING (article_id, version) "  # noqa: S608
            "WHERE fact_id = $id ORDER BY a.published DESC NULLS LAST, version LIMIT 1",
            {"id": whole},
        )[0]
        text = ask(
            connection,
            "SELECT text FROM articles WHERE article_id = $a AND version = $v",
            {"a": row["article_id"], "v": row["version"]},
        ).value
    return Found(kind, row, text)


_REJECTED = """
    SELECT reviewer, reviewed_at, reason FROM reviews
    WHERE starts_with(given_for, $id) AND action = 'reject' AND state = 'applied' ORDER BY reviewed_at DESC
"""


def _none(rejected: Result, database: Path | str, fact_id: str) -> str:
    if rejected:
        who = rejected[0]
        why = f": {who['reason']}" if who["reason"] else ""
        return f"the fact {fact_id} was rejected by {who['reviewer']} on {who['reviewed_at'][:10]}{why}"
    return (
        f"{database} has no fact {fact_id}; ids stand in the column fact_id of training and the other tables"
    )


def confirm(found: Found, reviewer: str, reason: str | None = None) -> Review:
    """The fact is right as it stands."""
    return _of_fact(found, "confirm", reviewer, reason)


def reject(found: Found, reviewer: str, reason: str | None = None) -> Review:
    """It is no fact: the article doesn't say so, or says it of something else."""
    return _of_fact(found, "reject", reviewer, reason)


def take_back(path: Path, fact_id: str, reviewer: str, reason: str | None = None) -> Review | None:
    """A review that confirms a fact which was rejected before, as it stood then; None where none was."""
    given = [r for r in read_reviews(path).reviews if r.fact_id.startswith(fact_id) and r.action == "reject"]
    if not given or len({r.fact_id for r in given}) > 1:
        return None
    return replace(given[-1], at=now(), reviewer=_name(reviewer), action="confirm", reason=reason)


def correct(
    found: Found, given: Mapping[str, Value], reviewer: str, reason: str | None = None
) -> list[Review]:
    """Some slots are wrong: a review for each; UsageError where a slot or its value can't be."""
    there = show_slots(found.kind, found.row)
    made = []
    for slot, value in given.items():
        row = read_slot(found.kind, slot, value)
        new = show_slots(found.kind, found.row | row).get(slot)
        if new == there.get(slot):
            raise UsageError(f"{slot} is {new or 'empty'} already; to say that it is right, confirm the fact")
        made.append(_of_fact(found, "correct", reviewer, reason, slot=slot, old=there.get(slot), new=new))
    return made


def _of_fact(found: Found, action: str, reviewer: str, reason: str | None, **more: Any) -> Review:
    row = found.row
    before, after = words_around(found.text, row["span_start"], row["span_end"])
    return Review(
        at=now(),
        reviewer=_name(reviewer),
        action=action,
        kind=found.kind,
        fact_id=found.fact_id,
        article_id=row["article_id"],
        quote=row["quote"],
        reason=reason,
        before=before,
        after=after,
        fact=show_slots(found.kind, row),
        **more,
    )


def add(
    database: Path | str,
    kind: str,
    article: str,
    quote: str,
    given: Mapping[str, Value],
    reviewer: str,
    reason: str | None = None,
) -> Review:
    """A fact is missing: the words of the article that say it, and its slots.

    `article` is an article_id or its beginning, a name or an address. Raises UsageError where the words don't stand
    in the article just once, or where a slot is missing.
    """
    there = find_article(database, article)
    place = find_place(there["text"], quote)
    if place is None:
        raise UsageError(
            f"the words {quote!r} don't stand in the article {there['name']} just once: "
            "copy them from its text, with as much around them as makes them the only ones"
        )
    row = new_row(kind, given)
    words = there["text"][slice(*place)]
    before, after = words_around(there["text"], *place)
    return Review(
        at=now(),
        reviewer=_name(reviewer),
        action="add",
        kind=kind,
        fact_id=_free_id(database, kind, there["article_id"], words),
        article_id=there["article_id"],
        quote=words,
        reason=reason,
        before=before,
        after=after,
        fact=show_slots(kind, row),
    )


def new_row(kind: str, given: Mapping[str, Value]) -> Fact:
    """The columns of a fact that a person gives; UsageError where one that it needs is missing."""
    row: Fact = {c.name: [] if c.type.endswith("[]") else None for c in tables()[kind]}
    for slot, value in given.items():
        row |= read_slot(kind, slot, value)
    if kind == "training":
        row["status"] = row["status"] or "held"
    needed = [
        s for s, cs in slots_of(kind).items() for c in tables()[kind] if c.name in cs[:1] and c.required
    ]
    if missing := [slot for slot in needed if row[slots_of(kind)[slot][0]] is None]:
        raise UsageError(f"{kind} needs {', '.join(missing)}: give them with --set {missing[0]}=…")
    return row


def find_article(database: Path | str, article: str) -> Fact:
    """The article with an id, or one that begins so, a name or an address; DatasetError where none or several fit."""
    with open_reader(database) as connection:
        found = ask(
            connection,
            "SELECT article_id, version, name, text FROM articles "
            "WHERE starts_with(article_id, $a) OR name = $a OR url = $a "
            "ORDER BY article_id = $a DESC, published DESC NULLS LAST, version",
            {"a": article},
        )
    if not article or not found:
        raise DatasetError(
            f"{database} has no article {article!r}; give its article_id, its name or its address"
        )
    if len({row["article_id"] for row in found}) > 1:
        raise UsageError(
            f"several articles are {article!r}: " + ", ".join(sorted({r["article_id"] for r in found}))
        )
    return found[0]


def _free_id(database: Path | str, kind: str, article_id: str, quote: str) -> str:
    """The id that the rules would give to the next fact with these words."""
    with open_reader(database) as connection:
        taken = {
            row[0]
            for row in ask(
                connection,
                f"SELECT fact_id FROM {kind} WHERE article_id = $a "  # noqa: S608 (a name of ours)
                "UNION SELECT given_for FROM reviews WHERE article_id = $a",
                {"a": article_id},
            ).rows
        }
    number = 1
    while (made := fact_ids(article_id, kind, [quote] * number)[-1]) in taken:
        number += 1
    return made


def _name(reviewer: str) -> str:
    if not reviewer.strip():
        raise UsageError("a review has a name: give yours with --by, or set CANBO_REVIEWER")
    return " ".join(reviewer.split())
