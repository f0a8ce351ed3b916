"""`canbo why`: where a fact comes from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from canbo.cli.options import DATABASE, Database
from canbo.cli.talk import tame

if TYPE_CHECKING:
    from factdb.why import Proof, Why


def why(
    fact_id: Annotated[
        str, typer.Argument(metavar="FACT_ID", help="A fact; the beginning of its id will do.")
    ],
    database: Database = DATABASE,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Say why the database holds a fact.

    The sentence, the rule, the words of each slot and where they come from, the sources, and what people said.
    """
    from factdb.why import explain_fact

    told = explain_fact(database, fact_id)
    if as_json:
        _write_json(told)
        return
    for line in _lines(told):
        sys.stdout.write(tame(line) + "\n")


def _write_json(told: Why) -> None:
    import json
    from dataclasses import asdict

    from canbo.cli.tables import plain

    sys.stdout.write(json.dumps(asdict(told), ensure_ascii=False, indent=1, default=plain) + "\n")


def _lines(told: Why) -> list[str]:
    article = told.article
    lines = [
        f"{told.kind} {told.fact_id}",
        "",
        f"  {told.before}«{told.quote}»{told.after}".replace("\n", " "),
        "",
    ]
    title = article["title"] or article["name"]
    where = ", ".join(str(v) for v in (article["source"], article["published"], article["url"]) if v)
    lines.append(f"article     {title}{f' ({where})' if where else ''}")
    sure = "" if told.confidence is None else f", confidence {told.confidence:.2f}"
    lines += [f"rule        {told.rule}{sure}, rules {told.run['rules_version']}", ""]
    lines += _slots(told)
    if told.counting:
        lines += ["", f"totals      {_counting(told.counting)}"]
        if told.counting["province"]:
            lines.append(
                f"province    {told.counting['province']} (from the {told.counting['province_basis']})"
            )
    for source in told.sources:
        said = ", ".join(
            str(v) for v in (source["title"] or source["name"], source["source"], source["published"]) if v
        )
        lines.append(f"also in     {said}: «{source['quote']}» ({source['fact_id']})")
    for review in told.reviews:
        what = (
            f"{review['slot']}: {review['old'] or 'empty'} → {review['new'] or 'empty'}"
            if review["slot"]
            else ""
        )
        words = " · ".join(v for v in (what, review["reason"], review["note"]) if v)
        day = review["reviewed_at"][:10]
        lines.append(
            f"review      {review['action']} by {review['reviewer']} on {day} ({review['state']})  {words}".rstrip()
        )
    return lines


def _slots(told: Why) -> list[str]:
    proofs: dict[str, list[Proof]] = {}
    for proof in told.proofs:
        proofs.setdefault(proof.slot, []).append(proof)
    lines = []
    for slot, value in told.slots.items():
        shown = "; ".join(value) if isinstance(value, list) else value
        words = "; ".join(_proof(p) for p in proofs.get(slot, ()))
        lines.append(f"{slot:<20}{shown}{f'   ← {words}' if words else ''}")
    return lines


def _proof(proof: Proof) -> str:
    match proof.inherited:
        case None:
            return f"«{proof.quote}»"
        case "context":
            return f"«{proof.quote}», which still holds from before"
        case "review":
            return "a review"
        case other:
            return f"«{proof.quote}», from {other}" + (f" «{proof.source}»" if proof.source else "")


def _counting(counting: dict[str, Any] | Any) -> str:
    counted = [n for n in ("learners", "classes") if counting[f"counts_{n}"]]
    parts = [f"its {' and '.join(counted)} count"] if counted else []
    if counting["not_counted_because"]:
        parts.append(f"not counted: {counting['not_counted_because']}")
    return "; ".join(parts) or "nothing of it is a number that counts"
