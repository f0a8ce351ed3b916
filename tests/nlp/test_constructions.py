"""The forty hard constructions of Vietnamese press reports: each stands among the cases, and hardly any fails."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "cases"
NUMBERS = set(range(1, 41))
NOT_YET: dict[int, str] = {}
"""Constructions with a case that the rules don't master; each has another that they do."""


def cases() -> Iterator[tuple[Any, dict[str, Any]]]:
    """Every case that is tagged with the number of a construction."""
    for path in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in table.get("case", ()):
            if "construction" in case:
                yield case["construction"], case


def test_all_forty_stand_somewhere() -> None:
    """No construction is without a case, and none is tagged that isn't on the list."""
    assert {number for number, _ in cases()} == NUMBERS


def test_all_forty_are_mastered() -> None:
    """Each has a case that the rules master; what they don't is listed here, with its reason beside the case."""
    failing = {number for number, case in cases() if "known" in case or "fails" in case}
    working = {number for number, case in cases() if "known" not in case and "fails" not in case}
    assert failing == set(NOT_YET)
    assert working == NUMBERS
