"""Names beside a target, under which a file or folder is made before it is moved into its place.

The name tells the machine and the process, so that what a killed process left can be cleared away, and what
another machine on a shared disk is still writing stays.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import socket
import uuid
from pathlib import Path

_NAME = re.compile(r"^\.(?P<target>.+)\.building-(?P<host>[\w-]*)-(?P<pid>\d+)-[0-9a-f]{8}(?:\.wal|\.tmp)?$")

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


def name_beside(folder: Path, target: str) -> Path:
    """A free name in `folder` for making `target`."""
    return folder / f".{target}.building-{_host()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def clear_leftovers(folder: Path, target: str) -> None:
    """Remove what processes of this machine that are no more left beside `target`."""
    for path in folder.glob(".*.building-*"):
        found = _NAME.match(path.name)
        if found and found["target"] == target and found["host"] == _host() and not _alive(int(found["pid"])):
            remove(path)


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def swap_folder(fresh: Path, target: Path) -> None:
    """Put a folder into the place of another in one step, where the system can; nobody ever finds the place empty."""
    if not _exchange(fresh, target):
        old = name_beside(target.parent, target.name)
        target.rename(old)
        fresh.rename(target)
        remove(old)
        return
    remove(fresh)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change their names; False where the system knows no such call."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    done = call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return bool(done == 0)


def _host() -> str:
    return re.sub(r"[^\w-]", "-", socket.gethostname())


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True
