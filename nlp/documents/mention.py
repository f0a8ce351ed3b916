"""A document cited in a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nlp.mention import Mention


@dataclass(frozen=True, slots=True, order=True)
class DocumentMention(Mention):
    """A Party or State document with its number; the stretch is type and number («Kế hoạch số 110-KH/TU»).

    `key` is the number in its original form (no blanks, plain hyphen): `110-KH/TU`, `101/2017/NĐ-CP`; where
    only a number is printed, type and number: `Đề án 165`. `symbol` holds the letters of the key, None
    where there are none. `partial` says that letters of the number are cut off in print («số 969 QĐ- của
    …»). In a list («các Nghị quyết 11, 12 và 13») `type_span` lies before the stretch of the later ones.
    Spans are `(start, end)` in the evened-out text.
    """

    type: str = ""
    number: str = ""
    symbol: str | None = None
    key: str = ""
    date: date | None = None
    type_span: tuple[int, int] | None = None
    number_span: tuple[int, int] = (0, 0)
    date_span: tuple[int, int] | None = None
    issuer_span: tuple[int, int] | None = None
    title_span: tuple[int, int] | None = None
    partial: bool = False
