"""How sure a training fact is, from 0 to 1.

The steps are set by hand, from strong to weak evidence: they order facts for review and claim no calibrated chance.
"""

from __future__ import annotations

from nlp.training.draft import Draft

START = 0.95
COSTS = {
    "no programme": 0.12,
    "no period": 0.1,
    "inherited period": 0.05,
    "learners alone": 0.08,
    "default status": 0.03,
    "doubtful number": 0.25,
}


def confidence_of(draft: Draft) -> float:
    """The confidence of a draft: every slot that is missing, inherited or set by default costs some."""
    cost = 0.0
    if not draft.programmes:
        cost += COSTS["no programme"]
    if draft.period is None:
        cost += COSTS["no period"]
    elif draft.proofs.get("period") and draft.proofs["period"][0][2] is not None:
        cost += COSTS["inherited period"]
    if draft.classes is None and draft.bare is None:
        cost += COSTS["learners alone"]
    if "status" not in draft.proofs and draft.event is None:
        cost += COSTS["default status"]
    if any(q is not None and q.doubtful for q in (draft.classes, draft.learners)):
        cost += COSTS["doubtful number"]
    return round(START - cost, 2)
