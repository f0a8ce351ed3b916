"""What people changed in an annotation tool, told as reviews: nothing where nothing was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import InputError, UsageError
from factdb.anchor import words_around
from factdb.connect import open_reader
from factdb.exchange.annotated import ARROWS, KINDS, Annotated, Marked, as_written, mark_articles, text_slots
from factdb.exchange.brat import read_brat
from factdb.exchange.labelstudio import TASKS, Work, read_tasks
from factdb.reviewing import new_row
from factdb.reviews import Review, now
from factdb.slots import read_slot, show_slots, slots_of
from nlp.identity import fact_ids

if TYPE_CHECKING:
    import duckdb

_SAME_PLACE = 0.5
"""Share of the shorter of two stretches that both must cover, for a mark that was drawn anew to be the same fact."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The reviews that came out of a tool's files, the articles that people worked on, and what was left aside."""

    reviews: tuple[Review, ...]
    articles: int
    warnings: tuple[str, ...]


def read_corrections(
    database: Path | str, path: Path | str, reviewer: str = "", *, confirm_rest: bool = False
) -> Brought:
    """Compare what a tool brings back with the base: a file of Label Studio's (JSON) or a folder of brat's.

    A value that was changed is a correction, a mark that was removed a rejection, a mark that is new an addition. With
    `confirm_rest` every other fact of an article that somebody worked on is confirmed. `reviewer` is who is told to
    have said it; else the name that Label Studio knows. Raises InputError where nothing can be read.
    """
    path = Path(path)
    reviews: list[Review] = []
    warnings: list[str] = []
    seen = set()
    with open_reader(database) as connection:
        for work in _works(path, reviewer):
            there = _same_article(connection, work.article)
            if isinstance(there, str):
                warnings.append(there)
                continue
            seen.add(there.article_id)
            if not work.reviewer:
                raise UsageError("a review has a name: give yours with --by, or set CANBO_REVIEWER")
            judged = _Comparison(there, work.reviewer, warnings)
            reviews += judged.compare(work.article.marked, confirm_rest=confirm_rest)
    return Brought(tuple(reviews), len(seen), tuple(warnings))


def _works(path: Path, reviewer: str) -> Iterator[Work]:
    if path.is_dir() and (path / TASKS).is_file():
        path = path / TASKS
    if path.is_dir():
        yield from (Work(article, reviewer) for article in read_brat(path))
    elif path.is_file():
        yield from (replace(work, reviewer=reviewer or work.reviewer) for work in read_tasks(path))
    else:
        raise InputError(f"there is no {path}: give a JSON file of Label Studio's or a folder of brat's")


def _same_article(connection: duckdb.DuckDBPyConnection, given: Annotated) -> Annotated | str:
    """The article of the base that was annotated, or why there is none."""
    there = list(mark_articles(connection, [given.article_id])) if given.article_id else []
    if not there:
        return f"{given.name or 'a task'}: the base has no such article; left aside"
    if there[0].text != given.text:
        return f"{there[0].name}: its text has changed since it was exported; left aside"
    return there[0]


class _Comparison:
    """One article of the base against what one person made of it."""

    def __init__(self, article: Annotated, reviewer: str, warnings: list[str]) -> None:
        self.article, self.reviewer, self.warnings = article, reviewer, warnings
        self.there = {one.key: one for one in article.marked}

    def compare(self, given: Sequence[Marked], *, confirm_rest: bool) -> list[Review]:
        """The reviews that lead from the base to what is given."""
        kept = {one.key: one for one in given if self._is_same(one)}
        fresh = [one for one in given if one.key not in kept]
        ids = self._new_ids(fresh)
        made = [self._say(one, "reject") for key, one in self.there.items() if key not in kept]
        for key, one in kept.items():
            changed = list(self._corrections(self.there[key], one, ids))
            made += changed or ([self._say(self.there[key], "confirm")] if confirm_rest else [])
        return made + [added for one in fresh if (added := self._add(one, ids))]

    def _is_same(self, one: Marked) -> bool:
        """True where a mark is of a fact of the base: same kind, and about the same words."""
        known = self.there.get(one.key)
        if known is None or known.kind != one.kind:
            return False
        common = min(known.end, one.end) - max(known.start, one.start)
        same = common > 0 and common >= _SAME_PLACE * min(known.end - known.start, one.end - one.start)
        if same and (known.start, known.end) != (one.start, one.end):
            self._warn(one, "other words are marked; the fact keeps its own")
        return same

    def _corrections(self, known: Marked, one: Marked, ids: Mapping[str, str]) -> Iterator[Review]:
        for slot in text_slots(one.kind):
            old, new = known.slots.get(slot, ""), " ".join(one.slots.get(slot, "").split())
            if new == old or new == old.replace("|", "/"):
                continue
            checked = self._checked(one, slot, new)
            if checked is not None and checked != old:
                yield self._say(known, "correct", slot=slot, old=old or None, new=checked or None)
        arrow = ARROWS.get(one.kind)
        target = ids.get(one.target or "", one.target)
        if (
            arrow
            and target != known.target
            and (target is None or target in self.there or target in ids.values())
        ):
            yield self._say(known, "correct", slot=arrow, old=known.target, new=target)

    def _checked(self, one: Marked, slot: str, written: str) -> str | None:
        """A value as canbo writes it, empty for none; None, with a warning, where it can't be one."""
        try:
            columns = read_slot(one.kind, slot, written)
        except UsageError as error:
            self._warn(one, f"{error}; left as it is")
            return None
        empty = {c: None for names in slots_of(one.kind).values() for c in names}
        return as_written(show_slots(one.kind, empty | columns).get(slot))

    def _add(self, one: Marked, ids: Mapping[str, str]) -> Review | None:
        if one.kind not in KINDS or one.key not in ids:
            return None
        given = {s: v for s, v in one.slots.items() if s in text_slots(one.kind) and v.strip()}
        arrow, target = ARROWS.get(one.kind), ids.get(one.target or "", one.target)
        try:
            row = new_row(one.kind, given | ({arrow: target} if arrow and target else {}))
        except UsageError as error:
            self._warn(one, f"{error}; the new fact is left aside")
            return None
        return self._say(replace(one, key=ids[one.key]), "add", fact=show_slots(one.kind, row))

    def _new_ids(self, fresh: Sequence[Marked]) -> dict[str, str]:
        """The ids of new facts, as the rules would give them to the next facts with these words."""
        taken = set(self.there)
        made = {}
        for one in fresh:
            words, number = self.article.text[one.start : one.end], 1
            while (found := fact_ids(self.article.article_id, one.kind, [words] * number)[-1]) in taken:
                number += 1
            taken.add(found)
            made[one.key] = found
        return made

    def _say(self, one: Marked, action: str, **more: object) -> Review:
        before, after = words_around(self.article.text, one.start, one.end)
        fact: dict[str, object] = {"fact": dict(one.slots) | self._arrow(one)} if "fact" not in more else {}
        return Review(
            at=now(),
            reviewer=" ".join(self.reviewer.split()),
            action=action,
            kind=one.kind,
            fact_id=one.key,
            article_id=self.article.article_id,
            quote=self.article.text[one.start : one.end],
            before=before,
            after=after,
            **(fact | more),  # type: ignore[arg-type]
        )

    def _arrow(self, one: Marked) -> dict[str, str]:
        return {ARROWS[one.kind]: one.target} if one.target else {}

    def _warn(self, one: Marked, words: str) -> None:
        quote = self.article.text[one.start : one.end]
        self.warnings.append(f"{self.article.name}, «{quote[:60]}»: {words}")
