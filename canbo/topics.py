"""What a crawl can be after: the training of cadres, told by the same classifier that extraction asks."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from corpora.errors import UsageError

if TYPE_CHECKING:
    from crawler import Topic

TOPICS = ("canbo",)
"""Names that `topic_of` knows."""

# Words of links, without marks, that lead to the field or to what lists it.
_CUES = (
    "boi duong", "dao tao", "tap huan", "khai giang", "be giang", "lop hoc", "hoc vien", "can bo", "cong chuc",
    "vien chuc", "dang vien", "xay dung dang", "chinh tri", "ly luan", "noi vu", "to chuc", "truong chinh tri",
    "quan ly nha nuoc", "chuyen vien", "lanh dao", "trung cap", "cao cap", "nguon nhan luc",
)  # fmt: skip
_MARKS = "Mn"


def topic_of(name: str) -> Topic:
    """The topic of that name, for `crawler.crawl`; raises UsageError for one that isn't known."""
    from crawler import Topic

    if name not in TOPICS:
        raise UsageError(f"--topic {name}: the topics are {', '.join(TOPICS)}")
    return Topic("the training of cadres", _judge, _is_cue)


def _judge(text: str) -> str:
    """Why an article isn't of the field, or an empty string; what is too short to judge is kept."""
    from corpora.text import even_out
    from nlp.relevance import relevance_of
    from nlp.relevance.weights import load_weights

    likely = relevance_of(even_out(text).plain)
    return "" if likely >= load_weights().threshold else f"likelihood {likely:.3f}"


def _is_cue(words: str) -> bool:
    plain = "".join(
        c for c in unicodedata.normalize("NFD", words.lower()) if unicodedata.category(c) != _MARKS
    )
    plain = " ".join(plain.replace("đ", "d").replace("-", " ").split())
    return any(cue in plain for cue in _CUES)
