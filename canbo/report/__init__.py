"""One self-contained HTML page of a fact base: the articles with their facts marked, and the answers."""

from __future__ import annotations

from canbo.report.page import write_report

__all__ = ["write_report"]
