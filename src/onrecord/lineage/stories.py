"""Gather documents about the same happening."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from onrecord.model import DerivationKind, Likeness, Material, Story
from onrecord.text.days import days

MATCHED = 0.2
"""How alike two reports of one happening are at least (``Alignment.matched``)."""

UNDATED = 0.35
"""The same where a page has no date: it must not join what lies months apart."""

WITHIN = 3
"""Days between two reports of one happening; a copy or rewrite may come later."""


def tells_one_story(likeness: Likeness) -> bool:
    """Tell whether two documents are about one happening.

    A partial takeover is not: an essay may quote a report of last year.
    """
    if likeness.kind in (DerivationKind.COPY, DerivationKind.REWRITE):
        return True
    matched, apart = likeness.measures["matched"], likeness.measures["days_apart"]
    is_near = matched >= MATCHED if 0 <= apart <= WITHIN else apart < 0 and matched >= UNDATED
    return likeness.kind is None and is_near


def stories(materials: Mapping[str, Material], likenesses: Sequence[Likeness]) -> tuple[Story, ...]:
    """Return the stories of documents, by id; a document that stands alone makes none.

    Args:
        materials: of whole stories, by document id.
        likenesses: between them; those with others are passed over.
    """
    group: dict[str, str] = {d: d for d in materials}
    for likeness in likenesses:
        if tells_one_story(likeness) and likeness.a in group and likeness.b in group:
            one, other = sorted((_root(group, likeness.a), _root(group, likeness.b)))
            group[other] = one
    members: dict[str, list[str]] = {}
    for document_id in materials:
        members.setdefault(_root(group, document_id), []).append(document_id)
    made = [_story([materials[d] for d in ids]) for ids in members.values() if len(ids) > 1]
    return tuple(sorted(made, key=lambda s: s.id))


def _root(group: dict[str, str], document_id: str) -> str:
    while group[document_id] != document_id:
        group[document_id] = group[group[document_id]]
        document_id = group[document_id]
    return document_id


def _story(members: Sequence[Material]) -> Story:
    spans = [d for m in members if (d := days(m.document.published))]
    ordered = sorted(members, key=lambda m: ((days(m.document.published) or ("~",))[0], m.document.id))
    least = min(m.document.digest for m in members)
    return Story(
        hashlib.sha256(f"story\n{least}".encode()).hexdigest()[:16],
        tuple(m.document.id for m in ordered),
        min((first for first, _ in spans), default=None),
        max((last for _, last in spans), default=None),
    )
