"""The version of the rules says what made a fact."""

from __future__ import annotations

import subprocess
import sys

from nlp.rules import SHOWING, _contents, rules_version


def test_the_version_is_the_same_in_another_process() -> None:
    """The version depends on the files of the rules only, not on the process."""
    code = "from nlp.rules import rules_version; print(rules_version())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == rules_version()
    assert len(rules_version()) == 16


def test_rules_and_lexicons_enter_the_version() -> None:
    """Code and lexicons of every recogniser are counted, and nothing that a build leaves behind."""
    from importlib.resources import files

    paths = {path for path, _ in _contents(files("nlp"), "")}
    assert {
        "/extraction.py",
        "/layout.toml",
        "/programmes/programmes.toml",
        "/quantities/words.toml",
    } <= paths
    assert {"/training/period.py", "/cues/cues.toml", "/time/words.toml"} <= paths
    assert paths >= SHOWING
    assert not [path for path in paths if "__pycache__" in path]
