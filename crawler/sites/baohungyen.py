"""baohungyen.vn: the paper of Hưng Yên."""

from __future__ import annotations

from datetime import date

from crawler.families import FILE_HASH
from crawler.layout import Site

SITE = Site(
    "baohungyen",
    hosts=("baohungyen.vn",),
    layouts=(FILE_HASH.altered("baohungyen"),),
    starts=("https://baohungyen.vn/",),
    recorded=date(2026, 7, 17),
    note="body and date by the family of baothainguyen.vn",
)
