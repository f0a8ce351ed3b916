"""The house keeps its shape: who imports whom, how long things are, and what never comes into the tree."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("corpora", "crawler", "nlp", "factdb", "canbo")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 400, 40


def name_of(path: Path) -> str:
    """A module's path as the name of its case."""
    return path.relative_to(ROOT).as_posix()


def files_of_project() -> list[Path]:
    """What is or would be committed; all files where this is no repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        return [
            p for p in ROOT.rglob("*") if p.is_file() and ".venv" not in p.parts and ".git" not in p.parts
        ]
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_import_contract():
    """The packages import each other in one direction only, and one module each opens the network and DuckDB."""
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", PACKAGES)
def test_regular_typed_package(package):
    """Every package is a regular one (a folder of the same name can't hide it) and carries its types."""
    assert (ROOT / package / "__init__.py").is_file()
    assert (ROOT / package / "py.typed").is_file()


def test_tests_and_notebooks_are_no_packages():
    """An editable installation must not put `tests` or `notebooks` among the things one can import."""
    assert not [*(ROOT / "tests").rglob("__init__.py"), *(ROOT / "notebooks").rglob("__init__.py")]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_sizes(path):
    """No module is over 400 lines, and no function over 40."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    functions = [
        n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [
        f"{n.name} (line {n.lineno})" for n in functions if n.end_lineno - n.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long


@pytest.mark.parametrize("path", [p for p in MODULES if "cli" not in p.parts], ids=name_of)
def test_libraries_never_print(path):
    """Only the command line talks; a library that prints can't be used in another program."""
    calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    assert not [n.lineno for n in calls if isinstance(n.func, ast.Name) and n.func.id == "print"]


def test_no_registry_and_no_machine():
    """No file names a package registry's host or a place on somebody's machine."""
    hosts = ("pypi" + ".org", "python" + "hosted", "npm" + "js.org", "registry" + ".npm", "crates" + ".io")
    places = ("/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/", "/o" + "pt/", "/Us" + "ers/", "C:" + "\\Users")
    pattern = re.compile("|".join(map(re.escape, (*hosts, *places))))
    found = []
    for path in files_of_project():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{name_of(path)}:{n}" for n, line in enumerate(text.splitlines(), 1) if pattern.search(line)
        ]
    assert not found


LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(name: str) -> dict[str, set[str]]:
    """The versions in a lock file by distribution."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z0-9.\-]+)==(\S+)", line):
            found.setdefault(match[1], set()).add(match[2])
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_lock_is_plain(name):
    """A lock holds versions with hashes and nothing else: no address, no option, no path."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for requirement in re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", text).strip()):
        first, *rest = requirement.split("\n")
        assert re.fullmatch(r"[a-z0-9.\-]+==\S+( ; [\w\s.'<>=!()]+)? \\", first)
        assert rest
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in rest)


def test_locks_agree():
    """What users and developers install is of the same versions, and asks for no deep-learning framework."""
    users, developers = map(pins, LOCKS)
    assert users.items() <= developers.items()
    assert not {"torch", "tensorflow", "transformers"} & developers.keys()
    assert {"hatchling", "editables"} <= users.keys()


def test_one_version():
    """The version is the same wherever it is written."""
    import canbo

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == canbo.__version__
    assert f"version: {canbo.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {canbo.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert sorted(project["import-names"]) == sorted(PACKAGES)


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_notebook_hides_no_package(path):
    """No cell gives a variable the name of one of our packages, and outputs aren't kept."""
    cells = [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    assert not any(cell["outputs"] for cell in cells)
    for cell in cells:
        names = (n for n in ast.walk(ast.parse("".join(cell["source"]))) if isinstance(n, ast.Name))
        assert not [n.id for n in names if isinstance(n.ctx, ast.Store) and n.id in PACKAGES]
