"""Programmes of training, found by a lexicon that a reader can add to: `lexicon.py`, `programmes.toml`."""

from __future__ import annotations

from nlp.programmes.find import ProgrammeMention, find_programmes, programme_names
from nlp.programmes.lexicon import Lexicon, load_lexicon

__all__ = ["Lexicon", "ProgrammeMention", "find_programmes", "load_lexicon", "programme_names"]
