"""A stretch of an article's stored text: where it starts, where it ends, and its words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of a text with their place.

    `start` and `end` count Unicode code points of the stored text, half-open, so that
    `text[start:end] == quote` always holds.
    """

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Cut the span `[start, end)` out of `text`; raises ValueError where it doesn't fit."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span {start}:{end} in a text of {len(text)} characters")
        return cls(start, end, text[start:end])
