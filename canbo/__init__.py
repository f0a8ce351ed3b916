"""canbo reads Vietnamese press reports on the training of cadres and makes a citable fact database of them."""

from __future__ import annotations

from canbo import _guard

__version__ = "0.1.0"

if not _guard.runs_as_command():
    _guard.check()
