"""What a recognised organisation is."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.mention import Mention


@dataclass(frozen=True, slots=True, order=True)
class OrganisationMention(Mention):
    """A body named in a text: party committee, school, ministry, or a territory that acts as one.

    `kind` is one of party_committee, party_executive, party_board, government, council, ministry, department,
    judiciary, forces, mass_organisation, political_centre, school, academy, institute, centre, enterprise, press,
    territory (tỉnh, TP Hà Nội, Hải Phòng) and group (các sở, ngành). `generic` is true where the context must tell
    which body is meant («nhà trường», «Huyện ủy», «các quận, huyện, thị ủy»). `in_role` is true where the stretch
    completes the name of an office («Bí thư Huyện ủy») and so is not itself who acts.
    """

    kind: str
    generic: bool
    in_role: bool = False
