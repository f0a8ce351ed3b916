"""The programme and the activity of a statement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.mention import Mention
from nlp.programmes import ProgrammeMention
from nlp.reading import Reading
from nlp.training.draft import LISTED, PART, Draft

LEVELS = frozenset(
    ["cu_nhan_llct", "cao_cap_llct", "trung_cap_llct", "so_cap_llct", "dai_hoc", "sau_dai_hoc"]
)
"""Programmes that end in a degree or a level are `dao_tao` also where only «học» is printed."""

BY_WHOM = frozenset(["lanh_dao_quan_ly", "cap_uy", "bao_cao_vien", "dai_bieu_hdnd", "cap_nhat_kien_thuc"])
"""Programmes that often are named by whom they are for."""
LADDER = {
    "sơ cấp": "so_cap_llct",
    "trung cấp": "trung_cap_llct",
    "cao cấp": "cao_cap_llct",
    "cử nhân": "cu_nhan_llct",
    "đh": "dai_hoc",
    "cđ": "dai_hoc",
}
BY_AUDIENCE = frozenset(["dang_vien_moi", "nhan_thuc_dang", "dai_bieu_hdnd"])
_FOR = re.compile(
    r"(?:cho|với|bồi dưỡng|tập huấn|đào tạo|nghiệp vụ|lớp|,|và)\s(?:các |đội ngũ |các đồng chí |cán bộ )?$",
    re.IGNORECASE,
)
_FOR_THESE = re.compile(
    r"(?:là|cho|dành cho|đối với)\s(?:các |những |đội ngũ |các đồng chí )?$", re.IGNORECASE
)
_LEVEL = re.compile(
    r"(?<![^\W_])(sơ cấp|trung cấp|cao cấp|cử nhân|ĐH|CĐ)(?![^\W_])(?! (?:nghề|chuyên|y|kỹ thuật))"
)
_STUDY = re.compile(
    r"(?<![^\W_])(?:được cử|đi học|theo học|(?<!đại )(?<!cao )học|lớp|khóa|tham gia|tham dự|dự|"
    r"đào tạo|bồi dưỡng|tập huấn|cập nhật|quán triệt)(?![^\W_])(?! viên)",
    re.IGNORECASE,
)
_GO_TO_STUDY = re.compile(r"(?<![^\W_])(?:đi|theo|cử) học(?![^\W_])", re.IGNORECASE)
_BOTH = re.compile(r"đào tạo(?:,|,? và| ?-| ?/) ?bồi dưỡng|bồi dưỡng(?:,|,? và) đào tạo", re.IGNORECASE)
_ACTIVITIES = (("tap_huan", re.compile(r"tập huấn", re.IGNORECASE)), ("boi_duong", re.compile(r"bồi dưỡng|cập nhật kiến thức", re.IGNORECASE)), ("dao_tao", re.compile(r"đào tạo", re.IGNORECASE)))  # fmt: skip


def set_programme(reading: Reading, draft: Draft) -> None:
    """Set programme and activity from the draft's own words: after its classes, before its counts, after its learners."""
    for start, end in _regions(reading.plain, draft):
        mentions = _named(reading, start, end)
        if end == draft.start:
            mentions = [
                m
                for m in mentions
                if not m.audience or _FOR.search(reading.plain[max(0, m.start - 20) : m.start])
            ]
        if mentions:
            _take(draft, mentions)
            break
    _set_by_audience(reading, draft)
    _set_level(reading.plain, draft)
    _set_activity(reading, draft)


def _set_level(plain: str, draft: Draft) -> None:
    """Remember a bare level («trung cấp 425 đồng chí»): which ladder it belongs to, the total or the count before tells."""
    if draft.programmes:
        return
    for start, end in ((draft.start, draft.end), (draft.left, draft.start)):
        if match := _LEVEL.search(plain, start, end):
            draft.level = match.group(1).lower()
            draft.prove("level", match.span())
            return


def climb_ladders(drafts: Sequence[Draft]) -> None:
    """Give bare levels their programme: of political theory beside political theory, else of professional education."""
    for index, draft in enumerate(drafts):
        if not draft.level or draft.programmes:
            continue
        near = [d for d in drafts[:index] if d.sentence is draft.sentence and d.programmes]
        source = draft.total or (near[-1] if near else None)
        if source is None or not source.programmes:
            continue
        political = source.programmes[0] == "llct" or source.programmes[0].endswith("_llct")
        code = LADDER[draft.level] if political else "dai_hoc"
        if code:
            draft.programmes = (code,)
            for start, end, _ in draft.proofs.pop("level", []):
                draft.prove("programme", (start, end))


