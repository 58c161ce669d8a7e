"""Apply what a user decided about actors to the names that the machine found.

Decisions are replayed in their order on each name, as if the user had decided anew on every reading: what was
decided about a name holds for whatever later brings that name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from onrecord.model import Span, Statement
from onrecord.store.decisions import DecisionKind

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
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
    together = sum(span.end - span.start for span in (*left, *right)) - shared
    return shared >= _SAME * together


def _replayed(name: str, rules: Iterable[Rule]) -> str:
    for rule in rules:
        if name in rule.names:
            name = rule.into
    return name


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
