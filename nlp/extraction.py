"""From an article to its facts: read, find, tie together, audit, and prove each slot."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from corpora.article import Article
from corpora.span import Span
from corpora.text import tidy
from nlp.audit import CheckMention, check_percents, check_sums
from nlp.audit.check import explain_en, explain_vi
from nlp.confidence import rate_facts
from nlp.documents import DocumentMention
from nlp.fact import (
    ArticleFacts,
    Check,
    Count,
    DateMention,
    Document,
    Evidence,
    Fact,
    Origin,
    Outcome,
    Person,
    Quantity,
    Training,
)
from nlp.identity import fact_ids
from nlp.mention import Mention
from nlp.outcomes import OutcomeMention, find_outcomes
from nlp.people import PersonMention
from nlp.programmes import Lexicon
from nlp.quantities import QuantityMention
from nlp.reading import Reading, read
from nlp.relevance import is_relevant
from nlp.time import TimeMention
from nlp.trace import Trace
from nlp.training import find_training
from nlp.training.draft import Draft

F = TypeVar("F", bound=Fact)
M = TypeVar("M", bound=Mention)

NEAR = 900
"""How far behind a training its results may be told and still be its results, in characters."""


def extract(article: Article, trace: Trace | None = None, *, lexicon: Lexicon | None = None) -> ArticleFacts:
    """All facts of an article; the same article always gives the same facts.

    An article that is not about the training of cadres has no training facts, outcomes or checks. `lexicon` adds a
    reader's programmes (`load_lexicon`).
    """
    reading = read(article, lexicon)
    found = find_outcomes(reading)
    drafts = find_training(reading, [o.count for o in found if o.count], trace)
    relevant = is_relevant(reading, drafts)
    training: list[Training] = []
    outcomes: tuple[Outcome, ...] = ()
    checks: tuple[Check, ...] = ()
    if relevant:
        training = training_facts(reading, drafts)
        make = partial(_outcome, drafts=drafts, training=training)
        outcomes = _facts(reading, "outcomes", found, make)
        audit = [*check_sums(reading, drafts, found), *check_percents(reading, drafts, found)]
        checks = _facts(reading, "checks", sorted(audit, key=lambda c: (c.start, c.end, c.kind)), _check)
    return ArticleFacts(
        article,
        relevant,
        tuple(training),
        outcomes,
        _facts(reading, "documents", reading.documents, _document),
        _facts(reading, "dates", [t for t in reading.times if t.listed], _date),
        _facts(reading, "quantities", reading.quantities, _quantity),
        _facts(reading, "people", reading.people, _person),
        checks,
    )


def _span(reading: Reading, mention: Mention) -> Span:
    return reading.even.span(mention.start, mention.end)


def _facts(
    reading: Reading, kind: str, mentions: Sequence[M], make: Callable[[Reading, M, Span, str], F]
) -> tuple[F, ...]:
    """The facts that mentions become, each made of its words and its id."""
    spans = [_span(reading, m) for m in mentions]
    ids = fact_ids(reading.article_id, kind, [s.quote for s in spans])
    return tuple(make(reading, m, s, i) for m, s, i in zip(mentions, spans, ids, strict=True))


def training_facts(reading: Reading, drafts: Sequence[Draft]) -> list[Training]:
    """The facts that drafts have become, in the same order, named `t1`, `t2` …, each slot with its evidence."""
    spans = [reading.even.span(d.start, d.end) for d in drafts]
    ids = fact_ids(reading.article_id, "training", [s.quote for s in spans])
    names = {id(d): f"t{i + 1}" for i, d in enumerate(drafts)}
    origin = Origin(reading.article, reading.lexicon)
    facts = [_training(reading, d, s, i, names, origin) for d, s, i in zip(drafts, spans, ids, strict=True)]
    return rate_facts(facts, reading)


def _training(
    reading: Reading, draft: Draft, span: Span, fact_id: str, names: dict[int, str], origin: Origin
) -> Training:
    codes = () if draft.open_programme else draft.programmes
    words = reading.words
    evidence = _evidence(reading, draft, names)
    return Training(
        span,
        names[id(draft)],
        _count(draft.classes) if draft.classes else Count(1, 1) if draft.bare else None,
        _learners(reading, draft),
        draft.activity,
        codes[0] if codes else None,
        codes if len(codes) > 1 else (),
        words(*draft.audience) if draft.audience else None,
        tuple(dict.fromkeys(words(*place) for place in draft.organiser)),
        draft.period,
        draft.status or "held",
        draft.event,
        names.get(id(draft.total)) if draft.total else None,
        fact_id=fact_id,
        rule=draft.rule,
        evidence=evidence,
        origin=origin,
    )


def _count(quantity: QuantityMention) -> Count:
    return Count(quantity.low, quantity.high, quantity.qualifier)


def _learners(reading: Reading, draft: Draft) -> Count | None:
    quantity = draft.learners
    if quantity is None:
        return None
    unit = reading.words(quantity.unit_start, quantity.unit_end).lower()
    counting = "enrolments" if "lượt" in unit else "people"
    return Count(quantity.low, quantity.high, quantity.qualifier, unit, counting, draft.per)


def _evidence(reading: Reading, draft: Draft, names: dict[int, str]) -> tuple[Evidence, ...]:
    """The words per slot; counts prove themselves."""
    proofs: list[Evidence] = []
    if draft.classes or draft.bare:
        mention = draft.classes or draft.bare
        assert mention is not None
        proofs.append(Evidence("classes", _span(reading, mention)))
    if draft.learners:
        proofs.append(Evidence("learners", _span(reading, draft.learners)))
    for slot, places in sorted(draft.proofs.items()):
        for start, end, source in places:
            name = names.get(id(source)) if isinstance(source, Draft) else source
            proofs.append(Evidence(slot, reading.even.span(start, end), name))
    return tuple(proofs)


def _outcome(
    reading: Reading,
    outcome: OutcomeMention,
    span: Span,
    fact_id: str,
    *,
    drafts: Sequence[Draft],
    training: Sequence[Training],
) -> Outcome:
    category = reading.even.span(outcome.category_start, outcome.category_end)
    evidence = [Evidence("category", category)]
    if outcome.count:
        evidence.append(Evidence("count", _span(reading, outcome.count)))
    if outcome.percent:
        evidence.append(Evidence("percent", _span(reading, outcome.percent)))
    return Outcome(
        span,
        tidy(category.quote),
        _count(outcome.count) if outcome.count else None,
        outcome.percent.low if outcome.percent else None,
        _trained(outcome, drafts, training),
        fact_id=fact_id,
        rule=outcome.rule,
        evidence=tuple(evidence),
    )


def _trained(outcome: OutcomeMention, drafts: Sequence[Draft], training: Sequence[Training]) -> str | None:
    """The training whose result this is: the last one held before it; qualifications of staff have none."""
    of_staff = outcome.rule in ("outcome share", "outcome share of") and not outcome.grade
    near = False
    for i in range(bisect_left(drafts, outcome.start, key=lambda d: d.start) - 1, -1, -1):
        if drafts[i].end > outcome.start:
            continue
        near = near or outcome.start - drafts[i].end < NEAR
        if of_staff or not near:
            return None
        if training[i].status == "held" and (training[i].learners or training[i].event):
            return training[i].id
    return None


def _document(reading: Reading, document: DocumentMention, span: Span, fact_id: str) -> Document:
    words = reading.words
    places = {"date": document.date_span, "issuer": document.issuer_span, "title": document.title_span}
    evidence = [Evidence(slot, reading.even.span(*place)) for slot, place in places.items() if place]
    return Document(
        span,
        document.type,
        document.number,
        document.symbol,
        document.key,
        document.date,
        words(*document.issuer_span) if document.issuer_span else None,
        words(*document.title_span) if document.title_span else None,
        fact_id=fact_id,
        rule=document.rule,
        evidence=tuple(evidence),
    )


def _date(reading: Reading, time: TimeMention, span: Span, fact_id: str) -> DateMention:
    return DateMention(span, time.first, time.last, time.partial, fact_id=fact_id, rule=time.rule)


def _quantity(reading: Reading, quantity: QuantityMention, span: Span, fact_id: str) -> Quantity:
    unit = reading.even.span(quantity.unit_start, quantity.unit_end)
    return Quantity(
        span,
        _count(quantity),
        tidy(unit.quote),
        fact_id=fact_id,
        rule=quantity.rule,
        evidence=(Evidence("unit", unit),),
    )


def _person(reading: Reading, person: PersonMention, name: Span, fact_id: str) -> Person:
    role = reading.even.span(*person.role_span) if person.role_span else None
    proofs = (Evidence("name", name), Evidence("role", role)) if role else (Evidence("name", name),)
    words = tidy(role.quote) if role else None
    return Person(name, tidy(name.quote), words, fact_id=fact_id, rule=person.rule, evidence=proofs)


def _check(reading: Reading, check: CheckMention, span: Span, fact_id: str) -> Check:
    return Check(
        span,
        check.kind,
        check.reported,
        check.computed,
        check.holds,
        explain_vi(check),
        explain_en(check),
        fact_id=fact_id,
        rule=check.rule,
    )
