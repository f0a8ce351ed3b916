"""Sums as the words print them: a total, a word that splits it up, and numbers that meet it exactly, level by level.

They don't hang on which statement was read as part of which: «8 lớp; trong đó 7 lớp … (5 lớp …, 2 lớp …); 1 lớp …»
is two sums by its words alone. Only what meets is taken, for nothing else says where such a list ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlp.audit.adding import add_up, is_open, overlaps
from nlp.audit.check import CheckMention
from nlp.cues import find_cues
from nlp.quantities import QuantityMention
from nlp.reading import Reading

RULE = "sum as printed"
VIEW_RULE = "sum of one more view"
NEAR = 160
"""The words that split a total up, and its first part behind them, are at most this many characters away."""
FAR = 2000
"""A total that is split up in one more way stands at most this many characters before."""
CLOSE = 0.005
"""Parts closed by «và» that miss their total by no more than this share of it are meant to be all."""
MOST_PARTS = 30
"""More parts than any printed breakdown has."""
KINDS = ("classes", "people")
_ITEM = re.compile(r"\s*(?:[-+•*–]|\d{1,2}[.)]|[a-h]\))\s")
_OUT_OF = re.compile(r"(?<![^\W_])trong (?:tổng )?(?:số )?$", re.IGNORECASE)
_END = re.compile(r"[;\n]|\.\s")
_VIEW = re.compile(r"\W*(?:nếu |còn )?(?:chia|phân|tính|xét) theo(?![^\W_])", re.IGNORECASE)
VIEW_CLOSE = 0.02
"""The parts of one more way to split up a total miss it by no more than this share of it."""
_COLON = re.compile(r"[^.:;\d]{0,80}:[^.;]{0,80}")
_EXAMPLES = re.compile(r"riêng|nổi bật", re.IGNORECASE)
_LIST_GOES_ON = re.compile(r"[^.;:()\n]{0,90}")
_TURNS = re.compile(
    r"(?<![^\W_])(?:đã|đến nay|còn|sẽ|ngoài ra|đồng thời|riêng|bên cạnh|trong đó|trong số|tăng|giảm|vượt|đạt|so với|cử"
    r"|và có)(?![^\W_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total, the parts that meet it, and how far on its row of numbers they reach.

    `view` is true where words say that a total already told is split up in one more way.
    """

    total: QuantityMention
    parts: tuple[QuantityMention, ...]
    after: int
    view: bool = False


def find_breakdowns(reading: Reading) -> list[Breakdown]:
    """Every total that the numbers behind it meet exactly, where words split it up."""
    found: list[Breakdown] = []
    for row in _rows(reading):
        inner: dict[int, Breakdown] = {}
        for at in range(len(row) - 3, -1, -1):
            breakdown = _by_items(reading, row, at) or _in_line(reading, row, at, inner)
            if breakdown:
                inner[at] = breakdown
        found += reversed(inner.values())
        found += _by_views(reading, row, inner)
    return found


def check_breakdown(plain: str, breakdown: Breakdown) -> CheckMention | None:
    """The check of a breakdown."""
    unit = plain[breakdown.total.unit_start : breakdown.total.unit_end].lower()
    return add_up(breakdown.total, breakdown.parts, unit, VIEW_RULE if breakdown.view else RULE)


def _rows(reading: Reading) -> Iterator[list[QuantityMention]]:
    """The classes, the persons and the turns that can be added up, each in the order of the text."""
    rows: dict[tuple[str, bool], list[QuantityMention]] = {}
    counts = (q for q in reading.quantities if q.kind in KINDS and q.exact and q.base is None and not q.per)
    for quantity in counts:
        at = bisect_right(reading.blocks, quantity.start, key=lambda b: b.start) - 1
        if reading.blocks[max(0, at)].zone not in ("title", "dateline", "byline"):
            rows.setdefault((quantity.kind, quantity.turns), []).append(quantity)
    yield from rows.values()


def _in_line(
    reading: Reading, row: Sequence[QuantityMention], at: int, inner: Mapping[int, Breakdown]
) -> Breakdown | None:
    """The numbers of one sentence behind a total, each taken without its own parts, as far as they meet it."""
    if not _splits(reading.plain, row[at], row[at + 1]):
        return None
    parts: list[QuantityMention] = []
    index, missing = at + 1, row[at].low
    while index < len(row) and len(parts) < MOST_PARTS and missing > 0:
        if parts and _sentence(reading, row[index]) != _sentence(reading, parts[0]):
            break
        parts.append(row[index])
        missing -= row[index].low
        index = inner[index].after if index in inner else index + 1
    near = abs(missing) <= CLOSE * row[at].low and _is_last(reading, row, parts, index)
    whole = (
        (missing == 0 or near)
        and len(parts) > 1
        and not _goes_on(reading.plain, parts[-1], row[index : index + 1])
    )
    if whole and row[at].kind == "people":
        whole = not overlaps(reading.plain, row[at].end, parts[-1].end)
    return Breakdown(row[at], tuple(parts), index) if whole else None


