"""A training fact in the making."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from nlp.fact import Period
from nlp.layout import Sentence
from nlp.mention import Mention
from nlp.quantities import QuantityMention

PART = "a part of the total before it"
LISTED = "in a list with the count before it"


LOOK_BACK = 60
"""How many statements before one a rule looks back at: more than articles have; it bounds the work on long texts."""
DEEPEST = 12
"""More levels of parts than any article has; it ends walks up the totals."""
COMMON_WORDS = frozenset(["các", "lớp", "khóa", "và", "với", "của", "có", "là", "sẽ", "tại"])
"""Words that two mentions of classes share without being about the same ones."""


@dataclass(slots=True, eq=False)
class Draft:
    """A statement about a volume of training while its slots are being filled.

    `start` and `end` hold its counts; `left` and `right` are the ends of its segment, the words of its sentence
    that belong to no other statement. `proofs` keeps per slot the places that prove it and what it was inherited
    from. All places count the evened-out text.
    """

    sentence: Sentence
    start: int
    end: int
    classes: QuantityMention | None = None
    learners: QuantityMention | None = None
    bare: Mention | None = None
    """The «khai giảng lớp» of a class without a number."""
    left: int = 0
    right: int = 0
    rule: str = ""
    accepted: str = ""
    """Why the count was taken for a statement about training."""
    activity: str | None = None
    programmes: tuple[str, ...] = ()
    audience: tuple[int, int] | None = None
    organiser: tuple[tuple[int, int], ...] = ()
    period: Period | None = None
    status: str | None = None
    event: str | None = None
    per: str | None = None
    total: Draft | None = None
    topic: bool = False
    """True for training that is spoken of without a count: it lends what it says to the counts that follow."""
    level: str = ""
    """A bare level (trung cấp …) whose ladder is still to be told."""
    weak: bool = False
    """True where only «đối tượng 3» and the like tell the programme."""
    extra: bool = False
    """True for a part that «Riêng …» singles out once more, beside the breakdown."""
    yardstick: bool = False
    """True for the plan in brackets that a result is measured against: it has no parts."""
    split_from: Draft | None = None
    """The classes of which these learners are one audience among several."""
    plan: bool = False
    """True for a topic that is a plan or a scheme."""
    series: bool = False
    """True for a total that is named as the series to which one class belongs."""
    open_programme: bool = False
    """True for a total whose parts name different programmes."""
    proofs: dict[str, list[tuple[int, int, Draft | str | None]]] = field(default_factory=dict)

    def prove(self, slot: str, place: tuple[int, int], source: Draft | str | None = None) -> None:
        """Note the words that prove a slot; `source` says where they were inherited from."""
        self.proofs.setdefault(slot, []).append((place[0], place[1], source))

    @property
    def settled_status(self) -> str:
        """Its own status, else that of the total it is part of, else held."""
        steps: Draft | None = self
        for _ in range(DEEPEST):
            if steps is None or steps.status:
                break
            steps = steps.total
        return (steps.status if steps else None) or "held"

    def inherits(self, slot: str) -> bool:
        """True where a slot's words stand in another statement or in the context."""
        return any(source is not None for _, _, source in self.proofs.get(slot, ()))

    def words(self, plain: str) -> set[str]:
        """The words of its counts and of what follows them, in lower case."""
        return set(plain[self.start : self.right].lower().split())

    def imply(self, slot: str, value: str, source_slot: str) -> None:
        """Set a slot that another one implies: the other's words prove it."""
        if getattr(self, slot) == value:
            return
        setattr(self, slot, value)
        self.proofs[slot] = list(self.proofs.get(source_slot, ()))

    @property
    def class_count(self) -> float | None:
        """The number of classes, a range's lower end, 1 for a bare class; None where there is none."""
        if self.bare is not None:
            return 1
        return self.classes.low if self.classes else None

    @property
    def learner_count(self) -> float | None:
        """The number of learners, a range's lower end; None where there is none or it is a rate."""
        return self.learners.low if self.learners and not self.per else None


def by_sentence(drafts: Iterable[Draft]) -> dict[int, list[Draft]]:
    """Drafts by the start of their sentence, in the order given."""
    rows: dict[int, list[Draft]] = {}
    for draft in drafts:
        rows.setdefault(draft.sentence.start, []).append(draft)
    return rows
