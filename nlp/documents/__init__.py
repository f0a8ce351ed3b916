"""Party and State documents cited with a number, in every spelling of the press.

>>> [d.key for d in find_documents("Kết luận số 39 - KL/TW và Nghị định 101 /2017/NĐ-CP", [])]
['39-KL/TW', '101/2017/NĐ-CP']
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp.documents.context import read_context
from nlp.documents.find import find_citations
from nlp.documents.mention import DocumentMention
from nlp.documents.named import find_named
from nlp.time import TimeMention
from nlp.time.lexicon import lower

__all__ = ["DocumentMention", "find_documents"]


def find_documents(plain: str, times: Sequence[TimeMention], *, named: bool = False) -> list[DocumentMention]:
    """All documents of an evened-out text, by place, with date, issuer and title where they are printed.

    `times` are the expressions of time of the same text (`nlp.time.find_times`), from which the dates are taken.
    With `named`, also those that are cited by name and have no number («Nghị quyết Trung ương 4 khóa XII»).
    """
    low = lower(plain)
    found = read_context(plain, low, find_citations(plain, low), times)
    if not named:
        return found
    return sorted([*found, *(m for m in find_named(plain, low) if not any(m.overlaps(f) for f in found))])
