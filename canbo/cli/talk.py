"""What the command says to the person: on standard error, with progress where somebody looks on."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.status import Status

    from corpora.unread import Unread

Item = TypeVar("Item")

FAULT, WRONG_USE, SOME_FAILED, INTERRUPTED = 1, 2, 3, 130

_PLAIN_EVERY = 5.0
"""Seconds between two plain lines of progress, where standard error is no terminal."""

# Control characters other than tab and line break: a text from the web must not steer the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_quiet = False


def be_quiet(quiet: bool) -> None:
    """Say nothing but errors from now on, or talk again."""
    global _quiet
    _quiet = quiet


def is_quiet() -> bool:
    """Whether the person asked for nothing but errors."""
    return _quiet


def say(text: str, *, always: bool = False) -> None:
    """A line on standard error; where the person asked for quiet, only what is said `always`."""
    if always or not _quiet:
        print(tame(text), file=sys.stderr, flush=True)


def command(*args: object) -> str:
    """A command to type as it can be run from here: `canbo build facts`, or with the path to canbo."""
    return " ".join([_find_canbo(), *(shlex.quote(str(arg)) for arg in args)])


def _find_canbo() -> str:
    """`canbo` where the shell finds it, else the path of this one, from the working folder where that is shorter."""
    if shutil.which("canbo"):
        return "canbo"
    script = Path(sys.argv[0] if Path(sys.argv[0]).stem == "canbo" else sys.executable).absolute()
    try:
        near = os.path.relpath(script)
    except ValueError:  # another drive
        near = str(script)
    path = shlex.quote(min(str(script), near if os.sep in near else f".{os.sep}{near}", key=len))
    return path if script.stem == "canbo" else f"{path} -m canbo"


def tame(text: str) -> str:
    """The text without control characters."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def on_terminal() -> bool:
    """True where somebody looks at standard error as it is written."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def follow(items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]:
    """Pass the items on, showing how far it is: a bar on a terminal, a plain line now and then elsewhere."""
    if _quiet:
        yield from items
    elif on_terminal():
        yield from _follow_bar(items, label, total)
    else:
        yield from _follow_plain(items, label)


def _follow_bar(items: Iterable[Item], label: str, total: int | None) -> Iterator[Item]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (SpinnerColumn(), TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=total)


def _follow_plain(items: Iterable[Item], label: str) -> Iterator[Item]:
    spoken = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        if time.monotonic() - spoken >= _PLAIN_EVERY:
            spoken = time.monotonic()
            say(f"{label}: {number} so far")


class MovingLine:
    """A line that moves at the bottom of a terminal while something runs; nothing at all elsewhere."""

    def __init__(self, text: str) -> None:
        self.moves = on_terminal() and not _quiet
        self._text = text
        self._status: Status | None = None

    def show(self, text: str) -> None:
        """Show another text from now on."""
        if self._status:
            from rich.text import Text

            self._status.update(Text(tame(text), no_wrap=True, overflow="ellipsis"))

    def __enter__(self) -> MovingLine:
        if self.moves:
            from rich.console import Console

            self._status = Console(stderr=True).status(self._text)
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 article`, `2 articles`, `1,200 articles`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def list_failed(failed: Iterable[tuple[str, str]], shown: int = 20) -> int:
    """Say which inputs failed and why, the first few one by one; returns how many there were."""
    number = 0
    for number, (place, reason) in enumerate(failed, 1):
        if number <= shown:
            say(f"  failed: {place}: {reason}", always=True)
    if number > shown:
        say(f"  … and {number - shown:,} more", always=True)
    return number


def tell_unread(unread: Iterable[Unread]) -> bool:
    """Say what failed, and what was left aside without anything being wrong; returns whether any failed."""
    everything = list(unread)
    aside = [one for one in everything if not one.failed]
    for one in aside[:20]:
        say(f"  {one.input}: {one.reason}")
    return list_failed((one.input, one.reason) for one in everything if one.failed) > 0
