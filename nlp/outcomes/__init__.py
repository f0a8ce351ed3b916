"""Outcomes: results of those trained, and their qualifications."""

from __future__ import annotations

from nlp.outcomes.find import OutcomeMention, find_outcomes

__all__ = ["OutcomeMention", "find_outcomes"]
