"""Ctrl-C while DuckDB is at work ends as any Ctrl-C does."""

from __future__ import annotations

import pytest

import canbo.cli as cli


@pytest.mark.parametrize(("words", "code"), [("Query interrupted", 130), ("anything else", 1)])
def test_stopped_in_duckdb(monkeypatch, capsys, words, code):
    """DuckDB's own word for Ctrl-C gives exit code 130 and no traceback; another error is owned up to."""

    def stop(*_args: object, **_named: object) -> None:
        raise RuntimeError(words)

    monkeypatch.setattr(cli, "app", stop)
    assert cli.main(["version"]) == code
    assert ("Traceback" in capsys.readouterr().err) is (code == 1)
