"""The command `canbo`: one verb a file, data on standard output, talk on standard error.

Exit codes: 0 good, 1 a fault, 2 wrong use, 3 finished but some input failed, 130 interrupted.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

from canbo import _guard
from canbo.cli import build, crawl, demo, doctor, explain, extract, query, read, report, version
from canbo.cli.talk import FAULT, INTERRUPTED, WRONG_USE, be_quiet, say
from corpora.errors import CanboError, UsageError

app = typer.Typer(
    name="canbo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Frames and colours are for people; a pipe or a log gets plain text.
    rich_markup_mode="rich" if sys.stdout.isatty() else None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 good · 1 a fault · 2 wrong use · 3 finished, but some input failed · 130 interrupted.",
)


@app.callback()
def _begin(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Facts from Vietnamese press reports on the training of cadres.

    A first look: canbo demo. Your own texts: canbo extract FOLDER -o facts, then canbo build facts.
    """
    be_quiet(quiet)


for verb in (
    extract.extract,
    build.build,
    query.query,
    explain.explain,
    report.report,
    crawl.crawl,
    read.read,
    demo.demo,
    doctor.doctor,
    version.version,
):
    app.command()(verb)


def run() -> None:
    """Carry out the command line and leave with its exit code."""
    sys.exit(main(sys.argv[1:]))


def main(args: Sequence[str]) -> int:
    """Carry out a command line and return its exit code; errors a user can mend take one line."""
    _speak_utf8()
    try:
        if "doctor" not in args:
            _guard.check()
        app(list(args), prog_name="canbo")
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else FAULT if left.code else 0
        if code == INTERRUPTED:
            say("\nStopped by Ctrl-C.", always=True)
        return code
    except (CanboError, ImportError) as error:
        if isinstance(error, ImportError) and error.name not in _guard.SIBLINGS:
            return _own_up(error)
        say(f"canbo: {error}", always=True)
        return WRONG_USE if isinstance(error, UsageError) else FAULT
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        say(f"canbo: {place}{error.strerror or error}", always=True)
        return FAULT
    except Exception as error:
        return _own_up(error)
    return 0


def _own_up(error: Exception) -> int:
    traceback.print_exception(error)
    say("canbo: this is a fault of canbo's own; please report it with the lines above.", always=True)
    return FAULT


def _speak_utf8() -> None:
    """Write Vietnamese whatever the terminal's encoding is set to; a lone surrogate shows as `?`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
