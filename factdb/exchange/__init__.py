"""Round trips with tools for annotation: facts leave for Label Studio or brat, corrections come back as reviews."""

from __future__ import annotations

from factdb.exchange.corrections import Brought, read_corrections

__all__ = ["Brought", "read_corrections"]
"""Public names."""
