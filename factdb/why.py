"""Why the base holds a fact: its sentence, its rule, where each slot comes from, who else says so, what people said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factdb.anchor import Place
from factdb.connect import open_reader
from factdb.query import ask
from factdb.reviewing import find_fact
from factdb.slots import show_slots

Row = Mapping[str, Any]

_END = re.compile(r"[.!?…](?=\s|$)|\n")
_MOST = 600  # characters of a sentence to either side


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a slot: its words, and where they were inherited from (`fact_id`, `context`, `review`), if so."""

    slot: str
    quote: str
    inherited: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Why:
    """A fact and where it comes from; `before`, `quote` and `after` make up its sentence."""

    kind: str
    fact_id: str
    before: str
    quote: str
    after: str
    slots: Mapping[str, Any]
    rule: str
    confidence: float | None
    proofs: Sequence[Proof]
    article: Row
    run: Row
    counting: Row | None
    sources: Sequence[Row]
    reviews: Sequence[Row]


def explain_fact(database: Path | str, fact_id: str) -> Why:
    """All that the base knows of where a fact comes from; the beginning of its id will do. Errors as in `find_fact`."""
    found = find_fact(database, fact_id)
    row, text = found.row, found.text
    key = {"f": found.fact_id, "a": row["article_id"], "v": row["version"]}
    start, end = sentence_around(text, row["span_start"], row["span_end"])
    with open_reader(database) as connection:

        def asked(sql: str) -> list[dict[str, Any]]:
            return ask(connection, sql, {n: v for n, v in key.items() if f"${n}" in sql})[:]

        proofs = asked(_PROOFS)
        return Why(
            found.kind,
            found.fact_id,
            text[start : row["span_start"]],
            row["quote"],
            text[row["span_end"] : end],
            show_slots(found.kind, row),
            row["rule"],
            row.get("confidence"),
            [Proof(p["slot"], p["quote"], p["inherited"], p["source"]) for p in proofs],
            asked(_ARTICLE)[0],
            asked(_RUN)[0],
            next(iter(asked(_COUNTING)), None) if found.kind == "training" else None,
            asked(_SOURCES) if found.kind == "training" else [],
            asked(_REVIEWS),
        )


def sentence_around(text: str, start: int, end: int) -> Place:
    """The sentence in which a stretch stands, from its first to its last character."""
    first = max(0, start - _MOST)
    for found in _END.finditer(text, first, start):
        first = found.end()
    after = _END.search(text, end, min(len(text), end + _MOST))
    last = min(len(text), end + _MOST) if after is None else after.end()
    while first < start and text[first].isspace():
        first += 1
    return first, max(end, last - (last > end and text[last - 1 : last] == "\n"))


_PROOFS = """
    SELECT e.slot, e.quote, e.inherited, t.quote AS source
    FROM evidence e LEFT JOIN training t ON t.fact_id = e.inherited AND t.version = e.version
    WHERE e.fact_id = $f AND e.article_id = $a AND e.version = $v ORDER BY e.slot, e.span_start
"""
_ARTICLE = "SELECT * EXCLUDE (text) FROM articles WHERE article_id = $a AND version = $v"
_RUN = "SELECT string_agg(run_id, ', ') AS run_id, string_agg(DISTINCT rules_version, ', ') AS rules_version FROM runs"
_COUNTING = """
    SELECT counts_learners, counts_classes, not_counted_because, repeats, province, province_basis, reviewed
    FROM counted WHERE fact_id = $f AND article_id = $a AND version = $v
"""
_SOURCES = """
    SELECT DISTINCT c.fact_id, c.quote, a.name, a.title, a.source, a.published, a.url
    FROM counted c JOIN articles a USING (article_id, version)
    JOIN counted mine ON mine.fact_id = $f AND mine.version = $v
    WHERE c.fact_id <> $f AND (c.repeats = mine.article_id OR c.article_id = mine.repeats OR c.repeats = mine.repeats)
      AND c.classes_low IS NOT DISTINCT FROM mine.classes_low AND c.learners_low IS NOT DISTINCT FROM mine.learners_low
    ORDER BY a.published NULLS LAST, c.fact_id
"""
_REVIEWS = """
    SELECT state, action, slot, old, new, reviewer, reviewed_at, reason, note FROM reviews
    WHERE fact_id = $f OR given_for = $f ORDER BY reviewed_at
"""
