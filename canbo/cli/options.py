"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Database = Annotated[
    Path, typer.Option("--database", "-d", metavar="FILE", help="A database made by canbo build.")
]
"""The database that a command asks."""

DATABASE = Path("canbo.duckdb")
"""The database that is asked unless another is named."""