def _is_last(
    reading: Reading, row: Sequence[QuantityMention], parts: Sequence[QuantityMention], index: int
) -> bool:
    """True where «và» stands between the last two parts and nothing of their kind is left in the sentence."""
    if len(parts) < 2 or (
        index < len(row) and _sentence(reading, row[index]) == _sentence(reading, parts[0])
    ):
        return False
    return " và " in reading.plain[parts[-2].end : parts[-1].start]


def _by_items(reading: Reading, row: Sequence[QuantityMention], at: int) -> Breakdown | None:
    """The first number of each item of a list: «46 lớp, cụ thể: / - Đào tạo: 8 lớp … / - Bồi dưỡng: 38 lớp …»."""
    plain, index = reading.plain, at + 1
    if "\n" not in plain[row[at].end : row[index].start] or not _splits(plain, row[at], row[index]):
        return None
    parts: list[QuantityMention] = []
    lines: set[int] = set()
    while index < len(row) and len(parts) < MOST_PARTS:
        line = plain.rfind("\n", 0, row[index].start) + 1
        if not _ITEM.match(plain, line, line + 8):
            break
        if line not in lines:
            lines.add(line)
            parts.append(row[index])
        index += 1
    meets = len(parts) > 1 and sum(p.low for p in parts) == row[at].low
    return Breakdown(row[at], tuple(parts), index) if meets else None


def _by_views(
    reading: Reading, row: Sequence[QuantityMention], inner: Mapping[int, Breakdown]
) -> Iterator[Breakdown]:
    """One more way to split up a total told before: «Chia theo đối tượng: … 20 lượt, … 40 lượt»."""
    index = 0
    while index < len(row):
        at = _sentence(reading, row[index]) - 1
        sentence = reading.sentences[max(0, at)]
        first, parts = index, list[QuantityMention]()
        while index < len(row) and row[index].start < sentence.end:
            parts.append(row[index])
            index = inner[index].after if index in inner else index + 1
        if len(parts) > 1 and first and _VIEW.match(reading.plain, sentence.start, sentence.end):
            total = _nearest(row[max(0, first - 12) : first], _added(parts))
            if total and sentence.start - total.end <= FAR:
                yield Breakdown(total, tuple(parts), index, view=True)
        index = max(index, first + 1)


def _nearest(before: Sequence[QuantityMention], added: float) -> QuantityMention | None:
    """The last number that the parts meet; else the one that they miss by least, where that is little."""
    met = next((q for q in reversed(before) if q.low == added), None)
    if met or not before:
        return met
    whole = min(before, key=lambda q: abs(q.low - added))
    return whole if abs(whole.low - added) <= VIEW_CLOSE * whole.low else None


def _added(parts: Sequence[QuantityMention]) -> float:
    return sum(p.low for p in parts)


def _splits(plain: str, total: QuantityMention, first: QuantityMention) -> bool:
    """True where words between a total and the number behind it split it up: «gồm», «trong đó», a bracket."""
    if first.start - total.end > 2 * NEAR:
        return False
    between = plain[total.end : first.start]
    head = plain[max(0, total.start - 16) : total.start]
    if _OUT_OF.search(head) and len(between) <= NEAR and not _END.search(between):
        return True
    if between.count("(") > between.count(")") or _COLON.fullmatch(between):
        return True
    for cue in find_cues(plain, "part", total.end, first.start):
        if not _EXAMPLES.search(plain, cue.start, cue.end):
            return cue.start - total.end <= NEAR and first.start - cue.end <= NEAR
    return False


def _sentence(reading: Reading, quantity: QuantityMention) -> int:
    return bisect_right(reading.sentences, quantity.start, key=lambda s: s.start)


def _goes_on(plain: str, last: QuantityMention, following: Sequence[QuantityMention]) -> bool:
    """True where the list has more numbers than those that meet the total, or ends in «…»."""
    if is_open(plain, last.end):
        return True
    between = plain[last.end : following[0].start] if following else "."
    return bool(_LIST_GOES_ON.fullmatch(between)) and not _TURNS.search(between)
