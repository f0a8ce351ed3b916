"""Which counts may be statements about training: classes and learners, joined where the article joins them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.cues import CueMention, find_cues
from nlp.hooks import Hooked
from nlp.layout import Sentence
from nlp.mention import Mention
from nlp.quantities import QuantityMention
from nlp.reading import Reading, within
from nlp.trace import Trace
from nlp.training.accept import accept
from nlp.training.borrowed import lend_units
from nlp.training.draft import Draft

AUDIENCES_REACH = 60
"""How far apart the counts of two audiences of the same classes may stand, in characters."""
NOT_HELD_REACH = 60
"""How far before a class count «không mở được» may stand, in characters."""
JOIN_REACH = 320
"""How far a class count may stand from its learners, in characters; audiences in between can be long."""

BEFORE_EVENT = "bare class before its event"
"""The rule of «lớp … được khai giảng», whose words reach as far as the event."""

_EVENT_CLASS = Hooked(
    r"(?<![^\W_])(khai giảng|bế giảng)\s(?:và (?:trao|cấp|phát) [^,;.]{4,40}?\s)?(?:(?:chương trình|"
    r"hội nghị)\s)?(lớp|khóa|hội nghị tập huấn)(?![^\W_])(?! học sinh)",
)
_CLASS_EVENT = Hooked(
    r"(?:^|(?<=[,;:.] )|(?<=\n))(?:các đồng chí |theo đó, )?(lớp|"
    r"khóa)\s(?!học sinh)[^.;\n]{0,160}?(?:được |đã |chính thức |vừa )*(khai giảng|"
    r"bế giảng)(?![^\W_])",
)
_WHO_ATTEND = re.compile(r";(?= (?:số )?(?:tham gia|tham dự|dự học|thu hút))", re.IGNORECASE)
"""«52 lớp …; tham gia học có 4.986 người»."""
_NUMBERED = re.compile(r"(?:lớp|khóa) \S+(?:,| và) (?:lớp|khóa) ", re.IGNORECASE)
"""«khóa 11 và khóa 12 đã bế giảng» names two classes and counts none."""
_COMPLETED = re.compile(
    r"[^,;.\n\d]{0,60}? đã hoàn thành (?:xuất sắc |tốt )?(?:nhiệm vụ )?(?:khóa học|chương trình|"
    r"lớp học|khóa bồi dưỡng|khóa đào tạo)(?![^\W_])",
    re.IGNORECASE,
)
"""«gần 150 học viên đã hoàn thành khóa học, kết quả đạt loại khá»: trained, and graded."""
_TRAINED_AND = re.compile(
    r"(?=[^,;.\n]{0,160}(?:cấp|trao|nhận))[^,;.\n]{0,80}?\s(?:được (?:bồi dưỡng|đào tạo|tập huấn)|tham gia|tham dự)"
    r"(?![^\W_])[^,;.\n]{0,60}? và (?:được )?(?:cấp|trao|nhận)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[^(){};.]{0,80}\([^()]*\)")
_NAMED_ONLY = re.compile(
    r" (?:(?!(?:và|tại|trong|từ|cử|đi|còn|nhưng|của|có|là|năm|khóa|mỗi|trên|do|để|đã|sẽ|về|ở|thì) )[^\W\d_]+ ){2,6}",
    re.IGNORECASE,
)
"""«hai lớp đảng viên mới 120 học viên»: nothing but the class's name stands between."""
_NEXT_TO = re.compile(r"(?: (?:đầu(?: tiên)?|cuối|trước|sau|này|đó|trên))? ", re.IGNORECASE)
_JOIN = re.compile(
    r"(?:với|cho|thu hút|tổng số|có|gồm|cùng|bồi dưỡng|đào tạo|là|tham gia của|góp mặt của|/|\(|"
    r"cho tổng số|học viên là|tuyển|trên|,|cử|dành cho|mỗi lớp|mỗi khóa|tập huấn|được|được \d+|"
    r"tham dự của|theo học của|thuộc|quy mô|[(,] dự kiến|\(dự kiến)"
    r"\s*(?:(?:tổng (?:số|cộng)|tất cả|sự tham gia của|là|có|sự tham dự của|thêm)\s*){0,4}$",
    re.IGNORECASE,
)
_AND_TURNS = re.compile(
    r"(?!.*(?<![^\W_])(?:cử|đưa|mở|có|tổ chức)(?![^\W_]))[^,;:()]{0,60}\svà\s", re.IGNORECASE
)
"""«24 lớp và 1.950 lượt học viên»: turns are never a kind of their own beside classes, where no verb parts them."""
_JOIN_BACK = re.compile(
    r"(?:tại|trong|qua|ở|với|thuộc|bằng|theo|học|mở|tổ chức|vào|của|cho|được|chia (?:làm|thành)|/|\(|,)"
    r"\s*(?:tổng số\s*)?$",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(r",[^,]*(?<![^\W_])(?:mở|tổ chức|cử)(?![^\W_])[^,]{0,20}$", re.IGNORECASE)
"""«hỗ trợ 47 người, mở 75 lớp»: the classes are another matter."""
_ANOTHER = re.compile(
    r"(?<![^\W_])(?:mở|cử|tổ chức|đào tạo|bồi dưỡng|tập huấn|cho|lớp|khóa|trong đó|gồm|còn|tại|của)(?![^\W_])|[;:.(]",
    re.IGNORECASE,
)
_CHANGE = Hooked(
    r"(?<![^\W_])(?:(?:tăng|giảm|vượt|nhiều hơn|ít hơn|thiếu|cứ)(?:\s(?:thêm|so với kế hoạch|được|chỉ tiêu|kế hoạch))?|"
    r"(?:tăng|giảm|nhiều hơn|ít hơn) (?:so với )?(?:cùng kỳ )?(?:năm|nhiệm kỳ)(?: học)? (?:trước|ngoái|[\d-]{4,9}))\s$",
)
_ADMISSION = Hooked(r"(?<![^\W_])(?:kết nạp(?: được| mới)?|giới thiệu)\s$")


def find_candidates(reading: Reading, outcomes: Sequence[Mention], trace: Trace) -> list[Draft]:
    """The statements about training, in order of appearance; counts of gradings (`outcomes`) are left out."""
    taken = {(o.start, o.end) for o in outcomes}
    drafts: list[Draft] = []
    for sentence in reading.sentences:
        if sentence.block.zone in ("title", "dateline", "byline"):
            continue
        drafts += _in_sentence(reading, sentence, taken, drafts, trace)
    if not drafts:
        # A count that only the title prints is no repetition.
        for sentence in reading.sentences:
            if sentence.block.zone == "title":
                drafts += _in_sentence(reading, sentence, taken, drafts, trace)
    return drafts


def _in_sentence(
    reading: Reading, sentence: Sentence, taken: set[tuple[int, int]], before: list[Draft], trace: Trace
) -> list[Draft]:
    quantities = _unchanged(reading.plain, within(reading.quantities, sentence.start, sentence.end), trace)
    classes = [q for q in quantities if q.kind == "classes"]
    people = [q for q in quantities if (q.kind == "people" or q.turns)]
    for quantity in people:
        if (quantity.start, quantity.end) in taken:
            trace.lost(
                "outcome", quantity.start, quantity.end, "a grading or an award, no volume of training"
            )
    people = [q for q in people if (q.start, q.end) not in taken or _trained_too(reading.plain, sentence, q)]
    bare = _bare_classes(reading.plain, sentence, classes)
    if not classes and not people and not bare:
        return []
    drafts = _join(reading.plain, sentence, classes, people, bare, trace)
    kept = accept(reading, sentence, drafts, before, trace)
    return sorted([*kept, *lend_units(reading.plain, sentence, kept)], key=lambda d: d.start)


def _trained_too(plain: str, sentence: Sentence, quantity: QuantityMention) -> bool:
    """«1.437 cán bộ tham gia và được cấp chứng chỉ lớp …»: trained, and given a certificate."""
    return bool(
        _TRAINED_AND.match(plain, quantity.end, sentence.end)
        or _COMPLETED.match(plain, quantity.end, sentence.end)
    )


def _unchanged(plain: str, quantities: Sequence[QuantityMention], trace: Trace) -> list[QuantityMention]:
    """Leave out differences, admissions and ratios.

    «tăng 5 lớp và 318 lượt học viên», «kết nạp 75 đảng viên», «cứ 15 học viên có 1 trợ giảng».
    """
    kept: list[QuantityMention] = []
    changed_until = -1
    for quantity in quantities:
        before = plain[max(0, quantity.start - 48) : quantity.start]
        goes_on = changed_until >= 0 and plain[changed_until : quantity.start].strip() in ("và", ",", "có")
        if (
            _CHANGE.search_in(before)
            or goes_on
            or (quantity.kind == "people" and _ADMISSION.search_in(before))
        ):
            trace.lost(
                "change",
                quantity.start,
                quantity.end,
                "a difference, an admission or a ratio, no volume of training",
            )
            changed_until = quantity.end
        else:
            kept.append(quantity)
    return kept


def _bare_classes(plain: str, sentence: Sentence, classes: Sequence[QuantityMention]) -> list[Mention]:
    """«khai giảng lớp …», «lớp … khai giảng»: one class, where no number is printed."""
    found: list[Mention] = []
    for match in _EVENT_CLASS.find(plain, sentence.start, sentence.end):
        found.append(Mention(match.start(), match.end(), "bare class"))
    if not found or ";" in plain[sentence.start : sentence.end]:
        for match in _CLASS_EVENT.find(plain, sentence.start, sentence.end):
            if _NUMBERED.search(match.group()):
                continue
            found.append(Mention(match.start(1), match.end(), BEFORE_EVENT))
    return [m for m in found if not any(c.start < m.end and m.start < c.end for c in classes)]


def _join(
    plain: str,
    sentence: Sentence,
    classes: Sequence[QuantityMention],
    people: Sequence[QuantityMention],
    bare: Sequence[Mention],
    trace: Trace,
) -> list[Draft]:
    """Join each class count with the learners that the article ties to it, nearest first."""
    heads: list[QuantityMention | Mention] = sorted([*classes, *bare], key=lambda m: m.start)
    drafts = {id(h): _draft(sentence, h) for h in heads}
    alone: list[Draft] = []
    split: dict[int, Draft] = {}
    for index, quantity in enumerate(people):
        follow = people[index + 1] if index + 1 < len(people) else None
        free = [h for h in heads if not _is_behind_other(h, people[:index], quantity)]
        head = _head_for(plain, free, quantity, drafts, follow)
        if head is None or _several(plain, people[index : index + 2]):
            if head is not None:
                split.update({id(q): drafts[id(head)] for q in people[index : index + 2]})
            alone.append(_draft_alone(plain, sentence, quantity, split.get(id(quantity))))
        else:
            _give_learners(drafts[id(head)], quantity)
            words = f"{plain[quantity.start : quantity.end]} joined to {plain[head.start : head.end]}"
            trace.fired("join", drafts[id(head)].start, drafts[id(head)].end, words)
    return sorted([*drafts.values(), *alone], key=lambda d: d.start)


def _give_learners(draft: Draft, quantity: QuantityMention) -> None:
    draft.learners = quantity
    # «mỗi năm mở 200 lớp cho 15.000 lượt …»: the rate said of the classes holds for their learners too.
    draft.per = "class" if quantity.per == "class" else quantity.per or draft.per
    draft.start, draft.end = min(draft.start, quantity.start), max(draft.end, quantity.end)


def _draft_alone(plain: str, sentence: Sentence, quantity: QuantityMention, split: Draft | None) -> Draft:
    """A draft of learners to whom no class count is tied; `split` are the classes of which they are one audience."""
    start = _start_of_rate(plain, quantity) if quantity.per == "class" else quantity.start
    draft = Draft(sentence, start, quantity.end, learners=quantity, rule="learners", per=quantity.per)
    draft.split_from = split
    return draft


def _is_behind_other(
    head: QuantityMention | Mention, people: Sequence[QuantityMention], quantity: QuantityMention
) -> bool:
    """True where other learners stand between the classes and these, and nearer to the classes."""
    last = people[-1] if people else None
    return last is not None and _named_by(head) <= last.start < quantity.start and last.per is None


def _several(plain: str, people: Sequence[QuantityMention]) -> bool:
    """True for «320 lớp với 28.410 đảng viên và 4.120 quần chúng»: classes of several audiences, each counted."""
    if len(people) < 2 or people[0].per or people[1].per:
        return False
    first, second = (plain[q.unit_start : q.unit_end].lower() for q in people)
    between = plain[people[0].end : people[1].start]
    if first == second or " và " not in between or len(between) > AUDIENCES_REACH:
        return False
    return not _ANOTHER.search(between) and second not in ("giảng viên", "giáo viên", "báo cáo viên")


def _draft(sentence: Sentence, head: QuantityMention | Mention) -> Draft:
    if isinstance(head, QuantityMention):
        return Draft(sentence, head.start, head.end, classes=head, rule="classes", per=head.per)
    return Draft(sentence, head.start, head.end, bare=head, rule=head.rule)


def _start_of_rate(plain: str, quantity: QuantityMention) -> int:
    """Where «mỗi lớp có hơn 40 đồng chí» begins."""
    at = plain.lower().rfind("mỗi", max(0, quantity.start - 40), quantity.start)
    return at if at >= 0 else quantity.start


def _head_for(
    plain: str,
    heads: Sequence[QuantityMention | Mention],
    quantity: QuantityMention,
    drafts: dict[int, Draft],
    follow: QuantityMention | None = None,
) -> QuantityMention | Mention | None:
    before = [h for h in heads if _named_by(h) <= quantity.start and not plain.endswith("lớp/", 0, h.start)]
    while before and _in_closed_bracket(plain, _named_by(before[-1]), quantity.start):
        before.pop()  # «7 lớp (5 lớp …, 2 lớp …), mỗi lớp 65 học viên» goes with the seven
    if before and drafts[id(before[-1])].learners is None and _joined(plain, _named_by(before[-1]), quantity):
        return before[-1]
    after = [h for h in heads if h.start >= quantity.end and isinstance(h, QuantityMention)]
    if after and drafts[id(after[0])].learners is None and _joined_back(plain, quantity, after[0]):
        has_own = follow is not None and follow.start >= after[0].end and _joined(plain, after[0].end, follow)
        return None if has_own else after[0]
    return None


def _named_by(head: QuantityMention | Mention) -> int:
    """Where learners may begin to follow a class: in «lớp … cho 65 cán bộ xã được khai giảng», before its event."""
    return head.start + len("lớp") if isinstance(head, Mention) and head.rule == BEFORE_EVENT else head.end


def _joined(plain: str, start: int, quantity: QuantityMention) -> bool:
    between = plain[start : quantity.start]
    if len(between) > JOIN_REACH or _closes(between):
        return False
    if (bracket := _BRACKETED.match(between)) and "(" not in between[bracket.end() :]:
        # «6 lớp (gồm 4 lớp cơ bản, 2 lớp nâng cao) cho 250 học viên»
        start, between = start + bracket.end(), between[bracket.end() :]
    if quantity.per == "class":
        return True
    if between.endswith("(dự kiến ") and find_cues(
        plain, "not_held", max(0, start - NOT_HELD_REACH), quantity.start
    ):
        return False  # what was planned for a class that wasn't held stands apart
    joined = (
        _NEXT_TO.fullmatch(between)
        or _NAMED_ONLY.fullmatch(between)
        or _JOIN.search(between)
        or (quantity.turns and _AND_TURNS.fullmatch(between))
    )
    return bool(joined) and not _parts(plain, start, quantity.start)


def _joined_back(plain: str, quantity: QuantityMention, head: Mention) -> bool:
    between = plain[quantity.end : head.start]
    if (
        len(between) > 90
        or " và " in between
        or _closes(between)
        or _NEW_CLAUSE.search(between)
        or _parts(plain, quantity.end, head.start)
        or find_cues(plain, "closing", quantity.end, head.start)
    ):
        return False
    return bool(_JOIN_BACK.search(between))


def _in_closed_bracket(plain: str, start: int, end: int) -> bool:
    between = plain[start:end]
    return between.count(")") > between.count("(")


def _closes(between: str) -> bool:
    """True where a semicolon, or a bracket opened before, closes in between."""
    return ";" in _WHO_ATTEND.sub("", between) or between.count(")") > between.count("(")


def _parts(plain: str, start: int, end: int) -> list[CueMention]:
    """Part-of cues that stand between two counts; «gồm 45 học viên» right before the learners is a join."""
    return [
        c
        for c in find_cues(plain, "part", start, end)
        if plain[c.end : end].strip() != "" or plain[c.start : c.end].lower() != "gồm"
    ]
