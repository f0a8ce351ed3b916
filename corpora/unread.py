"""Input that could not be read as an article, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unread:
    """A file, a line or a row that gave no article, or of which something was left aside.

    `input` names the place (`texts/a.txt`, `news.jsonl:12`); `reason` says what is wrong and what to do.
    `outcome` is `failed`, or `left_aside` where nothing is wrong but not everything was used.
    """

    input: str
    reason: str
    outcome: str = "failed"

    @property
    def failed(self) -> bool:
        """True where something went wrong that a user should put right."""
        return self.outcome == "failed"
