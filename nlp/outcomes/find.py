"""Find outcomes: gradings, certificates, awards and qualifications, with a count, a percentage or both."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.layout import Sentence
from nlp.outcomes.awards import read_award
from nlp.outcomes.clause import Clause, is_wished
from nlp.outcomes.gradings import read_grading
from nlp.outcomes.implied import with_implied
from nlp.outcomes.lexicon import compiled, is_word
from nlp.outcomes.mention import OutcomeMention
from nlp.outcomes.qualifications import read_counted_level, read_qualification
from nlp.outcomes.shares import is_change, join_share, read_trained
from nlp.outcomes.standards import read_standard
from nlp.quantities import QuantityMention
from nlp.reading import Reading, within


def find_outcomes(reading: Reading) -> list[OutcomeMention]:
    """The outcomes of an article in order of appearance; linear in its length."""
    found: list[OutcomeMention] = []
    year = reading.published.year if reading.published else None
    for sentence in reading.sentences:
        if sentence.block.zone in ("title", "dateline", "byline"):
            continue
        printed = within(reading.quantities, sentence.start, sentence.end)
        quantities = with_implied(reading.plain, sentence, printed)
        if quantities:
            found += _read_sentence(reading.plain, sentence, quantities, year)
    return found


def _read_sentence(
    plain: str, sentence: Sentence, quantities: Sequence[QuantityMention], year: int | None
) -> list[OutcomeMention]:
    found: list[OutcomeMention] = []
    left = sentence.start
    for index, quantity in enumerate(quantities):
        if quantity.start < left:
            continue
        right = _right(plain, quantities, index, sentence.end)
        clause = Clause(plain, sentence, quantity, left, right, year)
        left = quantity.end
        if outcome := _read(clause):
            if outcome.count:
                outcome = join_share(plain, outcome, quantities[index + 1 :])
            found.append(outcome)
            left = max(left, outcome.end)
    return found


def _right(plain: str, quantities: Sequence[QuantityMention], index: int, end: int) -> int:
    """Where the next quantity begins, past the classes whose learners these are: «91 học viên của hai lớp đều …»."""
    after = quantities[index + 1 : index + 3]
    if (
        after
        and after[0].kind == "classes"
        and compiled(r" (?:của|thuộc)(?: cả)? ").fullmatch(plain, quantities[index].end, after[0].start)
    ):
        after = after[1:]
    return after[0].start if after else end


def _read(clause: Clause) -> OutcomeMention | None:
    outcome = _read_share(clause) if clause.is_share else _read_count(clause)
    return outcome if outcome and not is_wished(clause) else None


def _read_share(clause: Clause) -> OutcomeMention | None:
    if is_change(clause):
        return None
    return (
        read_award(clause)
        or read_grading(clause)
        or read_qualification(clause)
        or read_standard(clause)
        or read_trained(clause)
    )


def _read_count(clause: Clause) -> OutcomeMention | None:
    if counted := read_counted_level(clause):
        return counted
    quantity = clause.quantity
    if quantity.kind != "people" or quantity.turns or quantity.per or is_word(clause.unit, "pupil"):
        return None
    return read_award(clause) or read_grading(clause) or read_qualification(clause) or read_standard(clause)
