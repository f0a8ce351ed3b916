"""The version of the rules: a hash over every rule file and lexicon, so that a record says what made it."""

from __future__ import annotations

import functools
from importlib.resources import files
from importlib.resources.abc import Traversable

from nlp.identity import digest

SHOWING = frozenset(
    ["/show.py", "/marks.py", "/labels.toml", "/explanation.py", "/jobs.py", "/gold.py", "/rules.py"]
)
"""Files that show facts or hand articles around, and make no fact."""


BRIDGES = "/bridges/"
"""What hands facts to other libraries makes none."""


@functools.cache
def rules_version() -> str:
    """16 hexadecimal digits over this package's code and lexicons, in the order of their paths.

    What only shows facts doesn't enter: a new label makes no new run.
    """
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
