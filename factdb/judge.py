"""What the reviews of one fact come to: the latest word on each slot, and what became of every review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpora.errors import UsageError
from factdb.reviews import Review
from factdb.slots import Value, read_slot, slots_of

APPLIED, SUPERSEDED, ORPHANED, UNUSABLE = "applied", "superseded", "orphaned", "unusable"

Said = tuple[Review, str, str | None]
"""A review, its state and a note."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What people know of a fact: is it one, and which values hold; with the state of every review of it."""

    rejected: bool
    values: Mapping[str, Value]
    said: tuple[Said, ...]

    def columns(self, kind: str) -> dict[str, Any]:
        """The columns that are set, with their values."""
        made: dict[str, Any] = {}
        for slot, value in self.values.items():
            made |= read_slot(kind, slot, value)
        return made


def judge(kind: str, reviews: Sequence[Review]) -> Verdict:
    """Weigh the reviews of one fact, oldest first: on the whole fact and on each slot the latest word holds.

    A fact that is confirmed keeps the values that were confirmed; what no review speaks of is left to the rules.
    """
    usable, said = _usable(kind, reviews)
    values: dict[str, Value] = {}
    rejected = False
    for review in usable:
        if rejected := review.action == "reject":
            values = {}
        values |= claims(kind, review)
    for review in usable:
        state, note = _state(kind, review, rejected, values)
        said.append((review, state, note))
    return Verdict(rejected, values, tuple(said))


def claims(kind: str, review: Review) -> dict[str, Value]:
    """The slots of which a review says what they are; those that facts no longer have are passed over."""
    if review.action == "correct" and review.slot:
        return {review.slot: review.new}
    seen = review.fact if review.action in ("confirm", "add") and review.fact else {}
    return {slot: value for slot, value in seen.items() if slot in slots_of(kind)}


def _state(kind: str, review: Review, rejected: bool, values: Mapping[str, Value]) -> tuple[str, str | None]:
    if (review.action == "reject") != rejected:
        return SUPERSEDED, "a later review " + ("rejects the fact" if rejected else "takes it for a fact")
    for slot, value in claims(kind, review).items():
        if values.get(slot) != value:
            return SUPERSEDED, f"a later review says of {slot}: {show_value(values.get(slot))}"
    return APPLIED, None


def _usable(kind: str, reviews: Sequence[Review]) -> tuple[list[Review], list[Said]]:
    good: list[Review] = []
    bad: list[Said] = []
    for review in reviews:
        try:
            for slot, value in claims(kind, review).items():
                read_slot(kind, slot, value)
            good.append(review)
        except (UsageError, TypeError, ValueError, AttributeError) as error:
            bad.append((review, UNUSABLE, str(error)))
    return good, bad


def show_value(value: Value) -> str | None:
    """A slot's value as one line; None where the article doesn't tell."""
    return "; ".join(map(str, value)) if isinstance(value, list) else value
