"""What can be wrong with an installation, looked at one by one."""

from __future__ import annotations

import base64
import hashlib
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from canbo import _guard

MARKS = {"good": "✓", "note": "·", "bad": "✗"}
"""How each state of a finding is shown."""

NAMES = ("canbo", *_guard.SIBLINGS)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `state` is `good`, `note` (worth knowing) or `bad` (to be mended)."""

    state: str
    subject: str
    message: str


def examine() -> list[Finding]:
    """Look at everything; nothing is changed, and the network isn't asked."""
    return [
        _check_python(),
        *_check_packages(),
        *_check_files(),
        *_check_rivals(),
        *_check_shadows(Path.cwd()),
        *_check_dependencies(),
        _check_writing("the working folder", Path.cwd()),
        _check_writing("the folder for temporary files", Path(tempfile.gettempdir())),
    ]


def _check_python() -> Finding:
    from packaging.specifiers import SpecifierSet

    wanted = metadata.metadata("canbo")["Requires-Python"] if _is_installed() else ">=3.11"
    fits = SpecifierSet(wanted).contains(platform.python_version(), prereleases=True)
    shown = f"{platform.python_version()} in {sys.prefix}"
    return Finding("good" if fits else "bad", "Python", shown if fits else f"{shown}; canbo needs {wanted}")


def _check_packages() -> Iterator[Finding]:
    """Every package must be taken from beside `canbo`."""
    for name in NAMES:
        place = _guard.find(name)
        if place == _guard.HOME / name:
            yield Finding("good", f"package {name}", str(place))
        else:
            yield Finding(
                "bad", f"package {name}", f"taken from {place}, but canbo's own is {_guard.HOME / name}"
            )


def _check_files() -> Iterator[Finding]:
    """Another distribution may have overwritten our files: they must be as they were installed."""
    try:
        files = metadata.distribution("canbo").files or []
    except metadata.PackageNotFoundError:
        yield Finding("note", "files", "canbo runs from its folder without being installed")
        return
    ours = [f for f in files if f.parts[0] in NAMES and f.hash]
    if not ours:
        yield Finding("good", "files", f"an editable installation of {_guard.HOME}")
        return
    changed = [str(f) for f in ours if not _is_whole(f)]
    if changed:
        shown = ", ".join(changed[:5]) + (f" and {len(changed) - 5} more" if len(changed) > 5 else "")
        mend = "install canbo again: pip install --force-reinstall --no-deps canbo"
        yield Finding("bad", "files", f"changed or gone since the installation: {shown}; {mend}")
    else:
        yield Finding("good", "files", f"all {len(ours)} as installed")


def _is_whole(file: metadata.PackagePath) -> bool:
    path = Path(str(file.locate()))
    if not path.is_file() or file.hash is None:
        return False
    digest = hashlib.new(file.hash.mode, path.read_bytes()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == file.hash.value


def _check_rivals() -> Iterator[Finding]:
    """No other distribution may own one of our names: uninstalling it would take our files along."""
    owners = metadata.packages_distributions()
    rivals = {(dist, name) for name in NAMES for dist in owners.get(name, ()) if dist.lower() != "canbo"}
    for dist, name in sorted(rivals):
        mend = f"pip uninstall {dist}, then install canbo again; best, give canbo an environment of its own"
        yield Finding("bad", "rival", f"the distribution {dist!r} owns the name {name!r} too: {mend}")
    if not rivals:
        yield Finding("good", "rivals", "no other distribution bears our names")


def _check_shadows(folder: Path) -> Iterator[Finding]:
    """A package or module in the working folder hides ours from `python`, though not from the command."""
    for name in NAMES:
        for place in (folder / name / "__init__.py", folder / f"{name}.py"):
            if place.exists() and place.parent.resolve() != _guard.HOME / name:
                taken = place.parent if place.name == "__init__.py" else place
                why = f"hides canbo's '{name}' from Python started in this folder; rename it"
                yield Finding("note", "shadow", f"{taken} {why}")


def _check_dependencies() -> Iterator[Finding]:
    from packaging.requirements import Requirement

    for line in metadata.requires("canbo") or [] if _is_installed() else []:
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(wanted.name)
        except metadata.PackageNotFoundError:
            yield Finding("bad", wanted.name, f"not installed; canbo needs {wanted}")
            continue
        fits = wanted.specifier.contains(version, prereleases=True)
        yield Finding(
            "good" if fits else "bad", wanted.name, version if fits else f"{version}; canbo needs {wanted}"
        )


def _is_installed() -> bool:
    try:
        metadata.distribution("canbo")
    except metadata.PackageNotFoundError:
        return False
    return True


def _check_writing(subject: str, folder: Path) -> Finding:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".canbo-doctor-") as file:
            file.write(b"canbo")
            file.flush()
    except OSError as error:
        return Finding("bad", subject, f"can't write in {folder}: {error.strerror or error}")
    return Finding("good", subject, f"can write in {folder}")
