"""Where a command reads and writes: checked before the work begins, with what to name instead."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from corpora.errors import CanboError, InputError, UsageError

# Names under which a file is made before it is moved into its place; a person knows only the place.
_BESIDE = re.compile(
    r"\.([^/\\\s'\"]{1,255}?)\.(?:building-[\w-]*-\d+-[0-9a-f]{8}|rows-\d+|new-\d+)(?:\.wal|\.tmp)?"
)


def check_file(path: Path, example: str, *, devices: bool = False) -> None:
    """Make the folder of a file to be written; raises UsageError where `path` can't be a file.

    With `devices` it may be a device or a pipe.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name a file, e.g. {path / example}")
    # What is made is moved into its place, and would take that of a device or a pipe.
    if not devices and path.exists() and not path.is_file():
        raise UsageError(f"{path} is no file but a device or a pipe: name a file")
    make_folder(path.parent)


def check_there(name: str) -> None:
    """Raise InputError, with the place where it was looked for, where a path isn't there."""
    from corpora.load import load

    try:
        load([name])
    except InputError as error:
        place = Path(name)
        where = "" if place.is_absolute() else f" (looked for {place.absolute()})"
        raise InputError(f"{error}{where}") from None


def make_folder(path: Path) -> None:
    """Make a folder where there is none; raises UsageError where a file is in the way."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        there = next(p for p in (path, *path.parents) if p.exists() and not p.is_dir())
        raise UsageError(f"{there} is a file: name a folder") from None
    except OSError as error:
        raise CanboError(f"the folder {path} can't be made: {explain(error)}; name another") from error


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Errors of the system while `path` is written, as CanboError that names it."""
    try:
        yield
    except OSError as error:
        raise CanboError(f"{path} can't be written: {explain(error)}") from error


@contextmanager
def write_beside(path: Path) -> Iterator[TextIO]:
    """A file that comes into its place when it is whole; a device is written as it is."""
    if path.exists() and not path.is_file():
        with named(path), path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    beside = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        with named(path), beside.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        with named(path):
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def explain(error: OSError) -> str:
    """What an error of the system means, and what to do where that is plain."""
    if isinstance(error, PermissionError):
        return "it isn't allowed; look at its permissions"
    words = (error.strerror or str(error)).lower()
    return f"{words}; make room and run it again" if "space" in words else words


def name_places(message: str) -> str:
    """A message with the names that the person gave in place of those under which files are made."""
    return _BESIDE.sub(r"\1", re.sub(rf"\.([^/\\\s'\"]{{1,255}}?)\.{os.getpid()}\b", r"\1", message))
