"""What a recognised person is."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.mention import Mention


@dataclass(frozen=True, slots=True, order=True)
class PersonMention(Mention):
    """A person of the report: the stretch is the name at the occurrence that carries the fullest role.

    `role_span` is where that role is printed, directly before or after the name; None where no role is printed
    anywhere beside it.
    """

    name: str
    role_span: tuple[int, int] | None = None
