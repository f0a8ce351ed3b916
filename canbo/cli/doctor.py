"""`canbo doctor`: is this installation sound?"""

from __future__ import annotations

import typer

from canbo.cli.talk import FAULT, say


def doctor() -> None:
    """Check the installation.

    Looks for packages of the same names, changed files, versions that don't fit, and whether writing works.
    """
    from canbo.doctor import MARKS, examine

    findings = examine()
    for finding in findings:
        print(f"{MARKS[finding.state]} {finding.subject}: {finding.message}")
    bad = sum(finding.state == "bad" for finding in findings)
    if bad:
        say(f"{bad} of {len(findings)} checks failed.", always=True)
        raise typer.Exit(FAULT)
    say("All is well.")
