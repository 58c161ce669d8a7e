"""Say in plain sentences why two documents, or two records, were brought together or kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.model import Derivation, DerivationKind, Evidence, Likeness, ReportedAct
from onrecord.views.lineage import direction_line
from onrecord.views.spans import joined_quote
from onrecord.views.wordings import counted

_KINDS: Mapping[DerivationKind, str] = {
    DerivationKind.COPY: "{derived} is a copy of {source}: the same text with small edits",
    DerivationKind.REWRITE: "{derived} is a rewrite of {source}: the same report in other words",
    DerivationKind.PARTIAL: "{derived} takes passages from {source}; what else it says is its own",
    DerivationKind.CITES: "{derived} names {source} as where it has something from",
    DerivationKind.REVISION: "{derived} is a later version of {source}, at the same address",
}
_MEASURES: Mapping[str, str] = {
    "rewrite_of_a": "chance that {b} was written from {a}",
    "rewrite_of_b": "chance that {a} was written from {b}",
    "words": "words of runs that stand in both",
    "part_a": "share of the words of {a} that stand in {b}",
    "part_b": "share of the words of {b} that stand in {a}",
    "same_a": "the same with small edits bridged over",
    "same_b": "the same the other way round",
    "rest": "chance that what is not word for word the same was rewritten",
    "matched": "share of sentences that have a counterpart in the other",
    "mutual": "share of sentences that are each other's nearest",
    "ordered": "share of sentences of which these come in the same order",
    "level": "nearness of all sentences",
    "gain": "by how much these are nearer than others",
    "numbers_a": "share of the numbers of {a} that {b} has too",
    "numbers_b": "share of the numbers of {b} that {a} has too",
    "days_apart": "days between the two; -1: not known",
    "credit_direction": "which names the other: 1 {b}, -1 {a}, 0 neither or both",
    "dates_direction": "which was first by the dates: 1 {a}, -1 {b}, 0 not told",
    "content_direction": "which was first by the content: above 0 {a}, below 0 {b}",
}
"""What measures of lineage say; one that is not here is shown by its own name."""


def derivation_sentences(derivation: Derivation, source: str, derived: str) -> Iterator[str]:
    """Yield why one document was found to derive from another, a sentence each."""
    yield _KINDS[derivation.kind].format(source=source, derived=derived)
    if derivation.credited:
        words = joined_quote(derivation.credit, " … ")
        yield f"It names its source: “{words}”" if words else "It names its source"
    elif derivation.kind not in (DerivationKind.REVISION, DerivationKind.CITES):
        yield "It does not name its source"
    yield f"Which was first: {direction_line(derivation)}"
    yield from _shared([each.derived for each in derivation.passages])
    yield f"Sure: {derivation.confidence:.2f}"


def likeness_sentences(likeness: Likeness | None, a: str, b: str) -> Iterator[str]:
    """Yield why two documents were tied, or found to tell of one happening alone, or not even that."""
    if likeness is None:
        yield f"{a} and {b} share no passage, and too few rare names and numbers to be taken for one report"
        return
    if likeness.kind is None:
        yield f"{a} and {b} tell of the same happening, but neither was made from the other"
    else:
        yield f"{a} and {b} were compared, and tied as {likeness.kind.value}"
    yield from _shared([left for left, _ in likeness.passages])
    for name, credit in ((a, likeness.credit_in_a), (b, likeness.credit_in_b)):
        if credit:
            yield f"{name} names the other: “{joined_quote(credit, ' … ')}”"


def _shared(passages: Sequence[Evidence]) -> Iterator[str]:
    if passages:
        length = counted(sum(len(each.exact) for each in passages), "character")
        say = "says" if len(passages) == 1 else "say"
        yield f"{counted(len(passages), 'passage')} {say} the same in both, {length} in all"


def measure_lines(measures: Mapping[str, float], a: str, b: str) -> Iterator[str]:
    """Yield what two documents were weighed by, a line each.

    >>> list(measure_lines({"words": 40.0, "other_things": 0.25}, "Lantern Wire", "Harbour Post"))
    ['40: words of runs that stand in both', '0.25: other things']
    """
    order = {name: place for place, name in enumerate(_MEASURES)}
    for name in sorted(measures, key=lambda each: (order.get(each, len(order)), each)):
        told = _MEASURES.get(name, name.replace("_", " ")).format(a=a, b=b)
        yield f"{measures[name]:.3g}: {told}"


def act_words(act: ReportedAct) -> str:
    """Return what an act says on one line, its cue in braces: of a denial it never stands alone."""
    cue = joined_quote(act.cue, " … ")
    quote = joined_quote(act.quote, " […] ")
    if not cue:
        return f"{{denied, without a cue}} {quote}" if act.kind == "denial" else quote
    return f"{{{cue}}} {quote}"
