"""What recognisers find: a stretch of the evened-out text with its meaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A recognised stretch `[start, end)` of the evened-out text (`corpora.text.EvenText.plain`).

    `rule` names the pattern or lexicon entry that found it.
    """

    start: int
    end: int
    rule: str

    def overlaps(self, other: Mention) -> bool:
        """True where the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def inside(self, other: Mention) -> bool:
        """True where this lies wholly within the other."""
        return other.start <= self.start and self.end <= other.end
