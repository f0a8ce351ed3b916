"""Kinds of documents and their letters, read once from `types.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""The capital letters of Vietnamese, for a character class."""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document: its name, its letters, and when a number alone cites it (yes, capital, long, marked)."""

    name: str
    codes: tuple[str, ...]
    bare: str


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("nlp.documents").joinpath("types.toml").read_text(encoding="utf-8"))


@cache
def types() -> dict[str, DocumentType]:
    """The kinds by their name in lower case."""
    return {
        t["name"].lower(): DocumentType(t["name"], tuple(t["codes"]), t["bare"]) for t in _table()["type"]
    }


@cache
def code_types() -> dict[str, str]:
    """The kind that letters stand for: QĐ is a Quyết định; the first kind that names a code has it."""
    found: dict[str, str] = {}
    for kind in types().values():
        for code in kind.codes:
            found.setdefault(code, kind.name)
    return found


@cache
def table(name: str) -> dict[str, Any]:
    """A table of the lexicon."""
    return dict(_table()[name])


@cache
def modifiers() -> tuple[str, ...]:
    """Words between kind and number that belong to the kind: «Thông tư liên tịch số …»."""
    return tuple(_table()["modifiers"])


def any_of(terms: tuple[str, ...] | list[str]) -> str:
    """A pattern for any of the terms, the longest first."""
    return (
        "(?:"
        + "|".join(re.escape(t).replace("\\ ", " ") for t in sorted(terms, key=lambda t: (-len(t), t)))
        + ")"
    )
