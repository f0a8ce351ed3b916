"""Elements of an lxml tree by the CSS selectors that page layouts are written with.

Understood are names, classes, ids, attributes (`[a]`, `[a=b]`, `[a^=b]`, `[a$=b]`, `[a*=b]`) and both kinds of nesting
(`.a .b`, `.a > .b`). For anything else `compiled` gives None, and the whole page is parsed by BeautifulSoup instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_SPLIT = re.compile(r"\s{0,9}(>)\s{0,9}|\s{1,9}")
_COMPOUND = re.compile(r"([a-zA-Z][\w:-]{0,40})?((?:[.#][\w-]{1,80}|\[[^\[\]]{1,120}\]){0,8})")
_PART = re.compile(r"([.#])([\w-]{1,80})|\[([\w:-]{1,40})(?:([\^$*]?)=[\"']?([^\"'\]]{0,80})[\"']?)?\]")
_TESTS: dict[str, Callable[[str, str], bool]] = {
    "": str.__eq__,
    "^": str.startswith,
    "$": str.endswith,
    "*": str.__contains__,
}


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element must be: its name, its classes, its id, its attributes as (name, test, value)."""

    name: str = ""
    classes: tuple[str, ...] = ()
    own_id: str = ""
    attributes: tuple[tuple[str, str, str | None], ...] = ()

    def fits(self, element: Any) -> bool:
        """Whether an lxml element is so."""
        if self.name and element.tag != self.name:
            return False
        if self.own_id and element.get("id") != self.own_id:
            return False
        if self.classes:
            has = (element.get("class") or "").split()
            if not all(name in has for name in self.classes):
                return False
        return all(_has(element, *wanted) for wanted in self.attributes)


def _has(element: Any, name: str, test: str, value: str | None) -> bool:
    has = element.get(name)
    return has is not None and (value is None or _TESTS[test](has, value))


Steps = tuple[tuple[Compound, bool], ...]
"""Compounds from the outermost on, each with whether it must be a child of the one before."""


@lru_cache(maxsize=4096)
def compiled(css: str) -> Steps | None:
    """A selector taken apart, or None where it holds more than this module understands."""
    steps: list[tuple[Compound, bool]] = []
    child = False
    for part in _SPLIT.split(css.strip()):
        if part is None:
            continue
        if part == ">":
            child = True
            continue
        match = _COMPOUND.fullmatch(part)
        if match is None or not part:
            return None
        steps.append((_compound(match[1] or "", match[2]), child))
        child = False
    return tuple(steps) or None


def _compound(name: str, rest: str) -> Compound:
    classes: list[str] = []
    own_id = ""
    attributes: list[tuple[str, str, str | None]] = []
    for mark, word, attribute, test, value in _PART.findall(rest):
        if mark == ".":
            classes.append(word)
        elif mark == "#":
            own_id = word
        else:
            attributes.append((attribute, test, value or None))
    return Compound(name.lower(), tuple(classes), own_id, tuple(attributes))


def found(steps: Steps, candidates: Iterable[Any]) -> Iterable[Any]:
    """Of lxml elements those that a selector names, in their order."""
    last = steps[-1][0]
    return (element for element in candidates if last.fits(element) and _stands(element, steps))


def _stands(element: Any, steps: Steps) -> bool:
    """Whether the elements around it are those that the selector asks for."""
    child = steps[-1][1]
    for compound, own_child in reversed(steps[:-1]):
        element = element.getparent()
        if not child:
            while element is not None and not compound.fits(element):
                element = element.getparent()
        if element is None or not compound.fits(element):
            return False
        child = own_child
    return True
