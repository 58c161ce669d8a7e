"""Give acts keys by which those that may be one are found among all; each is rare among a million.

Two acts are compared where they share a key, or where one document derives from the other. A key never
depends on what else there is.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations

from onrecord.model import EntryKind, RecordKind, ReportedAct
from onrecord.register.names import name_key
from onrecord.register.sameness import is_generic
from onrecord.register.when import month_days
from onrecord.register.words import words

TELLING = 5
"""Words of an act that are keys: the longest, which are seldom the most common."""
SHINGLE = 3
"""Words in a row that tell a quotation wherever it stands."""
SHINGLES = 3
MOST_WINDOWS = 4
"""Stretches of time that an act of no certain day is looked for in, from its first day."""
_HALF_MONTH = 15
_QUARTER = 91
_HALF_YEAR = 182
RARE = frozenset({"summit", "signing", "vote"})
"""Kinds of events of which there are few at one place, so that they are looked for over months."""
_FAMILY = {
    EntryKind.COMMITMENT: "offers", EntryKind.OFFER: "offers", EntryKind.ACCEPTANCE: "offers",
    EntryKind.PROPOSAL: "asks", EntryKind.DEMAND: "asks",
    EntryKind.REFUSAL: "refuses", EntryKind.DENIAL: "refuses", EntryKind.ACCUSATION: "refuses",
}  # fmt: skip


def keys(act: ReportedAct) -> frozenset[str]:
    """Return the keys of an act."""
    same_words = (
        f"p {act.place.digest} {act.place.start} {act.place.end}"  # one page kept under two addresses
    )
    if act.record_kind is RecordKind.EVENT:
        return frozenset((same_words, *_event(act), *_yearly(act), *_quoted(act)))
    if act.record_kind is RecordKind.COMMITMENT:
        return frozenset((same_words, *_commitment(act), *_statement(act), *_dateless(act), *_quoted(act)))
    return frozenset((same_words, *_statement(act), *_undertaking(act), *_dateless(act), *_quoted(act)))


def page_key(digest: str) -> str:
    """Return the key that every act of a page has, by which judgements find them; never used to compare."""
    return f"d {digest}"


def _statement(act: ReportedAct) -> list[str]:
    """Return party, half of a month, and a telling word or the issue with the family of acts."""
    spans = _windows(act, _HALF_MONTH)
    family = _FAMILY.get(act.kind, "says")
    matters = [f"w {w}" for w in _telling(act)] + [
        f"i {issue} {family}" for issue in act.issues[:2] if issue != "other"
    ]
    return [f"s {who} {span} {matter}" for who in _parties(act) for span in spans for matter in matters]


def _undertaking(act: ReportedAct) -> list[str]:
    """Return what finds the commitment that a statement may be a report of."""
    if act.kind not in (EntryKind.COMMITMENT, EntryKind.OFFER, EntryKind.REFUSAL):
        return []
    return _commitment(act)


def _commitment(act: ReportedAct) -> list[str]:
    """Return party and a number at any time; party and a telling word within a quarter of a year."""
    spans = _windows(act, _QUARTER)
    found = words(act.text)
    out = [f"c {who} n {n}" for who in _parties(act) for n in found.numbers if len(n) > 1]
    matters = [*_telling(act), *(f"i {issue}" for issue in act.issues[:1] if issue != "other")]
    return out + [f"c {who} {span} {m}" for who in _parties(act) for span in spans for m in matters]


def _dateless(act: ReportedAct) -> list[str]:
    """Return party and two telling words, which find an act of a page that no date is known of."""
    return [f"t {who} {' '.join(two)}" for who in _parties(act) for two in combinations(_telling(act)[:3], 2)]


def _event(act: ReportedAct) -> list[str]:
    """Return the kind's family or a telling word, with the place or a participant, within half a month."""
    spans = _windows(act, _HALF_MONTH)
    where = [f"p {name_key(act.place_name)}"] if act.place_name else []
    who = [f"a {key}" for key in _parties(act)]
    what = [f"w {w}" for w in _telling(act)]
    out = [f"e {span} {x} {y}" for span in spans for x in (*where, *who) for y in what]
    return out + [f"e {span} {x} {y}" for span in spans for x in where for y in (*who, *act.issues)]


def _yearly(act: ReportedAct) -> list[str]:
    """Return what finds an event that is told of long before or after, or without its year."""
    where = name_key(act.place_name) if act.place_name else ""
    out = [
        f"m {day} {where or who}"
        for day in month_days(act.due)
        for who in ("", *_parties(act))
        if where or who
    ]
    if where and act.issues[0].removeprefix("event:") in RARE:
        out += [f"y {act.issues[0]} {where} {span}" for span in _windows(act, _HALF_YEAR)]
    return out


def _quoted(act: ReportedAct) -> list[str]:
    """Return a few runs of words, by which a quotation is found whoever says it and whenever."""
    order = words(act.text).order.split()
    runs = {" ".join(order[i : i + SHINGLE]) for i in range(len(order) - SHINGLE + 1)}
    return [f"q {run}" for run in sorted(runs, key=lambda r: (-len(r), r))[:SHINGLES]]


def _parties(act: ReportedAct) -> list[str]:
    return sorted({name_key(name) for name in act.principals or act.actors})


def _telling(act: ReportedAct) -> list[str]:
    own = {key for name in (*act.principals, *act.actors) for key in words(name).stems}
    found = [w for w in words(act.text).stems if w not in own and not is_generic(w)]
    return sorted(found, key=lambda w: (-len(w), w))[:TELLING]


def _windows(act: ReportedAct, length: int) -> list[str]:
    """Return the stretches of time that an act may lie in, half of each shared with the next."""
    if act.first_day is None or act.last_day is None:
        return ["undated"]
    first, last = (date.fromisoformat(day).toordinal() // length for day in (act.first_day, act.last_day))
    return [str(n) for n in range(first, min(last, first + MOST_WINDOWS) + 2)]
