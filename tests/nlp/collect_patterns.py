"""Print every regular expression that our packages compile, as JSON: pattern, flags, module, only matched.

Run as a program of its own, so that nothing is compiled yet: the door through which `re` compiles is watched while all
modules are imported and the sample articles are read (some patterns are made only when they are first needed).
"""

from __future__ import annotations

import gc
import importlib
import json
import pkgutil
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

PACKAGES = ("corpora", "crawler", "nlp")


def main() -> None:
    """Watch, import, read, print."""
    seen: dict[tuple[str, int], str] = {}
    door: Any = re._compile  # type: ignore[attr-defined]

    def watch(pattern: Any, flags: int) -> Any:
        compiled = door(pattern, flags)
        frame = sys._getframe(2)
        module = str(frame.f_globals.get("__name__", ""))
        if module.split(".")[0] in PACKAGES and isinstance(compiled.pattern, str):
            seen.setdefault((compiled.pattern, compiled.flags), module)
        return compiled

    re._compile = watch  # type: ignore[attr-defined]
    for package in map(importlib.import_module, PACKAGES):
        import_all(package)
    read_samples()
    compile_lazy()
    bound = only_matched()
    json.dump([[*key, where, key in bound] for key, where in seen.items()], sys.stdout)


def compile_lazy() -> None:
    """Compile what is compiled only when a text first has one of its hooks."""
    from nlp.hooks import Hooked
    from nlp.programmes.find import _compiled
    from nlp.programmes.lexicon import canbo_lexicon

    for hooked in [o for o in gc.get_objects() if isinstance(o, Hooked)]:
        assert hooked.pattern
        assert hooked.low_pattern
    for pattern in canbo_lexicon().patterns:
        _compiled(pattern.regex)


def only_matched() -> set[tuple[str, int]]:
    """Patterns with a name that is nowhere searched with: they are tried at one place, so their first try counts."""
    names: dict[tuple[str, int], set[str]] = {}
    sources = {}
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in PACKAGES and module.__file__:
            sources[name] = Path(module.__file__).read_text(encoding="utf-8")
            for word, value in vars(module).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    names.setdefault((value.pattern, value.flags), set()).add(word)
    text = "\n".join(sources.values())
    return {key for key, words in names.items() if not any(is_searched(word, text) for word in words)}


def is_searched(word: str, text: str) -> bool:
    """True where a name is used in any way but `.match`, `.fullmatch`, its own line, or `matches_at`."""
    for use in re.finditer(rf"\b{word}\b", text):
        after, before = text[use.end() : use.end() + 12], text[max(0, use.start() - 12) : use.start()]
        if not (after.startswith((".match", ".fullmatch", " = ", ": ")) or before.endswith("matches_at(")):
            return True
    return False


def import_all(package: ModuleType) -> None:
    """Import every module of a package."""
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def read_samples() -> None:
    """Extract facts from some text with everything in it, so that lazily made patterns are made."""
    from datetime import date

    from corpora.article import Article
    from nlp import extract

    text = (
        "Sáng 24/5/2023, Trường Chính trị tỉnh khai giảng 3 lớp trung cấp lý luận chính trị với 240 học viên, mỗi lớp "
        "80 học viên, theo Kế hoạch số 12-KH/TU ngày 3/2/2023 của Tỉnh ủy về đào tạo cán bộ. Năm 2022 mở 5 lớp, trong "
        "đó 2 lớp cho 90 cán bộ xã; 12 người giỏi (chiếm 13,3%). Đồng chí Trần Văn An, Bí thư Tỉnh ủy, dự lúc 14 giờ."
    )
    extract(Article(text, published=date(2023, 5, 24)))


if __name__ == "__main__":
    main()
