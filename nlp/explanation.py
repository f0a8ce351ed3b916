"""Why an extraction came out as it did: fired rules, what each made, and why candidates lost."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from corpora.article import Article
from corpora.errors import UsageError
from corpora.text import EvenText, even_out
from nlp.explanation_html import name_rule
from nlp.extraction import extract
from nlp.fact import ArticleFacts, Evidence, Training
from nlp.layout import find_blocks, find_sentences
from nlp.programmes import Lexicon
from nlp.reading import read
from nlp.trace import Step, Trace

CONTEXT = 30
"""Characters of text shown on either side of the words that a rule touched."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The facts of an article with the steps that led to them; `str()` writes it for a terminal."""

    facts: ArticleFacts
    steps: tuple[Step, ...]
    plain: str
    only: str | None = None
    """The id of the one fact that is explained; all where it is None."""

    def chosen(self) -> list[Training]:
        """The training facts that are explained."""
        return [fact for fact in self.facts if self.only in (None, fact.id)]

    def fired(self) -> list[Step]:
        """The steps that made something."""
        return [s for s in self.steps if not s.lost]

    def lost(self) -> list[Step]:
        """The candidates that were turned down, each with its reason."""
        return [s for s in self.steps if s.lost]

    def __str__(self) -> str:
        return "\n".join([*_facts_lines(self), "", *_step_lines(self)])

    def _repr_html_(self) -> str:
        """As a notebook shows it, in Vietnamese with English beside it."""
        from nlp.explanation_html import explanation_html

        return explanation_html(self)


def explain(article: Article, lexicon: Lexicon | None = None) -> Explanation:
    """Extract an article and keep what every rule did; `lexicon` has a reader's own programmes."""
    trace = Trace(keep=True)
    facts = extract(article, trace, lexicon=lexicon)
    return Explanation(facts, tuple(trace.steps), read(article).plain)


def explain_fact(fact: Training) -> Explanation:
    """The explanation of one fact, with the steps taken in its sentence.

    Raises UsageError where the fact doesn't know its article.
    """
    if fact.origin is None:
        raise UsageError(
            f"{fact.id} doesn't know the article it is from; explain the article: nlp.explain(article)"
        )
    whole = explain(fact.origin.article, fact.origin.lexicon)
    even = even_out(fact.origin.article.text)
    first, last = _sentence_of(even, fact)
    steps = tuple(step for step in whole.steps if first <= step.start and step.end <= last)
    return replace(whole, steps=steps, only=fact.id)


def _sentence_of(even: EvenText, fact: Training) -> tuple[int, int]:
    """The stretch of the plain text in which the fact's sentence lies."""
    offsets = even.offsets
    place = fact.span.start if offsets is None else bisect_left(offsets, fact.span.start)
    for sentence in find_sentences(even.plain, find_blocks(even.plain, None)):
        if sentence.start <= place < sentence.end:
            return sentence.start, sentence.end
    return 0, len(even.plain)


def _facts_lines(explanation: Explanation) -> list[str]:
    facts = explanation.facts
    lines = [f"{facts.article.name}: {'' if facts.relevant else 'not '}about the training of cadres"]
    if facts.article.published is None:
        lines.append("  the day of publication is not known: times without a year stay open")
    for fact in explanation.chosen():
        lines += ["", f"{fact.id}  «{_one_line(fact.quote)}»", *_slot_lines(fact)]
    if not facts.training and facts.relevant:
        lines += ["", "no count of classes or learners was found"]
    for check in facts.checks if explanation.only is None else ():
        lines.append(f"check  {check.explanation_en}")
    return lines


def _slot_lines(fact: Training) -> list[str]:
    values = {
        "programme": " + ".join(fact.programmes) or fact.programme,
        "activity": fact.activity,
        "period": f"{fact.period.start} to {fact.period.end}" if fact.period else None,
        "status": fact.status,
        "event": fact.event,
        "audience": fact.audience,
        "organiser": " · ".join(fact.organiser),
        "part_of": fact.part_of,
    }
    lines = []
    for slot, value in values.items():
        if value:
            proof = next((e for e in fact.evidence if e.slot == slot), None)
            lines.append(f"    {slot:<10} {value}{_proof(proof, slot)}")
        elif slot in ("programme", "period"):
            lines.append(f"    {slot:<10} not said")
    return lines


def _proof(proof: Evidence | None, slot: str) -> str:
    if proof is None:
        return "" if slot == "part_of" else "   (no word says otherwise)"
    source = f", from {proof.inherited}" if proof.inherited else ""
    return f"   ← «{_one_line(proof.span.quote)}»{source}"


def _step_lines(explanation: Explanation) -> list[str]:
    lines = ["rules that fired:"]
    lines += [_step_line(explanation.plain, s) for s in explanation.fired()] or ["  none"]
    lines += ["", "candidates that lost:"]
    lines += [_step_line(explanation.plain, s) for s in explanation.lost()] or ["  none"]
    return lines


def _step_line(plain: str, step: Step) -> str:
    before = plain[max(0, step.start - CONTEXT) : step.start]
    after = plain[step.end : step.end + CONTEXT]
    words = _one_line(plain[step.start : step.end])
    return f"  {name_rule(step.rule)}: …{_one_line(before)}[{words}]{_one_line(after)}…  {step.note}"


def _one_line(words: str, limit: int = 110) -> str:
    words = words.replace("\n", " ⏎ ")
    return words if len(words) <= limit else words[: limit - 1] + "…"
