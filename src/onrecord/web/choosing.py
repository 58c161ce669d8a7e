"""Say which entries an address chooses: its parameters as a filter of the store, and a filter as parameters.

The register, its feed, its exports and saved filters all read addresses here, so that each has exactly what
the others show. Parameters are named as the options of `onrecord show register`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.errors import UsageError
from onrecord.model import UNDECIDED, CommitmentStatus, EntryKind, EventStatus
from onrecord.store.entry_filters import EntryFilter, EntrySort
from onrecord.store.filters import day_bounds
from onrecord.views.citing.citation import person
from onrecord.web.confidence import BANDS, BY_NAME

Pairs = tuple[tuple[str, str], ...]
Query = dict[str, list[str]]
"""Parameters by name, as ``Addresses.page`` takes them."""

MOST = 200
"""Characters of one value: nobody looks for more, and addresses stay short enough to send."""
VALUES = 40
"""Values of one parameter that are read."""
LAST_PAGE = 100_000


SORTS: Mapping[EntrySort, str] = {
    EntrySort.NEWEST: "newest act first",
    EntrySort.OLDEST: "oldest act first",
    EntrySort.LATEST: "last reported first",
    EntrySort.ORIGINS: "most origins first",
    EntrySort.REPORTS: "most reports first",
    EntrySort.DOUBT: "least sure first",
}

MANY = ("kind", "name", "behalf", "whom", "issue", "status")
"""Parameters that may stand several times: an entry has to have one of the values."""
DATES = ("since", "until", "date", "done_since", "done_until")
FILTERS = (
    "text", "kind", "name", "actor", "behalf", "whom", "towards", "issue", "status", "origins", "reviewed",
    "confidence", "since", "until", "date", "done_since", "done_until", "outlet", "answered", "document",
)  # fmt: skip
"""Every parameter that chooses entries, in the order in which addresses have them."""

_ORIGINS = re.compile("[1-9][0-9]{0,5}(?:-[1-9][0-9]{0,5})?")
YES_NO = ("yes", "no")
_KNOWN: Mapping[str, frozenset[str]] = {
    "kind": frozenset(each.value for each in EntryKind),
    "status": frozenset(each.value for each in (*CommitmentStatus, *EventStatus)) | {UNDECIDED},
    "confidence": frozenset(band.name for band in BANDS),
    "reviewed": frozenset(YES_NO),
    "answered": frozenset(YES_NO),
}
LABELS: Mapping[str, str] = {
    "text": "words",
    "kind": "act",
    "name": "actor",
    "actor": "actor’s name has",
    "behalf": "on behalf of",
    "whom": "towards",
    "towards": "towards’ name has",
    "issue": "issue",
    "status": "status",
    "origins": "origins",
    "reviewed": "confirmed",
    "confidence": "confidence",
    "since": "first reported since",
    "until": "first reported until",
    "date": "first reported on",
    "done_since": "done since",
    "done_until": "done until",
    "outlet": "outlet",
    "answered": "answered",
    "document": "reported in",
}
"""What each parameter is called on a page."""


@dataclass(frozen=True, slots=True)
class Chip:
    """Hold one chosen value, and the parameters without it."""

    name: str  # the parameter
    value: str
    label: str
    words: str
    without: Query


@dataclass(frozen=True, slots=True)
class Chosen:
    """Hold what an address chooses; make it with ``chosen``, which checks it.

    Where there are ``problems`` nothing is to be listed: a filter that was not understood is not left out.
    """

    values: Pairs = ()  # of FILTERS, in their order
    sort: EntrySort = EntrySort.NEWEST
    page: int = 1
    problems: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)  # what forms show, faulty values too

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of a parameter."""
        return tuple(value for key, value in self.values if key == name)

    def one(self, name: str) -> str | None:
        """Return the value of a parameter that stands once; ``None`` where it does not stand."""
        return next(iter(self.all(name)), None)

    def has(self, name: str, value: str) -> bool:
        """Tell whether a value is chosen."""
        return (name, value) in self.values

    @property
    def is_everything(self) -> bool:
        """Tell whether nothing is left out."""
        return not self.values

    def filter(self) -> EntryFilter:
        """Return which entries are chosen, as the store is asked."""
        on, band = self.one("date"), BY_NAME.get(self.one("confidence") or "")
        least, most = origin_bounds(self.one("origins") or "1")
        return EntryFilter(
            kinds=self.all("kind"),
            actors=self.all("name"),
            actor=self.one("actor"),
            principals=self.all("behalf"),
            beneficiaries=self.all("whom"),
            towards=self.one("towards"),
            issues=self.all("issue"),
            statuses=self.all("status"),
            outlet=self.one("outlet"),
            words=self.one("text"),
            date_from=self.one("done_since"),
            date_until=self.one("done_until"),
            reported_from=on or self.one("since"),
            reported_until=on or self.one("until"),
            document=self.one("document"),
            least_origins=least,
            most_origins=most,
            answered=_as_bool(self.one("answered")),
            reviewed=_as_bool(self.one("reviewed")),
            confidence_from=band.least if band else None,
            confidence_until=band.below if band else None,
        )

    def query(self, *, page: int = 1, sort: EntrySort | None = None) -> Query:
        """Return the parameters; page and order where they are not the usual ones."""
        out = _by_name(self.values)
        order = self.sort if sort is None else sort
        if order is not EntrySort.NEWEST:
            out["sort"] = [order.value]
        if page > 1:
            out["page"] = [str(page)]
        return out

    def choice(self) -> Query:
        """Return the parameters that choose entries alone: for feeds, exports and saved filters."""
        return _by_name(self.values)

    def adding(self, name: str, value: str) -> Query:
        """Return the parameters with a further value; of a parameter that stands once, with this one."""
        kept = [pair for pair in self.values if name in MANY or pair[0] != name]
        return replace(self, values=_ordered({*kept, (name, value)})).query()

    def without(self, name: str, value: str | None = None) -> Query:
        """Return the parameters without a value, or without all values of a parameter."""
        gone = {pair for pair in self.values if pair[0] == name and value in (None, pair[1])}
        return replace(self, values=tuple(pair for pair in self.values if pair not in gone)).query()

    def within(self, begin: str, end: str, of: str = "done") -> Query:
        """Return the parameters with a period: of the day of the act, or ("") of its first report."""
        names = ("done_since", "done_until") if of else ("since", "until")
        gone = {*names, *(() if of else ("date",))}
        kept = {pair for pair in self.values if pair[0] not in gone}
        return replace(self, values=_ordered({*kept, *zip(names, (begin, end), strict=True)})).query()

    def typed(self, name: str) -> str:
        """Return what stands in the field of a parameter, as it was typed."""
        return self.said.get(name, "")

    def chips(self, words: Mapping[str, str] | None = None) -> tuple[Chip, ...]:
        """Return what is chosen, each value with what takes it away.

        ``words`` say what issues, documents and names are called.
        """
        return tuple(
            Chip(name, value, LABELS[name], in_words(name, value, words or {}), self.without(name, value))
            for name, value in self.values
        )

    def in_a_line(self, words: Mapping[str, str] | None = None) -> str:
        """Say what is chosen: the name of a saved filter, the title of a feed.

        >>> chosen([("kind", "offer"), ("kind", "demand"), ("name", "Orlin")]).in_a_line()
        'act demand or offer; actor Orlin'
        """
        named: dict[str, list[str]] = {}
        for chip in self.chips(words):
            named.setdefault(chip.label, []).append(chip.words)
        return "; ".join(f"{label} {' or '.join(some)}" for label, some in named.items()) or "all entries"


