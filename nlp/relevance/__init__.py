"""Is an article about the training of cadres, civil servants, Party members or the political system's staff?

A logistic regression over counted words: what counts is in `features.toml`, how much in `weights.json`, and how the
weights were found in `train.py`. It reads plain text alone; statements about training that were found add to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpora.text import even_out
from nlp.reading import Reading
from nlp.relevance.features import count_features, feature_names, feature_signs
from nlp.relevance.weights import Weights, chance, load_weights
from nlp.training.draft import Draft

__all__ = ["is_relevant", "relevance_of", "weigh"]

STATEMENT = 1.0
"""What a statement that names a programme of the field adds to the log-odds. Set by hand, so that the weights stay the
same when the recognisers get better: the odds of such a statement are far more than e times higher in the field."""
NOTE = 600
"""Up to so many characters a text is a note of one event, or an excerpt that somebody chose: too few words to be
weighed alone, so a statement about training is enough, where no other field is named."""
NOTE_THRESHOLD = 0.1
"""The probability from which on a note is kept: notes on other subjects come nowhere near it."""
STATEMENTS = 2
"""Statements that add something, at most: the third says nothing that the second did not."""
OURS = frozenset(
    [
        *("cu_nhan_llct", "cao_cap_llct", "trung_cap_llct", "so_cap_llct"),
        *("llct", "cap_nhat_kien_thuc", "nghiep_vu_dang", "cap_uy"),
        *("nhan_thuc_dang", "dang_vien_moi", "bao_cao_vien"),
        *("quan_ly_nha_nuoc", "dai_bieu_hdnd"),
    ]
)
"""Programmes that nobody outside the field takes."""
SERVANTS = ("công chức", "viên chức", "đảng viên", "cấp ủy", "bí thư")
"""Counter nouns of people who are of the field whatever they learn; «cán bộ» alone may be a firm's or a newspaper's."""
_ANYBODYS = ("other", "dai_hoc", "chuyen_mon", "ngoai_ngu", "tin_hoc")  # programmes that others take as well


def is_relevant(reading: Reading, drafts: Sequence[Draft], weights: Weights | None = None) -> bool:
    """True where an article's headline, words and statements about training make it likely enough.

    `weights` are those to judge by, where it isn't the ones in use.
    """
    text = _with_title(reading)
    if any(_counts_our_classes(d) or _counts_our_learners(reading, d) for d in drafts):
        return True
    chosen = weights or load_weights()
    likely = relevance_of(text, drafts, chosen)
    if len(text) <= NOTE:
        return likely >= NOTE_THRESHOLD or bool(drafts and not _speaks_against(text))
    return likely >= chosen.threshold


def _counts_our_classes(draft: Draft) -> bool:
    """True where classes of a programme of the field are counted, opened or closed, the programme named beside them.

    One such sentence makes an article on anything else ours too, since it states a volume of training.
    """
    own = draft.programmes and not draft.inherits("programme")
    return bool(own and (draft.classes or draft.bare) and draft.programmes[0] in OURS)


def _counts_our_learners(reading: Reading, draft: Draft) -> bool:
    """True where those whose training is told beside their number are civil servants, Party members and the like."""
    if draft.learners is None or draft.activity is None or draft.inherits("activity"):
        return False
    unit = reading.plain[draft.learners.unit_start : draft.learners.unit_end].lower()
    return any(words in unit for words in SERVANTS)


def _speaks_against(plain: str) -> bool:
    """True where words of another field are named."""
    signs = zip(feature_signs(), count_features(plain), strict=True)
    return any(value for sign, value in signs if sign < 0)


def relevance_of(plain: str, drafts: Sequence[Draft] = (), weights: Weights | None = None) -> float:
    """The probability that an article is about the training of cadres, were it drawn from general news.

    Args:
        plain: the evened-out text, best with the headline as its first line.
        drafts: the statements about training found in it, where it was read.
        weights: those to judge by, where it isn't the ones in use.
    """
    return chance(sum(weigh(plain, weights).values()) + weigh_statements(drafts))


def weigh_statements(drafts: Sequence[Draft]) -> float:
    """What statements about training add to the log-odds."""
    named = sum(1 for d in drafts if d.programmes and d.programmes[0] not in _ANYBODYS)
    return STATEMENT * min(named, STATEMENTS)


def weigh(plain: str, weights: Weights | None = None) -> dict[str, float]:
    """What each feature of an evened-out text adds to the log-odds, with the `intercept` where all of them begin."""
    loaded = weights or load_weights()
    parts = zip(feature_names(), loaded.weights, count_features(plain), strict=True)
    return {"intercept": loaded.intercept, **{name: weight * value for name, weight, value in parts if value}}


def _with_title(reading: Reading) -> str:
    """The article's text with its headline, which some papers' texts begin with and others lack."""
    title = even_out(reading.article.title or "").plain.strip()
    return reading.plain if reading.plain.lstrip().startswith(title) else f"{title}\n{reading.plain}"
