"""Load the weights that `train.py` wrote, and see that they belong to the features."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from corpora.errors import CanboError
from nlp.confidence.features import FEATURES, counting_rules
from nlp.identity import digest


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression: one weight per feature, in the order of `FEATURES`, all in log-odds."""

    intercept: float
    weights: Sequence[float]


@functools.cache
def load_weights() -> Weights:
    """The weights in use. Raises CanboError where they weren't trained on the features as they are."""
    return read_weights(files(__package__).joinpath("weights.json").read_text("utf-8"))


def read_weights(text: str) -> Weights:
    """The weights in a file's text. Raises CanboError where their hash doesn't match them or the features."""
    stored: dict[str, Any] = json.loads(text)
    if stored.get("hash") != seal(stored):
        raise CanboError(
            "The weights in nlp/confidence/weights.json don't belong to the features beside them: one of the two was "
            "changed. Train anew with `python -m nlp.confidence.train` (docs/quality.md), or take both from a release."
        )
    return Weights(float(stored["intercept"]), [float(stored["weights"][name]) for name in FEATURES])


def seal(stored: Mapping[str, Any]) -> str:
    """The hash over what is counted and all that is stored of the weights but the hash itself."""
    content = {name: value for name, value in stored.items() if name != "hash"}
    return digest(json.dumps(part, sort_keys=True).encode() for part in (counting_rules(), content))
