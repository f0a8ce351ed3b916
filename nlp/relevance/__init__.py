"""Is an article about the training of cadres, civil servants, Party members or the political system's staff?

A logistic regression over counted words: what counts is in `features.toml`, how much in `weights.json`, and how the
weights were found in `train.py`. It reads plain text alone; statements about training that were found add to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpora.text import even_out
from nlp.reading import Reading
from nlp.relevance.features import count_features, feature_names
from nlp.relevance.weights import chance, load_weights
from nlp.training.draft import Draft

__all__ = ["is_relevant", "relevance_of", "weigh"]

STATEMENT = 1.0
"""What a statement that names a programme of the field adds to the log-odds. Set by hand, so that the weights stay the
same when the recognisers get better: the odds of such a statement are far more than e times higher in the field."""
EXCERPT = 400
"""Up to so many characters a text is an excerpt that somebody chose, no article drawn from the news: a statement about
training is enough, where no other field is named."""
STATEMENTS = 2
"""Statements that add something, at most: the third says nothing that the second did not."""
_ANYBODYS = ("other", "dai_hoc", "chuyen_mon", "ngoai_ngu", "tin_hoc")  # programmes that others take as well


def is_relevant(reading: Reading, drafts: Sequence[Draft]) -> bool:
    """True where an article's headline, words and statements about training make it likely enough."""
    text = _with_title(reading)
    if len(text) <= EXCERPT and drafts and not _speaks_against(text):
        return True
    return relevance_of(text, drafts) >= load_weights().threshold


def _speaks_against(plain: str) -> bool:
    """True where words of another field are named."""
    return any(weight < 0 for name, weight in weigh(plain).items() if name != "intercept")


def relevance_of(plain: str, drafts: Sequence[Draft] = ()) -> float:
    """The probability that an article is about the training of cadres, were it drawn from general news.

    Args:
        plain: the evened-out text, best with the headline as its first line.
        drafts: the statements about training found in it, where it was read.
    """
    named = sum(1 for d in drafts if d.programmes and d.programmes[0] not in _ANYBODYS)
    score = sum(weigh(plain).values()) + STATEMENT * min(named, STATEMENTS)
    return chance(score)


def weigh(plain: str) -> dict[str, float]:
    """What each feature of an evened-out text adds to the log-odds, with the `intercept` where all of them begin."""
    loaded = load_weights()
    parts = zip(feature_names(), loaded.weights, count_features(plain), strict=True)
    return {"intercept": loaded.intercept, **{name: weight * value for name, weight, value in parts if value}}


def _with_title(reading: Reading) -> str:
    """The article's text with its headline, which some papers' texts begin with and others lack."""
    title = even_out(reading.article.title or "").plain.strip()
    return reading.plain if reading.plain.lstrip().startswith(title) else f"{title}\n{reading.plain}"
