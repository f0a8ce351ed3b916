"""The version of the rules: a hash over every rule file and lexicon, so that a record says what made it."""

from __future__ import annotations

import functools
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from nlp.identity import digest

if TYPE_CHECKING:
    from nlp.programmes import Lexicon

SHOWING = frozenset(
    [
        "/show.py",
        "/marks.py",
        "/labels.toml",
        "/explanation.py",
        "/explanation.toml",
        "/explanation_html.py",
        "/jobs.py",
        "/gold.py",
        "/rules.py",
    ]
)
"""Files that show facts or hand articles around, and make no fact."""


BRIDGES = "/bridges/"
"""What hands facts to other libraries makes none."""


def rules_version(lexicon: Lexicon | None = None) -> str:
    """16 hexadecimal digits over this package's code and lexicons, in the order of their paths.

    What only shows facts doesn't enter: a new label makes no new run. A reader's own lexicon adds `+` and its version.
    """
    return _own_version() + (f"+{lexicon.version}" if lexicon and lexicon.version else "")


@functools.cache
def _own_version() -> str:
    made = sorted(_contents(files("nlp"), ""))
    return digest(content for path, content in made if path not in SHOWING and not path.startswith(BRIDGES))


def _contents(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _contents(entry, name)
        elif entry.name.endswith((".py", ".toml", ".json", ".csv")):
            # Line ends differ between systems; the rules don't.
            found.append((name, entry.read_bytes().replace(b"\r\n", b"\n")))
    return found
