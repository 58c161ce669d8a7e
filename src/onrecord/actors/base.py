"""Look up states, organisations, bodies, offices and their holders in a base of facts.

A ``Base`` is immutable and has no knowledge of any text: names go in as they stand in the article, records
of the base come out. Nothing is guessed: where a name fits several, all are told.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from functools import cache, cached_property
from importlib.resources import files

from onrecord.actors.checking import check
from onrecord.actors.facts import (
    Body,
    DoubtfulName,
    Facts,
    Holder,
    Membership,
    Office,
    OfficeRule,
    Organisation,
    Role,
    State,
)
from onrecord.actors.indexes import (
    As,
    Found,
    Person,
    all_of,
    by_name,
    first_of,
    holders_of,
    key,
    members_of,
    one_answer,
    only,
    persons_of,
    plain_name,
    state_words,
    surnames,
)
from onrecord.actors.loading import read_table
from onrecord.actors.merging import merged
from onrecord.actors.periods import may_hold
from onrecord.actors.spelling import name_key, surname_key

__all__ = [
    "As",
    "Base",
    "Body",
    "DoubtfulName",
    "Facts",
    "Found",
    "Holder",
    "Membership",
    "Office",
    "OfficeRule",
    "Organisation",
    "Person",
    "Role",
    "State",
    "key",
    "shipped",
]


class Base:
    """Answer look-ups over checked facts; all names are compared folded.

    A short acronym is matched only by what is in capitals too, so that "us" and "Who" stay words.
    """

    def __init__(self, facts: Facts) -> None:
        """Index facts.

        :raises OnrecordError: where they contradict each other; see ``checking.check``.
        """
        check(facts)
        self.facts = facts
        self._doubtful = {key(d.name): d for d in facts.doubtful}
        self._states = {s.code: s for s in facts.states}
        self._organisations = {o.id: o for o in facts.organisations}
        self._offices = {o.id: o for o in facts.offices}
        self._state_words = state_words(facts.states)
        self._organisation_names = by_name(
            (n, o) for o in facts.organisations for n in (o.id, o.name, *o.other_names)
        )
        self._body_names = by_name((n, b) for b in facts.bodies for n in (b.name, *b.other_names))
        self._office_words = first_of((key(w), o.id) for o in facts.offices for w in (*o.words, o.id))
        self._rules = {(r.state, key(w)): r.office for r in facts.rules for w in r.words}
        self._holders = holders_of(facts.holders)
        self._members = members_of(facts.members)
        persons = persons_of(facts.holders)
        spelt = [(n, p) for p in persons for n in (p.name, *p.other_spellings)]
        self._person_names = all_of((name_key(n), p) for n, p in spelt)
        self._surnames = all_of((word, p) for n, p in spelt for word in surnames(n, p.held))

    def with_facts(self, more: Facts) -> Base:
        """Return a base in which ``more`` is laid over this one: where both say something, ``more`` wins.

        :raises OnrecordError: where the lines of ``more`` contradict each other or name what no base knows.
        """
        return Base(merged(self.facts, more))

    @cached_property
    def digest(self) -> str:
        """Return a short digest of all that the facts say, whatever file and line they stand in."""
        every = (fact for kind in fields(self.facts) for fact in getattr(self.facts, kind.name))
        told = sorted(repr(replace(fact, where="")) for fact in every)
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:6]

    # --- states

    def state(self, name: str) -> Found | None:
        """Return what state a name, demonym or metonym stands for; a ministry or parliament is a metonym too.

        >>> found = shipped().state("the Kremlin")
        >>> found.code, found.by.value
        ('RUS', 'metonym')
        """
        found = one_answer(self._state_words.get(key(name), ()), name)
        if found is None and (body := self.body(name)):
            found = Found((body.state,), As.METONYM, body.name)
        if found is None and (plain := plain_name(name)) and plain not in self._doubtful:
            inner = one_answer(self._state_words.get(plain, ()), name)
            found = replace(inner, by=As.NAME) if inner and inner.by is not As.METONYM else None
        doubt = self._doubtful.get(key(name))
        return replace(found, also=doubt.also, usual=doubt.usual) if found and doubt else found

    def state_record(self, code: str) -> State | None:
        """Return a state by its code."""
        return self._states.get(code)

    def code_known(self, code: str) -> bool:
        """Tell whether a state with this code is in the base."""
        return code in self._states

    # --- organisations and bodies

    def organisation(self, name: str) -> Organisation | None:
        """Return an organisation by id, name or other name; ``None`` too where several share the name.

        >>> shipped().organisation("North Atlantic Treaty Organisation").id
        'NATO'
        """
        return only(self._organisation_names.get(key(name), ()), name)

    def body(self, name: str) -> Body | None:
        """Return a parliament, ministry, agency or court by a name that tells its state.

        >>> shipped().body("the Verkhovna Rada").state
        'UKR'
        """
        return only(self._body_names.get(key(name), ()), name)

    def doubtful(self, name: str) -> DoubtfulName | None:
        """Return what else a name of the base often is."""
        return self._doubtful.get(key(name))

    def members(self, organisation: str, day: str | None = None) -> tuple[str, ...]:
        """Return who may have belonged to an organisation (by id) on a day.

        Codes of states and ids of organisations. ``day`` is EDTF and may be partial; ``None``:
        all who ever did.
        """
        kept = (m for m in self._members.get(organisation, ()) if may_hold(m.since, m.until, day))
        return tuple(dict.fromkeys(m.state for m in kept))

    # --- offices and people

    def office(self, words: str, of: str | None = None) -> Office | None:
        """Return the office that words name in a state (code) or organisation (id), or in general.

        >>> shipped().office("Secretary of State", "USA").id, shipped().office("premier", "CHN").id
        ('foreign minister', 'head of government')
        """
        word = key(words)
        if of is not None and (of, word) in self._rules:
            ruled = self._rules[of, word]
            return self._offices[ruled] if ruled else None
        known = self._office_words.get(word)
        if known is None:
            return None
        instead = self._rules.get((of, key(known)), known) if of is not None else known
        return self._offices[instead] if instead else None

    def holders(self, office: str, of: str, day: str | None = None) -> tuple[Holder, ...]:
        """Return who may have held an office (by id) on a day, in order of time.

        Several where ``day`` is partial, on the day of a handover, or ``None`` (everybody the base has).
        """
        meant = self._rules.get((of, key(office))) or office
        return tuple(h for h in self._holders.get((meant, of), ()) if may_hold(h.since, h.until, day))

    def person(self, name: str) -> tuple[Person, ...]:
        """Return the persons of this full name, however spelt or transliterated; some share a name.

        >>> [p.name for p in shipped().person("Volodymyr Zelenskiy")]
        ['Volodymyr Zelensky']
        """
        return self._person_names.get(name_key(name), ())

    def answers_for(self, name: str) -> str | None:
        """Return the one state or organisation of which all persons of this full name held offices.

        ``None``: none is known, or they are of several.

        >>> shipped().answers_for("Volodymyr Zelenskiy")
        'UKR'
        """
        found = {held.of for person in self.person(name) for held in person.held}
        return next(iter(found)) if len(found) == 1 else None

    def surnamed(self, name: str) -> tuple[Person, ...]:
        """Return all persons of the base with this surname, however spelt."""
        return self._surnames.get(surname_key(name), ())


@cache
def shipped() -> Base:
    """Return the base that comes with the package."""
    folder = files("onrecord.actors").joinpath("data")
    tables = sorted((f for f in folder.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name)
    read = (read_table(f.read_bytes(), f"onrecord/actors/data/{f.name}") for f in tables)
    return Base(sum(read, start=Facts()))
