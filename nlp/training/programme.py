"""The programme of a statement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.programmes import ProgrammeMention
from nlp.reading import Reading, is_inside
from nlp.training.borrowed import BORROWED
from nlp.training.draft import Draft

LEVELS = frozenset(
    ["cu_nhan_llct", "cao_cap_llct", "trung_cap_llct", "so_cap_llct", "dai_hoc", "sau_dai_hoc"]
)
"""Programmes that end in a degree or a level are `dao_tao` also where only «học» is printed."""
SHORT = frozenset(
    [
        "cap_nhat_kien_thuc",
        "cap_uy",
        "dai_bieu_hdnd",
        "dang_vien_moi",
        "lanh_dao_quan_ly",
        "nghiep_vu_dang",
        "nhan_thuc_dang",
        "quan_ly_nha_nuoc",
        "quoc_phong_an_ninh",
    ]
)
"""Programmes that end in no degree: they are `boi_duong` where no word says otherwise."""
BY_WHOM = frozenset(["lanh_dao_quan_ly", "cap_uy", "bao_cao_vien", "dai_bieu_hdnd", "cap_nhat_kien_thuc"])
"""Programmes that often are named by whom they are for."""
BY_AUDIENCE = frozenset(["dang_vien_moi", "nhan_thuc_dang", "dai_bieu_hdnd"])
"""Programmes that their people decide, whatever the class is called."""
LADDER = {
    "sơ cấp": "so_cap_llct",
    "trung cấp": "trung_cap_llct",
    "cao cấp": "cao_cap_llct",
    "cử nhân": "cu_nhan_llct",
    "đh": "dai_hoc",
    "cđ": "dai_hoc",
}
"""Levels of political theory by the word that is printed alone."""

_THESE = r"(?:các |những |đội ngũ |các đồng chí |cán bộ )?$"
_FOR = re.compile(rf"(?:cho|với|bồi dưỡng|tập huấn|đào tạo|nghiệp vụ|lớp|,|và)\s{_THESE}", re.IGNORECASE)
_TRAINED = re.compile(
    r"(?<![^\W_])(?:cho|bồi dưỡng|tập huấn|nghiệp vụ|lớp)\s(?:các |các đồng chí )?$", re.IGNORECASE
)
_FOR_THESE = re.compile(rf"(?:là|cho|dành cho|đối với)\s{_THESE}", re.IGNORECASE)
_ITS_NAME = ("lý luận", "nhận thức", "kỹ năng")
_LEVEL = re.compile(
    r"(?<![^\W_])(sơ cấp|trung cấp|cao cấp|cử nhân|ĐH|CĐ)(?![^\W_])(?! (?:nghề|chuyên|y|kỹ thuật|hành chính|luật))"
)
_LEVEL_BEHIND = re.compile(rf"\s(?:đi |theo |được )?(?:học|cử học) {_LEVEL.pattern}")
_TRAINING_OF = re.compile(r"(?<![^\W_])đào tạo (?:được |mới )?(?:cho )?$", re.IGNORECASE)
_WITH_LEVEL = re.compile(r"[^,;.:()\n]{0,40}?\scó trình độ\s", re.IGNORECASE)
_IS_OF = re.compile(
    r",?(?: chủ yếu| phần lớn)?\slà\s(?=(?:các lớp |bồi dưỡng |đào tạo )?(?:kiến thức|kỹ năng|nghiệp vụ|chương trình|"
    r"chuyên môn|tin học|ngoại ngữ))",
    re.IGNORECASE,
)
"""«900 lượt là kỹ năng lãnh đạo, quản lý»."""
_BARE_WORK = frozenset(["nghiệp vụ", "kỹ năng nghiệp vụ", "chuyên môn, nghiệp vụ", "chuyên môn nghiệp vụ"])
_PARTY_PEOPLE = re.compile(
    r"(?<![^\W_])(?:(?:cán bộ|ủy viên|bí thư|chủ tịch|"
    r"công chức)(?: chuyên trách)? (?:của )?(?:công đoàn|đoàn|hội|mặt trận|đảng|"
    r"các đoàn thể)|công đoàn|đoàn thể|mặt trận|bí thư (?:chi )?đoàn|chi hội trưởng)(?![^\W_])(?! (?:viên|nghị))",
    re.IGNORECASE,
)
_DELEGATES = re.compile(r"đại biểu (?:HĐND|hội đồng nhân dân)", re.IGNORECASE)
DELEGATES_REACH = 1200
"""How far before «3.900 đại biểu» the people's council may be named, in characters."""
_STUDY = re.compile(
    r"(?<![^\W_])(?:được cử|đi học|theo học|"
    r"(?<!đại )(?<!cao )(?<!tin )(?<!khoa )(?<!văn )(?<!trung )học|lớp|khóa|tham gia|tham dự|dự|"
    r"đào tạo|bồi dưỡng|tập huấn|cập nhật|quán triệt|trang bị|nghiên cứu|về)(?![^\W_])(?! viên)",
    re.IGNORECASE,
)


