"""However a text is typed it says the same: normal forms, tone marks in the older and the newer place, odd blanks."""

from __future__ import annotations

import gzip
import json
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.article import Article
from corpora.sample import sample_articles
from corpora.span import Span
from corpora.text import even_out, tidy
from nlp.extraction import extract
from nlp.fact import KINDS, ArticleFacts, Fact, Training

SHARED = Path(__file__).parents[3] / "shared"
CORPORA, DEV = SHARED / "corpora", SHARED / "gold" / "dev"
EVERY = 35
"""One article in so many of the corpora is read by the test; all were read once by hand."""
SAMPLE = [article for article in sample_articles() if extract(article).training]
SLOTS = ("classes", "learners", "activity", "programme", "audience", "organiser", "period", "event")

OLD = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
NEW = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_TONE = re.compile(rf"(?<![qQ])(?:{'|'.join(OLD)})(?![^\W\d_])", re.IGNORECASE)


def newer(match: re.Match[str]) -> str:
    """A syllable's end with its tone where the newer spelling puts it, capitals kept."""
    word = match.group()
    new = NEW[OLD.index(word.lower())]
    return "".join(b.upper() if a.isupper() else b for a, b in zip(word, new, strict=True))


def retype(text: str, draw: random.Random) -> str:
    """A text as several people would type it: each word in another form, each blank another, now and then a double."""
    blanks = ("\u00a0", " ", "\t", "\u2009", " \u200b")
    words = []
    for word in re.split(r"( |\n)", text):
        if word == " ":
            words.append(draw.choice(blanks))
        elif word == "\n":
            words.append(draw.choice(("\n", "\r\n")))
        else:
            typed = _TONE.sub(newer, word) if draw.random() < 0.5 else word
            words.append(unicodedata.normalize(draw.choice(("NFC", "NFD")), typed))
    return "".join(words)


def values(facts: ArticleFacts) -> dict[str, list[Any]]:
    """What the facts say, without places and ids, their words in one spelling."""
    return {kind: [_even(fact) for fact in getattr(facts, kind)] for kind in KINDS}


def _even(value: Any) -> Any:
    if isinstance(value, str):
        return even_out(tidy(value)).plain
    if isinstance(value, Span):
        return _even(value.quote)
    if isinstance(value, tuple):
        return tuple(map(_even, value))
    if isinstance(value, Fact) or hasattr(value, "__dataclass_fields__"):
        left_out = ("fact_id", "origin")
        return {f.name: _even(getattr(value, f.name)) for f in fields(value) if f.name not in left_out}
    return value


@settings(max_examples=80)
@given(st.sampled_from(SAMPLE), st.integers(0, 2**32))
def test_all_ways_of_typing_say_the_same(article: Article, seed: int) -> None:
    """Forms, tone places and blanks mixed word by word change no fact, and every place quotes what is stored."""
    typed = replace(article, text=retype(article.text, random.Random(seed)))
    facts = extract(typed)
    assert values(facts) == values(extract(article))
    _check_places(facts)


def _check_places(facts: ArticleFacts) -> None:
    text = facts.article.text
    for fact in facts.all_facts():
        for span in (fact.span, *(proof.span for proof in fact.evidence)):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.quote


@pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the corpora lie beside the repository only where it is developed"
)
def test_the_corpora_are_read() -> None:
    """Real articles on anything at all are read without an exception, and every place quotes what is stored."""
    read = 0
    for article in _articles_of_corpora():
        _check_places(extract(article))
        read += 1
    assert read > 50


def _articles_of_corpora() -> Iterator[Article]:
    for path in sorted(CORPORA.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % EVERY == 0:
                    row = json.loads(line)
                    yield Article(row["text"], str(row["id"]))


@pytest.mark.skipif(
    not DEV.is_dir(), reason="the annotated articles lie beside the repository only where it is developed"
)
def test_every_slot_of_the_annotated_articles_has_its_words() -> None:
    """Each slot that says something has words, those of another statement named with where they stand."""
    for path in sorted(DEV.glob("*.txt")):
        facts = extract(Article(path.read_text(encoding="utf-8"), path.stem))
        known = {fact.id: fact for fact in facts.training}
        for fact in facts.training:
            _check_slots(fact, known)


def _check_slots(fact: Training, known: dict[str, Training]) -> None:
    for slot in SLOTS:
        proofs = [proof for proof in fact.evidence if proof.slot == slot]
        assert proofs or not getattr(fact, slot), (fact.quote, slot)
        for proof in proofs:
            if proof.inherited in known:
                source = known[proof.inherited]
                words = {p.span for p in source.evidence} | {source.span}
                assert proof.span in words, (fact.quote, slot, proof)
            else:
                assert proof.inherited in (None, "context"), (fact.quote, slot, proof)
    proved = {proof.slot for proof in fact.evidence}
    assert fact.status == "held" or "status" in proved, (fact.quote, fact.status)
