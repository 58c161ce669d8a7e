"""Apply what a user decided about actors to the names that the machine found.

Decisions are replayed in their order on each name, as if the user had decided anew on every reading: what was
decided about a name holds for whatever later brings that name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from onrecord.model import Span, Statement
from onrecord.store.decisions import DecisionKind
from onrecord.store.record_kinds import R, actor_fields, names_in

_SAME = 0.5  # share of characters from which two readings of a document have the same content


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold a decision in force: these names become ``into``, everywhere or in one document or content."""

    kind: DecisionKind
    names: frozenset[str]
    into: str
    document_key: int | None = None
    content: tuple[Span, ...] = ()

    def holds_for(self, document_key: int, content: Sequence[Span]) -> bool:
        """Tell whether the rule concerns a statement of a document with this content."""
        if self.document_key is None:
            return True
        return self.document_key == document_key and (not self.content or alike(self.content, content))

    def covers(self, document_key: int, quote: Sequence[Span]) -> bool:
        """Tell whether the rule concerns a commitment, event or claim of a document with this evidence.

        What was decided of one statement holds for what its words carry.
        """
        if self.document_key is None:
            return True
        return self.document_key == document_key and (not self.content or overlapping(self.content, quote))


class Naming:
    """Name actors as decided."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules = tuple(rules)

    @cached_property
    def everywhere(self) -> Mapping[str, str]:
        """Return the decided name of each name that a rule for all documents changes."""
        general = [rule for rule in self.rules if rule.document_key is None]
        known = {name for rule in general for name in (*rule.names, rule.into)}
        outcome = {name: _replayed(name, general) for name in known}
        return {name: decided for name, decided in outcome.items() if decided != name}

    @cached_property
    def exceptions(self) -> frozenset[int]:
        """Return the keys of the documents in which some rule holds that does not hold elsewhere."""
        return frozenset(rule.document_key for rule in self.rules if rule.document_key is not None)

    def applied(self, statement: Statement, document_key: int) -> Statement:
        """Return a statement of a document with its actors named as decided.

        >>> rule = Rule(DecisionKind.RENAME, frozenset({"A. Quill"}), "Ada Quill")
        >>> Naming([rule]).everywhere["A. Quill"]
        'Ada Quill'
        """
        if not self.rules:
            return statement
        named = self._named(statement, document_key)
        return replace(
            statement,
            speakers=_each_once(named.get(name, name) for name in statement.speakers),
            addressees=_each_once(named.get(name, name) for name in statement.addressees),
            via=_each_once(named.get(name, name) for name in statement.via),
            affiliation=named.get(statement.affiliation or "", statement.affiliation),
        )

    def renamed(self, record: R, document_key: int) -> R:
        """Return a commitment, event or claim of a document with its actors named as decided."""
        if not self.rules:
            return record
        named = self.everywhere
        if document_key in self.exceptions:
            quote = [Span(each.start, each.end) for each in record.quote]
            rules = [rule for rule in self.rules if rule.covers(document_key, quote)]
            named = {name: _replayed(name, rules) for _, _, name in names_in(record)}
        new: dict[str, Any] = {}
        for field in actor_fields(record):
            held = getattr(record, field)
            if isinstance(held, str):
                new[field] = named.get(held, held)
            elif held:
                new[field] = _each_once(named.get(name, name) for name in held)
        return replace(record, **new)

    def _named(self, statement: Statement, document_key: int) -> Mapping[str, str]:
        if document_key not in self.exceptions:
            return self.everywhere
        content = [Span(each.start, each.end) for each in statement.quote]
        rules = [rule for rule in self.rules if rule.holds_for(document_key, content)]
        names = (*statement.speakers, *statement.addressees, *statement.via, statement.affiliation or "")
        return {name: _replayed(name, rules) for name in names if name}


def alike(left: Sequence[Span], right: Sequence[Span]) -> bool:
    """Tell whether two contents of one document share at least half of their characters.

    A newer model may draw the bounds of a content a little otherwise; the statement is the same.

    >>> alike([Span(0, 10)], [Span(0, 6), Span(8, 11)]), alike([Span(0, 10)], [Span(6, 20)])
    (True, False)
    """
    shared = _shared(left, right)
    return shared >= _SAME * (_length(left) + _length(right) - shared)


def overlapping(left: Sequence[Span], right: Sequence[Span]) -> bool:
    """Tell whether two stretches of one document share at least half of the shorter one.

    The evidence of a commitment may be a clause of a statement's content, or the whole sentence around it.

    >>> overlapping([Span(0, 10)], [Span(6, 90)]), overlapping([Span(0, 10)], [Span(2, 4)])
    (False, True)
    """
    return _shared(left, right) >= _SAME * min(_length(left), _length(right))


def _shared(left: Sequence[Span], right: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _replayed(name: str, rules: Iterable[Rule]) -> str:
    for rule in rules:
        if name in rule.names:
            name = rule.into
    return name


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