def set_programme(reading: Reading, draft: Draft) -> None:
    """Set the programme from the draft's own words: after its classes, before its counts, after its learners."""
    for start, end in regions_of(reading.plain, draft):
        mentions = _named(reading, start, end)
        if draft.learners and start == draft.learners.unit_start:
            mentions = [m for m in mentions if m.end <= end and not m.audience]
        if end == draft.start:
            mentions = [m for m in mentions if not m.audience or _before(reading.plain, m, _FOR)]
        if mentions:
            _take(draft, mentions, reading.plain)
            break
    _turn_to_party_work(reading.plain, draft)
    _set_by_audience(reading, draft)
    _set_by_delegates(reading, draft)
    _set_level(reading.plain, draft)


def regions_of(plain: str, draft: Draft) -> list[tuple[int, int]]:
    """Where the words that qualify a count stand, nearest first.

    After learners alone, only a verb of training leads to a programme: what stands before it describes the people.
    """
    if draft.rule == BORROWED:
        return [(draft.start, draft.end)]
    colon = plain.find(":", draft.end, draft.right)
    bracket = plain.find("(", draft.start, draft.end)
    inner = (draft.start, bracket if bracket >= 0 and ")" in plain[bracket : draft.end] else draft.end)
    before, after = (draft.left, draft.start), (draft.end, colon if colon >= 0 else draft.right)
    classes, learners = draft.classes, draft.learners
    if classes and learners and learners.start < classes.start:
        return [after, inner, before]
    if classes or draft.bare or draft.topic:
        return [inner, after, before]
    verb = _STUDY.search(plain, *after) or _aimed_at(plain, draft) or _IS_OF.match(plain, *after)
    regions = [(verb.start(), after[1]), before] if verb else [before]
    if learners and plain[learners.unit_start : learners.unit_end].lower().endswith("học viên"):
        # «1.120 học viên cao cấp lý luận chính trị»: right behind the noun.
        regions.insert(0, (draft.end, min(after[1], draft.end + 2)))
    if learners and not learners.turns:
        # «54 thạc sĩ»: the noun that is counted names the degree.
        return [(learners.unit_start, learners.unit_end), *regions]
    return regions


def _aimed_at(plain: str, draft: Draft) -> re.Match[str] | None:
    """«đào tạo được 1.204 cán bộ có trình độ đại học»: the level that those trained are to have."""
    ahead = _TRAINING_OF.search(plain, draft.left, draft.start)
    return _WITH_LEVEL.match(plain, draft.end, draft.right) if ahead else None


def name_by_nouns(reading: Reading, drafts: Sequence[Draft]) -> None:
    """«đào tạo 500 cán bộ nguồn»: the learners' noun and the words behind it, where no other words tell."""
    for draft in drafts:
        if draft.programmes or draft.learners is None or draft.total is not None:
            continue
        start, end = draft.learners.unit_start, draft.learners.unit_end
        begun = [m for m in reading.programmes(start, end) if m.start == start and not m.weak]
        begun = [m for m in begun if m.end > end or m.audience]
        if begun:
            _take(draft, begun[:1])


def kind_of(draft: Draft) -> str | None:
    """Its first programme, else that of its bare level of political theory, else None."""
    return draft.programmes[0] if draft.programmes else LADDER.get(draft.level)


def climb_ladders(drafts: Sequence[Draft]) -> None:
    """Give bare levels their programme: of political theory beside political theory, else of professional education."""
    last: Draft | None = None
    for index, draft in enumerate(drafts):
        if draft.level and not draft.programmes:
            follow = next((d for d in drafts[index + 1 : index + 2] if d.programmes), None)
            beside = [d for d in (last, follow) if d is not None and d.sentence is draft.sentence]
            source = next((d for d in (draft.total, *beside) if d is not None and d.programmes), None)
            if source is not None:
                _climb(draft, source.programmes[0])
        last = draft if draft.programmes else last


def _climb(draft: Draft, beside: str) -> None:
    political = beside == "llct" or beside.endswith("_llct")
    draft.programmes = (LADDER[draft.level] if political else "dai_hoc",)
    draft.proofs["programme"] = draft.proofs.pop("level", [])


def _take(draft: Draft, mentions: Sequence[ProgrammeMention], plain: str = "") -> None:
    # «nghiệp vụ và công tác xã hội»: a bare «nghiệp vụ» says nothing beside a programme that is named.
    named = [m for m in mentions if plain[m.start : m.end].lower() != "nghiệp vụ"]
    mentions = named or mentions
    draft.proofs.pop("programme", None)
    draft.programmes = tuple(dict.fromkeys(m.code for m in mentions))
    draft.prove("programme", (mentions[0].start, mentions[-1].end))
    draft.weak = all(m.weak for m in mentions)


