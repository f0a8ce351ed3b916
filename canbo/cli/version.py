"""`canbo version`: which canbo this is, and which rules it goes by."""

from __future__ import annotations


def version() -> None:
    """Print which canbo and which rules these are."""
    import platform

    import canbo
    import nlp

    print(f"canbo {canbo.__version__} · rules {nlp.rules_version()} · Python {platform.python_version()}")
