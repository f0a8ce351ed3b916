"""An outcome found in a text."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.mention import Mention
from nlp.quantities import QuantityMention


@dataclass(frozen=True, slots=True, order=True)
class OutcomeMention(Mention):
    """A result: its count and its percentage, one of which may be missing, and the words that name its category."""

    count: QuantityMention | None = None
    percent: QuantityMention | None = None
    category_start: int = 0
    category_end: int = 0
    grade: bool = False
    """True for a grade (giỏi, khá …): those of one class exclude each other."""
