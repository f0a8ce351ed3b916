"""Ctrl-C while the command still loads its parts: one line and exit code 130, as later on.

Imported before anything else, so it needs nothing that isn't loaded with Python itself.
"""

from __future__ import annotations

import os
import sys
from types import TracebackType

STOPPED = 130


def be_quiet_at_stop() -> None:
    """In the command `canbo`, end an interrupt that nothing has caught in one line; elsewhere change nothing."""
    if runs_as_command():
        sys.excepthook = _stop


def runs_as_command() -> bool:
    """True in the command `canbo` and in `python -m canbo`."""
    name = os.path.basename(sys.argv[0]) if sys.argv else ""  # noqa: PTH119 (pathlib isn't loaded yet)
    as_module = " -m canbo " in f" {' '.join(sys.orig_argv)} "
    return os.path.splitext(name)[0] == "canbo" or as_module  # noqa: PTH122


def _stop(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    sys.stderr.write("\nStopped by Ctrl-C.\n")
    sys.stderr.flush()
    # Python itself would end by the signal, and tell with a traceback.
    os._exit(STOPPED)
