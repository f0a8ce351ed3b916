"""The terms of a corpus, most frequent first: a look at what is in it before anything is extracted."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from corpora.article import Article
from corpora.text import even_out
from nlp.bridges.segment import find_words

# Letters only; syllables parted by blanks or hyphens, and H'Mông, T.Ư, GD&ĐT.
_TERM = re.compile(r"[^\W\d_]+(?:[ '&-][^\W\d_]+)*")
_INITIALS = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:\.[^\W\d_]+)+")


class Term(NamedTuple):
    """A word as it is mostly written, how often it comes, and in how many articles."""

    term: str
    count: int  # type: ignore[assignment]
    articles: int


def count_terms(articles: Iterable[Article | str], least: int = 1) -> list[Term]:
    """The words of the articles that come `least` times or more, words of several syllables first, then by count.

    Spellings that differ in capitals, tone placement (hoà, hòa) or composition are one term. Figures, addresses,
    document numbers and stop words are left out. Articles are read one by one; memory grows with the vocabulary only.
    """
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    homes: Counter[str] = Counter()
    for article in articles:
        seen = set()
        for form in _find_terms(article if isinstance(article, str) else article.text):
            key = form.casefold()
            forms[key][form] += 1
            seen.add(key)
        homes.update(seen)
    counted = [(key, Term(_usual(found), found.total(), homes[key])) for key, found in forms.items()]
    ranked = sorted(counted, key=lambda kt: (" " not in kt[0], -kt[1].count, -kt[1].articles, kt[0]))
    return [term for _, term in ranked if term.count >= least]


def _find_terms(text: str) -> list[str]:
    """The words of a text that say something, single-spaced."""
    plain = even_out(text).plain
    found = (" ".join(plain[start:end].split()) for start, end in find_words(plain))
    return [word for word in found if _is_term(word)]


def _is_term(word: str) -> bool:
    if len(word) < 2 or word.casefold() in stop_words():
        return False
    return bool(_TERM.fullmatch(word)) or (word.isupper() and bool(_INITIALS.fullmatch(word)))


def _usual(forms: Counter[str]) -> str:
    """The most frequent way of writing; of equals the one with the fewest capitals, then the first in order."""
    return min(forms, key=lambda form: (-forms[form], sum(map(str.isupper, form)), form))


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing of what a text is about, from `stop_words.toml`, folded in case."""
    table: dict[str, list[str]] = tomllib.loads(
        files("nlp.bridges").joinpath("stop_words.toml").read_text("utf-8")
    )
    return frozenset(even_out(word).plain.casefold() for group in table.values() for word in group)
