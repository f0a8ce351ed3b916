"""Reviews put into the facts of a build: after the record is read, before anything is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpora.parquet import quote_name
from factdb.anchor import choose_fact, find_place
from factdb.judge import APPLIED, ORPHANED, Said, Verdict, judge, show_value
from factdb.reviews import Review
from factdb.schema import Column, tables
from factdb.slots import slots_of

if TYPE_CHECKING:
    import duckdb

RULE = "review"
"""Rule of a fact, and source of a slot, that a person gave."""

_BATCH = 500

Fact = dict[str, Any]


@dataclass
class _Kind:
    """The facts of one kind that reviews speak of, and what is to be done to them."""

    name: str
    table: str
    found: dict[str, list[Fact]] = field(default_factory=dict)
    changes: dict[str, list[tuple[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    rejected: list[str] = field(default_factory=list)
    fresh: list[Fact] = field(default_factory=list)
    proofs: list[tuple[Fact, str]] = field(default_factory=list)
    said: list[tuple[str | None, Said]] = field(default_factory=list)


def apply_reviews(
    connection: duckdb.DuckDBPyConnection, reviews: Sequence[Review], staged: str
) -> list[list[Any]]:
    """Change the facts in the tables whose names begin with `staged`; returns the rows of the table `reviews`."""
    by_kind: dict[str, list[Review]] = defaultdict(list)
    for review in reviews:
        by_kind[review.kind].append(review)
    rows: list[list[Any]] = []
    for name, given in by_kind.items():
        kind = _Kind(name, staged + name)
        _settle(connection, kind, given)
        _write(connection, kind, f"{staged}evidence")
        rows += [_row(review, fact_id, state, note) for fact_id, (review, state, note) in kind.said]
    return sorted(rows, key=lambda row: (row[1], row[0]))


def _row(review: Review, fact_id: str | None, state: str, note: str | None) -> list[Any]:
    said = [show_value(value) for value in (review.old, review.new)]
    head = [review.review_id, review.at, review.reviewer, review.action, review.kind, fact_id, review.fact_id]
    return [*head, review.article_id, review.quote, review.slot, *said, review.reason, state, note]


def _settle(connection: duckdb.DuckDBPyConnection, kind: _Kind, reviews: Sequence[Review]) -> None:
    """Find the fact of every review, and decide what becomes of each fact."""
    kind.found = _fetch(connection, kind.table, "fact_id", {r.fact_id for r in reviews})
    lost = {r.article_id for r in reviews if r.fact_id not in kind.found}
    texts = _fetch(connection, "articles", "article_id", lost)
    neighbours = _fetch(connection, kind.table, "article_id", lost)
    of_fact: dict[str, list[Review]] = defaultdict(list)
    places: dict[str, Fact] = {}
    for review in reviews:
        if review.fact_id in kind.found or review.fact_id in places:
            of_fact[review.fact_id].append(review)
            continue
        place = _locate(review, texts.get(review.article_id, []))
        if place is None:
            why = "the words are" if review.article_id in texts else "the article is"
            kind.said.append((None, (review, ORPHANED, f"{why} no longer in the base")))
            continue
        fact = choose_fact(neighbours.get(review.article_id, []), (place["span_start"], place["span_end"]))
        target = fact["fact_id"] if fact else review.fact_id
        if fact:
            kind.found[target] = [f for f in neighbours[review.article_id] if f["fact_id"] == target]
        else:
            places[target] = place
        of_fact[target].append(review)
    for fact_id, given in of_fact.items():
        _decide(kind, fact_id, judge(kind.name, given), places.get(fact_id))


def _locate(review: Review, versions: Sequence[Fact]) -> Fact | None:
    """The place of a review in the newest version of its article that still has it, as the head of a row."""
    ordered = sorted(versions, key=lambda a: (str(a["published"] or ""), a["version"]), reverse=True)
    for article in ordered:
        found = find_place(article["text"], review.quote, review.before, review.after)
        if found:
            return {
                "fact_id": review.fact_id,
                "article_id": review.article_id,
                "version": article["version"],
                "quote": article["text"][found[0] : found[1]],
                "span_start": found[0],
                "span_end": found[1],
            }
    return None


def _decide(kind: _Kind, fact_id: str, verdict: Verdict, place: Fact | None) -> None:
    columns = verdict.columns(kind.name)
    there = kind.found.get(fact_id, [])
    kept: str | None = fact_id
    notes: dict[bool, str | None] = {}
    if verdict.rejected:
        kind.rejected += [fact_id] if there else []
        kept = None
        notes = {True: None if there else "the rules no longer find it either"}
    elif there:
        _change(kind, fact_id, columns, verdict.values)
    elif place and (made := _make(kind.name, place, columns)):
        kind.fresh.append(made)
        kind.proofs += [(made, slot) for slot in verdict.values]
        given = all(review.action == "add" for review, *_ in verdict.said)
        notes = {True: None if given else "the rules no longer find it; it stands as the review knows it"}
    else:
        kept = None
    for review, state, note in verdict.said:
        if kept is None and not verdict.rejected and state == APPLIED:
            state, note = ORPHANED, "the rules no longer find it, and the review doesn't hold all of it"
        moved = "the words of the fact have changed" if kept and review.fact_id != kept else None
        kind.said.append((kept, (review, state, note or notes.get(state == APPLIED) or moved)))


def _change(kind: _Kind, fact_id: str, columns: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    row = kind.found[fact_id][0]
    for column, value in columns.items():
        if not _same(row[column], value):
            kind.changes[column].append((fact_id, value))
    for slot in values:
        if any(not _same(row[c], columns[c]) for c in slots_of(kind.name)[slot]):
            kind.proofs += [(fact, slot) for fact in kind.found[fact_id]]


def _same(there: Any, given: Any) -> bool:
    return there == given or (there is not None and given is not None and str(there) == str(given))


def _make(kind: str, place: Fact, columns: Mapping[str, Any]) -> Fact | None:
    """A row of a fact that only people know; None where they don't know all that it needs."""
    row: Fact = {c.name: [] if c.type.endswith("[]") else None for c in tables()[kind]}
    row |= {"rule": RULE} | place | dict(columns)
    if kind == "training":
        row |= {"id": "r", "confidence": 1.0, "status": row["status"] or "held"}
    return None if any(c.required and row[c.name] is None for c in tables()[kind]) else row


