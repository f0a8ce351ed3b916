"""Every notebook runs from its first cell to its last, and its pictures say something."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
PICTURES = {
    "01_first_facts": 1,
    "02_building_a_corpus": 2,
    "03_asking_the_base": 5,
    "04_trust": 3,
    "05_words": 3,
}


def test_the_five_are_there():
    """The notebooks are those that the manual names."""
    assert [path.stem for path in NOTEBOOKS] == list(PICTURES)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_stripped(path):
    """What is committed has no outputs and no counts: nobody's results, folders or days get into the project."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert not [cell for cell in code if cell["outputs"] or cell["execution_count"]]
    assert len(cells) - len(code) >= 8
    assert cells[0]["cell_type"] == "markdown"


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path, tmp_path):
    """A fresh kernel in an empty folder gets through the whole notebook, and draws its pictures without a network."""
    nbformat = pytest.importorskip("nbformat", reason="the extra 'notebook' isn't installed")
    nbclient = pytest.importorskip("nbclient", reason="the extra 'notebook' isn't installed")
    notebook = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    pictures = [o["data"]["image/svg+xml"] for o in outputs if "image/svg+xml" in o.get("data", {})]
    assert len(pictures) == PICTURES[path.stem]
    for picture in pictures:
        words = re.findall(r">([^<>]+)</(?:text|tspan)>", picture)
        assert len(words) >= 5
        assert re.search("[ạảấầậắặẹếềệịọốộớờợụủứừựỳỷđáàãăâêôơư]", " ".join(words))
        assert not re.search(r"\b(?:nan|NaN|null|undefined)\b", " ".join(words))
        assert not re.search(r'(?:href|src)="http', picture)
    assert not [o for o in outputs if o.get("name") == "stderr"]
