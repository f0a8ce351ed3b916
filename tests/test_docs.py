"""The manual says what is true: every command, option, table, column and link in it exists, and none is left out."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from factdb.base import open as open_base

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
FRONT = [ROOT / "README.md", ROOT / "README.vi.md"]


def verbs() -> dict[str, set[str]]:
    """The command's verbs with their options, as the command itself knows them."""
    import typer.main

    from canbo.cli import app

    group = typer.main.get_command(app)
    return {
        name: {o for p in verb.params for o in p.opts if o.startswith("--") and o != "--help"}
        for name, verb in group.commands.items()  # type: ignore[attr-defined]
    }


def name_of(path: Path) -> str:
    """A page's path as the name of its case."""
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[str]:
    """The code blocks of a page in a language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def test_every_command_is_described():
    """`docs/commands.md` has a section for each verb, in the order of the help, with exactly its options."""
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## canbo (\w+)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    described = {name: set(re.findall(r"^\| `(--[\w-]+)`", body, re.MULTILINE)) for name, body in sections}
    assert described == verbs()
    assert list(described) == list(verbs())


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_shown_commands_exist(path):
    """Every `canbo` and `make` command in a page is one that exists, with options that exist."""
    known = verbs()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in "".join(blocks(path, "sh")).splitlines():
        for command in re.split(r"&&|\|", line.split("  #")[0]):
            words = shlex.split(command, comments=True)
            if words[:1] == ["canbo"] and not words[1].startswith("-"):
                assert words[1] in known, line
                assert {w for w in words if w.startswith("--")} <= known[words[1]], line
            if words[:1] == ["make"]:
                assert re.search(rf"^{words[1]}:", makefile, re.MULTILINE), line


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path):
    """Every link to a file of the project leads to one."""
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


def test_front_doors_agree():
    """The English and the Vietnamese README show the same commands, in the same order."""
    english, vietnamese = (
        [line.split("#")[0].strip() for line in "".join(blocks(p, "sh")).splitlines()] for p in FRONT
    )
    assert english == vietnamese


@pytest.mark.parametrize("path", FRONT, ids=name_of)
def test_python_of_the_front_door_runs(path):
    """The Python of the README runs as it stands, and its comments tell the truth."""
    (code,) = blocks(path, "python")
    scope: dict[str, object] = {}
    exec(compile(code.replace("facts.df()", ""), name_of(path), "exec"), scope)
    assert "facts[0].learners.value     # 1250" in code
    assert scope["facts"][0].learners.value == 1250  # type: ignore[index]


@pytest.mark.parametrize("path", FRONT, ids=name_of)
def test_answers_of_the_front_door_are_real(path, demo):
    """What the README shows of the demo's output is what the demo prints; a line may end in `…`."""
    printed = [" ".join(line.split()) for line in demo.stdout.splitlines()]
    for line in blocks(path, "text")[0].splitlines():
        start = " ".join(line.split()).rstrip("… ")
        if set(start) != {"─"}:
            assert any(whole.startswith(start) for whole in printed), line


def test_every_table_is_described(demo, canbo):
    """`docs/data.md` holds every table, view and column of a database, with what the database says of it."""
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## `(\w+)`\n\n(.*?)\n\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    described = {
        name: [said.rstrip("."), *re.findall(r"^\| `(.+?)` \| (.*?) \|$", body, re.MULTILINE)]
        for name, said, body in sections
    }
    asked = (
        "SELECT table_name, column_name, comment FROM duckdb_columns() "
        "WHERE database_name = 'base' ORDER BY table_name, column_index"
    )
    columns = json.loads(canbo("query", demo.folder / "canbo.duckdb", asked, "--json").stdout)
    tables = json.loads(canbo("query", demo.folder / "canbo.duckdb", "--json").stdout)
    real = {table["name"]: [table["holds"].replace("|", "/")] for table in tables}
    for row in columns:
        real[row["table_name"]].append((row["column_name"], row["comment"].replace("|", "/")))
    assert described == real


def test_shown_queries_run(demo):
    """Every question that the manual shows can be asked."""
    found = [
        q
        for p in PAGES
        for q in re.findall(r'canbo query canbo\.duckdb "(.*?)"', p.read_text(encoding="utf-8"))
    ]
    found += re.findall(
        r"^\| .*? \| `(SELECT .*?)` \|$", (ROOT / "docs" / "data.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(found) > 8
    with open_base(demo.folder / "canbo.duckdb") as base:
        assert all(base.query(question).columns for question in found)
