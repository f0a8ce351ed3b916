"""An explanation as a notebook shows it: each fact with the words that prove it, and what was left out and why.

Vietnamese with English beside it; everything taken from the article is escaped.
"""

from __future__ import annotations

import tomllib
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from nlp.fact import Evidence, Training
from nlp.show import label, show_count, show_period
from nlp.trace import Step

if TYPE_CHECKING:
    from nlp.explanation import Explanation

CONTEXT = 60
"""Characters of the article on either side of the words in question."""

_ACCENT, _LOST = "#2a6fb0", "#b0452a"
_CELL = "style='text-align:left;vertical-align:baseline;padding:.25em .9em .25em 0'"
_GREY = "style='opacity:.65'"


@cache
def wording() -> dict[str, dict[str, list[str]]]:
    """What rules and headings are called: `wording()[group][code] == [Vietnamese, English]`, of `explanation.toml`."""
    text = files("nlp").joinpath("explanation.toml").read_text("utf-8")
    shown: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return shown


def name_rule(rule: str, language: str = "en") -> str:
    """A rule of a trace in words; one without a name stands for itself."""
    words = wording()["rule"].get(rule)
    return words[language == "en"] if words else rule


def explanation_html(explanation: Explanation) -> str:
    """The facts explained, then what was left out, then the rules that fired, folded away."""
    facts = explanation.chosen()
    cards = "".join(_fact_html(explanation, fact) for fact in facts)
    lost = explanation.lost()
    parts = [_notes_html(explanation), _head("facts") + cards if cards else ""]
    if lost:
        parts.append(_head("lost") + _steps_html(explanation.plain, lost, _LOST))
    if fired := explanation.fired():
        rows = _steps_html(explanation.plain, fired, _ACCENT)
        parts.append(
            f"<details><summary style='cursor:pointer;margin:.8em 0'>{_both('fired')}</summary>{rows}</details>"
        )
    return f"<div lang='vi' style='max-width:62em;line-height:1.45'>{''.join(parts)}</div>"


def _both(code: str) -> str:
    vi, en = wording()["head"][code]
    return f"{escape(vi)} <small lang='en' {_GREY}>{escape(en)}</small>"


def _head(code: str) -> str:
    return f"<p style='margin:1.2em 0 .4em'><strong>{_both(code)}</strong></p>"


def _notes_html(explanation: Explanation) -> str:
    facts = explanation.facts
    notes = [
        code
        for code, told in (
            ("not_ours", not facts.relevant),
            ("no_day", facts.article.published is None),
            ("no_facts", facts.relevant and not facts.training),
        )
        if told
    ]
    return "".join(f"<p style='margin:.3em 0'>{_both(code)}</p>" for code in notes)


def _fact_html(explanation: Explanation, fact: Training) -> str:
    text = explanation.facts.article.text
    words = _in_context(text, fact.span.start, fact.span.end, _ACCENT)
    rows = "".join(_slot_html(fact, slot, value) for slot, value in _slots(fact))
    return (
        f"<div style='border-left:3px solid {_ACCENT};padding:.1em 0 .1em .9em;margin:.6em 0 1.1em'>"
        f"<p style='margin:.2em 0'><b>{escape(fact.id)}</b> {words}</p>"
        f"<table style='font-size:inherit'>{rows}</table></div>"
    )


def _slots(fact: Training) -> list[tuple[str, str]]:
    """Each slot with its value in Vietnamese; the empty string where the article doesn't say."""
    programmes = [label("programme", code) for code in fact.programmes or (fact.programme,) if code]
    values = {
        "classes": show_count(fact.classes),
        "learners": show_count(fact.learners),
        "programme": " · ".join(programmes),
        "period": show_period(fact.period),
        "status": label("status", fact.status),
        "event": label("event", fact.event),
        "activity": label("activity", fact.activity),
        "audience": fact.audience or "",
        "organiser": " · ".join(fact.organiser),
        "part_of": fact.part_of or "",
    }
    return [(slot, value) for slot, value in values.items() if value or slot in ("programme", "period")]


def _slot_html(fact: Training, slot: str, value: str) -> str:
    proofs = [proof for proof in fact.evidence if proof.slot == slot]
    shown = escape(value) if value else f"<span {_GREY}>{_both('unsaid')}</span>"
    name = (
        f"{escape(label('slot', slot))} <small lang='en' {_GREY}>{escape(label('slot', slot, 'en'))}</small>"
    )
    told = "; ".join(dict.fromkeys(map(_proof_html, proofs)))
    if value and not proofs and slot != "part_of":
        told = f"<span {_GREY}>{_both('implied')}</span>"
    return f"<tr><td {_CELL}>{name}</td><td {_CELL}>{shown}</td><td {_CELL}>{told}</td></tr>"


def _proof_html(proof: Evidence) -> str:
    words = f"«{escape(_short(proof.span.quote))}»"
    if proof.inherited is None:
        return words
    from_vi, from_en = wording()["head"]["inherited"]
    vi, en = wording()["head"]["context"] if proof.inherited == "context" else [proof.inherited] * 2
    return (
        f"{words} <small>{escape(from_vi)} <b>{escape(vi)}</b> "
        f"<span lang='en' {_GREY}>{escape(from_en)} {escape(en)}</span></small>"
    )


def _steps_html(plain: str, steps: list[Step], colour: str) -> str:
    rows = "".join(
        f"<tr><td {_CELL}>{escape(name_rule(s.rule, 'vi'))}<br><small lang='en' {_GREY}>"
        f"{escape(name_rule(s.rule))}</small></td><td {_CELL}>{_in_context(plain, s.start, s.end, colour)}</td>"
        f"<td {_CELL}>{_reason_html(s.note)}</td></tr>"
        for s in steps
    )
    return f"<table style='font-size:inherit'>{rows}</table>"


def _reason_html(note: str) -> str:
    """Why, in Vietnamese where the note is known, and as the rule wrote it."""
    english = f"<small lang='en' {_GREY}>{escape(note)}</small>"
    for known, words in wording()["reason"].items():
        if note.startswith(known):
            vi = f"{words[0]} {note[len(known) :]}" if len(note) > len(known) else words[0]
            return f"{escape(vi.strip())}<br>{english}"
    learners, joined, classes = note.partition(" joined to ")
    return f"{escape(learners)} ghép với {escape(classes)}<br>{english}" if joined else english


def _in_context(text: str, start: int, end: int, colour: str) -> str:
    """Words of a text with what stands around them in the same paragraph, cut between words."""
    first = max(0, start - CONTEXT)
    before, after = text[first:start], text[end : end + CONTEXT]
    before = before.rpartition("\n")[2] if "\n" in before else _cut(before, "partition", first > 0)
    after = (
        after.partition("\n")[0] if "\n" in after else _cut(after, "rpartition", end + CONTEXT < len(text))
    )
    mark = f"style='color:inherit;background:{colour}22;border-bottom:2px solid {colour}'"
    return (
        f"<span {_GREY}>{escape(before)}</span><mark {mark}>{escape(text[start:end])}</mark>"
        f"<span {_GREY}>{escape(after)}</span>"
    )


def _cut(words: str, side: str, is_cut: bool) -> str:
    """Words without the one that is cut through, `…` in its place."""
    if not is_cut:
        return words
    head, blank, tail = words.partition(" ") if side == "partition" else words.rpartition(" ")
    return (f"… {tail}" if side == "partition" else f"{head} …") if blank else "…"


def _short(words: str, limit: int = 90) -> str:
    words = " ".join(words.split())
    return words if len(words) <= limit else words[: limit - 1] + "…"
