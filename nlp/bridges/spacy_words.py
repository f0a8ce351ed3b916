"""A tokenizer for spaCy whose tokens are Vietnamese words by underthesea.

A pipeline saved with it loads where this module was imported before. This module imports spaCy and is itself
imported late.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from nlp.bridges.segment import words


class WordTokenizer(DummyTokenizer):
    """Makes documents of Vietnamese words; blanks beyond one space between words are tokens, as in spaCy."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __reduce__(self) -> tuple[type[WordTokenizer], tuple[Vocab]]:
        return WordTokenizer, (self.vocab,)

    def __call__(self, text: str) -> Doc:
        """The document of a text; `doc.text == text` for any text."""
        tokens, spaces = split(text)
        return Doc(self.vocab, words=tokens, spaces=spaces)


def split(text: str) -> tuple[list[str], list[bool]]:
    """The tokens of a text, and of each whether one space follows: together they spell the text."""
    tokens: list[str] = []
    spaces: list[bool] = []
    at = 0
    for word in words(text):
        _add_gap(text[at : word.start], tokens, spaces)
        tokens.append(word.text)
        spaces.append(False)
        at = word.end
    _add_gap(text[at:], tokens, spaces)
    return tokens, spaces


def _add_gap(gap: str, tokens: list[str], spaces: list[bool]) -> None:
    """What lies between two words: a space belongs to the word before it, the rest is a token."""
    if gap.startswith(" ") and spaces:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        tokens.append(gap)
        spaces.append(False)


@registry.tokenizers("canbo.VietnameseWords.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], WordTokenizer]:
    """What a pipeline's configuration names."""
    return _for_pipeline


def _for_pipeline(pipeline: Language) -> WordTokenizer:
    return WordTokenizer(pipeline.vocab)