def chosen(given: Iterable[tuple[str, str]]) -> Chosen:
    """Return what parameters choose; those of other names are passed over, empty ones are not there.

    Args:
        given: names and values, as ``request.query_params.multi_items()`` has them.
    """
    held: dict[str, list[str]] = {}
    for name, value in given:
        plain = " ".join("".join(c if c.isprintable() else " " for c in value).split())
        if plain and plain not in held.setdefault(name, []):
            held[name].append(plain)
    told = {name: held[name] if name in MANY else held[name][:1] for name in FILTERS if held.get(name)}
    problems = list(_problems(told))
    sort, page = _order(held, problems), _page(held, problems)
    said = {name: values[0] for name, values in told.items() if name not in MANY}
    if problems:
        return Chosen((), sort, page, tuple(problems), said)
    pairs = {(name, _plain(name, value)) for name, values in told.items() for value in values}
    return Chosen(_ordered(pairs), sort, page, (), said)


def in_words(name: str, value: str, words: Mapping[str, str]) -> str:
    """Return a value as a page says it.

    >>> in_words("status", "in_force", {}), in_words("name", "anon: a diplomat", {})
    ('in force', 'a diplomat (unnamed)')
    """
    if name == "text":
        return f"“{value}”"
    if name == "origins":
        least, most = origin_bounds(value)
        return f"{least} or more" if most is None else f"{least} only" if least == most else value
    if name == "confidence":
        return BY_NAME[value].words
    if name in ("issue", "document"):
        return words.get(value) or issue_words(value)
    if name == "status":
        return f"status {UNDECIDED}" if value == UNDECIDED else value.replace("_", " ")
    return words.get(value) or person(value) if name in ("name", "behalf", "whom") else value


