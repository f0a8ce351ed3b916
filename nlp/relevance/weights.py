"""Load the weights that `train.py` wrote, and see that they belong to the features."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import exp
from typing import Any

from corpora.errors import CanboError
from nlp.identity import digest
from nlp.relevance.features import counting_rules, feature_names, lexicon_text


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression: one weight per feature, in the order of `feature_names`, all in log-odds."""

    intercept: float
    weights: Sequence[float]
    threshold: float
    """The probability from which on an article is kept."""


@functools.cache
def load_weights() -> Weights:
    """The weights in use. Raises CanboError where they weren't trained on the features as they are."""
    return read_weights(files(__package__).joinpath("weights.json").read_text("utf-8"))


def read_weights(text: str) -> Weights:
    """The weights in a file's text. Raises CanboError where their hash doesn't match them or the features."""
    stored: dict[str, Any] = json.loads(text)
    if stored.get("hash") != seal(stored):
        raise CanboError(
            "The weights in nlp/relevance/weights.json don't belong to the features beside them: one of the two was "
            "changed. Train anew with `python -m nlp.relevance.train` (docs/relevance.md), or take both from a release."
        )
    weights = [float(stored["weights"][name]) for name in feature_names()]
    return Weights(float(stored["intercept"]), weights, float(stored["threshold"]))


def chance(log_odds: float) -> float:
    """The probability that log-odds stand for."""
    # Far out the exponential would overflow, and the probability is 0 or 1 to any reader.
    return 1 / (1 + exp(-max(-500.0, min(500.0, log_odds))))


def seal(stored: Mapping[str, Any]) -> str:
    """The hash over the features and all that is stored of the weights but the hash itself."""
    content = {name: value for name, value in stored.items() if name != "hash"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return digest(part.encode() for part in (lexicon_text(), counting_rules(), text))
