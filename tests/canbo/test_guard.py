"""Packages of the same names: refused at import, and found by the doctor."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CALL_DOCTOR = "import sys; sys.argv = ['canbo']; from canbo.cli import main; sys.exit(main(['doctor']))"


def python(code: str, cwd: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Python in a folder."""
    import os

    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | changes,
        timeout=120,
    )


def make_rival(folder: Path) -> None:
    """A package `nlp` of somebody else's."""
    (folder / "nlp").mkdir(parents=True)
    (folder / "nlp" / "__init__.py").write_text("rival = True\n", encoding="utf-8")


def test_import_refuses_rival(tmp_path):
    """A folder that hides one of ours stops `import canbo`, and the message names both places."""
    make_rival(tmp_path)
    done = python("import canbo", tmp_path)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ImportError")
    assert str(tmp_path / "nlp") in last
    assert str(ROOT / "nlp") in last


def test_data_folder_is_harmless(tmp_path):
    """A folder of data named `corpora` hides nothing, because ours is a regular package."""
    (tmp_path / "corpora").mkdir()
    assert python("import canbo", tmp_path).returncode == 0


def test_command_refuses_rival(tmp_path, canbo):
    """The command says the same in one line, without a traceback; the doctor still speaks and finds it."""
    make_rival(tmp_path)
    done = canbo("version", PYTHONPATH=str(tmp_path))
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
    doctor = canbo("doctor", PYTHONPATH=str(tmp_path))
    assert doctor.returncode == 1
    assert f"✗ package nlp: taken from {tmp_path / 'nlp'}" in doctor.stdout


def test_doctor_is_content(tmp_path, canbo):
    """In a sound installation the doctor finds nothing bad."""
    done = canbo("doctor", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "✗" not in done.stdout


def test_doctor_sees_shadows(tmp_path, canbo):
    """A module in the working folder doesn't touch the command, but the doctor warns of it."""
    (tmp_path / "crawler.py").touch()
    done = canbo("doctor", cwd=tmp_path)
    assert done.returncode == 0
    assert "crawler.py hides canbo's 'crawler'" in done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it would be released, built from this tree without the network."""
    pytest.importorskip("hatchling", reason="the build backend isn't installed")
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return next(out.glob("canbo-*.whl"))


def test_wheel_is_whole(wheel):
    """The wheel holds the five packages with their types and data, says which names it takes, and nothing else."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if "." not in top} == {"corpora", "crawler", "nlp", "factdb", "canbo"}
    data = {".toml", ".sql", ".html", ".csv", ".txt", ".json", ".j2", ".css"}
    wanted = [
        path.relative_to(ROOT).as_posix()
        for package in ("corpora", "crawler", "nlp", "factdb", "canbo")
        for path in (ROOT / package).rglob("*")
        if path.suffix in data | {".py"} or path.name == "py.typed"
    ]
    assert set(wanted) <= set(names)
    metadata = next(name for name in names if name.endswith("METADATA"))
    text = zipfile.ZipFile(wheel).read(metadata).decode()
    assert "Import-Name: nlp\n" in text
    assert "License-Expression: Apache-2.0" in text


def test_wheel_runs(wheel, tmp_path):
    """The installed wheel finds its data: a text gives its facts, away from the source tree."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    text = "Năm 2024, tỉnh mở 12 lớp bồi dưỡng lý luận chính trị cho 1.250 học viên."
    code = f"import canbo; print(canbo.extract({text!r})[0].learners.value)"
    done = python(code, tmp_path, PYTHONPATH=str(tmp_path / "site"))
    assert done.stdout.strip() == "1250", done.stderr


def test_doctor_finds_changed_files(wheel, tmp_path):
    """A file of ours that another distribution overwrote is named, and so is the distribution that owns the name."""
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    (site / "nlp" / "__init__.py").write_text("rival = True\n", encoding="utf-8")
    rival = site / "nlp-0.4.0.dist-info"
    rival.mkdir()
    (rival / "METADATA").write_text("Metadata-Version: 2.1\nName: nlp\nVersion: 0.4.0\n", encoding="utf-8")
    (rival / "top_level.txt").write_text("nlp\n", encoding="utf-8")
    done = python(CALL_DOCTOR, tmp_path, PYTHONPATH=str(site))
    assert done.returncode == 1, done.stderr
    assert "changed or gone since the installation: nlp/__init__.py" in done.stdout
    assert "the distribution 'nlp' owns the name 'nlp' too" in done.stdout
