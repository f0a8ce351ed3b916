"""One run at a time on one folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpora.errors import CrawlError


@contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Keep other runs off `folder` for as long as the block runs; raises CrawlError with the other's pid.

    The system lets go of the lock when the process ends, however it ends, so a lock never goes stale.
    """
    path = folder / "crawl.lock"
    with path.open("a+", encoding="ascii") as file:
        if not _lock(file.fileno()):
            file.seek(0)
            pid = file.read(20).strip() or "unknown"
            raise CrawlError(
                f"{folder} is in use by another crawl (process {pid}): "
                "wait until it ends, stop it, or name another folder"
            )
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        # Beyond the pid: a locked byte can't be read by others there.
        os.lseek(handle, 1000, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
