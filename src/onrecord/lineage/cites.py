"""Tie what a document cites to a document of the cited outlet, where the casefile holds one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.lineage.credits import names
from onrecord.model import Derivation, DerivationKind, Likeness, Material


def above(document_id: str, source_of: Mapping[str, Iterable[str]]) -> set[str]:
    """Return everything that a document derives from, itself included."""
    out = {document_id}
    edge = [document_id]
    while edge:
        for source in source_of.get(edge.pop(), ()):
            if source not in out:
                out.add(source)
                edge.append(source)
    return out


def cites(
    materials: Mapping[str, Material],
    likenesses: Sequence[Likeness],
    chosen: Sequence[Derivation],
    apart: set[tuple[str, str]],
) -> list[Derivation]:
    """Return the outlets that documents name as sources, beside those of what they derive from."""
    source_of: dict[str, set[str]] = {}
    for d in chosen:
        source_of.setdefault(d.derived, set()).add(d.source)
    like: dict[str, list[Likeness]] = {}
    for x in likenesses:
        if (x.a, x.b) not in apart:
            like.setdefault(x.a, []).append(x)
            like.setdefault(x.b, []).append(x)
    out: list[Derivation] = []
    for document_id in sorted(materials):
        document = materials[document_id].document
        cited = [c for c in document.cites if not names(c.outlet, document.outlet)]
        found = {
            c: _cited_document(document_id, c.outlet, like.get(document_id, ()), materials) for c in cited
        }
        for citation in cited:
            source = found[citation]
            circle = bool(source) and document_id in above(source, source_of)
            beside = {s for c, s in found.items() if c is not citation and s} | source_of.get(
                document_id, set()
            )
            nearer = {each for s in beside - {source} for each in above(s, source_of)}
            if any(_stands_for(materials.get(s), citation.outlet) for s in nearer - {document_id}):
                continue  # it has that from a nearer source, which has it from there
            if source and source in source_of.get(document_id, ()):
                continue
            if source and not circle:  # one that closes a circle is told, and followed no further
                source_of.setdefault(document_id, set()).add(source)
            out.append(
                Derivation(
                    source, document_id, DerivationKind.CITES, citation.outlet, True, (citation.quote,),
                    direction="credit",
                )
            )  # fmt: skip
    return out


def _stands_for(material: Material | None, outlet: str) -> bool:
    """Tell whether a document is of an outlet, or cites it itself."""
    if material is None:
        return False
    document = material.document
    return names(outlet, document.outlet) or any(names(outlet, c.outlet) for c in document.cites)


def _cited_document(
    document_id: str, outlet: str, like: Iterable[Likeness], materials: Mapping[str, Material]
) -> str:
    """Return the document of a cited outlet that tells most nearly the same, empty where none does."""
    found = []
    for x in like:
        other, later = (x.b, 1) if x.a == document_id else (x.a, -1)
        held = materials.get(other)
        if held and x.measures["dates_direction"] != later and names(outlet, held.document.outlet):
            found.append((x.measures["matched"], other))
    return max(found)[1] if found else ""