def origin_bounds(value: str) -> tuple[int, int | None]:
    """Return how many origins are meant, at least and at most.

    >>> origin_bounds("2"), origin_bounds("1-1"), origin_bounds("3-5")
    ((2, None), (1, 1), (3, 5))
    """
    least, dash, most = value.partition("-")
    return int(least), int(most) if dash else None


def issue_words(issue: str) -> str:
    """Return an issue, or the kind of an event in its place, where the codebook has no label for it.

    >>> issue_words("event:vote"), issue_words("legal_form")
    ('vote (event)', 'legal form')
    """
    plain = issue.removeprefix("event:").replace("_", " ")
    return f"{plain} (event)" if issue.startswith("event:") else plain


def _problems(told: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield what cannot be understood, each with what to do."""
    for name, values in told.items():
        if len(values) > VALUES:
            yield f"{LABELS[name]}: {len(values)} values are too many; choose at most {VALUES}."
        for value in values:
            if len(value) > MOST:
                yield f"{LABELS[name]}: this is longer than {MOST} characters; shorten it."
            elif (trouble := _trouble(name, value)) is not None:
                yield f"{LABELS[name]}: {trouble}."
    if "date" in told and ("since" in told or "until" in told):
        yield "A day and a period of first report exclude each other; leave one of them out."


def _trouble(name: str, value: str) -> str | None:
    if name in _KNOWN and value not in _KNOWN[name]:
        return f"there is no {value!r}; choose {', '.join(sorted(_KNOWN[name]))}"
    if name in DATES:
        try:
            day_bounds(value)
        except UsageError as error:
            return error.told
    if name == "origins" and not _ORIGINS.fullmatch(value):
        return f"{value!r} is no number from 1 up, and not two of them as 2-5"
    return None


def _order(held: Mapping[str, Sequence[str]], problems: list[str]) -> EntrySort:
    wanted = (held.get("sort") or [EntrySort.NEWEST.value])[0]
    if wanted not in {each.value for each in EntrySort}:
        problems.append(
            f"There is no order {wanted[:MOST]!r}; choose {', '.join(each.value for each in EntrySort)}."
        )
        return EntrySort.NEWEST
    return EntrySort(wanted)


def _page(held: Mapping[str, Sequence[str]], problems: list[str]) -> int:
    wanted = (held.get("page") or ["1"])[0]
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:9]) <= LAST_PAGE:
        return int(wanted)
    problems.append(f"There is no page {wanted[:MOST]!r}; pages are counted from 1.")
    return 1


def _plain(name: str, value: str) -> str:
    """Return a value as addresses have it: one way of writing for each choice."""
    return value.lower() if name == "issue" else value


def _ordered(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Put pairs into the order of FILTERS, values of one parameter into that of letters; 1 origin is any."""
    kept = (pair for pair in pairs if pair != ("origins", "1"))
    return tuple(sorted(kept, key=lambda pair: (FILTERS.index(pair[0]), pair[1])))


def _by_name(values: Pairs) -> Query:
    out: Query = {}
    for name, value in values:
        out.setdefault(name, []).append(value)
    return out


def _as_bool(value: str | None) -> bool | None:
    return None if value is None else value == "yes"
