"""Is an article about the training of cadres, civil servants, Party members or the political system's staff?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.reading import Reading
from nlp.training.draft import Draft

_OURS = re.compile(
    r"lý luận chính trị|LLCT|trường chính trị|trung tâm (?:bồi dưỡng )?chính trị|đào tạo,? bồi dưỡng|bồi dưỡng (?:cán bộ|nghiệp vụ|kiến thức|lý luận|nâng cao|cập nhật)|"
    r"cán bộ, công chức|công chức, viên chức|đảng viên mới|kết nạp đảng|cấp ủy|đại biểu hội đồng nhân dân|đại biểu HĐND|quy hoạch cán bộ|đội ngũ cán bộ|nghiệp vụ công tác đảng|"
    r"báo cáo viên|ngạch chuyên viên|quốc phòng(?: và|,)? an ninh|trường đào tạo cán bộ|học viện chính trị|cán bộ (?:lãnh đạo|chủ chốt|cấp xã|đoàn|hội|nữ|công đoàn|dự nguồn)|lớp bồi dưỡng|tập huấn",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"lái xe|cai nghiện|ma túy|dạy nghề|học nghề|đào tạo nghề|lao động nông thôn|học sinh|phụ huynh|mầm non|tiểu học|THCS|THPT|tuyển sinh đại học|sinh viên|thí sinh|bầu cử|cử tri|ứng cử|"
    r"vận động viên|giải đấu|bóng đá|dịch bệnh|tiêm|tai nạn|mưa|bão|nông dân|vay vốn|bơi|yoga|tiếng Anh giao tiếp|trại hè|tân binh|nhập ngũ",
    re.IGNORECASE,
)
NEEDED = 3
"""So many words of the field, less those of other fields, make an article ours: set on general news, where one in 500 is."""


def is_relevant(reading: Reading, drafts: Sequence[Draft]) -> bool:
    """True where words of the field outweigh words of other fields, or statements about training name its programmes."""
    plain = reading.plain
    ours = len(_OURS.findall(plain))
    others = len(_OTHERS.findall(plain))
    named = sum(1 for d in drafts if d.programmes and d.programmes[0] not in ("other", "dai_hoc", "chuyen_mon", "ngoai_ngu", "tin_hoc"))
    return ours + 2 * min(named, 3) - others >= NEEDED