def _turn_to_party_work(plain: str, draft: Draft) -> None:
    """«tập huấn nghiệp vụ cho cán bộ công đoàn»: the work of those trained is that of the Party and its bodies."""
    if draft.programmes != ("chuyen_mon",):
        return
    start, end, _ = draft.proofs["programme"][0]
    bare = plain[start:end].lower() in _BARE_WORK
    if bare and (match := _PARTY_PEOPLE.search(plain, end, max(end, draft.right))):
        draft.programmes = ("nghiep_vu_dang",)
        draft.prove("programme", match.span())


def _set_by_delegates(reading: Reading, draft: Draft) -> None:
    """«đại biểu» who are trained in an article on people's councils are their delegates."""
    if draft.programmes or not draft.learners:
        return
    unit = reading.plain[draft.learners.unit_start : draft.learners.unit_end].lower()
    if not unit.endswith("đại biểu"):
        return
    if match := _DELEGATES.search(reading.plain, max(0, draft.start - DELEGATES_REACH), draft.start):
        draft.programmes = ("dai_bieu_hdnd",)
        draft.prove("programme", match.span(), "context")


def _set_by_audience(reading: Reading, draft: Draft) -> None:
    """New members and candidates have programmes of their own, whatever the class is called."""
    for start, end in ((draft.start, draft.end), (draft.end, draft.right), (draft.left, draft.start)):
        for mention in _named(reading, start, end):
            if mention.code in BY_AUDIENCE and _decides(reading.plain, draft, mention):
                _take(draft, [mention])
                return


def _decides(plain: str, draft: Draft, mention: ProgrammeMention) -> bool:
    """True where the people named are the class's own, not one group among several: «cho đảng viên mới»."""
    if draft.learners and mention.start == draft.learners.unit_start:
        return True
    named = plain[mention.start : mention.end].lower().startswith(_ITS_NAME)
    return named or _before(plain, mention, _FOR_THESE)


def _before(plain: str, mention: ProgrammeMention, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(plain[max(0, mention.start - 24) : mention.start]))


def _named(reading: Reading, start: int, end: int) -> list[ProgrammeMention]:
    """Programmes named in a stretch, save within names of organisations and of documents."""
    if end <= start:
        return []
    outside = [m for m in reading.programmes(start, end) if not _in_a_name(reading, m)]
    untitled = [m for m in outside if not _in_a_title(reading, m)]
    outside = untitled or outside
    strong = [m for m in outside if not m.weak] or outside
    named = [m for m in strong if not m.audience]
    # «bồi dưỡng nghiệp vụ cho bí thư chi bộ»: whom it is for says more than «nghiệp vụ».
    vague = bool(named) and all(reading.plain[m.start : m.end].lower() in _BARE_WORK for m in named)
    led = [m for m in strong if m.audience and _before(reading.plain, m, _TRAINED)]
    return led if vague and led else named or strong


def _in_a_name(reading: Reading, mention: ProgrammeMention) -> bool:
    if is_inside(mention, reading.documents) or (mention.audience and _in_a_role(reading, mention)):
        return True
    # «lớp bồi dưỡng cấp ủy» trains the committee, whose name it also is.
    trained = mention.audience and _before(reading.plain, mention, _TRAINED)
    return is_inside(mention, reading.organisations) and not trained


def _in_a_role(reading: Reading, mention: ProgrammeMention) -> bool:
    """True within somebody's office: «Phó Bí thư Thường trực Huyện ủy cho biết»."""
    roles = [p.role_span for p in reading.people if p.role_span]
    return any(start <= mention.start and mention.end <= end for start, end in roles)


def _in_a_title(reading: Reading, mention: ProgrammeMention) -> bool:
    """True within the title of a document: «Quy định số … về chế độ bồi dưỡng, cập nhật kiến thức …»."""
    titles = [d.title_span for d in reading.documents if d.title_span]
    return any(start <= mention.start and mention.end <= end for start, end in titles)


def _set_level(plain: str, draft: Draft) -> None:
    """Remember a bare level («trung cấp 425 đồng chí»); its ladder the total or the count before tells."""
    behind = _LEVEL_BEHIND.match(plain, draft.end, draft.right)
    if behind and draft.programmes == ("llct",) and not _LEVEL.search(plain, behind.end(), behind.end() + 24):
        # «Về lý luận chính trị, cử 41 cán bộ học cao cấp»: the level of what was named before.
        draft.programmes = (LADDER[behind.group(1).lower()],)
        draft.prove("programme", behind.span(1))
    if draft.programmes:
        return
    for start, end in ((draft.start, draft.end), (draft.left, draft.start)):
        if match := _LEVEL.search(plain, start, end):
            draft.level = match.group(1).lower()
            draft.prove("level", match.span())
            return
    if match := _LEVEL_BEHIND.match(plain, draft.end, draft.right):
        draft.level = match.group(1).lower()
        draft.prove("level", match.span(1))