def _fetch(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, keys: Iterable[str]
) -> dict[str, list[Fact]]:
    """The rows of a table by a key."""
    found: dict[str, list[Fact]] = defaultdict(list)
    listed = sorted(keys)
    for start in range(0, len(listed), _BATCH):
        cursor = connection.execute(
            f"SELECT * FROM {table} WHERE {column} IN (SELECT unnest(?::VARCHAR[]))",  # noqa: S608 (names of ours)
            [listed[start : start + _BATCH]],
        )
        names = [d[0] for d in cursor.description or ()]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            found[row[column]].append(row)
    return dict(found)


def _write(connection: duckdb.DuckDBPyConnection, kind: _Kind, evidence: str) -> None:
    columns = {c.name: c for c in tables()[kind.name]}
    for name, changes in sorted(kind.changes.items()):
        _update(connection, kind.table, columns[name], changes)
    gone = "fact_id IN (SELECT unnest(?::VARCHAR[]))"
    for table in (kind.table, evidence):
        connection.execute(f"DELETE FROM {table} WHERE {gone}", [kind.rejected])  # noqa: S608 (names of ours)
    for row in kind.fresh:
        marks = ", ".join("?" * len(columns))
        listed = ", ".join(map(quote_name, columns))
        connection.execute(
            f"INSERT INTO {kind.table} ({listed}) VALUES ({marks})",  # noqa: S608 (names of ours)
            [row[name] for name in columns],
        )
    for fact, slot in kind.proofs:
        _prove(connection, evidence, kind.name, fact, slot)


def _update(
    connection: duckdb.DuckDBPyConnection, table: str, column: Column, changes: Sequence[tuple[str, Any]]
) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE change (fact_id VARCHAR, value {column.type})")
    connection.executemany("INSERT INTO change VALUES (?, ?)", [list(change) for change in changes])
    connection.execute(
        f"UPDATE {table} SET {quote_name(column.name)} = change.value FROM change "  # noqa: S608 (names of ours)
        f"WHERE change.fact_id = {table}.fact_id"
    )
    connection.execute("DROP TABLE change")


def _prove(connection: duckdb.DuckDBPyConnection, evidence: str, kind: str, fact: Fact, slot: str) -> None:
    """The words of a slot that a person gave are those of the fact: what the rules took for its words is not."""
    connection.execute(
        f"DELETE FROM {evidence} WHERE fact_id = ? AND version = ? AND slot = ?",  # noqa: S608 (a name of ours)
        [fact["fact_id"], fact["version"], slot],
    )
    head = [fact["fact_id"], fact["article_id"], fact["version"], kind, slot, fact["quote"]]
    connection.execute(
        f"INSERT INTO {evidence} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 (a name of ours)
        [*head, fact["span_start"], fact["span_end"], RULE],
    )
