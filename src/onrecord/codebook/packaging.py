"""Read the packages of a codebook: measures, each with what it takes to be bound to it, and its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias, TypeVar

from onrecord.codebook.fields import listed, mapping, text_of
from onrecord.codebook.records import Package, PackageMeasure, Provision
from onrecord.codebook.source import Entry, Faults
from onrecord.model import CommitmentStatus, LegalForm

DECIDED = (
    CommitmentStatus.CONSIDERED,
    CommitmentStatus.PROPOSED,
    CommitmentStatus.PLEDGED,
    CommitmentStatus.AGREED,
    CommitmentStatus.SIGNED,
    CommitmentStatus.RATIFIED,
    CommitmentStatus.IN_FORCE,
)
"""The ladder of decisions, the lowest step first."""

DONE = ("announced", "allocated", "delivered")
"""The ladder of deeds, the lowest step first."""

TAKEN_BACK = (CommitmentStatus.REFUSED, CommitmentStatus.SUSPENDED, CommitmentStatus.WITHDRAWN)
"""What takes a commitment back, however far it had come."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_PACKAGE = ("id", "label", "description", "source", "measures")
_MEASURE = (
    "id", "label", "description", "provision", "issues", "near", "words", "status", "done", "legal_form",
    "condition", "approval", "extent", "source",
)  # fmt: skip
_NEEDED = ("id", "label", "description", "issues", "source")

V = TypeVar("V", bound=str)
_Allowed: TypeAlias = tuple[Collection[str], Callable[[str], str | None]]


def packages(
    entry: Entry | None, issues: Collection[str], fault_of: Callable[[str], str | None], faults: Faults
) -> tuple[Package, ...]:
    """Return the packages of a codebook with these issues; note what is wrong with them.

    Args:
        entry: the list of packages in the file.
        issues: the ids that measures may name.
        fault_of: says what is wrong with a cue; ``None`` where it can be used.
        faults: what is wrong is noted there.
    """
    lines: dict[str, int] = {}
    found = (_package(each, (issues, fault_of), lines, faults) for each in listed(entry, "packages", faults))
    return tuple(each for each in found if each is not None)


def digested(content: str, top: Entry) -> str:
    r"""Return what of a file tells one state of its issues from another: all but its packages.

    >>> from onrecord.codebook.source import entries
    >>> text = "codebook: a\nissues: []\n\npackages: []\n"
    >>> digested(text, entries(text, "a.yaml"))
    'codebook: a\nissues: []\n'
    """
    keys = top.value if isinstance(top.value, dict) else {}
    if "packages" not in keys:
        return content
    begin = keys["packages"].line
    after = [each.line for each in keys.values() if each.line > begin]
    lines = content.splitlines(keepends=True)
    kept = "".join(lines[: begin - 1]).rstrip() + "\n"
    return kept + "".join(lines[min(after) - 1 :]) if after else kept


def _package(entry: Entry, allowed: _Allowed, lines: dict[str, int], faults: Faults) -> Package | None:
    fields = mapping(entry, "a package", _PACKAGE, _PACKAGE, faults)
    if fields is None:
        return None
    name, label, description, source = (text_of(fields.get(key), key, faults) or "" for key in _PACKAGE[:4])
    if name and not _NAME.fullmatch(name):
        faults.add(fields["id"].line, f"id: {name!r} is no name: small letters, digits and '-' only")
    if name and name in lines:
        faults.add(
            fields["id"].line, f"id: the package {name!r} is there twice (first in line {lines[name]})"
        )
    lines.setdefault(name, entry.line)
    known: dict[str, int] = {}
    found = [
        _measure(each, allowed, known, faults) for each in listed(fields.get("measures"), "measures", faults)
    ]
    measures = tuple(each for each in found if each is not None)
    if "measures" in fields and not found:
        faults.add(fields["measures"].line, f"{name}: has no measures")
    return Package(name, label, description, source, measures, entry.line)


def _measure(entry: Entry, allowed: _Allowed, known: dict[str, int], faults: Faults) -> PackageMeasure | None:
    fields = mapping(entry, "a measure", _MEASURE, _NEEDED, faults)
    if fields is None:
        return None
    told = {
        key: text_of(fields.get(key), key, faults)
        for key in ("id", "label", "description", "source", "condition", "approval", "extent")
    }
    name = told["id"] or ""
    if name and not _ID.fullmatch(name):
        faults.add(
            fields["id"].line, f"id: {name!r} is no id: small letters, digits and '_' only, a letter first"
        )
    if name and name in known:
        faults.add(
            fields["id"].line, f"id: the measure {name!r} is there twice (first in line {known[name]})"
        )
    known.setdefault(name, entry.line)
    looked, near = (_issues(fields.get(key), key, allowed[0], faults) for key in ("issues", "near"))
    if "issues" in fields and not listed(fields["issues"], "issues", Faults()):
        faults.add(fields["issues"].line, f"{name}: names no issue: nothing could ever be found for it")
    both = sorted(set(looked) & set(near))
    if both:
        faults.add(fields["near"].line, f"{name}: {both[0]!r} is both among its issues and near")
    done = _one(fields.get("done"), "done", DONE, faults)
    return PackageMeasure(
        name, told["label"] or "", told["description"] or "", looked, told["source"] or "",
        _one(fields.get("provision"), "provision", Provision, faults), near,
        _cues(fields.get("words"), allowed[1], faults),
        _one(fields.get("status"), "status", DECIDED, faults), done,
        _many(fields.get("legal_form"), "legal_form", LegalForm, faults),
        told["condition"], told["approval"], told["extent"],
    )  # fmt: skip


def _issues(entry: Entry | None, key: str, known: Collection[str], faults: Faults) -> tuple[str, ...]:
    found = []
    for each in listed(entry, key, faults):
        name = text_of(each, key, faults)
        if name is not None and name not in known:
            faults.add(each.line, f"{key}: {name!r} is no issue of this codebook")
        elif name is not None:
            found.append(name)
    return tuple(found)


def _cues(entry: Entry | None, fault_of: Callable[[str], str | None], faults: Faults) -> tuple[str, ...]:
    found = []
    for each in listed(entry, "words", faults):
        cue = text_of(each, "words", faults)
        wrong = fault_of(cue) if cue is not None else None
        if wrong:
            faults.add(each.line, f"the cue {cue!r} {wrong}")
        elif cue is not None:
            found.append(cue)
    return tuple(found)


def _one(entry: Entry | None, key: str, choices: Iterable[V], faults: Faults) -> V | None:
    """Return the value that a field names."""
    name = text_of(entry, key, faults)
    if entry is None or name is None:
        return None
    values = list(choices)
    if name not in values:
        faults.add(entry.line, f"{key}: {name!r} is none of {', '.join(values)}")
        return None
    return values[values.index(name)]


def _many(entry: Entry | None, key: str, choices: Iterable[V], faults: Faults) -> tuple[V, ...]:
    """Return the values that a list names, or one that stands alone."""
    if entry is None:
        return ()
    values = list(choices)
    alone = (entry,) if isinstance(entry.value, str) else listed(entry, key, faults)
    found = (_one(each, key, values, faults) for each in alone)
    return tuple(each for each in found if each is not None)
