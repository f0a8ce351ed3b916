"""From an article to its facts: read, find, tie together, audit, and prove each slot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from corpora.article import Article
from corpora.span import Span
from corpora.text import tidy
from nlp.audit import CheckMention, check_percents, check_sums
from nlp.audit.check import explain_en, explain_vi
from nlp.confidence import confidence_of
from nlp.documents import DocumentMention
from nlp.fact import (
    ArticleFacts,
    Check,
    Count,
    DateMention,
    Document,
    Evidence,
    Fact,
    Outcome,
    Person,
    Quantity,
    Training,
)
from nlp.identity import fact_ids
from nlp.mention import Mention
from nlp.outcomes import OutcomeMention, find_outcomes
from nlp.quantities import QuantityMention
from nlp.reading import Reading, read
from nlp.relevance import is_relevant
from nlp.time import TimeMention
from nlp.trace import Trace
from nlp.training import find_training
from nlp.training.draft import Draft

F = TypeVar("F", bound=Fact)

NEAR = 900
"""How far behind a training its results may be told and still be its results, in characters."""


def extract(article: Article, trace: Trace | None = None) -> ArticleFacts:
    """All facts of an article; the same article always gives the same facts.

    An article that is not about the training of cadres has no training facts, outcomes or checks.
    """
    reading = read(article)
    found = find_outcomes(reading)
    drafts = find_training(reading, [o.count for o in found if o.count], trace)
    relevant = is_relevant(reading, drafts)
    outcomes: list[Outcome] = []
    training: list[Training] = []
    checks: list[Check] = []
    if relevant:
        training = training_facts(reading, drafts)
        outcomes = [_outcome(reading, o, drafts, training) for o in found]
        audit = [*check_sums(reading, drafts, found), *check_percents(reading, drafts, found)]
        checks = [_check(reading, c) for c in sorted(audit, key=lambda c: (c.start, c.end, c.kind))]
    return ArticleFacts(
        article,
        relevant,
        tuple(training),
        _with_ids(article, "outcomes", outcomes),
        _with_ids(article, "documents", [_document(reading, d) for d in reading.documents]),
        _with_ids(article, "dates", [_date(reading, t) for t in reading.times if t.listed]),
        _with_ids(article, "quantities", [_quantity(reading, q) for q in reading.quantities]),
        _with_ids(article, "people", _people(reading)),
        _with_ids(article, "checks", checks),
    )


def _span(reading: Reading, mention: Mention) -> Span:
    return reading.even.span(mention.start, mention.end)


def _with_ids(article: Article, kind: str, facts: Sequence[F]) -> tuple[F, ...]:
    ids = fact_ids(article.article_id, kind, [f.quote for f in facts])
    return tuple(replace(f, fact_id=i) for f, i in zip(facts, ids, strict=True))


def training_facts(reading: Reading, drafts: Sequence[Draft]) -> list[Training]:
    """The facts that drafts have become, in the same order, named `t1`, `t2` …, each slot with its evidence."""
    spans = [reading.even.span(d.start, d.end) for d in drafts]
    ids = fact_ids(reading.article.article_id, "training", [s.quote for s in spans])
    names = {id(d): f"t{i + 1}" for i, d in enumerate(drafts)}
    return [_training(reading, d, s, i, names) for d, s, i in zip(drafts, spans, ids, strict=True)]


def _training(reading: Reading, draft: Draft, span: Span, fact_id: str, names: dict[int, str]) -> Training:
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
        confidence_of(draft),
        fact_id=fact_id,
        rule=draft.rule,
        evidence=evidence,
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
    reading: Reading, outcome: OutcomeMention, drafts: Sequence[Draft], training: Sequence[Training]
) -> Outcome:
    category = reading.even.span(outcome.category_start, outcome.category_end)
    evidence = [Evidence("category", category)]
    if outcome.count:
        evidence.append(Evidence("count", _span(reading, outcome.count)))
    if outcome.percent:
        evidence.append(Evidence("percent", _span(reading, outcome.percent)))
    return Outcome(
        _span(reading, outcome),
        tidy(category.quote),
        _count(outcome.count) if outcome.count else None,
        outcome.percent.low if outcome.percent else None,
        _trained(outcome, drafts, training),
        rule=outcome.rule,
        evidence=tuple(evidence),
    )


def _trained(outcome: OutcomeMention, drafts: Sequence[Draft], training: Sequence[Training]) -> str | None:
    """The training whose result this is: the last one held before it; qualifications of staff have none."""
    before = [(d, t) for d, t in zip(drafts, training, strict=True) if d.end <= outcome.start]
    held = [t.id for _, t in before if t.status == "held" and (t.learners or t.event)]
    if not held:
        return None
    near = outcome.start - before[-1][0].end < NEAR
    of_staff = outcome.rule in ("outcome share", "outcome share of") or not near
    return held[-1] if not of_staff or (outcome.grade and near) else None


def _document(reading: Reading, document: DocumentMention) -> Document:
    words = reading.words
    places = {"date": document.date_span, "issuer": document.issuer_span, "title": document.title_span}
    evidence = [Evidence(slot, reading.even.span(*place)) for slot, place in places.items() if place]
    return Document(
        _span(reading, document),
        document.type,
        document.number,
        document.symbol,
        document.key,
        document.date,
        words(*document.issuer_span) if document.issuer_span else None,
        words(*document.title_span) if document.title_span else None,
        rule=document.rule,
        evidence=tuple(evidence),
    )


def _date(reading: Reading, time: TimeMention) -> DateMention:
    return DateMention(_span(reading, time), time.first, time.last, time.partial, rule=time.rule)


def _quantity(reading: Reading, quantity: QuantityMention) -> Quantity:
    unit = reading.even.span(quantity.unit_start, quantity.unit_end)
    proof = (Evidence("unit", unit),)
    return Quantity(
        _span(reading, quantity), _count(quantity), tidy(unit.quote), rule=quantity.rule, evidence=proof
    )


def _people(reading: Reading) -> list[Person]:
    found = []
    for person in reading.people:
        name = _span(reading, person)
        role = reading.even.span(*person.role_span) if person.role_span else None
        proofs = [Evidence("name", name), *([Evidence("role", role)] if role else [])]
        words = tidy(role.quote) if role else None
        found.append(Person(name, tidy(name.quote), words, rule=person.rule, evidence=tuple(proofs)))
    return found


def _check(reading: Reading, check: CheckMention) -> Check:
    return Check(
        _span(reading, check),
        check.kind,
        check.reported,
        check.computed,
        check.holds,
        explain_vi(check),
        explain_en(check),
        rule=check.rule,
    )
