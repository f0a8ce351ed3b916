"""Facts as cards: each slot with its value in words and the words of the article that prove it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from canbo.report.dataset import ArticleRows, Row
from nlp.fact import Count, Period
from nlp.marks import Mark, Piece, cut_paragraphs
from nlp.show import label, show_count, show_day, show_number, show_period


@dataclass(frozen=True, slots=True)
class Proof:
    """Words that prove a slot; `origin` is empty where the fact's own clause prints them.

    Else it is the id of the fact they come from (`t1`), or `context`.
    """

    quote: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A line of a card: the slot's name, its value in words, the proofs, and where the value leads."""

    name: str
    value: str
    proofs: tuple[Proof, ...] = ()
    ref: str = ""

    @property
    def as_printed(self) -> bool:
        """True where the value is nothing but the words that prove it, all from one place."""
        said = {p.quote for p in self.proofs}
        return said == set(self.value.split("; ")) and len({p.origin for p in self.proofs}) == 1

    @property
    def origin(self) -> str:
        """Where the first proof comes from; empty where its own clause prints it."""
        return self.proofs[0].origin if self.proofs else ""


@dataclass(frozen=True, slots=True)
class Card:
    """A training fact as people read it."""

    id: str
    ref: str
    headline: str
    row: Row
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article ready to draw: its row, its marked paragraphs, its cards and its other facts."""

    ref: str
    row: Row
    paragraphs: list[list[Piece]]
    cards: list[Card]
    facts: Mapping[str, list[Row]]


def make_sheet(number: int, rows: ArticleRows) -> Sheet:
    """Lay an article out; `number` counts from 1 and names its anchors (`a1`, `a1-t2`)."""
    ref = f"a{number}"
    ids = {t["fact_id"]: t["id"] for t in rows.facts["training"]}
    cards = [_make_card(ref, t, ids, rows.evidence.get(t["fact_id"], ())) for t in rows.facts["training"]]
    marks = [m for kind, facts in rows.facts.items() for m in _marks(ref, kind, facts)]
    return Sheet(ref, rows.article, cut_paragraphs(rows.article["text"], marks), cards, rows.facts)


def read_count(row: Row, name: str) -> Count | None:
    """The count that the columns `name_low`, `name_high` … of a row hold, or None."""
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    if low is None or high is None:
        return None
    return Count(low, high, *(row.get(f"{name}_{f}") for f in ("qualifier", "unit", "counting", "per")))


def read_period(row: Row) -> Period | None:
    """The period of a training row, or None."""
    start, end = row["period_start"], row["period_end"]
    return Period(start, end) if start and end else None


def _make_card(ref: str, row: Row, ids: Mapping[str, str], evidence: Sequence[Row]) -> Card:
    proofs: dict[str, list[Proof]] = {}
    for e in evidence:
        origin = e["inherited"] or ""
        proof = Proof(e["quote"], ids.get(origin, "context") if origin else "")
        known = proofs.setdefault(e["slot"], [])
        if proof not in known:
            known.append(proof)
    slots = tuple(
        Slot(name, value, tuple(proofs.get(name, ())), f"{ref}-{value}" if name == "part_of" else "")
        for name, value in _slot_values(row, ids)
        if value
    )
    counts = (show_count(read_count(row, "classes"), "lớp"), show_count(read_count(row, "learners")))
    return Card(row["id"], f"{ref}-{row['id']}", ", ".join(c for c in counts if c), row, slots)


def _slot_values(row: Row, ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every slot but the two counts: these the card's headline gives, and its quote proves."""
    codes = row["programmes"] or [row["programme"]]
    yield "programme", "; ".join(label("programme", c) for c in codes)
    yield "activity", label("activity", row["activity"])
    yield "period", show_period(read_period(row))
    yield "status", label("status", row["status"])
    yield "event", label("event", row["event"])
    yield "organiser", "; ".join(row["organiser"] or ())
    yield "audience", row["audience"] or ""
    yield "part_of", ids.get(row["part_of"], "")
    yield "counted", _show_counted(row["not_counted_because"])


def _show_counted(reason: str | None) -> str:
    """Whether a fact enters totals, and if not, why; a reason may name learners and classes apart."""
    if reason is None:
        return "có"
    parts = []
    for part in reason.split("; "):
        what, _, why = (
            part.partition(": ") if part.startswith(("learners: ", "classes: ")) else ("", "", part)
        )
        parts.append(f"{label('slot', what)}: {label('counted', why)}" if what else label("counted", why))
    return f"không: {'; '.join(parts)}"


def _marks(ref: str, kind: str, facts: Sequence[Row]) -> Iterator[Mark]:
    for number, row in enumerate(facts, 1):
        style = f"{kind} {'holds' if row['holds'] else 'fails'}" if kind == "checks" else kind
        badge = {"training": row.get("id", ""), "checks": "=" if row.get("holds") else "≠"}.get(kind, "")
        target = f"{ref}-{row['id']}" if kind == "training" else f"{ref}-{kind}{number}"
        yield Mark(row["span_start"], row["span_end"], style, target, badge, _note(kind, row))


def _note(kind: str, row: Row) -> str:
    """What a mark says when pointed at: its kind and the fact in short."""
    words: dict[str, Any] = {
        "training": lambda: (row["id"], label("programme", row["programme"]), show_period(read_period(row))),
        "outcomes": lambda: (row["category"],),
        "documents": lambda: (row["key"], show_day(row["date"]), row["issuer"]),
        "dates": lambda: (_days(row),),
        "quantities": lambda: (show_count(_quantity(row)),),
        "people": lambda: (row["name"], row["role"]),
        "checks": lambda: (row["explanation_vi"],),
    }
    return f"{label('kind', kind)}: {' · '.join(w for w in words[kind]() if w)}"


def _days(row: Row) -> str:
    if row["start"] is None or row["end"] is None:
        return "chưa rõ năm" if row["partial"] else ""
    return show_period(Period(row["start"], row["end"]))


def _quantity(row: Row) -> Count:
    low, high = float(row["low"]), float(row["high"])
    return Count(low, high, row["qualifier"], row["unit"])


def show_outcome(row: Row) -> str:
    """An outcome's count and percentage in words."""
    percent = "" if row["percent"] is None else f"{show_number(row['percent'])}%"
    return ", ".join(w for w in (show_count(read_count(row, "count")), percent) if w)


def cite_document(row: Row) -> str:
    """A document by type and key: «Quyết định 3735-QĐ/TU», «Đề án 165»."""
    key: str = row["key"]
    return key if key.startswith(row["type"]) else f"{row['type']} {key}"
