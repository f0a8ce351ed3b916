"""A number in a text."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.mention import Mention


@dataclass(frozen=True, slots=True, order=True)
class NumberMention(Mention):
    """A number with its value.

    `decimals` counts the digits printed after the decimal mark. `doubtful` is True where nothing in the number
    decides how it is to be read: a separator («1,234»), a scale that is cut short («một nghìn hai», «2 tỷ 5»), and
    words that are more often something else («năm», the year; «không», not; a name: «anh Bảy»). Whoever knows the
    words around it can tell.
    """

    value: int | float = 0
    decimals: int = 0
    doubtful: bool = False
    other: int | float | None = None
    """The second reading of a doubtful number; None where the other reading is no number."""
