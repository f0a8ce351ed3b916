"""Outcomes: results of those trained, and their qualifications."""

from __future__ import annotations

from nlp.outcomes.find import find_outcomes
from nlp.outcomes.mention import OutcomeMention

__all__ = ["OutcomeMention", "find_outcomes"]
