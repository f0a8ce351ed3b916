"""What speaks for and against an article being about the training of cadres: words of `features.toml`, counted.

An article becomes a vector of features: how often it uses the words of each group, how often something that
teaches stands beside somebody taught, and how much of both its beginning has, where the press says what it is about.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from math import log1p
from typing import Any

NEAR = 14
"""Words between one that teaches and one taught, at most, in one sentence."""
LEAD = 70
"""Words of the beginning: a headline and the sentence that follows it."""
DAMPING = 150
"""Words added to an article's length, so that a short one isn't judged by a single word."""

_BLANKS = ',;:()[]"/-'
_STOP = "."
_MASKED = "masked"
_END = -1
_TEACHES, _TAUGHT = "teaches", "taught"
_GROUP = ""  # the key of a trie's node that says of which group the words up to it are


@functools.cache
def lexicon() -> Mapping[str, Mapping[str, Any]]:
    """The groups of `features.toml`: name → what it is about, its part, its phrases."""
    return tomllib.loads(lexicon_text())


def lexicon_text() -> str:
    """The text of `features.toml`, with line ends as they are in the repository."""
    return files(__package__).joinpath("features.toml").read_text("utf-8").replace("\r\n", "\n")


@functools.cache
def groups() -> Sequence[str]:
    """The groups that are weighed, in the order of their columns."""
    return tuple(name for name in lexicon() if name != _MASKED)


@functools.cache
def feature_names() -> Sequence[str]:
    """The names of the features, in the order of their columns."""
    return (*groups(), "pairs", "lead pairs", "lead teaches", "lead taught")


@functools.cache
def feature_signs() -> Sequence[int]:
    """What each feature may say, in the order of their columns: 1 for the field, -1 against it."""
    against = (*(bool(lexicon()[name].get("against")) for name in groups()), False, False, False, False)
    return tuple(-1 if it else 1 for it in against)


def counting_rules() -> str:
    """What else the features depend on, as text: it goes into the hash of the weights."""
    return f"near {NEAR}, lead {LEAD}, damping {DAMPING}"


@functools.cache
def _parts() -> tuple[frozenset[int], frozenset[int]]:
    """The columns of the groups that teach and of those that are taught."""
    parts = [lexicon()[name].get("part") for name in groups()]
    return (
        frozenset(i for i, part in enumerate(parts) if part == _TEACHES),
        frozenset(i for i, part in enumerate(parts) if part == _TAUGHT),
    )


@functools.cache
def _trie() -> dict[str, Any]:
    """All phrases as a tree of words, so that one walk over an article finds them all."""
    root: dict[str, Any] = {_STOP: {_GROUP: _END}}
    columns = {name: i for i, name in enumerate(groups())}
    for name, group in lexicon().items():
        for phrase in group["phrases"]:
            node = root
            for word in phrase.split():
                node = node.setdefault(word, {})
            if _GROUP in node:
                raise ValueError(f"features.toml has «{phrase}» twice: leave it in one group")
            # Words that are masked are found, so that no others are found in them, and counted nowhere.
            node[_GROUP] = columns.get(name, len(columns))
    return root


def split_words(plain: str) -> list[str]:
    """The words of a text in lower case, without punctuation; a lone «.» stands where a sentence or a line ends."""
    text = plain.lower() + "\n"
    for mark in _BLANKS:
        text = text.replace(mark, " ")
    # A full stop within a number (1.800) ends nothing, so a blank must follow.
    for end in ("\n", "! ", "? ", ". "):
        text = text.replace(end, " . ")
    return text.split()


def find_words(plain: str) -> tuple[list[tuple[int, int]], int]:
    """The words of the lexicon as (place, column), in order, and how many words the article has.

    A place counts words; the column of a sentence's end is -1. Linear in the length of the text.
    """
    words = split_words(plain)
    begin = _trie()
    found = []
    free = 0
    for at in [at for at, word in enumerate(words) if word in begin]:
        if at < free:
            continue
        node = begin[words[at]]
        group = node.get(_GROUP)
        ahead = at + 1
        end = ahead
        while ahead < len(words) and (node := node.get(words[ahead])) is not None:
            ahead += 1
            if _GROUP in node:
                group, end = node[_GROUP], ahead
        if group is not None:
            found.append((at, group))
            free = end
    return found, len(words)


def count_features(plain: str) -> list[float]:
    """The features of an evened-out text, in the order of `feature_names`: damped rates, 0 where nothing was found."""
    found, length = find_words(plain)
    counts = [0] * (len(groups()) + 1)
    lead = [0, 0, 0]
    pairs = 0
    teaches, taught = _parts()
    teacher = learner = -NEAR - 1  # where the last of them stood that has no partner yet
    for at, column in found:
        if column == _END:
            teacher = learner = -NEAR - 1
            continue
        counts[column] += 1
        if column in teaches:
            teacher = at
            lead[1] += at < LEAD
        elif column in taught:
            learner = at
            lead[2] += at < LEAD
        else:
            continue
        if abs(teacher - learner) <= NEAR and min(teacher, learner) >= 0:
            pairs += 1
            lead[0] += at < LEAD
            teacher = learner = -NEAR - 1
    scale = 1000 / (length + DAMPING)
    return [log1p(n * scale) for n in (*counts[:-1], pairs)] + [log1p(n) for n in lead]
