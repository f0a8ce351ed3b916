"""Input that could not be read as an article, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unread:
    """A file, a line or a row that gave no article, or of which something was left aside.

    `input` names the place (`texts/a.txt`, `news.jsonl:12`); `reason` says what is wrong and what to do.
    """

    input: str
    reason: str
