"""Schemes that lend their programme: «Đề án bồi dưỡng cán bộ lãnh đạo, quản lý …», then «Đề án đã cử 90 cán bộ»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.programmes import ProgrammeMention
from nlp.reading import Reading
from nlp.training.draft import Draft

NAME_REACH = 40
"""How far behind «Đề án đào tạo» what it trains for may be named, in characters."""
_NAMED = re.compile(
    r"(?<![^\W_])đề án (?:về )?(?:công tác )?(?:đào tạo(?:,| và) bồi dưỡng|đào tạo|bồi dưỡng)(?![^\W_])",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?<![^\W_])đề án(?![^\W_])", re.IGNORECASE)


def take_from_scheme(reading: Reading, drafts: Sequence[Draft]) -> None:
    """What a scheme has done is of the programme that its name gives, where no other is told.

    In an article whose headline names the scheme this holds from there on, elsewhere where its paragraph speaks of it.
    """
    open_drafts = [d for d in drafts if not (d.programmes or d.level or d.total or d.open_programme)]
    named = _find_scheme(reading) if open_drafts else None
    if named is None:
        return
    heads = [b for b in reading.blocks if b.zone == "title"]
    throughout = any(_SCHEME.search(reading.plain, b.start, b.end) for b in heads)
    for draft in open_drafts:
        block = draft.sentence.block
        if draft.start > named.end and (
            throughout or _SCHEME.search(reading.plain, block.start, draft.start)
        ):
            draft.programmes = (named.code,)
            draft.prove("programme", (named.start, named.end), "context")


def _find_scheme(reading: Reading) -> ProgrammeMention | None:
    """The one programme that a scheme is named after; None where there is none, or where schemes differ."""
    found: dict[str, ProgrammeMention] = {}
    for match in _NAMED.finditer(reading.plain):
        after = reading.programmes(match.end(), match.end() + NAME_REACH)
        near = [m for m in after if not re.search(r"[.;\n]", reading.plain[match.end() : m.start])]
        for mention in near[:1]:
            found.setdefault(mention.code, mention)
    return next(iter(found.values())) if len(found) == 1 else None
