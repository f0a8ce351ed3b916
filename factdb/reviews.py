"""What people know better: one line a review in a file that only grows, fit for git.

A line is a JSON object and is on the disk before it counts as given. Nothing in the file is ever changed, so two
people's files can be put together line by line, in any order.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpora.errors import DatasetError
from factdb.slots import Value
from nlp.fact import KINDS
from nlp.identity import digest

REVIEWS = "reviews.jsonl"
"""The file of reviews, beside the database."""

ACTIONS = ("confirm", "correct", "reject", "add")
"""What a review can say of a fact."""

Slots = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Review:
    """What a person says of a fact: it is right, a slot is wrong, it is no fact, or it is missing.

    `fact` holds the slots as the person saw them, or for `add` as the person gave them. `quote`, `before` and `after`
    are words of the article by which the place is found again. `at` is the time in UTC, ISO 8601.
    """

    at: str
    reviewer: str
    action: str
    kind: str
    fact_id: str
    article_id: str
    quote: str
    slot: str | None = None
    old: Value = None
    new: Value = None
    reason: str | None = None
    before: str = ""
    after: str = ""
    fact: Mapping[str, Value] | None = None

    @property
    def review_id(self) -> str:
        """Hash of all that the review says: a line that two files both hold counts once."""
        return digest([json.dumps(asdict(self), sort_keys=True).encode()])


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """The reviews of a file, oldest first, and what in it can't be read."""

    reviews: tuple[Review, ...]
    warnings: tuple[str, ...]
    digest: str


def now() -> str:
    """The time of a review: UTC to the microsecond, so that the latest of two is known."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def append_reviews(path: Path, reviews: Iterable[Review]) -> None:
    """Add lines to the file and wait until the disk has them; DatasetError where it can't take them.

    All lines go out in one write behind a lock, so that people who review at the same time don't mix theirs.
    """
    lines = "".join(json.dumps(_shown(review), ensure_ascii=False) + "\n" for review in reviews)
    try:
        fresh = not path.exists()
        with path.open("ab+") as out:
            _lock(out.fileno())
            end = out.seek(0, os.SEEK_END)
            out.write((b"\n" if _is_torn(path, end) else b"") + lines.encode("utf-8", "replace"))
            out.flush()
            os.fsync(out.fileno())
        if fresh:
            _sync_folder(path.parent)
    except OSError as error:
        raise DatasetError(f"{path} can't be written, so the review isn't kept: {error.strerror}") from error


def read_reviews(path: Path) -> ReviewFile:
    """The reviews of a file, by their time; a line that can't be read is told and left where it is.

    A file that isn't there holds none. Raises DatasetError where there is one that can't be read.
    """
    if not path.exists():
        return ReviewFile((), (), digest([]))
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DatasetError(f"the reviews {path} can't be read: {error.strerror}") from error
    found: dict[str, Review] = {}
    warnings = []
    for number, line in enumerate(raw.split(b"\n"), 1):
        if not line.strip():
            continue
        review = _read(line)
        if isinstance(review, str):
            warnings.append(f"{path}:{number}: {review}; the line is left aside")
        else:
            found.setdefault(review.review_id, review)
    ordered = sorted(found.values(), key=lambda r: (r.at, r.review_id))
    return ReviewFile(tuple(ordered), tuple(warnings), digest(r.review_id.encode() for r in ordered))


def _shown(review: Review) -> dict[str, Any]:
    """What a line holds: nothing that is empty, so that a person can read a difference in git."""
    return {k: v for k, v in asdict(review).items() if v not in (None, "")}


def _read(line: bytes) -> Review | str:
    """The review of a line, or why there is none."""
    try:
        given = json.loads(line)
    except ValueError:
        return "no review can be read from it"
    if not isinstance(given, dict):
        return "it is no review"
    needed = ("at", "reviewer", "action", "kind", "fact_id", "article_id", "quote")
    if missing := [name for name in needed if not isinstance(given.get(name), str)]:
        return f"the review has no {missing[0]}"
    if given["action"] not in ACTIONS:
        return f"no review says {given['action']!r}"
    if given["kind"] not in KINDS:
        return f"no facts are of the kind {given['kind']!r}"
    names = {f.name for f in fields(Review)}
    return Review(**{name: value for name, value in given.items() if name in names})


def latest(reviews: Sequence[Review]) -> Review | None:
    """The review that was given last."""
    return max(reviews, key=lambda r: (r.at, r.review_id), default=None)


def _is_torn(path: Path, end: int) -> bool:
    """True where the last line was cut off, as by a full disk or a kill."""
    if not end:
        return False
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) != b"\n"


def _lock(number: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: one write of a few lines isn't mixed there either
        return
    fcntl.flock(number, fcntl.LOCK_EX)


def _sync_folder(folder: Path) -> None:
    """Make a new file's name safe too; systems that can't open folders need no such thing."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(number)
    finally:
        os.close(number)
