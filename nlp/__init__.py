"""Text to facts: `extract` reads a press article and returns what it states about the training of cadres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nlp.documents import find_documents
    from nlp.explanation import explain
    from nlp.extraction import extract
    from nlp.jobs import Failed, extract_many
    from nlp.numbers import find_numbers
    from nlp.organisations import find_organisations
    from nlp.people import find_people
    from nlp.places import find_places
    from nlp.programmes import find_programmes, load_lexicon
    from nlp.quantities import find_quantities
    from nlp.rules import rules_version
    from nlp.time import find_times

_HOMES = {
    "Failed": "nlp.jobs",
    "explain": "nlp.explanation",
    "extract": "nlp.extraction",
    "extract_many": "nlp.jobs",
    "find_documents": "nlp.documents",
    "find_numbers": "nlp.numbers",
    "find_organisations": "nlp.organisations",
    "find_people": "nlp.people",
    "find_places": "nlp.places",
    "find_programmes": "nlp.programmes",
    "find_quantities": "nlp.quantities",
    "find_times": "nlp.time",
    "load_lexicon": "nlp.programmes",
    "rules_version": "nlp.rules",
}

__all__ = [
    "Failed",
    "explain",
    "extract",
    "extract_many",
    "find_documents",
    "find_numbers",
    "find_organisations",
    "find_people",
    "find_places",
    "find_programmes",
    "find_quantities",
    "find_times",
    "load_lexicon",
    "rules_version",
]


def __getattr__(name: str) -> Any:
    """Load a public name where it is first used, so that importing the package stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'nlp' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
