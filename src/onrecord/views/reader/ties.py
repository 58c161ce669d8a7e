"""Say of an article what it was taken from and what was taken from it, passage by passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.model import Derivation, DerivationKind, Evidence, Span
from onrecord.views.lineage import copies, direction_line, passages_line
from onrecord.views.looking import Asked
from onrecord.views.wordings import counted, document_name

_FROM = {
    DerivationKind.COPY: "copied from",
    DerivationKind.REWRITE: "rewritten from",
    DerivationKind.PARTIAL: "takes passages from",
    DerivationKind.CITES: "cites",
    DerivationKind.REVISION: "later version of",
}
_BY = {
    DerivationKind.COPY: "copied by",
    DerivationKind.REWRITE: "rewritten by",
    DerivationKind.PARTIAL: "passages taken by",
    DerivationKind.CITES: "cited by",
    DerivationKind.REVISION: "replaced by",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """Hold what ties an article to another, as a reader of the one sees it."""

    says: str  # "copied from", "rewritten by"
    kind: DerivationKind
    is_source: bool  # the other was there first
    document: str | None  # id of the other; None: the casefile has no page of it
    name: str  # "Lantern Wire, 2031-05-02"
    title: str
    outlet: str  # of the other; "": not known
    told: tuple[str, ...]  # how it is tied, and by what the source was told: a line each
    credit: tuple[Evidence, ...]  # in the article that derives, where it names its source
    passages: tuple[tuple[Span, Span], ...]  # (here, in the other)
    whole: bool  # the article as a whole was taken, not passages or a mention alone
    undecided: bool  # which was first


@dataclass(frozen=True, slots=True)
class Also:
    """Hold where else a paragraph stands."""

    tie: Tie
    at: Span  # in the other


def ties_of(document_id: str, derivations: Iterable[Derivation], look: Asked) -> tuple[Tie, ...]:
    """Return what ties an article to others: what it has itself from others first, whole copies first."""
    found = [_tie(each, document_id, look) for each in derivations if each.source != each.derived]
    return tuple(sorted(found, key=lambda tie: (not tie.is_source, not tie.whole, tie.says, tie.name)))


def _tie(derivation: Derivation, document_id: str, look: Asked) -> Tie:
    is_source = derivation.derived == document_id
    other = derivation.source if is_source else derivation.derived
    summary = look.summary(other) if other else None
    name = document_name(summary) if summary else f"{derivation.outlet} (no page of it here)"
    pairs = ((_span(each.derived), _span(each.source)) for each in derivation.passages)
    return Tie(
        says=(_FROM if is_source else _BY)[derivation.kind],
        kind=derivation.kind,
        is_source=is_source,
        document=other or None,
        name=name,
        title=" ".join((summary.title or summary.name).split()) if summary else "",
        outlet=(summary.outlet if summary else derivation.outlet) or "",
        told=tuple(_told(derivation)),
        credit=derivation.credit,
        passages=tuple((here, there) if is_source else (there, here) for here, there in pairs),
        whole=copies(derivation),
        undecided=derivation.direction == "undecided",
    )


def _told(derivation: Derivation) -> Iterator[str]:
    if derivation.kind not in (DerivationKind.CITES, DerivationKind.REVISION):
        yield "credited" if derivation.credited else "not credited"
    yield direction_line(derivation)
    if derivation.passages:
        yield passages_line(derivation)
    yield f"sure {derivation.confidence:.2f}"


def _span(evidence: Evidence) -> Span:
    return Span(evidence.start, evidence.end)


def also_in(ties: Sequence[Tie], lines: Sequence[Span]) -> dict[int, tuple[Also, ...]]:
    """Return for each paragraph, by where it begins, the other articles that have words of it.

    Args:
        ties: of the article.
        lines: its paragraphs that are looked at, in order.
    """
    found: dict[int, list[Also]] = {}
    for tie in ties:
        place = 0
        for here, there in sorted(tie.passages):
            while place and lines[place - 1].end > here.start:
                place -= 1
            while place < len(lines) and lines[place].end <= here.start:
                place += 1
            at = place
            while at < len(lines) and lines[at].start < here.end:
                held = found.setdefault(lines[at].start, [])
                if not any(each.tie is tie for each in held):
                    held.append(Also(tie, there))
                at += 1
    return {start: tuple(each) for start, each in found.items()}


def head_line(ties: Sequence[Tie]) -> str:
    """Say in one line how far an article is its own.

    >>> head_line(())
    'Nothing in the casefile was taken from it, and it from nothing.'
    """
    taken = [tie for tie in ties if tie.is_source and tie.whole and tie.document]
    given = [tie for tie in ties if not tie.is_source and tie.whole]
    parts = [tie for tie in ties if tie.kind is DerivationKind.PARTIAL]
    if not ties:
        return "Nothing in the casefile was taken from it, and it from nothing."
    told = []
    if taken:
        told.append(f"not its own report: taken from {counted(len(taken), 'article')}")
    if given:
        told.append(f"taken over by {counted(len(given), 'article')}")
    if parts:
        told.append(f"shares passages with {counted(len({tie.document for tie in parts}), 'article')}")
    cites = [tie for tie in ties if tie.kind is DerivationKind.CITES]
    if cites:
        sources, by = [t for t in cites if t.is_source], [t for t in cites if not t.is_source]
        told += [f"names {counted(len(sources), 'source')}"] if sources else []
        told += [f"named by {counted(len(by), 'article')}"] if by else []
    return "; ".join(told)[:1].upper() + "; ".join(told)[1:] + "."
