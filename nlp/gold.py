"""Facts in gold format 1, which `score.py` reads: one JSON object per article."""

from __future__ import annotations

from typing import Any

from nlp.fact import ArticleFacts, Count, Training


def to_gold(facts: ArticleFacts) -> dict[str, Any]:
    """The facts of an article as gold format 1; all strings are the article's own words."""
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
        "outcomes": [
            {"quote": o.quote, "count": _count(o.count), "percent": o.percent, "category": o.category, "of": o.of} for o in facts.outcomes
        ],
        "documents": [
            {
                "text": d.quote, "type": d.type, "number": d.number, "symbol": d.symbol, "key": d.key,
                "date": d.date.isoformat() if d.date else None, "issuer": d.issuer, "title": d.title,
            }
            for d in facts.documents
        ],  # fmt: skip
        "dates": [
            {"text": d.quote, "start": d.start.isoformat(), "end": d.end.isoformat()} for d in facts.dates if d.start and d.end
        ],
        "quantities": [{"text": q.quote, **(_count(q.count) or {}), "unit": q.unit} for q in facts.quantities],
        "people": [{"name": p.name, "role": p.role} for p in facts.people],
        "checks": [
            {"kind": c.kind, "quote": c.quote, "reported": c.reported, "computed": c.computed, "holds": c.holds} for c in facts.checks
        ],
    }


def _count(count: Count | None) -> dict[str, Any] | None:
    if count is None:
        return None
    value: dict[str, Any] = {"value": count.low} if count.low == count.high else {"low": count.low, "high": count.high}
    for name in ("qualifier", "unit", "counting", "per"):
        if getattr(count, name) is not None:
            value[name] = getattr(count, name)
    return value


def _training(fact: Training) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": fact.id,
        "quote": fact.quote,
        "classes": _count(fact.classes),
        "learners": _count(fact.learners),
        "activity": fact.activity,
        "programme": fact.programme,
        "audience": fact.audience,
        "organiser": list(fact.organiser),
        "period": {"start": fact.period.start.isoformat(), "end": fact.period.end.isoformat()} if fact.period else None,
        "status": fact.status,
        "event": fact.event,
        "part_of": fact.part_of,
    }
    if fact.programmes:
        entry["programmes"] = list(fact.programmes)
    return entry
