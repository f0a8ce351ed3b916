"""Organisations: bodies of the Party, the State and society, as the press names them.

A name is read by grammar: a head («Ban Tuyên giáo»), then what says which («Tỉnh ủy Hưng Yên»). Bodies that the
context must tell («nhà trường», «Huyện ủy», «các sở, ngành») and territories that act («TP Hà Nội») are found too.
"""

from __future__ import annotations

from nlp.organisations.generics import may_start_generic, read_generic
from nlp.organisations.grammar import Reading, follows_role, read_organisation
from nlp.organisations.mention import OrganisationMention
from nlp.organisations.syllables import split_syllables

__all__ = ["OrganisationMention", "find_organisations"]


def find_organisations(plain: str) -> list[OrganisationMention]:
    """Every organisation of an evened-out text in order, each the longest stretch that names it, none overlapping.

    >>> text = "Ban Tổ chức Thành ủy Hà Nội phối hợp với nhà trường mở lớp"
    >>> [text[o.start : o.end] for o in find_organisations(text)]
    ['Ban Tổ chức Thành ủy Hà Nội', 'nhà trường']
    """
    reading = Reading(split_syllables(plain))
    syllables = reading.syllables
    mentions: list[OrganisationMention] = []
    at = 0
    while at < len(syllables):
        head, other = reading.may_start(at), may_start_generic(syllables, at)
        found = read_organisation(reading, at) if head else None
        if found is not None:
            start, end, kind, generic, rule = found.start, found.end, found.head.kind, found.generic, found.head.words
        else:
            general = read_generic(reading, at) if other else None
            if general is None:
                at += 1
                continue
            start, (end, kind, generic, rule) = at, general
        mentions.append(
            OrganisationMention(
                syllables.starts[start], syllables.ends[end - 1], rule, kind, generic, follows_role(syllables, start)
            )
        )
        at = end
    return mentions
