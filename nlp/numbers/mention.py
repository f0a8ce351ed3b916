"""A number in a text."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.mention import Mention


@dataclass(frozen=True, slots=True, order=True)
class NumberMention(Mention):
    """A number with its value.

    `decimals` counts the digits printed after the decimal mark; `doubtful` is True where the separator can be
    read in two ways («1,234») and nothing in the number decides.
    """

    value: int | float = 0
    decimals: int = 0
    doubtful: bool = False
    other: int | float | None = None
    """The second reading of a doubtful number."""
