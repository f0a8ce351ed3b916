"""Facts as rows of the record's tables, with the ids of facts in place of an article's own t1, t2, …"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from nlp.fact import (
    KINDS,
    ArticleFacts,
    Check,
    Count,
    DateMention,
    Document,
    Evidence,
    Fact,
    Number,
    Outcome,
    Person,
    Quantity,
    Training,
)
from nlp.identity import fact_ids

_MOST = 2**63 - 1  # of BIGINT
_MOST_QUANTITY = Decimal(10) ** 22  # of DECIMAL(28,6)

Row = list[Any]


class TooLarge(ValueError):
    """A number that no column takes."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one article by table, and the facts that could not become rows, with reasons."""

    tables: Mapping[str, list[Row]]
    refused: tuple[tuple[str, str], ...]


def rows_of(facts: ArticleFacts) -> Rows:
    """Every fact of an article as a row of its table, and its evidence as rows of `evidence`."""
    article = facts.article
    key = [article.article_id, article.version]
    ids = {kind: _ids(facts, kind, key[0]) for kind in KINDS}
    by_label = {t.id: i for t, i in zip(facts.training, ids["training"], strict=True)}
    tables: dict[str, list[Row]] = {kind: [] for kind in (*KINDS, "evidence")}
    tables["articles"] = [[*key, *_article(facts)]]
    refused = []
    for kind in KINDS:
        for fact, fact_id in zip(getattr(facts, kind), ids[kind], strict=True):
            try:
                row = _fact(fact, [fact_id, *key], by_label)
            except TooLarge as error:
                refused.append((fact.quote, str(error)))
                continue
            tables[kind].append(row)
            tables["evidence"] += (_evidence(e, fact_id, key, kind, by_label) for e in fact.evidence)
    return Rows(tables, tuple(refused))


def _ids(facts: ArticleFacts, kind: str, article_id: str) -> list[str]:
    """The facts' own ids, or those that their quotes give where they have none yet."""
    kept = getattr(facts, kind)
    if all(f.fact_id for f in kept):
        return [f.fact_id for f in kept]
    made = fact_ids(article_id, kind, [f.quote for f in kept])
    return [f.fact_id or new for f, new in zip(kept, made, strict=True)]


def _article(facts: ArticleFacts) -> Iterator[Any]:
    a = facts.article
    yield from (
        a.name,
        a.title,
        a.published,
        a.published_basis,
        a.source,
        a.url,
        a.author,
        facts.relevant,
        a.text,
    )


def _fact(fact: Fact, key: Row, by_label: Mapping[str, str]) -> Row:
    place = [fact.quote, fact.span.start, fact.span.end]
    if isinstance(fact, Training):
        return [*key, fact.id, *place, *_training(fact, by_label), fact.rule, fact.confidence]
    return [*key, *place, *_others(fact, by_label), fact.rule]


def _training(t: Training, by_label: Mapping[str, str]) -> Iterator[Any]:
    learners = t.learners
    yield from _count(t.classes)
    yield from _count(learners)
    yield from (learners.unit, learners.counting, learners.per) if learners else (None, None, None)
    yield from (t.activity, t.programme, list(t.programmes), t.audience, list(t.organiser))
    yield from (t.period.start, t.period.end) if t.period else (None, None)
    yield from (t.status, t.event, by_label.get(t.part_of or ""))


def _others(fact: Fact, by_label: Mapping[str, str]) -> Row:
    """The columns between the place and the rule, kind by kind."""
    match fact:
        case Outcome():
            return [*_count(fact.count), fact.percent, fact.category, by_label.get(fact.of or "")]
        case Document():
            return [fact.type, fact.number, fact.symbol, fact.key, fact.date, fact.issuer, fact.title]
        case DateMention():
            return [fact.start, fact.end, fact.partial]
        case Quantity():
            low, high = _decimal(fact.count.low), _decimal(fact.count.high)
            return [low, high, fact.count.qualifier, fact.unit]
        case Person():
            return [fact.name, fact.role]
        case Check():
            numbers = [float(fact.reported), float(fact.computed)]
            return [fact.kind, *numbers, fact.holds, fact.explanation_vi, fact.explanation_en]
    raise TypeError(f"no table takes a {type(fact).__name__}")


def _count(count: Count | None) -> Row:
    return [_whole(count.low), _whole(count.high), count.qualifier] if count else [None, None, None]


def _whole(number: Number) -> int:
    """A count as a whole number; half a class is refused, not rounded in silence."""
    if number != int(number) or abs(number) > _MOST:
        raise TooLarge(f"{number} is no count that the base can hold")
    return int(number)


def _decimal(number: Number) -> Decimal:
    exact = Decimal(str(number))
    if not exact.is_finite() or abs(exact) >= _MOST_QUANTITY:
        raise TooLarge(f"{number} is beyond what the base can hold")
    return round(exact, 6)


def _evidence(e: Evidence, fact_id: str, key: Row, kind: str, by_label: Mapping[str, str]) -> Row:
    inherited = by_label.get(e.inherited, e.inherited) if e.inherited else None
    return [fact_id, *key, kind, e.slot, e.span.quote, e.span.start, e.span.end, inherited]
