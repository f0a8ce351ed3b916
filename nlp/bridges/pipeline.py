"""Vietnamese spaCy pipelines that need nothing but spaCy and what canbo brings, and their colours in displaCy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpora.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language

# spaCy's own Vietnamese tokenizer wants pyvi; without it (`use_pyvi = false`) it parts at blanks only and leaves every
# comma on its word. spaCy's rule tokenizer parts the marks too, and keeps 1.250, 25/9/2025 and addresses whole.
_TOKENIZERS = {"syllables": "spacy.Tokenizer.v1", "underthesea": "canbo.VietnameseWords.v1"}
# «12 lớp/310 học viên»: a count begins after the stroke.
_SLASH = r"(?<=[^\W\d_])/(?=\d)"

_COLOURS = {
    "TRAINING": "#7fb2e5",
    "OUTCOME": "#d9a3cd",
    "DOCUMENT": "#e0c272",
    "DATE": "#a9d18e",
    "QUANTITY": "#c9c9c9",
    "PERSON": "#f2b38c",
    "CHECK": "#e89a86",
}


def blank_vietnamese(words: str = "syllables") -> Language:
    """A blank Vietnamese pipeline for spaCy that works without pyvi.

    `words` says what its tokens are: `syllables` (fast) or words by `underthesea`. Raises UsageError for anything else.
    """
    if words not in _TOKENIZERS:
        raise UsageError(f"tokens can't be {words!r}; take one of {', '.join(_TOKENIZERS)}")
    import spacy

    if words == "underthesea":
        import nlp.bridges.spacy_words  # noqa: F401 (makes its tokenizer known to spaCy)
    pipeline = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZERS[words]}}})
    if words == "syllables":
        tokenizer: Any = pipeline.tokenizer
        infixes = [*(pipeline.Defaults.infixes or ()), _SLASH]
        tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    return pipeline


def displacy_options(spans_key: str = "canbo") -> dict[str, Any]:
    """Options for `displacy.render(doc, style="span", options=…)`, with a colour for each kind of fact."""
    return {"spans_key": spans_key, "colors": dict(_COLOURS)}
