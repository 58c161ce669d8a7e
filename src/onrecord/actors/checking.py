"""Check that facts agree with each other before anything is looked up in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from itertools import combinations
from typing import Protocol, TypeVar

from onrecord.actors.facts import Facts, Holder, Membership
from onrecord.actors.indexes import key
from onrecord.actors.periods import earliest, latest, overlap
from onrecord.errors import OnrecordError


class _Line(Protocol):
    @property
    def where(self) -> str: ...


L = TypeVar("L", bound=_Line)


def check(facts: Facts) -> None:
    """Accept facts that agree with each other.

    :raises OnrecordError: naming file and line, for a double id, a code or id that nothing defines, a time
        that ends before it begins, two holders of one office at once, a name that leads to two records, and
        an organisation that is part of itself.
    """
    _once(facts.states, lambda s: s.code, "code")
    _once(facts.states, lambda s: key(s.name), "name")
    _once(facts.organisations, lambda o: o.id, "id")
    _once(facts.offices, lambda o: o.id, "office")
    _once(facts.bodies, lambda b: key(b.name), "name")
    _once(facts.doubtful, lambda d: key(d.name), "name")
    _names_lead_to_one(facts)
    _known(facts)
    _part_of_nothing_twice(facts)
    _rules_once(facts)
    _times(facts)
    _one_holder(facts)


def _once(lines: Iterable[L], what_of: Callable[[L], Hashable], what: str) -> None:
    seen: dict[Hashable, L] = {}
    for line in lines:
        first = seen.setdefault(what_of(line), line)
        if first is not line:
            raise OnrecordError(
                f"{what} {what_of(line)} is given twice, first at {first.where}",
                line.where,
                "keep one of the two lines",
            )


def _names_lead_to_one(facts: Facts) -> None:
    """Refuse an organisation's other name that is another's id or name: it would lead round in a circle."""
    own = {key(name): o for o in facts.organisations for name in (o.name, o.id)}
    for o in facts.organisations:
        for name in (o.id, o.name, *o.other_names):
            other = own.get(key(name), o)
            if other.id != o.id:
                raise OnrecordError(
                    f"{o.id} is also called {name!r}, which names {other.id} at {other.where}",
                    o.where,
                    "take that name away from one of them",
                )


def _known(facts: Facts) -> None:
    states = {s.code for s in facts.states}
    organisations = {o.id for o in facts.organisations}
    offices = {o.id for o in facts.offices}
    for o in facts.organisations:
        _need(o.state, states, "state", o.where, "states.csv")
        _need(o.part_of, organisations, "organisation", o.where, "organisations.csv")
    for b in facts.bodies:
        _need(b.state, states, "state", b.where, "states.csv")
    for m in facts.members:
        _need(m.organisation, organisations, "organisation", m.where, "organisations.csv")
        _need(m.state, states | organisations, "state or organisation", m.where, "states.csv")
    for r in facts.rules:
        _need(r.state, states | organisations, "state or organisation", r.where, "states.csv")
        _need(r.office, offices, "office", r.where, "offices.csv")
    for h in facts.holders:
        _need(h.of, states | organisations, "state or organisation", h.where, "states.csv")
        _need(h.office, offices, "office", h.where, "offices.csv")


def _need(value: str | None, known: set[str], what: str, where: str, file: str) -> None:
    if value is not None and value not in known:
        raise OnrecordError(
            f"no {what} is known as {value!r}",
            where,
            f"correct it, or add a line for it in a file like {file}",
        )


def _part_of_nothing_twice(facts: Facts) -> None:
    """Refuse an organisation that is, over whatever steps, part or member of itself."""
    above: dict[str, dict[str, str]] = defaultdict(dict)
    ids = {o.id for o in facts.organisations}
    for o in facts.organisations:
        if o.part_of:
            above[o.id][o.part_of] = o.where
    for m in facts.members:
        if m.state in ids:
            above[m.state][m.organisation] = m.where
    done: set[str] = set()
    for start in list(above):
        _climb(start, above, [], done)


def _climb(at: str, above: dict[str, dict[str, str]], path: list[str], done: set[str]) -> None:
    if at in path:
        circle = [*path[path.index(at) :], at]
        raise OnrecordError(
            f"an organisation is part of itself: {' > '.join(circle)}",
            above[circle[-2]][at],
            "remove one of the steps",
        )
    if at in done:
        return
    for whole in above.get(at, {}):
        _climb(whole, above, [*path, at], done)
    done.add(at)


def _rules_once(facts: Facts) -> None:
    seen: dict[tuple[str, str], str] = {}
    for rule in facts.rules:
        for words in rule.words:
            first = seen.setdefault((rule.state, key(words)), rule.where)
            if first != rule.where:
                raise OnrecordError(
                    f"{words!r} of {rule.state} has a rule already at {first}",
                    rule.where,
                    "keep one of the two",
                )


def _times(facts: Facts) -> None:
    timed: tuple[Holder | Membership, ...] = (*facts.holders, *facts.members)
    for line in timed:
        if line.since and line.until and earliest(line.since) > latest(line.until):
            raise OnrecordError(
                f"ends on {line.until} before it begins on {line.since}", line.where, "correct one of the two"
            )
    belonging: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for m in facts.members:
        belonging[m.organisation, m.state].append(m)
    for (organisation, state), lines in belonging.items():
        for one, two in combinations(lines, 2):
            if overlap((one.since, one.until), (two.since, two.until)):
                raise OnrecordError(
                    f"{state} is in {organisation} twice at a time, see {one.where}",
                    two.where,
                    "correct the dates, or keep one of the two lines",
                )


def _one_holder(facts: Facts) -> None:
    """Refuse two holders at once of an office that one person holds."""
    single = {o.id for o in facts.offices if o.single}
    places: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for h in facts.holders:
        if h.office in single:
            places[h.office, h.of].append(h)
    for (office, of), held in places.items():
        for one, two in combinations(held, 2):
            if overlap((one.since, one.until), (two.since, two.until)):
                raise OnrecordError(
                    f"{two.person} and {one.person} ({one.where}) are both {office} of {of} at a time",
                    two.where,
                    "correct the dates; a day of handover may be shared",
                )
