"""Organisations: bodies of the Party, the State and society, as the press names them.

A name is read by grammar: a head («Ban Tuyên giáo»), then what says which («Tỉnh ủy Hưng Yên»). Bodies that the
context must tell («nhà trường», «Huyện ủy», «các sở, ngành») and territories that act («TP Hà Nội») are found too.
"""

from __future__ import annotations

from functools import cache

from nlp.organisations.generics import generic_openings, read_generic
from nlp.organisations.grammar import read_organisation
from nlp.organisations.lexicon import load_lexicon
from nlp.organisations.mention import OrganisationMention
from nlp.organisations.places import load_gazetteer
from nlp.organisations.reading import Reading, follows_role
from nlp.organisations.syllables import Openings, find_openings, join_openings, split_syllables

__all__ = ["OrganisationMention", "find_organisations"]


def find_organisations(plain: str) -> list[OrganisationMention]:
    """Every organisation of an evened-out text in order, each the longest stretch that names it, none overlapping.

    >>> text = "Ban Tổ chức Thành ủy Hà Nội cùng nhà trường mở lớp"
    >>> [text[o.start : o.end] for o in find_organisations(text)]
    ['Ban Tổ chức Thành ủy Hà Nội', 'nhà trường']
    """
    reading = Reading(split_syllables(plain))
    syllables = reading.syllables
    mentions: list[OrganisationMention] = []
    reached = 0
    for at in _candidates(reading):
        if at < reached:
            continue
        found = read_organisation(reading, at)
        if found is not None:
            reached, kind, generic, rule = found.end, found.head.kind, found.generic, found.head.words
        elif (general := read_generic(reading, at)) is not None:
            reached, kind, generic, rule = general
        else:
            continue
        start, end = syllables.starts[at], syllables.ends[reached - 1]
        mentions.append(OrganisationMention(start, end, rule, kind, generic, follows_role(syllables, at)))
    return mentions


def _candidates(reading: Reading) -> list[int]:
    """The words at which an organisation may begin: as the lexicons do, and abbreviations in parentheses."""
    syllables = reading.syllables
    words = syllables.words
    found = set(find_openings(syllables, _bodies()))
    found.update(i for i in find_openings(syllables, _places()) if words[i][0].isupper())
    if "(" in syllables.plain:
        shorts = {word for word, gap in zip(words, syllables.gaps, strict=False) if "(" in gap}
        found.update(i for short in shorts for i in syllables.places[short.lower()] if words[i] == short)
    return sorted(found)


@cache
def _bodies() -> Openings:
    return join_openings(load_lexicon().heads.openings(), generic_openings())


@cache
def _places() -> Openings:
    return load_gazetteer().places.openings()
