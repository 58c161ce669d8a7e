"""Say why a document was found to derive from another, or not."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from onrecord.cli.screen import one_line
from onrecord.model import JudgementKind

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.model import Derivation, Likeness
    from onrecord.store.interface import CasefileStore, DocumentSummary

_KINDS = (JudgementKind.SAME_ORIGIN, JudgementKind.NOT_DERIVED)


class Told(ABC):
    """Explain something about documents of a casefile."""

    def __init__(self, casefile: CasefileStore) -> None:
        self.casefile = casefile

    @abstractmethod
    def lines(self) -> Iterator[RenderableType]:
        """Yield what a person reads."""

    @abstractmethod
    def record(self) -> dict[str, Any]:
        """Return the same as plain data."""

    def name(self, document_id: str) -> str:
        """Return outlet and day of a document."""
        from onrecord.views.wordings import document_name

        return one_line(document_name(self.casefile.summary(document_id)))

    def source(self, derivation: Derivation) -> str:
        """Return the name of a source, which may have no page."""
        return self.name(derivation.source) if derivation.source else one_line(derivation.outlet)

    def derivation_lines(self, found: Derivation) -> Iterator[RenderableType]:
        """Yield why a document derives from another."""
        from rich.text import Text

        from onrecord.cli.show_lineage import side_by_side
        from onrecord.views.explaining import derivation_sentences

        first, *rest = derivation_sentences(found, self.source(found), self.name(found.derived))
        yield Text(f"{one_line(first)}.", "bold")
        yield from (Text(f"- {one_line(each)}.") for each in rest)
        longest = max(found.passages, key=lambda each: len(each.derived.exact), default=None)
        if longest is not None:
            yield side_by_side(longest)

    def decisions(self, a: DocumentSummary, b: DocumentSummary) -> Iterator[str]:
        """Yield what people decided on two documents."""
        from onrecord.store.judging import holding
        from onrecord.views.judged import Named
        from onrecord.views.lineage import of_pair

        names = Named(self.casefile)
        for each in of_pair(holding(self.casefile.judgements()), (a.digest, b.digest), _KINDS):
            yield f"{one_line(each.by)} decided: {names.line(each)}"


class OneDocument(Told):
    """Explain what one document derives from, and what it was compared with in vain."""

    def __init__(self, casefile: CasefileStore, document: DocumentSummary) -> None:
        super().__init__(casefile)
        self.document = document

    @cached_property
    def derivations(self) -> list[Derivation]:
        """Return the derivations of the document from others."""
        every = self.casefile.derivations([self.document.id])
        return [each for each in every if each.derived == self.document.id]

    @cached_property
    def kept_apart(self) -> list[Likeness]:
        """Return the likenesses of the document that made no derivation of it."""
        found = self.casefile.derivations([self.document.id])
        tied = {frozenset((each.source, each.derived)) for each in found}
        likenesses = self.casefile.likenesses([self.document.id])
        return [each for each in likenesses if frozenset((each.a, each.b)) not in tied]

    def lines(self) -> Iterator[RenderableType]:
        """Yield what a person reads."""
        from rich.text import Text

        from onrecord.views.explaining import likeness_sentences

        if not self.derivations:
            yield Text(f"{self.name(self.document.id)} derives from nothing in the casefile.", "bold")
        for number, found in enumerate(self.derivations):
            if number:
                yield Text("")
            yield from self.derivation_lines(found)
        for likeness in self.kept_apart:
            names = self.name(likeness.a), self.name(likeness.b)
            yield Text("")
            yield from (Text(f"{one_line(each)}.") for each in likeness_sentences(likeness, *names))

    def record(self) -> dict[str, Any]:
        """Return the same as plain data."""
        from onrecord.views.lineage import derivation_record
        from onrecord.views.looking import Looked

        look = Looked(self.casefile)
        return {
            "document": self.document.id,
            "derivations": [derivation_record(each, look) for each in self.derivations],
            "kept_apart": [likeness_record(each) for each in self.kept_apart],
        }


class TwoDocuments(Told):
    """Explain why one of two documents derives from the other, or why neither does."""

    def __init__(self, casefile: CasefileStore, a: DocumentSummary, b: DocumentSummary) -> None:
        super().__init__(casefile)
        self.a, self.b = sorted((a, b), key=lambda each: each.id)

    @cached_property
    def found(self) -> list[Derivation]:
        """Return the derivations between the two."""
        ends = {self.a.id, self.b.id}
        return [each for each in self.casefile.derivations(ends) if {each.source, each.derived} == ends]

    @cached_property
    def kept(self) -> Likeness | None:
        """Return the likeness of the two that the casefile keeps."""
        both = (each for each in self.casefile.likenesses([self.a.id]) if self.b.id in (each.a, each.b))
        return next(both, None)

    @cached_property
    def likeness(self) -> Likeness | None:
        """Return the likeness of the two, compared now where the casefile keeps none."""
        from onrecord.lineage.compare import compare

        if self.kept is not None:
            return self.kept
        materials = self.casefile.material([self.a.id, self.b.id])
        if len(materials) < 2:
            return None
        return compare(materials[self.a.id], materials[self.b.id])

    def through(self) -> Iterator[str]:
        """Yield how the two are tied by a third document."""
        sources: dict[str, Mapping[str, Derivation]] = {}
        for each in (self.a.id, self.b.id):
            held = self.casefile.derivations([each])
            sources[each] = {d.source: d for d in held if d.derived == each and d.source}
        for common in sorted(sources[self.a.id].keys() & sources[self.b.id].keys()):
            yield f"Both derive from {self.name(common)}"

    def lines(self) -> Iterator[RenderableType]:
        """Yield what a person reads."""
        from rich.text import Text

        from onrecord.views.explaining import likeness_sentences, measure_lines

        names = self.name(self.a.id), self.name(self.b.id)
        if not self.found:
            yield Text(f"{names[0]} and {names[1]}: neither derives from the other.", "bold")
        for each in self.found:
            yield from self.derivation_lines(each)
        told = [*self.decisions(self.a, self.b), *self.through()]
        if not self.found:
            told += likeness_sentences(self.likeness, *names)
        if self.likeness is not None and self.kept is None:
            told.append(
                "Nothing rare that they share led from one to the other, so the casefile keeps no comparison"
            )
        yield from (Text(f"- {one_line(each)}.") for each in told)
        if self.likeness is not None:
            yield Text("\nWhat they were weighed by", "bold")
            yield from (Text(f"  {line}", "dim") for line in measure_lines(self.likeness.measures, *names))

    def record(self) -> dict[str, Any]:
        """Return the same as plain data."""
        from onrecord.views.lineage import derivation_record
        from onrecord.views.looking import Looked

        look = Looked(self.casefile)
        return {
            "documents": [self.a.id, self.b.id],
            "derivations": [derivation_record(each, look) for each in self.found],
            "likeness": likeness_record(self.likeness) if self.likeness else None,
            "kept": self.kept is not None,
            "decided": list(self.decisions(self.a, self.b)),
        }


def likeness_record(likeness: Likeness) -> dict[str, Any]:
    """Return a likeness as plain data."""
    from onrecord.views.parts import selectors

    return {
        "a": likeness.a,
        "b": likeness.b,
        "kind": likeness.kind.value if likeness.kind else None,
        "measures": {name: float(value) for name, value in likeness.measures.items()},
        "passages": [{"a": selectors((a,))[0], "b": selectors((b,))[0]} for a, b in likeness.passages],
        "credit_in_a": selectors(likeness.credit_in_a),
        "credit_in_b": selectors(likeness.credit_in_b),
    }
