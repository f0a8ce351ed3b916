"""An article with its facts as an annotation tool shows them: spans with a kind, values, and arrows between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factdb.slots import Value, show_slots, slots_of

if TYPE_CHECKING:
    import duckdb

KINDS = ("training", "outcomes", "documents", "people")
"""Kinds of facts that people annotate; days and quantities follow from the words, checks from the numbers."""

ARROWS: Mapping[str, str] = {"training": "part_of", "outcomes": "of"}
"""The slot of a kind that leads to another fact, shown as an arrow."""

_ARTICLES = """
    SELECT a.article_id, a.version, a.name, a.title, a.url, a.text
    FROM articles a JOIN standing s USING (article_id, version)
    WHERE a.relevant AND NOT s.superseded AND s.copy_of IS NULL
      AND (len($ids::VARCHAR[]) = 0 OR a.article_id IN (SELECT unnest($ids)))
    ORDER BY a.published NULLS LAST, a.article_id
"""


@dataclass(frozen=True, slots=True)
class Marked:
    """A fact as it is marked in a text: half-open places in code points, values as people write them.

    `key` is the fact's id, or for a fact that a person added the tool's own name of it. `target` is the key of the
    fact to which its arrow leads.
    """

    key: str
    kind: str
    start: int
    end: int
    slots: Mapping[str, str] = field(default_factory=dict)
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and what is marked in it."""

    article_id: str
    version: str
    name: str
    title: str | None
    url: str | None
    text: str
    marked: Sequence[Marked]


def text_slots(kind: str) -> list[str]:
    """The slots of a kind that are written, not drawn as an arrow."""
    return [slot for slot in slots_of(kind) if slot != ARROWS.get(kind)]


def as_written(value: Value) -> str:
    """A slot's value on one line."""
    return "; ".join(value) if isinstance(value, list) else " ".join(str(value or "").split())


def mark_articles(
    connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str] = ()
) -> Iterator[Annotated]:
    """The articles on the training of cadres with their facts, reprints left out, or only some of them."""
    found = connection.execute(_ARTICLES, {"ids": list(article_ids)}).fetchall()
    for article_id, version, name, title, url, text in found:
        yield Annotated(article_id, version, name, title, url, text, _mark(connection, article_id, version))


def _mark(connection: duckdb.DuckDBPyConnection, article_id: str, version: str) -> list[Marked]:
    marked = []
    for kind in KINDS:
        cursor = connection.execute(
            f"SELECT * FROM {kind} WHERE article_id = ? AND version = ? ORDER BY span_start, span_end, fact_id",  # noqa: S608
            [article_id, version],
        )
        names = [column[0] for column in cursor.description or ()]
        marked += [mark(kind, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return marked


def mark(kind: str, row: Mapping[str, Any]) -> Marked:
    """A fact's row as it is marked."""
    shown = show_slots(kind, row)
    slots = {slot: as_written(shown[slot]) for slot in text_slots(kind) if slot in shown}
    target = row.get(ARROWS.get(kind, ""))
    return Marked(row["fact_id"], kind, row["span_start"], row["span_end"], slots, target)
