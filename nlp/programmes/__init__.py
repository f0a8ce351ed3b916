"""Programmes of training: which of the programme codes a stretch of text names."""

from __future__ import annotations

from nlp.programmes.find import ProgrammeMention, find_programmes, programme_names

__all__ = ["ProgrammeMention", "find_programmes", "programme_names"]
