"""How the command talks: typos, bad input, standard input, Ctrl-C, and what it loads."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("pandas", "spacy", "sklearn", "underthesea", "duckdb", "bs4", "requests", "lxml", "numpy", "jinja2")
VERBS = ("extract", "build", "query", "explain", "report", "crawl", "read", "demo", "doctor", "version")

TEXT = "Năm 2024, Trường Chính trị tỉnh mở 12 lớp bồi dưỡng lý luận chính trị cho 1.250 học viên."


def test_help_names_every_verb(canbo):
    """`canbo --help` lists each verb, and the exit codes."""
    done = canbo("--help")
    assert done.returncode == 0
    assert all(f"\n  {verb} " in done.stdout for verb in VERBS)
    assert "130 interrupted" in " ".join(done.stdout.split())


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(canbo, verb):
    """Every verb has a help that says what each option is for."""
    done = canbo(verb, "--help")
    assert done.returncode == 0
    assert f"Usage: canbo {verb}" in done.stdout


@pytest.mark.parametrize(
    "words", ["import canbo", "import canbo.cli; canbo.cli.main(['--help'])", "import canbo.api"]
)
def test_light_start(words):
    """Importing canbo and asking for help load none of the heavy libraries."""
    code = f"import sys; {words}; print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stderr.strip() == "[]"


def test_typo_in_verb(canbo):
    """A mistyped verb is wrong use (2) and gets a suggestion."""
    done = canbo("exract")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'extract'" in done.stderr


def test_typo_in_option(canbo):
    """A mistyped option is wrong use (2) and gets a suggestion."""
    done = canbo("extract", "--worker", "2", "x")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--workers" in done.stderr


def test_missing_folder(canbo, tmp_path):
    """A path that isn't there is said in one line that names what lies near; nothing is written."""
    (tmp_path / "articles").mkdir()
    done = canbo("extract", "artcles", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "artcles" in done.stderr
    assert "articles" in done.stderr.replace("artcles", "")
    assert [p.name for p in tmp_path.iterdir()] == ["articles"]


def test_gold_needs_a_folder(canbo, tmp_path):
    """Gold is written into a folder the person names: without one, it says so."""
    done = canbo("extract", "-", "--to", "gold", cwd=tmp_path, stdin=TEXT)
    assert done.returncode == 2
    assert "--out" in done.stderr


BAD = {
    "empty.txt": b"",
    "report.txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
    "latin.txt": "Các lớp học, đào tạo".encode("cp1258", "replace") + b"\xff\xfe\x80\x81",
    "cut.jsonl": b'{"id": "a", "text": "N\xc4\x83m 2024',
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_costs_nothing_else(canbo, tmp_path, name):
    """An input that can't be read is named with its reason (exit 3), and the good one beside it is extracted."""
    (tmp_path / name).write_bytes(BAD[name])
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    done = canbo("extract", name, "good.txt", "--to", "json", cwd=tmp_path)
    assert done.returncode == 3
    assert f"failed: {name}" in done.stderr
    assert "Traceback" not in done.stderr
    (gold,) = map(json.loads, done.stdout.splitlines())
    assert gold["id"] == "good"
    assert gold["training"]


def test_standard_input(canbo, tmp_path):
    """`-` reads a text from standard input; data go to standard output, talk to standard error."""
    done = canbo("extract", "-", "--to", "json", cwd=tmp_path, stdin=TEXT)
    assert done.returncode == 0
    assert json.loads(done.stdout)["training"][0]["learners"]["value"] == 1250
    assert "1 article read" in done.stderr


def test_quiet(canbo, tmp_path):
    """`--quiet` leaves the data and takes away the talk."""
    done = canbo("--quiet", "extract", "-", "--to", "json", cwd=tmp_path, stdin=TEXT)
    assert done.stderr == ""
    assert done.stdout


def test_names_stay_in_the_folder(canbo, tmp_path):
    """An article's name never leads out of the folder that gold is written into."""
    line = json.dumps({"id": "../../outside", "text": TEXT})
    done = canbo("extract", "-", "--to", "gold", "-o", "gold", cwd=tmp_path, stdin=line)
    assert done.returncode == 0
    (written,) = (tmp_path / "gold").iterdir()
    assert written.parent == tmp_path / "gold"
    assert [p.name for p in tmp_path.iterdir()] == ["gold"]


def heed_interrupts():
    """Undo what a test run in the background hands on: that interrupts are to be ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.parametrize("part", ["typer", "importlib.util", "canbo.cli.talk"])
def test_interrupt_while_loading(tmp_path, part):
    """Ctrl-C while the command still loads its parts is one line and exit code 130, too."""
    (tmp_path / "canbo").write_text(
        "import builtins, os, signal, sys\n"
        "load = builtins.__import__\n"
        "def stop(name, *more):\n"
        f"    if name == {part!r} and 'canbo' in sys.modules: os.kill(os.getpid(), signal.SIGINT)\n"
        "    return load(name, *more)\n"
        "sys.modules.pop('importlib.util', None)\n"
        "builtins.__import__ = stop\n"
        "from canbo.cli import run\n"
        "run()\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-P", tmp_path / "canbo", "version"],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=heed_interrupts,
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.strip() == "Stopped by Ctrl-C."


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.parametrize("to", ["record", "json"])
def test_interrupt_leaves_nothing(canbo_command, tmp_path, to):
    """Ctrl-C in an extraction into a folder or a file says that nothing was written, and leaves nothing."""
    command = [*canbo_command, "extract", "-", "--to", to, "-o", "out"]
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    how = {"cwd": tmp_path, "start_new_session": True, "preexec_fn": heed_interrupts}
    with subprocess.Popen(command, **pipes, **how) as process:
        line = json.dumps({"id": "a", "text": TEXT}).encode() + b"\n"
        process.stdin.write(line * 3000)
        process.stdin.flush()
        os.killpg(process.pid, signal.SIGINT)
        stderr = process.stderr.read()
        process.stdin.close()
    assert process.returncode == 130
    assert b"Nothing was written to out; run the same command again." in stderr
    assert b"Traceback" not in stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupt(canbo_command, tmp_path, workers):
    """Ctrl-C ends a run with one line and exit code 130, with one process and with several."""
    many = tmp_path / "many.jsonl"
    text = "\n".join([TEXT] * 5)
    many.write_text(
        "".join(json.dumps({"id": f"a{i}", "text": text}) + "\n" for i in range(5000)), encoding="utf-8"
    )
    command = [*canbo_command, "extract", str(many), "--to", "json", "--workers", workers]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    how = {"cwd": tmp_path, "start_new_session": True, "preexec_fn": heed_interrupts}
    with subprocess.Popen(command, **pipes, **how) as process:
        process.stdout.readline()
        # As a terminal does it: to the command and to all processes that it started.
        os.killpg(process.pid, signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in stderr
    assert b"Stopped by Ctrl-C" in stderr


def test_closed_pipe(canbo_command, tmp_path):
    """A reader that goes away, like `head`, ends the command without a traceback."""
    many = tmp_path / "many.jsonl"
    many.write_text(
        "".join(json.dumps({"id": f"a{i}", "text": TEXT}) + "\n" for i in range(3000)), encoding="utf-8"
    )
    command = [*canbo_command, "--quiet", "extract", str(many), "--to", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_explain_tells_rules(canbo, tmp_path):
    """`canbo explain` shows the words and the rules that made something of them."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = canbo("explain", "a.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert "1.250 học viên" in done.stdout


def test_terminal_stays_tame():
    """Control characters of a text never reach the terminal."""
    from canbo.cli.tables import show
    from canbo.cli.talk import tame

    assert tame("a\x1b[2Jb") == "a�[2Jb"
    assert "\x1b" not in show("\x1b]0;title\x07")


def test_no_color(canbo, tmp_path):
    """Without a terminal there is no colour and no frame in what is written."""
    done = canbo("extract", "--help", cwd=tmp_path, NO_COLOR="1")
    assert "\x1b" not in done.stdout
    assert "╭" not in done.stdout


def test_runs_as_module(tmp_path):
    """`python -m canbo` is the same command."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "canbo", "--help"],
        capture_output=True,
        text=True,
        cwd=Path(tmp_path),
        timeout=60,
    )
    assert done.returncode == 0
    assert "Usage: canbo" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("no_color", [False, True])
def test_progress_is_for_people(canbo_command, tmp_path, no_color):
    """On a terminal a bar moves, without colours where NO_COLOR asks for that; the data stay clean."""
    import pty

    from corpora.sample import sample_folder

    ours, theirs = pty.openpty()
    command = [*canbo_command, "extract", str(sample_folder()), "--to", "json"]
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    wish = {"TERM": "xterm"} | ({"NO_COLOR": "1"} if no_color else {})
    with (tmp_path / "data.jsonl").open("wb") as data:
        process = subprocess.Popen(command, stdout=data, stderr=theirs, env=kept | wish)
        os.close(theirs)
        seen = b"".join(read_terminal(ours))
        assert process.wait(timeout=60) == 0
    assert b"Extracting" in seen
    assert (b"\x1b[3" in seen) is not no_color
    assert all(json.loads(line)["id"] for line in (tmp_path / "data.jsonl").read_bytes().splitlines())


def read_terminal(ours):
    """What the other side writes until it goes away."""
    while True:
        try:
            seen = os.read(ours, 65536)
        except OSError:
            return
        if not seen:
            return
        yield seen
