"""Make training facts of an article's reading, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.mention import Mention
from nlp.reading import Reading
from nlp.trace import Trace
from nlp.training.activity import set_activity
from nlp.training.audience import set_audience
from nlp.training.candidates import find_candidates
from nlp.training.context import (
    join_series,
    lend_to_series,
    plan_on,
    read_weak_by_title,
    take_from_article,
    take_from_contents,
    take_from_context,
    take_from_next,
    take_from_plans,
    take_from_sentence,
)
from nlp.training.draft import Draft
from nlp.training.inherit import open_mixed_totals, settle, take_from_totals, widen_yardsticks
from nlp.training.organiser import set_organisers
from nlp.training.parts import set_totals
from nlp.training.period import set_periods
from nlp.training.programme import climb_ladders, name_by_nouns, set_programme
from nlp.training.remainders import tie_remainders
from nlp.training.repeats import drop_repeats
from nlp.training.schemes import take_from_scheme
from nlp.training.segments import set_segments
from nlp.training.series import add_up_parts, place_in_series, tie_events, tie_series
from nlp.training.status import set_status
from nlp.training.topics import find_topics


def find_training(
    reading: Reading, outcomes: Sequence[Mention] = (), trace: Trace | None = None
) -> list[Draft]:
    """The statements about training in an article, each slot with the words that prove it, in order of appearance.

    Args:
        reading: the article with its mentions.
        outcomes: the counts that speak of results, which are no volume of training.
        trace: takes down what fired and what lost.
    """
    trace = trace or Trace()
    drafts = find_candidates(reading, outcomes, trace)
    if not drafts:
        return []
    topics = find_topics(reading, drafts)
    set_segments(reading.plain, drafts)
    _read_own_words(reading, drafts, topics)
    _relate(reading, drafts, topics, trace)
    drafts = drop_repeats(reading.plain, drafts, trace)
    _relate_kept(reading, drafts, trace)
    _inherit(reading, drafts, topics)
    return drafts


def _read_own_words(reading: Reading, drafts: Sequence[Draft], topics: Sequence[Draft]) -> None:
    """Fill each slot that a statement's own words, or a time that still holds, can fill."""
    for last, draft in zip([None, *drafts], drafts, strict=False):
        set_status(reading, draft, last)
    for topic in topics:
        set_status(reading, topic)
    for draft in [*drafts, *topics]:
        set_programme(reading, draft)
        set_activity(reading, draft)
        set_audience(reading, draft)
    set_periods(reading, drafts, topics)


def _relate(reading: Reading, drafts: Sequence[Draft], topics: Sequence[Draft], trace: Trace) -> None:
    """Tie parts to totals by the words that say so; then bodies may hold on, and a period may make a count a plan."""
    set_totals(reading, drafts, trace)
    tie_series(reading.plain, drafts, trace)
    set_organisers(reading, drafts, topics)
    for draft in drafts:
        if draft.total is None and (draft.status is None or draft.event):
            set_status(reading, draft)


def _relate_kept(reading: Reading, drafts: Sequence[Draft], trace: Trace) -> None:
    """Tie what no part-of word ties, once repetitions are gone."""
    join_series(drafts, reading.plain)
    add_up_parts(reading.plain, drafts, trace)
    place_in_series(reading.plain, drafts, trace)
    tie_events(reading.plain, drafts, trace)
    tie_remainders(reading.plain, drafts, trace)
    plan_on(drafts)
    climb_ladders(drafts)


def _inherit(reading: Reading, drafts: Sequence[Draft], topics: Sequence[Draft]) -> None:
    """Take what is not printed: parts from totals, later statements from earlier ones, plans and the article itself."""
    lend_to_series(drafts)
    take_from_sentence(reading.plain, drafts)
    take_from_next(reading.plain, drafts)
    take_from_context(reading, drafts, topics)
    open_mixed_totals(drafts)
    take_from_contents(reading, drafts)
    name_by_nouns(reading, drafts)
    take_from_scheme(reading, drafts)
    read_weak_by_title(reading, drafts)
    take_from_plans(reading.plain, drafts, topics)
    take_from_article(reading, drafts)
    take_from_totals(drafts)
    widen_yardsticks(reading.plain, drafts)
    settle(drafts)
