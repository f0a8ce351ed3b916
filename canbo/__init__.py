"""canbo reads Vietnamese press reports on the training of cadres and makes a citable fact database of them.

    >>> import canbo
    >>> facts = canbo.extract("Năm 2024, tỉnh mở 12 lớp bồi dưỡng lý luận chính trị cho 1.250 học viên.")
    >>> facts[0].learners.value
    1250

Everything heavy is imported where it is first used; `import canbo` itself is light.
"""

from __future__ import annotations

from canbo._stop import be_quiet_at_stop

be_quiet_at_stop()  # before the other imports, which take their time

from importlib import import_module  # noqa: E402
from typing import TYPE_CHECKING, Any  # noqa: E402

from canbo import _guard  # noqa: E402

if TYPE_CHECKING:
    from canbo.api import Skipped, build, extract, extract_many, load, open, sample
    from canbo.report import write_report
    from corpora.article import Article
    from corpora.errors import CanboError
    from nlp.fact import ArticleFacts

__version__ = "0.1.0"

if not _guard.runs_as_command():
    _guard.check()

_HOMES = {
    "extract": "canbo.api",
    "extract_many": "canbo.api",
    "load": "canbo.api",
    "build": "canbo.api",
    "open": "canbo.api",
    "sample": "canbo.api",
    "Skipped": "canbo.api",
    "write_report": "canbo.report",
    "Article": "corpora.article",
    "ArticleFacts": "nlp.fact",
    "CanboError": "corpora.errors",
}

__all__ = [
    "Article",
    "ArticleFacts",
    "CanboError",
    "Skipped",
    "__version__",
    "build",
    "extract",
    "extract_many",
    "load",
    "open",
    "sample",
    "write_report",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for."""
    if name == "report":
        return import_module("canbo.report")
    if name not in _HOMES:
        raise AttributeError(f"module 'canbo' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names, for completion in a notebook."""
    return sorted(__all__)
