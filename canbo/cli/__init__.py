"""The command `canbo`: one verb a file, data on standard output, talk on standard error.

Exit codes: 0 good, 1 a fault, 2 wrong use, 3 finished but some input failed, 130 interrupted.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

from canbo import _guard
from canbo.cli import (
    ask,
    build,
    codebook,
    crawl,
    demo,
    diff,
    doctor,
    explain,
    export,
    extract,
    lexicon,
    new,
    query,
    read,
    report,
    review,
    robots,
    sample,
    sites,
    status,
    version,
    why,
)
from canbo.cli.place import explain as explain_system
from canbo.cli.place import name_places
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


def _tell_version(wanted: bool) -> None:
    if wanted:
        version.version()
        raise typer.Exit


@app.callback()
def _begin(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Print the version.")
    ] = False,
) -> None:
    """Facts from Vietnamese press reports on the training of cadres.

    A first look: canbo demo. Your own texts: canbo extract FOLDER -o facts, then canbo build facts.
    """
    be_quiet(quiet)


for verb in (
    extract.extract,
    build.build,
    query.query,
    ask.ask,
    why.why,
    diff.diff,
    review.review,
    sample.sample,
    sample.validate,
    codebook.codebook,
    explain.explain,
    export.export,
    report.report,
    crawl.crawl,
    read.read,
    status.status,
    robots.robots,
    sites.sites,
    new.new,
    demo.demo,
    doctor.doctor,
    version.version,
):
    app.command()(verb)


app.add_typer(lexicon.app, name="lexicon")


def run() -> None:
    """Carry out the command line and leave with its exit code."""
    sys.exit(main(sys.argv[1:]))


def main(args: Sequence[str]) -> int:
    """Carry out a command line and return its exit code; errors a user can mend take one line."""
    _speak_utf8()
    try:
        _check_locale(args)
        if "doctor" not in args:
            _guard.check()
        app(_keep_comments(args), prog_name="canbo")
    except SystemExit as left:
        if _is_lost():
            say("canbo: standard output: it can't be written; is the disk full?", always=True)
            return FAULT
        code = left.code if isinstance(left.code, int) else FAULT if left.code else 0
        if code == INTERRUPTED:
            say("\nStopped by Ctrl-C.", always=True)
        return code
    except KeyboardInterrupt:
        say("\nStopped by Ctrl-C.", always=True)
        return INTERRUPTED
    except (CanboError, ImportError) as error:
        if isinstance(error, ImportError) and error.name not in _guard.SIBLINGS:
            return _own_up(error)
        say(f"canbo: {name_places(str(error))}", always=True)
        return WRONG_USE if isinstance(error, UsageError) else FAULT
    except OSError as error:
        _is_lost()
        # Files are written under their names; what has none is what is printed.
        place = error.filename or "standard output"
        say(f"canbo: {name_places(str(place))}: {explain_system(error)}", always=True)
        return FAULT
    except RuntimeError as error:
        # Ctrl-C that meets DuckDB at work comes back as an error of its own.
        if str(error) != "Query interrupted":
            return _own_up(error)
        say("\nStopped by Ctrl-C.", always=True)
        return INTERRUPTED
    except Exception as error:
        return _own_up(error)
    return 0


def _is_lost() -> bool:
    """True where what was printed can't be written; then Python isn't to try again as it ends."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go()
    except OSError:
        _let_go()
        return True
    return False


def _let_go() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _keep_comments(args: Sequence[str]) -> list[str]:
    """The arguments, with a blank before a question that begins with a comment, so that it is taken for no option."""
    is_question = re.compile(r"--[^\s=]*\s")
    return [f" {arg}" if "query" in args and is_question.match(arg) else arg for arg in args]


def _check_locale(args: Sequence[str]) -> None:
    """Raise CanboError where the locale can't say what the person typed, as LC_ALL=C without UTF-8."""
    if sys.getfilesystemencoding().lower() in ("utf-8", "mbcs"):
        return
    if any("\ud800" <= char <= "\udfff" for arg in (*args, os.getcwd()) for char in arg):  # noqa: PTH109
        raise CanboError(
            "the locale of this shell knows no Vietnamese letters, and there are some in the command or in the "
            "folder's name: set a UTF-8 locale, e.g. export LC_ALL=C.UTF-8"
        )


def _own_up(error: Exception) -> int:
    traceback.print_exception(error)
    say("canbo: this is a fault of canbo's own; please report it with the lines above.", always=True)
    return FAULT


def _speak_utf8() -> None:
    """Write Vietnamese whatever the terminal's encoding is set to; a lone surrogate shows as `?`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
