"""The audit: every sum and percentage that an article makes possible, worked out."""

from __future__ import annotations

from nlp.audit.check import CheckMention
from nlp.audit.percents import check_percents
from nlp.audit.sums import check_sums

__all__ = ["CheckMention", "check_percents", "check_sums"]
