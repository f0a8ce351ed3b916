"""Why an extraction came out as it did: fired rules, what each made, and why candidates lost."""

from __future__ import annotations

from dataclasses import dataclass

from corpora.article import Article
from nlp.extraction import extract
from nlp.fact import ArticleFacts, Evidence, Training
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

    def fired(self) -> list[Step]:
        """The steps that made something."""
        return [s for s in self.steps if not s.lost]

    def lost(self) -> list[Step]:
        """The candidates that were turned down, each with its reason."""
        return [s for s in self.steps if s.lost]

    def __str__(self) -> str:
        return "\n".join([*_facts_lines(self.facts), "", *_step_lines(self)])


def explain(article: Article) -> Explanation:
    """Extract an article and keep what every rule did."""
    trace = Trace(keep=True)
    facts = extract(article, trace)
    return Explanation(facts, tuple(trace.steps), read(article).plain)


def _facts_lines(facts: ArticleFacts) -> list[str]:
    lines = [f"{facts.article.name}: {'' if facts.relevant else 'not '}about the training of cadres"]
    if facts.article.published is None:
        lines.append("  the day of publication is not known: times without a year stay open")
    for fact in facts.training:
        lines += ["", f"{fact.id}  «{_one_line(fact.quote)}»", *_slot_lines(fact)]
    if not facts.training and facts.relevant:
        lines += ["", "no count of classes or learners was found"]
    for check in facts.checks:
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
    return f"  {step.rule:<12} …{_one_line(before)}[{words}]{_one_line(after)}…  {step.note}"


def _one_line(words: str, limit: int = 110) -> str:
    words = words.replace("\n", " ⏎ ")
    return words if len(words) <= limit else words[: limit - 1] + "…"
