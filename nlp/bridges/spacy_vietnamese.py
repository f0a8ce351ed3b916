"""The language «vi» for spaCy where pyvi isn't installed: its tokens are syllables, by spaCy's own rule tokenizer.

spaCy finds it by an entry point, so that `spacy.blank("vi")` works wherever canbo is installed. Where pyvi is there,
spaCy's own Vietnamese stays as it is. This module imports spaCy and is itself loaded by spaCy alone.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from spacy.lang.vi import Vietnamese as SpacyVietnamese
from spacy.lang.vi import VietnameseDefaults, create_vietnamese_tokenizer
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    load_config_from_str,
    registry,
)

_NAME = "canbo.VietnameseSyllables.v1"
# «12 lớp/310 học viên»: a count begins after the stroke.
_STROKE = r"(?<=[^\W\d_])/(?=\d)"


@registry.tokenizers(_NAME)  # type: ignore[untyped-decorator]
def make_tokenizer(use_pyvi: bool = False) -> Callable[[Language], Tokenizer]:
    """What a pipeline's configuration names; `use_pyvi` is there for configurations made for spaCy's own."""
    if use_pyvi:
        made: Callable[[Language], Tokenizer] = create_vietnamese_tokenizer(use_pyvi=True)
        return made
    return _for_pipeline


def _for_pipeline(pipeline: Language) -> Tokenizer:
    """spaCy's rule tokenizer, which keeps 1.250, 25/9/2025 and addresses whole and parts marks from words."""
    defaults = pipeline.Defaults
    return Tokenizer(
        pipeline.vocab,
        rules=defaults.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(defaults.prefixes or []).search,
        suffix_search=compile_suffix_regex(defaults.suffixes or []).search,
        infix_finditer=compile_infix_regex([*(defaults.infixes or ()), _STROKE]).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )


class SyllableDefaults(VietnameseDefaults):
    """spaCy's defaults for Vietnamese with the tokenizer that needs no other package."""

    config = load_config_from_str(f'[nlp]\n\n[nlp.tokenizer]\n@tokenizers = "{_NAME}"\n')


class SyllableVietnamese(Language):  # type: ignore[no-untyped-call]
    """Vietnamese whose tokens are syllables."""

    lang = "vi"
    Defaults = SyllableDefaults


Vietnamese = SpacyVietnamese if find_spec("pyvi") else SyllableVietnamese
"""What `spacy.blank("vi")` makes."""
