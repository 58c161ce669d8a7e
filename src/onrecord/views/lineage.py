"""Turn derivations and stories into plain records, and say in words what ties two documents.

The names and types here are the published schema (docs/formats.md): fields are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from onrecord.model import Derivation, DerivationKind, Judgement, JudgementKind, Place, Story
from onrecord.views.looking import Asked
from onrecord.views.parts import Record, selectors
from onrecord.views.spans import joined_quote
from onrecord.views.wordings import counted

KINDS: Mapping[DerivationKind, str] = {
    DerivationKind.COPY: "copy",
    DerivationKind.REWRITE: "rewrite",
    DerivationKind.PARTIAL: "takes parts of it",
    DerivationKind.CITES: "cites it",
    DerivationKind.REVISION: "later version",
}
"""What a derivation is called in a tree: the document below is this of the one above."""

_DIRECTIONS = {
    "credit": "the later text credits the earlier one",
    "dates": "their dates say which was first",
    "content": "what one has and the other lacks says which was first",
    "version": "it is a later version of the same address",
    "decision": "a person decided it",
    "undecided": "which was first is undecided",
}


def direction_line(derivation: Derivation) -> str:
    """Say by what the source was told from what derives from it."""
    return _DIRECTIONS.get(derivation.direction, derivation.direction)


def tie_line(derivation: Derivation) -> str:
    """Say on one line how a document derives from its source, as a label between the two.

    >>> tie_line(Derivation("a", "b", DerivationKind.REWRITE, direction="dates"))
    'rewrite, not credited'
    """
    parts = [KINDS[derivation.kind]]
    if derivation.kind not in (DerivationKind.CITES, DerivationKind.REVISION):
        parts.append("credited" if derivation.credited else "not credited")
    if derivation.direction == "undecided":
        parts.append("which was first is undecided")
    elif derivation.direction == "decision":
        parts.append("decided by a person")
    return ", ".join(parts)


def derivation_record(derivation: Derivation, look: Asked) -> Record:
    """Return a derivation with the passages on both sides."""
    source = look.summary(derivation.source) if derivation.source else None
    derived = look.summary(derivation.derived)
    return {
        "source": derivation.source or None,
        "source_name": source.name if source else None,
        "source_outlet": (source.outlet if source else None) or derivation.outlet,
        "source_published": source.published if source else None,
        "source_title": source.title if source else None,
        "derived": derivation.derived,
        "derived_name": derived.name,
        "derived_outlet": derived.outlet,
        "derived_published": derived.published,
        "derived_title": derived.title,
        "kind": derivation.kind.value,
        "credited": derivation.credited,
        "direction": derivation.direction,
        "confidence": derivation.confidence,
        "credit": selectors(derivation.credit),
        "passages": [
            {"source": selectors((each.source,))[0], "derived": selectors((each.derived,))[0]}
            for each in derivation.passages
        ],
        "why": {name: float(value) for name, value in derivation.why.items()},
    }


def derivation_cells(derivation: Derivation, look: Asked) -> dict[str, str]:
    """Return a derivation as one row of text for a spreadsheet: its longest passage stands for the others."""
    told = derivation_record(derivation, look)
    longest = max(derivation.passages, key=lambda each: len(each.derived.exact), default=None)
    told |= {
        "credited": str(derivation.credited).lower(),
        "confidence": f"{derivation.confidence:.3g}",
        "credit": joined_quote(derivation.credit),
        "passages": str(len(derivation.passages)),
        "source_words": joined_quote((longest.source,)) if longest else "",
        "derived_words": joined_quote((longest.derived,)) if longest else "",
    }
    return {name: "" if told[name] is None else str(told[name]) for name in DERIVATION_COLUMNS}


def story_record(story: Story, derivations: Sequence[Derivation], look: Asked) -> Record:
    """Return a story with its documents.

    ``derivations`` are those among them; ``beginnings`` the documents that derive from none of the others.
    """
    documents = [look.summary(each) for each in story.documents]
    return {
        "id": story.id,
        "first_day": story.first_day,
        "last_day": story.last_day,
        "beginnings": list(beginnings(story.documents, derivations)),
        "documents": [
            {
                "document": each.id,
                "name": each.name,
                "outlet": each.outlet,
                "published": each.published,
                "title": each.title,
                "url": each.url,
            }
            for each in documents
        ],
    }


def story_cells(story: Story, derivations: Sequence[Derivation], look: Asked) -> dict[str, str]:
    """Return a story as one row of text for a spreadsheet."""
    documents = [look.summary(each) for each in story.documents]
    return {
        "id": story.id,
        "first_day": story.first_day or "",
        "last_day": story.last_day or "",
        "documents": str(len(documents)),
        "beginnings": str(len(beginnings(story.documents, derivations))),
        "outlets": "; ".join(dict.fromkeys(each.outlet or each.name for each in documents)),
        "title": story_title(story, derivations, look),
        "document_ids": " ".join(story.documents),
    }


def story_title(story: Story, derivations: Sequence[Derivation], look: Asked) -> str:
    """Return what a story is called: the title of the first document that begins it and has one."""
    ranked = (*beginnings(story.documents, derivations), *story.documents)
    titles = (look.summary(each).title for each in ranked)
    return next((" ".join(title.split()) for title in titles if title), "(no title)")


def beginnings(documents: Sequence[str], derivations: Sequence[Derivation]) -> tuple[str, ...]:
    """Return the documents that derive from none of the others: where a story was reported on its own."""
    among = set(documents)
    derived = {each.derived for each in derivations if each.source in among and copies(each)}
    return tuple(each for each in documents if each not in derived)


def family(
    documents: Collection[str], ask: Callable[[Collection[str]], Sequence[Derivation]]
) -> tuple[Derivation, ...]:
    """Return the derivations that documents are tied by, directly or through others, as a casefile has them.

    Args:
        documents: ids to begin with.
        ask: returns the derivations whose source or derived document is among some ids.
    """
    known: dict[tuple[str, str, str, str], Derivation] = {}
    new, asked = set(documents), set[str]()
    while new:
        asked |= new
        for each in ask(new):
            known[each.derived, each.source, each.outlet or "", each.kind.value] = each
        new = {end for each in known.values() for end in (each.source, each.derived) if end} - asked
    return tuple(known[key] for key in sorted(known))


def copies(derivation: Derivation) -> bool:
    """Tell whether a document as a whole is taken from its source, not passages or a mention alone."""
    return derivation.kind not in (DerivationKind.PARTIAL, DerivationKind.CITES)


def judgement_record(judgement: Judgement, undone: bool) -> Record:
    """Return a judgement as ``--json`` prints it."""
    return {
        "id": judgement.id,
        "kind": judgement.kind.value,
        "left": _place(judgement.left),
        "right": _place(judgement.right),
        "by": judgement.by,
        "at": judgement.at.isoformat(timespec="seconds"),
        "note": judgement.note,
        "undoes": judgement.undoes,
        "undone": undone,
    }


def _place(place: Place) -> Record:
    return {"digest": place.digest, "start": place.start, "end": place.end}


def of_pair(
    judgements: Sequence[Judgement], digests: Collection[str], kinds: Collection[JudgementKind]
) -> Iterator[Judgement]:
    """Yield the judgements of some kinds that speak of two documents, by the digests of their pages."""
    for each in judgements:
        if each.kind in kinds and {each.left.digest, each.right.digest} == set(digests):
            yield each


def passages_line(derivation: Derivation) -> str:
    """Say how many passages two documents share, and how many characters of the derived one they cover."""
    if not derivation.passages:
        return "no passage shown"
    length = sum(len(each.derived.exact) for each in derivation.passages)
    return f"{counted(len(derivation.passages), 'passage')}, {counted(length, 'character')}"


DERIVATION_COLUMNS = (
    "source", "source_name", "source_outlet", "source_published", "source_title", "derived", "derived_name",
    "derived_outlet", "derived_published", "derived_title", "kind", "credited", "direction", "confidence",
    "credit", "passages", "source_words", "derived_words",
)  # fmt: skip
STORY_COLUMNS = (
    "id", "first_day", "last_day", "documents", "beginnings", "outlets", "title", "document_ids",
)  # fmt: skip
