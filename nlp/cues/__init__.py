"""Cue words: status, opening and closing, part of a total, reports, verbs of training."""

from __future__ import annotations

from nlp.cues.find import CueMention, find_cues

__all__ = ["CueMention", "find_cues"]
