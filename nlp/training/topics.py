"""Training that is spoken of without a count: what it says of programme, period and organiser goes on holding."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.hooks import Hooked
from nlp.reading import Reading
from nlp.training.draft import Draft

_TRAINING = r"(?:các lớp|những lớp|lớp|các khóa|khóa|hội nghị|đợt|chương trình|kế hoạch|đề án|chủ trương|các đợt|cuộc)"
_HELD = Hooked(
    r"(?<![^\W_])(?:tổ chức|mở|khai giảng|khai mạc|bế giảng|bế mạc|tổng kết|triển khai|ban hành|"
    r"phê duyệt|thực hiện|diễn ra|về)(?![^\W_])[^.;\n]{0,130}?"
    rf"(?<![^\W_])({_TRAINING})(?![^\W_])[^.;\n]{{0,30}}?(?:đào tạo|bồi dưỡng|tập huấn|cập nhật|"
    r"trung cấp|cao cấp|sơ cấp|cử nhân|đại học|thạc sĩ|học tập)",
)
_HELD_BY = Hooked(
    rf"(?<![^\W_])({_TRAINING})(?![^\W_])[^.;\n]{{0,40}}? do [^.;\n]{{3,80}}? (?:tổ chức|mở)(?![^\W_])",
)
_HELD_AS_SUBJECT = Hooked(
    r"(?<![^\W_])((?:lớp|khóa|đợt|hội nghị|chương trình) (?:tập huấn|bồi dưỡng|đào tạo))(?![^\W_])"
    r"[^.;\n]{0,90}? (?:diễn ra|kéo dài|được tổ chức)(?![^\W_])",
)
_HELD_ITSELF = Hooked(r"(?<![^\W_])(?:tổ chức|mở) (tập huấn|bồi dưỡng|học tập|quán triệt)(?![^\W_])")
PLANS = frozenset(["kế hoạch", "đề án", "chương trình", "chủ trương"])


def find_topics(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """One draft without counts for each sentence that speaks of holding or planning training and counts none."""
    counted = {d.sentence.start for d in drafts}
    topics = []
    for sentence in reading.sentences:
        if sentence.start in counted or sentence.block.zone in ("dateline", "byline", "caption", "title"):
            continue
        place = (sentence.start, sentence.end)
        patterns = (_HELD, _HELD_BY, _HELD_AS_SUBJECT, _HELD_ITSELF)
        if match := next((m for p in patterns if (m := p.search_low(reading.plain, *place))), None):
            topic = Draft(sentence, match.start(1), match.end(1), rule="topic", topic=True)
            topic.left, topic.right = place
            topic.plan = match.group(1) in PLANS
            topics.append(topic)
    return topics
