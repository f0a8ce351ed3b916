"""What a body is made of once its markup is gone: paragraphs, lists, tables, captions and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

_CREDIT = re.compile(
    r"(?:\((?:ảnh|nguồn ảnh|nguồn|đồ họa)\s{0,2}:[^()]{1,80}\)"
    r"|(?:[-.|/–]\s{0,3}|^)(?:ảnh|nguồn ảnh|đồ họa)\s{0,2}:\s{0,2}[^.:]{1,60})\.?$"
    r"|\bảnh (?:tư liệu|minh họa)\)?\.?$",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 400
_LONGEST_PLAIN_CAPTION = 250
_MORE = re.compile(
    r"(?:>>|»|→|\*\s)?\s{0,3}(?:"
    r"xem thêm|đọc thêm|(?:tin|bài) (?:liên quan|cùng chuyên mục|khác)"
    r"|các (?:tin|bài)(?: viết)? (?:khác|liên quan|đã đưa)"
    r"|có thể bạn quan tâm|mời bạn đọc)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:từ khóa|tags?)\s{0,3}:.{0,200}|(?:chia sẻ|bình luận|in bài(?: viết)?|gửi (?:bài|email|bình luận)|quay lại"
    r"|về đầu trang|lượt (?:xem|đọc)|đánh giá|theo dõi .{1,40} trên (?:google news|facebook|zalo))[:\d.\s]{0,12}"
    r"|(?:bản quyền|©|copyright).{0,150}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a body in its place.

    `kind` is `text`, `list`, `table` (a line an item or a row), `caption` or `image` (without a text). `apart`
    says that it is set in the middle or in italics as a whole, as captions without a mark are.
    """

    text: str
    kind: str = "text"
    apart: bool = False


def with_captions(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without pictures, where what stands below one like a caption is one.

    That is a text that ends with a credit («Ảnh: …»), or a short one that is set apart and isn't a paragraph's length.
    """
    kept: list[Piece] = []
    below = False
    for piece in pieces:
        if piece.kind == "text" and below and _is_caption(piece):
            piece = replace(piece, kind="caption")
        below = piece.kind == "image"
        if piece.kind != "image" and not _is_furniture(piece.text):
            kept.append(piece)
    return kept


def _is_caption(piece: Piece) -> bool:
    if _CREDIT.search(piece.text) and len(piece.text) <= _LONGEST_CAPTION:
        return True
    return piece.apart and len(piece.text) <= _LONGEST_PLAIN_CAPTION


def _is_furniture(text: str) -> bool:
    """Whether a line invites to something else: another article, a share, a comment."""
    if not text or len(text) > 300 or "\n" in text:
        return not text
    return (_MORE.match(text) is not None and len(text) < 200) or _FURNITURE.fullmatch(text) is not None
