"""An article as the rules read it: its evened-out text, its layout, and every mention found in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from corpora.article import Article
from corpora.text import EvenText, even_out, tidy
from nlp.documents import DocumentMention, find_documents
from nlp.layout import Block, Sentence, find_blocks, find_sentences
from nlp.mention import Mention
from nlp.organisations import OrganisationMention, find_organisations
from nlp.people import PersonMention, find_people
from nlp.programmes import Lexicon, ProgrammeMention, find_programmes
from nlp.quantities import QuantityMention, find_quantities
from nlp.time import TimeMention, find_times

M = TypeVar("M", bound=Mention)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the recognisers found in one article, before facts are made of it."""

    article: Article
    even: EvenText
    blocks: Sequence[Block]
    sentences: Sequence[Sentence]
    times: Sequence[TimeMention]
    documents: Sequence[DocumentMention]
    organisations: Sequence[OrganisationMention]
    people: Sequence[PersonMention]
    quantities: Sequence[QuantityMention]
    article_id: str
    """The article's id, a hash over its text."""
    _programmes: dict[int, list[ProgrammeMention]] = field(default_factory=dict, repr=False, compare=False)
    """Programmes per sentence, found where first asked for: only sentences with counts need them."""
    lexicon: Lexicon | None = None
    """The lexicon of programmes; canbo's own where it is None."""

    @property
    def plain(self) -> str:
        """The evened-out text, which all places of mentions count."""
        return self.even.plain

    @property
    def published(self) -> date | None:
        """The day of publication, where it is known."""
        return self.article.published

    def programmes(self, start: int, end: int) -> list[ProgrammeMention]:
        """The programmes whose names begin in `plain[start:end]`, sentence by sentence."""
        found: list[ProgrammeMention] = []
        at = max(0, bisect_right(self.sentences, start, key=lambda s: s.start) - 1)
        while at < len(self.sentences) and self.sentences[at].start < end:
            sentence = self.sentences[at]
            if sentence.start not in self._programmes:
                self._programmes[sentence.start] = find_programmes(
                    self.plain, sentence.start, sentence.end, self.lexicon
                )
            found += [m for m in self._programmes[sentence.start] if start <= m.start < end]
            at += 1
        return found

    def words(self, start: int, end: int) -> str:
        """The article's own words at `plain[start:end]` as a value that can be compared: in NFC, with single blanks."""
        return tidy(self.even.span(start, end).quote)


def read(article: Article, lexicon: Lexicon | None = None) -> Reading:
    """Run every recogniser over an article; linear in its length. `lexicon` has a reader's own programmes."""
    even = even_out(article.text)
    plain = even.plain
    blocks = find_blocks(plain, article.title)
    times = find_times(plain, article.published)
    documents = find_documents(plain, times)
    organisations = find_organisations(plain)
    return Reading(
        article,
        even,
        blocks,
        find_sentences(plain, blocks),
        times,
        documents,
        organisations,
        find_people(plain, organisations),
        find_quantities(plain, [*_without_durations(plain, times), *documents]),
        article.article_id,
        lexicon=lexicon,
    )


def _without_durations(plain: str, times: Iterable[TimeMention]) -> list[Mention]:
    """The stretches of time whose numbers are no quantities.

    «giai đoạn 5 năm (2018-2022)» fixes a span and counts five years, so only its parenthesis is taken.
    """
    taken: list[Mention] = []
    for time in times:
        words = plain[time.start : time.end]
        bracket = words.find("(")
        start = time.start + bracket if bracket > 0 and " năm" in words[:bracket] else time.start
        taken.append(Mention(start, time.end, time.rule))
    return taken


def is_inside(mention: Mention, others: Sequence[Mention]) -> bool:
    """True where a mention lies wholly in one of the others, a list sorted by start whose members hardly overlap."""
    at = bisect_right(others, mention.start, key=lambda o: o.start)
    return any(mention.end <= o.end for o in others[max(0, at - 3) : at])


def within(mentions: Sequence[M], start: int, end: int) -> list[M]:
    """The mentions that lie wholly in `[start, end)`, of a list sorted by start."""
    at = bisect_left(mentions, start, key=lambda m: m.start)
    found = []
    while at < len(mentions) and mentions[at].start < end:
        if mentions[at].end <= end:
            found.append(mentions[at])
        at += 1
    return found
