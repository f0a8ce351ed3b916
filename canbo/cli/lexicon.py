"""`canbo lexicon`: programmes of one's own, a few lines of TOML each."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.talk import FAULT, command, count, say

app = typer.Typer(no_args_is_help=True, help="Add programmes of your own: a few lines each, no code.")

_EXAMPLE = """\
# Programmes of my own. Check them:  canbo lexicon check {name}
# Use them:                          canbo extract FOLDER --lexicon {name}

[kinh_te_so]                      # a code: a-z, digits and _
vi = "Kinh tế số"                 # its name in Vietnamese, and if you like in English
en = "Digital economy"
words = [                         # what names it, as printed; capitals and ways of typing are all the same
  "kinh tế số",
  "thương mại điện tử",
]
examples = [                      # sentences that name it …
  "Năm 2024, tỉnh mở 3 lớp bồi dưỡng về kinh tế số.",
  "Tập huấn thương mại điện tử cho 120 cán bộ hợp tác xã.",
]
not = ["Báo cáo về kinh tế tập thể"]   # … and those that come near and don't

# A code that canbo has already adds words to that programme (canbo lexicon list shows them all):
# [ngoai_ngu]
# words = ["tiếng Ba Tư"]
# examples = ["mở 1 lớp tiếng Ba Tư"]
# not = ["phố Ba Tư"]
"""


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TOML file with programmes of your own.")],
) -> None:
    """Check a file of programmes: its examples, its counter-examples, and what other programmes claim too."""
    from nlp.programmes import load_lexicon
    from nlp.programmes.check import check_lexicon

    checked = check_lexicon(load_lexicon(file))
    for finding in checked.findings:
        kind = "mend" if finding.fault else "note"
        print(f"{kind}  [{finding.code}] «{finding.words}»: {finding.says}")
    told = f"{count(checked.programmes, 'programme')}, {count(checked.examples, 'example')}"
    if checked.faults:
        say(f"{file}: {told}: {checked.faults} to mend.", always=True)
        raise typer.Exit(FAULT)
    say(f"{file}: {told}, all as they should be. Next: {command('extract', 'FOLDER', '--lexicon', file)}")


@app.command("example")
def example() -> None:
    """Print a file to begin with: canbo lexicon example > my.toml"""
    sys.stdout.write(_EXAMPLE.format(name="my.toml"))


@app.command("list")
def list_programmes(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="With the programmes of your own file.")
    ] = None,
) -> None:
    """List the codes of all programmes with their names."""
    from nlp.programmes import load_lexicon
    from nlp.programmes.lexicon import canbo_lexicon

    names = (load_lexicon(file) if file else canbo_lexicon()).names()
    width = max(map(len, names))
    for code, (vi, en) in names.items():
        print(f"{code:<{width}}  {vi} · {en}")
