"""The facts that an article states, in the terms of gold format 1.

A fact holds the values, and per slot the words that prove them (`evidence`). Offsets count code points of
the article's stored text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, overload

from corpora.article import Article
from corpora.span import Span

if TYPE_CHECKING:
    import pandas as pd

    from nlp.explanation import Explanation
    from nlp.programmes import Lexicon

Number = int | float


@dataclass(frozen=True, slots=True)
class Count:
    """A counted number as printed: exact (`low == high`), a range, or bounded by its qualifier.

    `qualifier` is `about` (khoảng), `over` (hơn, trên), `under` (gần, dưới) or None where exact.
    `unit`, `counting` (`people` or `enrolments`) and `per` (`class` or `year`) are set on learners.
    """

    low: Number
    high: Number
    qualifier: str | None = None
    unit: str | None = None
    counting: str | None = None
    per: str | None = None

    @property
    def value(self) -> Number | None:
        """The number, or None where a range is printed."""
        return self.low if self.low == self.high else None

    def __str__(self) -> str:
        """In Vietnamese words: «hơn 1.250 học viên»."""
        from nlp.show import show_count

        return show_count(self)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove one slot of a fact.

    `inherited` is None where the fact's own clause prints them, else it names where they come from:
    the id of another fact (`t1`) or `context` (a period or an organiser that still holds).
    """

    slot: str
    span: Span
    inherited: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What every kind of fact has: an id that survives better rules, its words and its rule."""

    span: Span
    fact_id: str = field(default="", kw_only=True)
    rule: str = field(default="", kw_only=True)
    evidence: tuple[Evidence, ...] = field(default=(), kw_only=True)

    @property
    def quote(self) -> str:
        """The words of the article that state the fact."""
        return self.span.quote


@dataclass(frozen=True, slots=True)
class Origin:
    """What a fact was read from: the article, and the lexicon of programmes where a reader brought one."""

    article: Article
    lexicon: Lexicon | None = None


@dataclass(frozen=True, slots=True)
class Training(Fact):
    """A statement about a volume of training: classes, learners, and what governs them."""

    id: str
    classes: Count | None = None
    learners: Count | None = None
    activity: str | None = None
    programme: str | None = None
    programmes: tuple[str, ...] = ()
    audience: str | None = None
    organiser: tuple[str, ...] = ()
    period: Period | None = None
    status: str = "held"
    event: str | None = None
    part_of: str | None = None
    confidence: float = 1.0
    origin: Origin | None = field(default=None, repr=False, compare=False, kw_only=True)
    """What it was read from, so that it can be explained; None where it was made otherwise."""

    def explain(self) -> Explanation:
        """Why this fact came out as it did: its words slot by slot, the rules that fired on them, and what lost.

        Raises UsageError where it doesn't know its article.
        """
        from nlp.explanation import explain_fact

        return explain_fact(self)


@dataclass(frozen=True, slots=True)
class Outcome(Fact):
    """A result of those trained, or a qualification they hold."""

    category: str
    count: Count | None = None
    percent: Number | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Document(Fact):
    """A Party or State document cited with a number."""

    type: str
    number: str
    symbol: str | None
    key: str
    date: date | None = None
    issuer: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention(Fact):
    """An expression that fixes a calendar day or a span of days, both ends included.

    `start` and `end` are None where the article's date would be needed and isn't known:
    the expression stays partial, and `partial` says what is missing.
    """

    start: date | None
    end: date | None
    partial: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity(Fact):
    """A number with its unit."""

    count: Count
    unit: str


@dataclass(frozen=True, slots=True)
class Person(Fact):
    """A person named, with the fullest role printed beside the name."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Check(Fact):
    """A sum or a percentage that the article makes possible, worked out.

    `explanation_vi` and `explanation_en` write the arithmetic out in a sentence.
    """

    kind: str
    reported: Number
    computed: Number
    holds: bool
    explanation_vi: str = ""
    explanation_en: str = ""


@dataclass(frozen=True, repr=False)
class ArticleFacts(Sequence[Training]):
    """All facts of one article; as a sequence, its training facts in order of appearance."""

    article: Article
    relevant: bool
    training: tuple[Training, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    documents: tuple[Document, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    people: tuple[Person, ...] = ()
    checks: tuple[Check, ...] = ()

    def __len__(self) -> int:
        return len(self.training)

    @overload
    def __getitem__(self, index: int) -> Training: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Training, ...]: ...
    def __getitem__(self, index: int | slice) -> Training | tuple[Training, ...]:
        return self.training[index]

    def __iter__(self) -> Iterator[Training]:
        return iter(self.training)

    def all_facts(self) -> Iterator[Fact]:
        """Every fact of every kind, kind by kind."""
        for kind in KINDS:
            yield from getattr(self, kind)

    def with_(self, **changes: Any) -> ArticleFacts:
        """The same with some fields exchanged."""
        return replace(self, **changes)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, kind))} {kind}" for kind in KINDS if getattr(self, kind))
        return f"<ArticleFacts of {self.article.name!r}: {counts or 'no facts'}>"

    def _repr_html_(self) -> str:
        """The facts as a notebook shows them: a table, and the text with the facts marked."""
        from nlp.show import facts_html

        return facts_html(self)

    def df(self, kind: str = "training") -> pd.DataFrame:
        """The facts of a kind as a pandas data frame, one row a fact; needs pandas."""
        from nlp.show import facts_df

        return facts_df(self, kind)


KINDS = ("training", "outcomes", "documents", "dates", "quantities", "people", "checks")
"""The kinds of facts, named as in gold format 1."""
