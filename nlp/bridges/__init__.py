"""Bridges to the tools that people already work with: spaCy's documents and displaCy, underthesea's words.

Nothing here makes facts: the facts are those of `nlp.extract`, carried over. spaCy and underthesea are imported
where they are first used, never with this package, and nothing opens the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nlp.bridges.pipeline import blank_vietnamese, displacy_options
    from nlp.bridges.segment import Word, words
    from nlp.bridges.terms import Term, count_terms

_HOMES = {
    "Term": "nlp.bridges.terms",
    "Word": "nlp.bridges.segment",
    "blank_vietnamese": "nlp.bridges.pipeline",
    "count_terms": "nlp.bridges.terms",
    "displacy_options": "nlp.bridges.pipeline",
    "words": "nlp.bridges.segment",
}

__all__ = ["Term", "Word", "blank_vietnamese", "count_terms", "displacy_options", "words"]


def __getattr__(name: str) -> Any:
    """Load a public name where it is first used, so that importing the package stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'nlp.bridges' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
