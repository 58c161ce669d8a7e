"""Follow derivations back to where a report began, and name the hands that its words went through.

Pure functions over derivations: nothing is compared here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.lineage.credits import names, same_outlet
from onrecord.model import Derivation, DerivationKind, Document, Evidence, Link, Passage, Span, ZoneKind
from onrecord.text.sentences import sentences

OUTLET = "outlet: "
"""What an origin begins with that is no document: an outlet that the casefile has no page of."""

NOT_HERE = "not in the casefile"
NO_SOURCE = "cannot be looked up"
UNNAMED = "unnamed"
CIRCLE = "goes in a circle"

_WHOLE = (DerivationKind.COPY, DerivationKind.REWRITE, DerivationKind.REVISION)
_HEAD = 160  # code points at the beginning of a text within which a credit is for all of it
_LEAD = 4  # sentences at the beginning of a body
_OF_THIS = re.compile(
    r"\b(?:writes?|wrote|reports?|reported|informs?|informed)(?: about| on)? (?:this|it)\b", re.I
)
_AFTER = 3  # code points after a sentence within which its placeholder stands
_ANONYMOUS = ("anon:", "group:")

Derivations = Mapping[str, Sequence[Derivation]]
Documents = Mapping[str, Document]
Place = tuple[int, int]


def by_derived(derivations: Iterable[Derivation]) -> dict[str, tuple[Derivation, ...]]:
    """Gather derivations by the document that derives."""
    out: dict[str, list[Derivation]] = {}
    for derivation in derivations:
        out.setdefault(derivation.derived, []).append(derivation)
    return {document_id: tuple(found) for document_id, found in out.items()}


def origins(document_id: str, derivations: Derivations, documents: Documents) -> tuple[str, ...]:
    """Return where a document began: ids of documents, or ``outlet: NAME`` where a source is only cited.

    A copy, rewrite or revision began where its source did; what took passages or cites began with itself as
    well. Where derivations go in a circle, the least of its documents stands for all.
    """
    roots = _roots(document_id, derivations, documents, ())
    found = {o if o.startswith(OUTLET) else _for_circle(o, derivations) for o in roots}
    return tuple(sorted(found, key=lambda o: (o.startswith(OUTLET), o)))


def _roots(
    document_id: str, derivations: Derivations, documents: Documents, path: tuple[str, ...]
) -> frozenset[str]:
    if document_id in path:
        return frozenset({min(path[path.index(document_id) :])})
    here = (*path, document_id)
    found: set[str] = set()
    whole = False
    document = documents.get(document_id)
    held = _in_order(derivations.get(document_id, ()), document)
    for_all = [d for d in held if d.kind is DerivationKind.CITES and _is_for_all(document, d.credit)]
    for derivation in (d for d in held if d not in for_all[:-1]):
        whole |= derivation.kind in _WHOLE or derivation in for_all
        if derivation.source:
            found |= _roots(derivation.source, derivations, documents, here)
        elif derivation.outlet:
            found.add(OUTLET + derivation.outlet)
    return frozenset(found if whole else found | {document_id})


def origin_at(
    document_id: str,
    start: int,
    end: int,
    derivations: Derivations,
    documents: Documents,
    via: Sequence[str] = (),
) -> str:
    """Return where the words at [start, end) of a document began: a document id, or ``outlet: NAME``.

    ``via`` are the sources that the words name themselves, nearest first.
    """
    steps = _steps(document_id, (start, end), derivations, documents, via)
    last = steps[-1]
    return _for_circle(last.document, derivations) if last.document else OUTLET + last.outlet


def _for_circle(document_id: str, derivations: Derivations) -> str:
    """Return the least of the documents that derive from one another in a circle, which stands for all."""
    above = _above(document_id, derivations)
    return min({document_id, *(each for each in above if document_id in _above(each, derivations))})


def _above(document_id: str, derivations: Derivations) -> set[str]:
    """Return everything that a document derives from, directly or not."""
    found, edge = set[str](), {document_id}
    while edge:
        edge = {d.source for each in edge for d in derivations.get(each, ()) if d.source} - found
        found |= edge
    return found


def chain(
    document_id: str,
    derivations: Derivations,
    documents: Documents,
    at: Place | None = None,
    *,
    via: Sequence[str] = (),
    via_text: Sequence[Evidence] = (),
    speakers: Sequence[str] = (),
    speaker_text: Sequence[Evidence] = (),
) -> tuple[Link, ...]:
    """Return the hands that words went through, from the document back to the speaker.

    Args:
        document_id: the document in which a reader finds them.
        derivations: by derived document, up to the roots.
        documents: those that the derivations name.
        at: where the words stand in the document; ``None``: the document as a whole.
        via: further sources that the words name themselves, nearest first.
        via_text: where they are named.
        speakers: who said it at first.
        speaker_text: where they are named.
    """
    steps = _steps(document_id, at, derivations, documents, via)
    links = [_link(step, "relay" if n else "outlet", documents) for n, step in enumerate(steps)]
    for number, name in enumerate(via):
        if not any(_same_name(name, link.name) for link in links):
            shown = (via_text[number],) if len(via_text) == len(via) else tuple(via_text)
            note = UNNAMED if name.startswith(_ANONYMOUS) else NOT_HERE
            links.append(Link(name, "relay", evidence=shown, note=note))
    links += [
        Link(evidence.exact, "relay", evidence=(evidence,), note=NO_SOURCE)
        for evidence in _placeholders(documents.get(document_id), at)
    ]
    for name in speakers:
        unnamed = UNNAMED if name.startswith("anon:") else None
        if len(links) > 1 and _same_name(name, links[-1].name):
            links[-1] = replace(links[-1], role="speaker")  # an outlet further up speaks for itself
        else:
            links.append(Link(name, "speaker", evidence=tuple(speaker_text), note=unnamed))
    return tuple(links)


@dataclass(frozen=True, slots=True)
class _Step:
    """Hold one document or outlet on the way back."""

    document: str  # id; "": an outlet without a document
    outlet: str
    credit: tuple[Evidence, ...] = ()
    circle: bool = False


def _steps(
    document_id: str,
    at: Place | None,
    derivations: Derivations,
    documents: Documents,
    via: Sequence[str] = (),
) -> list[_Step]:
    """Return the way back from a document, itself first; it ends where a document comes up again.

    An outlet without a page has nothing to follow: what the document names behind it comes next.
    """
    steps = [_Step(document_id, "")]
    seen = {document_id}
    here, place = document_id, at
    left = _in_order(derivations.get(here, ()), documents.get(here))
    while found := _source_of(documents.get(here), place, left, documents, via):
        derivation, place_there = found
        circle = derivation.source in seen
        steps.append(_Step(derivation.source, derivation.outlet or "", derivation.credit, circle))
        if circle:
            break
        if derivation.source:
            seen.add(derivation.source)
            here, place = derivation.source, place_there
            left = _in_order(derivations.get(here, ()), documents.get(here))
        else:
            left = [d for d in left if d is not derivation and d.kind is DerivationKind.CITES]
    return steps


def _in_order(found: Iterable[Derivation], document: Document | None) -> list[Derivation]:
    """Return derivations with those first of which all is made, then what was taken, then what is cited.

    Of cited outlets the one in a line of credit is nearest: it says where the page has all of it from.
    """

    def rank(d: Derivation) -> tuple[bool, bool, bool, int]:
        is_line = document is not None and any(_in_head(document, c) for c in d.credit)
        first = min((c.start for c in d.credit), default=0)
        return d.kind not in _WHOLE, d.kind is DerivationKind.CITES, not is_line, first

    return sorted(found, key=rank)


def _source_of(
    document: Document | None,
    at: Place | None,
    found: Sequence[Derivation],
    documents: Documents,
    via: Sequence[str],
) -> tuple[Derivation, Place | None] | None:
    """Return what the words at a place derive from, and where they stand there, as far as known."""
    for derivation in found:
        if derivation.kind in _WHOLE:
            return derivation, _carried(derivation.passages, at) if at else None
        if derivation.kind is DerivationKind.PARTIAL and at and (place := _carried(derivation.passages, at)):
            return derivation, place
    for derivation in found:
        if at is not None and _covers(document, derivation.credit, at):
            return derivation, None
        if derivation.kind is DerivationKind.CITES and _is_for_all(document, derivation.credit):
            return derivation, None
        source = documents.get(derivation.source)
        if source and source.outlet and any(_same_name(name, source.outlet) for name in via):
            return derivation, None
    return None


def _carried(passages: Iterable[Passage], at: Place) -> Place | None:
    """Return where words stand in the source, if a passage holds most of them."""
    for passage in passages:
        first, last = max(at[0], passage.derived.start), min(at[1], passage.derived.end)
        if 2 * (last - first) > at[1] - at[0]:
            return passage.source.start, passage.source.end
    return None


def _covers(document: Document | None, credit: Sequence[Evidence], at: Place) -> bool:
    """Tell whether naming a source is said of words: it stands in their sentence."""
    if document is None:
        return False
    return any(_overlap(s, at) and _overlap(s, (c.start, c.end)) for c in credit for s in _cut(document))


def _is_for_all(document: Document | None, credit: Sequence[Evidence]) -> bool:
    """Tell whether naming a source is said of a whole text: at its head, in a line of credit, of "this"."""
    return document is not None and any(_in_head(document, c) or _in_lead(document, c) for c in credit)


def _in_lead(document: Document, credit: Evidence) -> bool:
    """Tell whether a credit stands in one of the first sentences and says who writes "about this"."""
    bodies = [z.span.start for z in document.zones if z.kind is ZoneKind.BODY]
    begin = bodies[0] if bodies else 0
    first = [s for s in _cut(document) if s.end > begin][:_LEAD]
    return any(
        _overlap(s, (credit.start, credit.end)) and _OF_THIS.search(s.of(document.text)) for s in first
    )


def _in_head(document: Document, credit: Evidence) -> bool:
    """Tell whether a credit stands in a line of credit or in the dateline."""
    if any(z.kind is ZoneKind.CREDIT and z.span.start <= credit.start < z.span.end for z in document.zones):
        return True
    bodies = [z.span.start for z in document.zones if z.kind is ZoneKind.BODY]
    begin = bodies[0] if bodies else 0
    return begin <= credit.start <= begin + _HEAD and "(" in document.text[begin : credit.end]


def _cut(document: Document) -> tuple[Span, ...]:
    return _sentences(document.text)


@lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(sentences(text))  # asked for each report of a document anew


def _overlap(span: Span, at: Place) -> bool:
    return span.start < at[1] and at[0] < span.end


def _placeholders(document: Document | None, at: Place | None) -> list[Evidence]:
    """Return the placeholders that stand for the source of words: in their sentence or right after it."""
    if document is None or at is None or not document.placeholders:
        return []
    near = [Span(s.start, s.end + _AFTER) for s in _cut(document) if _overlap(s, at)]
    return [e for e in document.placeholders if any(_overlap(s, (e.start, e.end)) for s in near)]


def _link(step: _Step, role: str, documents: Documents) -> Link:
    document = documents.get(step.document)
    name = (document.outlet or document.name) if document else step.outlet or step.document
    note = CIRCLE if step.circle else None if step.document else NOT_HERE
    return Link(name, role, step.document or None, step.credit, note)


def _same_name(one: str, other: str) -> bool:
    return same_outlet(one, other) or names(one, other) or names(other, one)
