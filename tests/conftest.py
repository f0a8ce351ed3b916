"""What tests of several packages share: the command, and one run of the demo for all who look at it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

# The same tests on every machine and day; `make test PYTEST=--hypothesis-profile=search` looks for new cases.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile("same")

PROJECT = Path(__file__).resolve().parent.parent

Canbo = Callable[..., subprocess.CompletedProcess[str]]


def environment(**changes: str) -> dict[str, str]:
    """This environment, without what would colour or widen the output."""
    kept = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "COLUMNS", "TERMINAL_WIDTH")}
    return kept | {"PYTHONIOENCODING": "utf-8"} | changes


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def canbo_command() -> list[str]:
    """The installed command, or the same from the folder where it isn't installed."""
    script = Path(sys.executable).with_name("canbo")
    return [str(script)] if script.exists() else [sys.executable, "-P", "-m", "canbo"]


@pytest.fixture(scope="session")
def canbo(canbo_command: list[str]) -> Canbo:
    """Run the command as a person would and return what it said."""

    def run(
        *args: object, cwd: Path | None = None, stdin: str | bytes = b"", **changes: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*canbo_command, *map(str, args)],
            cwd=cwd,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env=environment(**changes),
            timeout=120,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        )

    return run


@dataclass(frozen=True)
class Demo:
    """The demo, run once: the folder it made and what it said."""

    folder: Path
    stdout: str
    stderr: str
    code: int


@pytest.fixture(scope="session")
def demo(canbo: Canbo, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """One run of the demo, for every test that looks at what it made; nobody may change it."""
    place = tmp_path_factory.mktemp("demo")
    done = canbo("demo", cwd=place)
    return Demo(place / "demo", done.stdout, done.stderr, done.returncode)
