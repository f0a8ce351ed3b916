"""Make sure that the packages beside canbo are canbo's own.

`corpora`, `crawler`, `nlp` and `factdb` are common words: a folder of the user's, or another distribution, may
bear one of the names and hide ours. Then half of the code would come from elsewhere and fail in riddles, so
`import canbo` fails at once and names both places.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

SIBLINGS = ("corpora", "crawler", "factdb", "nlp")
"""The packages that are installed beside `canbo`."""

HOME = Path(__file__).resolve().parent.parent
"""The folder that holds `canbo` and must hold its siblings."""


def check() -> None:
    """Raise ImportError, with both places in it, where a sibling doesn't lie beside `canbo`."""
    for name in SIBLINGS:
        found = find(name)
        if found != HOME / name:
            raise ImportError(_message(name, found), name=name)


def find(name: str) -> Path | None:
    """The folder or module that `import name` would take; None where there is none."""
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    if spec is None:
        return None
    if spec.origin is None:
        places = list(spec.submodule_search_locations or ())
        return Path(places[0]).resolve() if places else None
    origin = Path(spec.origin).resolve()
    return origin.parent if spec.submodule_search_locations else origin


def runs_as_command() -> bool:
    """True in the command `canbo`, which makes the check itself, so that `canbo doctor` can still speak."""
    return bool(sys.argv) and Path(sys.argv[0]).stem == "canbo"


def _message(name: str, found: Path | None) -> str:
    if found is None:
        return (
            f"canbo's package '{name}' is missing: it should lie in {HOME / name}. "
            "Install canbo again: pip install --force-reinstall --no-deps canbo"
        )
    return (
        f"canbo's package '{name}' lies in {HOME / name}, but Python finds another one in {found}, which hides it. "
        f"If that is a folder or file of yours, rename it, or start Python elsewhere or with -P; "
        f"if it came with another package, uninstall that and install canbo again, best in an environment of its own. "
        "The command 'canbo doctor' tells more."
    )