def _take(draft: Draft, mentions: Sequence[ProgrammeMention]) -> None:
    draft.proofs.pop("programme", None)
    draft.programmes = tuple(dict.fromkeys(m.code for m in mentions))
    draft.prove("programme", (mentions[0].start, mentions[-1].end))
    draft.weak = all(m.weak for m in mentions)


def _set_by_audience(reading: Reading, draft: Draft) -> None:
    """New members and candidates have programmes of their own, whatever the class is called."""
    for start, end in ((draft.start, draft.end), (draft.end, draft.right), (draft.left, draft.start)):
        deciding = [
            m
            for m in _named(reading, start, end)
            if m.code in BY_AUDIENCE and _decides(reading.plain, draft, m)
        ]
        if deciding:
            _take(draft, deciding[:1])
            return


def _regions(plain: str, draft: Draft) -> list[tuple[int, int]]:
    """Where the words that qualify a count stand, nearest first.

    After learners alone, only a verb of training leads to a programme: what stands before it describes the people.
    """
    inner = (draft.start, draft.end)
    colon = plain.find(":", draft.end, draft.right)
    before, after = (draft.left, draft.start), (draft.end, colon if colon >= 0 else draft.right)
    if draft.classes and draft.learners:
        return (
            [inner, after, before] if draft.classes.start < draft.learners.start else [after, inner, before]
        )
    if draft.classes or draft.bare:
        return [inner, after, before]
    verbs = _STUDY.search(plain, *after)
    regions = [(verbs.start(), after[1]), before] if verbs else [before]
    # «54 thạc sĩ»: the noun that is counted names the degree.
    return (
        [(draft.learners.unit_start, draft.learners.unit_end), *regions]
        if draft.learners and not draft.learners.turns
        else regions
    )


def _named(reading: Reading, start: int, end: int) -> list[ProgrammeMention]:
    """Programmes named in a stretch, save within names of organisations and of documents."""
    if end <= start:
        return []
    mentions = reading.programmes(start, end)
    outside = [
        m for m in mentions if not _inside(m, reading.organisations) and not _inside(m, reading.documents)
    ]
    strong = [m for m in outside if not m.weak] or outside
    return [m for m in strong if not m.audience] or strong


def _decides(plain: str, draft: Draft, mention: ProgrammeMention) -> bool:
    """True where the people named are the class's own, not one group among several: «cho đảng viên mới», «58 quần chúng ưu tú»."""
    unit = draft.learners.unit_start if draft.learners else -1
    return (
        mention.start == unit
        or bool(_FOR_THESE.search(plain[max(0, mention.start - 24) : mention.start]))
        or plain[mention.start : mention.end].lower().startswith(("lý luận", "nhận thức", "kỹ năng"))
    )


def _inside(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(o.start <= mention.start and mention.end <= o.end for o in others)


def _set_activity(reading: Reading, draft: Draft) -> None:
    plain = reading.plain
    regions = _regions(plain, draft)
    for start, end in (
        regions if draft.accepted in (PART, LISTED) else [*regions, (draft.sentence.start, draft.left)]
    ):
        if both := _BOTH.search(plain, start, end):
            draft.activity = "dao_tao_boi_duong"
            draft.prove("activity", both.span())
            return
        source = "context" if (start, end) not in regions else None
        hits = [
            (m.start(), name, m.span())
            for name, pattern in _ACTIVITIES
            for m in pattern.finditer(plain, start, end)
            if not _inside(Mention(*m.span(), ""), reading.organisations)
        ]
        if hits:
            _, draft.activity, place = min(hits)
            draft.prove("activity", place, source)
            break
    if draft.programmes and draft.programmes[0] in LEVELS:
        draft.imply("activity", "dao_tao", "programme")
    elif (
        draft.activity is None
        and draft.programmes
        and (study := _GO_TO_STUDY.search(plain, draft.left, draft.right))
    ):
        draft.activity = "dao_tao"
        draft.prove("activity", study.span())
