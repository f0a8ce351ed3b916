"""Facts in gold format 1, which `score.py` reads: one JSON object per article."""

from __future__ import annotations

from datetime import date
from typing import Any

from corpora.text import tidy
from nlp.fact import ArticleFacts, Check, Count, Document, Fact, Outcome, Training


def to_gold(facts: ArticleFacts) -> dict[str, Any]:
    """The facts of an article as gold format 1; strings are the article's own words, as they are stored."""
    article = facts.article
    return {
        "id": article.name,
        "text_file": f"{article.name}.txt",
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "source": article.source,
        "author": article.author,
        "relevant": facts.relevant,
        "training": [_training(t) for t in facts.training],
        "outcomes": [_outcome(o) for o in facts.outcomes],
        "documents": [_document(d) for d in facts.documents],
        # A day whose year can't be known has no place in the format.
        "dates": [{"text": d.quote, **_span(d.start, d.end)} for d in facts.dates if d.start and d.end],
        "quantities": [
            {"text": q.quote, **_count(q.count), "unit": _stored(q, "unit", q.unit)} for q in facts.quantities
        ],
        "people": [
            {"name": _stored(p, "name", p.name), "role": _stored(p, "role", p.role)} for p in facts.people
        ],
        "checks": [_check(c) for c in facts.checks],
    }


def _stored(fact: Fact, slot: str, value: str | None) -> str | None:
    """A value as the article stores it, which differs from it in blanks and normal form only."""
    quotes = [proof.span.quote for proof in fact.evidence if proof.slot == slot]
    return next((quote for quote in quotes if tidy(quote) == value), value)


def _span(start: date, end: date) -> dict[str, str]:
    return {"start": start.isoformat(), "end": end.isoformat()}


def _count(count: Count) -> dict[str, Any]:
    exact = count.low == count.high
    value: dict[str, Any] = {"value": count.low} if exact else {"low": count.low, "high": count.high}
    for name in ("qualifier", "unit", "counting", "per"):
        if getattr(count, name) is not None:
            value[name] = getattr(count, name)
    return value


def _training(fact: Training) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": fact.id,
        "quote": fact.quote,
        "classes": _count(fact.classes) if fact.classes else None,
        "learners": _count(fact.learners) if fact.learners else None,
        "activity": fact.activity,
        "programme": fact.programme,
        "audience": _stored(fact, "audience", fact.audience),
        "organiser": [_stored(fact, "organiser", name) for name in fact.organiser],
        "period": _span(fact.period.start, fact.period.end) if fact.period else None,
        "status": fact.status,
        "event": fact.event,
        "part_of": fact.part_of,
    }
    if fact.programmes:
        entry["programmes"] = list(fact.programmes)
    return entry


def _outcome(fact: Outcome) -> dict[str, Any]:
    return {
        "quote": fact.quote,
        "count": _count(fact.count) if fact.count else None,
        "percent": fact.percent,
        "category": _stored(fact, "category", fact.category),
        "of": fact.of,
    }


def _document(fact: Document) -> dict[str, Any]:
    return {
        "text": fact.quote,
        "type": fact.type,
        "number": fact.number,
        "symbol": fact.symbol,
        "key": fact.key,
        "date": fact.date.isoformat() if fact.date else None,
        "issuer": _stored(fact, "issuer", fact.issuer),
        "title": _stored(fact, "title", fact.title),
    }


def _check(fact: Check) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "quote": fact.quote,
        "reported": fact.reported,
        "computed": fact.computed,
        "holds": fact.holds,
    }
