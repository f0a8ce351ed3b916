"""The spaCy component `canbo_facts`: the facts of a text on the document that spaCy makes of it.

spaCy finds it by an entry point, so `pipeline.add_pipe("canbo_facts")` needs no import of ours. This module
imports spaCy and is itself loaded by spaCy alone; spaCy loads it for any pipeline, so the rules wait for a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from corpora.article import Article
from corpora.errors import UsageError
from corpora.head import complete
from nlp.bridges import stored
from nlp.fact import ArticleFacts, Fact

LABELS = {
    "training": "TRAINING",
    "outcomes": "OUTCOME",
    "documents": "DOCUMENT",
    "dates": "DATE",
    "quantities": "QUANTITY",
    "people": "PERSON",
    "checks": "CHECK",
}
"""The label of the spans of each kind of fact."""

_FACTS, _PUBLISHED = "canbo", "canbo_published"
_TOLD = frozenset(f.name for f in fields(Article)) - {"text", "published", "published_basis"}


class FactFinder:
    """A pipeline component that puts the facts of a document's text on the document.

    `doc._.canbo` holds them all (`ArticleFacts`), `doc.spans[spans_key]` has a span per fact, and `span._.canbo` is
    the fact of a span: its own offsets are exact, where the span had to grow to whole tokens.
    """

    def __init__(self, spans_key: str = "canbo") -> None:
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Extract the facts; raises UsageError where the day of publication isn't one."""
        from nlp.extraction import extract

        facts = extract(_article(doc))
        doc.user_data[_FACTS] = stored.dump(facts)
        doc.spans[self.spans_key] = sorted(_spans(doc, facts), key=lambda s: (s.start_char, -s.end_char))
        return doc


@Language.factory("canbo_facts", assigns=["doc._.canbo", "doc.spans"], default_config={"spans_key": "canbo"})
def make_component(nlp: Language, name: str, spans_key: str) -> FactFinder:
    """Make the component `canbo_facts`; `spans_key` names its group of spans."""
    return FactFinder(spans_key)


def _spans(doc: Doc, facts: ArticleFacts) -> Iterator[Span]:
    for kind, label in LABELS.items():
        fact: Fact
        for fact in getattr(facts, kind):
            start, end, name = fact.span.start, fact.span.end, fact.fact_id
            span = doc.char_span(start, end, label=label, span_id=name)
            if span is None:
                span = doc.char_span(start, end, label=label, span_id=name, alignment_mode="expand")
            # Never None: a fact lies within its text, and tokens cover the text.
            assert span is not None
            yield span


def _article(doc: Doc) -> Article:
    """The article of a document: what `doc._.published` says, else its context, else what the text shows."""
    context, text = doc._context, doc.text
    day = None
    if isinstance(context, Article):
        article = replace(context, text=text)
    elif isinstance(context, Mapping):
        told: dict[str, Any] = {k: v for k, v in context.items() if k in _TOLD and isinstance(v, str)}
        article = replace(Article(text), **told)
        day = _day(context.get("published"))
    else:
        article = Article(text)
        day = _day(context) if isinstance(context, date) or _is_written_day(context) else None
    day = _day(doc._.published) or day
    return complete(replace(article, published=day, published_basis="meta") if day else article)


def _is_written_day(context: object) -> bool:
    """Whether a context is a day in writing (2025-09-25); contexts may be anything, such as a user's own ids."""
    return isinstance(context, str) and len(context) == 10 and context[4] == context[7] == "-"


def _day(value: object) -> date | None:
    """A day given as a date, a moment or `2025-09-25`."""
    try:
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        if isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise UsageError(f"published={value!r} is no day: give a date, or write it like '2025-09-25'")


# --- what is attached to documents and spans; functions of the module, so that other processes find them by name


def _get_facts(doc: Doc) -> ArticleFacts | None:
    found = doc.user_data.get(_FACTS)
    return stored.load(found, doc.text) if found else None


def _get_fact(span: Span) -> Fact | None:
    facts = _get_facts(span.doc)
    if facts is None or not span.id_:
        return None
    return next((fact for fact in facts.all_facts() if fact.fact_id == span.id_), None)


def _get_published(doc: Doc) -> date | None:
    return _day(doc.user_data.get(_PUBLISHED))


def _set_published(doc: Doc, value: Any) -> None:
    day = _day(value)
    doc.user_data[_PUBLISHED] = day.isoformat() if day else None


Doc.set_extension("canbo", getter=_get_facts, force=True)
Span.set_extension("canbo", getter=_get_fact, force=True)
if not Doc.has_extension("published"):
    Doc.set_extension("published", getter=_get_published, setter=_set_published)
