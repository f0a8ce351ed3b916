"""Descriptions of a folder of CSV files for machines: a Frictionless data package, and Croissant."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from factdb.codebook import Chapter
from factdb.slots import CHOICES

_TYPES = {
    "BIGINT": ("integer", "sc:Integer"),
    "INTEGER": ("integer", "sc:Integer"),
    "DOUBLE": ("number", "sc:Float"),
    "BOOLEAN": ("boolean", "sc:Boolean"),
    "DATE": ("date", "sc:Date"),
}
_NOTE = "Texts that a spreadsheet would take for a formula have an apostrophe before them. "


def write_package(chapters: Sequence[Chapter], folder: Path, about: Mapping[str, str]) -> None:
    """Write `datapackage.json` (with Table Schemas) and `croissant.json` (Croissant 1.0) beside the files."""
    files = {c.name: (folder / f"{c.name}.csv").read_bytes() for c in chapters}
    _write(folder / "datapackage.json", _package(chapters, files, about))
    _write(folder / "croissant.json", _croissant(chapters, files, about))


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _package(
    chapters: Sequence[Chapter], files: Mapping[str, bytes], about: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "canbo-facts",
        "title": "Facts from Vietnamese press reports on the training of cadres",
        "description": _NOTE + about.get("cite", ""),
        "version": about.get("content", ""),
        "canbo": dict(about),
        "resources": [
            {
                "name": c.name.replace("_", "-"),
                "path": f"{c.name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8-sig",
                "bytes": len(files[c.name]),
                "hash": f"sha256:{hashlib.sha256(files[c.name]).hexdigest()}",
                "description": c.holds,
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
                "schema": {
                    "fields": [_field(e.name, e.heading, e.type, e.holds) for e in c.columns],
                    "missingValues": [""],
                },
            }
            for c in chapters
        ],
    }


def _field(name: str, heading: str, kind: str, holds: str) -> dict[str, Any]:
    made: dict[str, Any] = {"name": heading, "type": _kind(kind)[0], "description": holds}
    if made["type"] == "boolean":
        made |= {"trueValues": ["true"], "falseValues": ["false"]}
    if name in CHOICES:
        made["constraints"] = {"enum": list(CHOICES[name])}
    return made


def _kind(kind: str) -> tuple[str, str]:
    return ("number", "sc:Float") if kind.startswith("DECIMAL") else _TYPES.get(kind, ("string", "sc:Text"))


def _croissant(
    chapters: Sequence[Chapter], files: Mapping[str, bytes], about: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": "canbo-facts",
        "description": _NOTE + "Facts from Vietnamese press reports on the training of cadres.",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "citeAs": about.get("cite", ""),
        "version": about.get("canbo_version", "0"),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": f"{c.name}.csv",
                "name": f"{c.name}.csv",
                "contentUrl": f"{c.name}.csv",
                "encodingFormat": "text/csv",
                "contentSize": f"{len(files[c.name])} B",
                "sha256": hashlib.sha256(files[c.name]).hexdigest(),
            }
            for c in chapters
        ],
        "recordSet": [_record_set(chapter) for chapter in chapters],
    }


def _record_set(chapter: Chapter) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": chapter.name,
        "name": chapter.name,
        "description": chapter.holds,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{chapter.name}/{e.name}",
                "name": e.name,
                "description": e.holds,
                "dataType": _kind(e.type)[1],
                "source": {"fileObject": {"@id": f"{chapter.name}.csv"}, "extract": {"column": e.heading}},
            }
            for e in chapter.columns
        ],
    }


_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "citeAs": "cr:citeAs",
    "recordSet": "cr:recordSet",
    "field": "cr:field",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "source": "cr:source",
    "extract": "cr:extract",
    "column": "cr:column",
    "fileObject": "cr:fileObject",
}
"""Terms of Croissant 1.0 that are used here."""
