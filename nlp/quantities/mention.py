"""A quantity in a text."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.mention import Mention


@dataclass(frozen=True, slots=True, order=True)
class QuantityMention(Mention):
    """A number with its unit; the stretch holds qualifier, number and unit («hơn 55 nghìn lượt cán bộ»).

    `kind` is the list of `units.toml` that holds the unit (`classes`, `people`, `percent` …) or `other`.
    `base` is the second number of «120/128 học viên». `per` is `class` or `year` where it is a rate.
    `doubtful` marks a separator that can be read in two ways.
    """

    low: int | float = 0
    high: int | float = 0
    qualifier: str | None = None
    unit_start: int = 0
    unit_end: int = 0
    kind: str = "other"
    turns: bool = False
    per: str | None = None
    base: int | float | None = None
    number_start: int = 0
    number_end: int = 0
    decimals: int = 0
    doubtful: bool = False

    @property
    def exact(self) -> bool:
        """True for one number without a qualifier."""
        return self.qualifier is None and self.low == self.high
