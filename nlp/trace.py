"""What the rules did: which fired, what each made, and why a candidate lost."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a rule did at `plain[start:end]`; `lost` is the reason where it turned a candidate down."""

    rule: str
    start: int
    end: int
    note: str
    lost: bool = False


@dataclass(slots=True)
class Trace:
    """The steps of one extraction, in the order in which they were taken; kept only where somebody asks."""

    keep: bool = False
    steps: list[Step] = field(default_factory=list)

    def fired(self, rule: str, start: int, end: int, note: str) -> None:
        """A rule made something of these words."""
        if self.keep:
            self.steps.append(Step(rule, start, end, note))

    def lost(self, rule: str, start: int, end: int, note: str) -> None:
        """A rule turned these words down, and why."""
        if self.keep:
            self.steps.append(Step(rule, start, end, note, lost=True))
