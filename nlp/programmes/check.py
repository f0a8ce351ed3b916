"""Is a reader's lexicon right? Its examples, its counter-examples, and what other programmes claim too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpora.text import even_out
from nlp.programmes.entry import patterns_of
from nlp.programmes.find import ProgrammeMention, find_programmes, is_found
from nlp.programmes.lexicon import Lexicon, canbo_lexicon


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the check has to say of a programme; `fault` where it must be mended."""

    code: str
    words: str
    says: str
    fault: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what was found."""

    programmes: int
    examples: int
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> int:
        """How many findings must be mended."""
        return sum(finding.fault for finding in self.findings)


def check_lexicon(lexicon: Lexicon) -> Checked:
    """Check a reader's programmes, or canbo's own where the lexicon adds none."""
    entries = lexicon.own or lexicon.known
    findings = [
        *_check_examples(lexicon, entries),
        *_find_claims(lexicon),
        *_find_taken(lexicon),
        *_find_unshown(lexicon),
    ]
    examples = sum(len(entry["examples"]) + len(entry["not"]) for entry in entries.values())
    return Checked(len(entries), examples, tuple(findings))


def _check_examples(lexicon: Lexicon, entries: Mapping[str, Any]) -> Iterator[Finding]:
    for code, entry in entries.items():
        for text in entry["examples"]:
            named = _named(text, lexicon)
            if code not in {m.code for m in named}:
                other = f"only {_list(named)} is" if named else "no programme is"
                yield Finding(code, text, f"an example in which {other} found; add its words", True)
        for text in entry["not"]:
            for mention in _named(text, lexicon):
                if mention.code == code:
                    words = even_out(text).plain[mention.start : mention.end]
                    yield Finding(
                        code,
                        text,
                        f"a counter-example that is found by «{words}»; make the words longer",
                        True,
                    )


def _find_claims(lexicon: Lexicon) -> Iterator[Finding]:
    """A reader's examples in which canbo alone finds another programme, and what becomes of it."""
    for code, entry in lexicon.own.items():
        for text in entry["examples"]:
            mine = [m for m in _named(text, lexicon) if m.code == code]
            for other in _named(text, canbo_lexicon()):
                if other.code == code or not any(m.overlaps(other) for m in mine):
                    continue
                words = even_out(text).plain[other.start : other.end]
                says = f"canbo alone reads «{words}» as {_name(other.code)}; yours goes before it here"
                yield Finding(code, text, says, False)


def _find_taken(lexicon: Lexicon) -> Iterator[Finding]:
    """canbo's examples that are read otherwise with the reader's words."""
    if not lexicon.own:
        return
    for code, entry in lexicon.known.items():
        for text in entry["examples"]:
            if code in {m.code for m in _named(text, lexicon)}:
                continue
            for mention in _named(text, lexicon):
                if mention.rule.startswith("own "):
                    words = even_out(text).plain[mention.start : mention.end]
                    says = f"«{words}» takes this from {_name(code)}; is that meant?"
                    yield Finding(mention.code, text, says, False)


def _find_unshown(lexicon: Lexicon) -> Iterator[Finding]:
    """Words of a reader that no example shows: a slip of the pen in them would go unnoticed."""
    for code, entry in lexicon.own.items():
        written = [*entry.get("words", ()), *entry.get("patterns", ())]
        examples = [even_out(text).plain for text in entry["examples"]]
        for words, pattern in zip(written, patterns_of(entry, weak=False), strict=True):
            if not any(is_found(pattern, text) for text in examples):
                yield Finding(code, words, "words that no example shows; add one", False)


def _named(text: str, lexicon: Lexicon) -> Sequence[ProgrammeMention]:
    """The programmes of a text; weak ones only where nothing stronger stands beside them."""
    found = find_programmes(even_out(text).plain, lexicon=lexicon)
    return [m for m in found if not m.weak] or found


def _list(mentions: Sequence[ProgrammeMention]) -> str:
    return ", ".join(dict.fromkeys(m.code for m in mentions))


def _name(code: str) -> str:
    return f"{code} ({canbo_lexicon().names()[code][0]})"
