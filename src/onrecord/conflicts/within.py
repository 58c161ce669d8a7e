"""Find in what reports of one act differ so that not both can hold: strength, amount, condition and so on.

Only clear differences count. What one report leaves out is no conflict, and an act that goes on over time is
none: only reports of the same day, or such as were made one from the other, are compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import combinations

from onrecord.actors.base import Base
from onrecord.conflicts.lists import any_of, holding, read
from onrecord.conflicts.sides import between_reports
from onrecord.model import (
    CommitmentStatus,
    Conflict,
    ConflictKind,
    Entry,
    EntryKind,
    EventKind,
    RecordKind,
    Report,
    ReportedAct,
    ZoneKind,
)
from onrecord.register.names import any_in_common
from onrecord.register.sameness import content, is_generic
from onrecord.register.strength import of_text
from onrecord.register.when import apart

FAR = 0.45
"""Distance on the scale of wordings from which one report is firm and the other is not."""
MOST_REPORTS = 40
"""Reports of an entry that are compared, the nearest to their sources first."""
_DAYS = 1
_WEAK = frozenset((CommitmentStatus.CONSIDERED, CommitmentStatus.PROPOSED))
_FIRM = frozenset(
    (CommitmentStatus.PLEDGED, CommitmentStatus.AGREED, CommitmentStatus.SIGNED, CommitmentStatus.RATIFIED,
     CommitmentStatus.IN_FORCE, CommitmentStatus.DELIVERED)
)  # fmt: skip
_HELD = tuple(
    f"event:{k.value}" for k in (EventKind.MEETING, EventKind.SUMMIT, EventKind.TALKS, EventKind.SIGNING)
)
_SINGLE = tuple(f"event:{k.value}" for k in (EventKind.SUMMIT, EventKind.SIGNING, EventKind.VOTE))
_ASKED = (EntryKind.DEMAND, EntryKind.PROPOSAL, EntryKind.CLAIM, EntryKind.SUPPORT, EntryKind.UNDECIDED)


def of_entry(entry: Entry, base: Base) -> list[Conflict]:
    """Return the conflicts between the reports of one act, of two reports each kind once."""
    reports = [r for r in entry.reports if r.act.zone is not ZoneKind.HEADLINE][:MOST_REPORTS]
    return [
        conflict
        for a, b in combinations(reports, 2)
        if a.act.document != b.act.document and a.act.place.digest != b.act.place.digest and _comparable(a, b)
        for rule in _RULES
        if (conflict := rule(entry, a, b, base)) is not None
    ]


def _comparable(a: Report, b: Report) -> bool:
    """Tell whether two reports are of one time, or made one from the other; not two pages of one outlet."""
    if a.act.outlet is not None and a.act.outlet == b.act.outlet:
        return False
    if a.origin == b.origin:
        return True
    gap = apart((a.act.first_day, a.act.last_day), (b.act.first_day, b.act.last_day))
    if gap is None:
        return a.act.published is None and b.act.published is None
    return gap <= _DAYS


def _origins(a: Report, b: Report) -> str:
    return " Both go back to one source, so one of them changed it." if a.origin == b.origin else ""


# --- strength


def _strength(entry: Entry, a: Report, b: Report, base: Base) -> Conflict | None:
    """Compare how firm two reports of an undertaking are."""
    if a.strength is None or b.strength is None or abs(a.strength - b.strength) < FAR:
        return None
    if _family(a.act) != _family(b.act) or _family(a.act) not in ("commitment", "acceptance"):
        return None
    weak, firm = sorted((a, b), key=lambda r: r.strength or 0.0)
    if not _stands_firm(firm.act) or not _stands_weak(weak.act):
        return None
    why = (
        f"Of one act, one report says “{_short(firm.wording)}” and the other “{_short(weak.wording)}”."
        + _origins(a, b)
    )
    return between_reports(
        ConflictKind.STRENGTH, entry.proposition, ((firm, firm.wording), (weak, weak.wording)), why
    )


def _family(act: ReportedAct) -> str:
    return of_text("", "", act.kind).family


def _stands_firm(act: ReportedAct) -> bool:
    return act.status in _FIRM if act.record_kind is RecordKind.COMMITMENT else act.act in ("commit", "agree")


def _stands_weak(act: ReportedAct) -> bool:
    return (
        act.status in _WEAK if act.record_kind is RecordKind.COMMITMENT else act.act in ("offer", "propose")
    )


def _short(words: str) -> str:
    return " ".join(words.split())[:80]


# --- amount


def _amount(entry: Entry, a: Report, b: Report, base: Base) -> Conflict | None:
    """Compare the one amount of each unit that two reports have."""
    for unit, (least, most) in _amounts(a.act).items():
        other = _amounts(b.act).get(unit)
        if other is None or not _exclude((least, most), other):
            continue
        said, told = (_amount_words(r.act, unit) for r in (a, b))
        why = f"Of one act, one report has {said} and the other {told}." + _origins(a, b)
        return between_reports(ConflictKind.SCOPE, entry.proposition, ((a, said), (b, told)), why)
    return None


def _amounts(act: ReportedAct) -> dict[str, tuple[float | None, float | None]]:
    """Return the amounts of which there is one alone of their unit."""
    units = [unit for unit, _, _ in act.quantities]
    return {
        u: (low, high)
        for u, low, high in act.quantities
        if units.count(u) == 1 and (low, high) != (None, None)
    }


def _exclude(a: tuple[float | None, float | None], b: tuple[float | None, float | None]) -> bool:
    """Tell whether two amounts lie apart by more than rounding."""
    (low, high), (least, most) = a, b
    return (high is not None and least is not None and high * 1.1 < least) or (
        most is not None and low is not None and most * 1.1 < low
    )


def _amount_words(act: ReportedAct, unit: str) -> str:
    found = next(
        (e for (u, _, _), e in zip(act.quantities, act.quantity_text, strict=False) if u == unit), None
    )
    if found is not None:
        return " ".join(found.exact.split())
    low, high = _amounts(act)[unit]
    return f"{low if low is not None else high:g} {unit}"


# --- condition


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(read("acts")[name], re.IGNORECASE)


def _condition(entry: Entry, a: Report, b: Report, base: Base) -> Conflict | None:
    """Compare conditions: one against none at all, or the only one against another."""
    if a.act.condition and b.act.condition:
        return _other_condition(entry, a, b)
    for bound, free in ((a, b), (b, a)):
        loose = (
            _pattern("unconditional").search(_wide(free.act))
            if bound.act.condition and not free.act.condition
            else None
        )
        if loose is not None and not _denied(_wide(free.act), loose.start()):
            told, said = _words(bound.act), loose.group()
            why = f"Of one act, one report has the condition “{told}”, the other says “{said}”." + _origins(
                a, b
            )
            return between_reports(
                ConflictKind.CONDITION, entry.proposition, ((bound, told), (free, said)), why
            )
    return None


def _other_condition(entry: Entry, a: Report, b: Report) -> Conflict | None:
    told, said = _words(a.act), _words(b.act)
    left, right = (content(text) for text in (told, said))
    shared = {w for w in left.all & right.all if not is_generic(w)}
    numbers = bool(left.numbers and right.numbers) and not left.numbers & right.numbers
    sole = all(_pattern("only").search(_wide(r.act)) for r in (a, b))
    if (shared and numbers and len(shared) >= 2) or (
        sole and not shared and min(len(left.all), len(right.all)) >= 2
    ):
        why = f"Of one act, one report has the condition “{told}” and the other “{said}”." + _origins(a, b)
        return between_reports(ConflictKind.CONDITION, entry.proposition, ((a, told), (b, said)), why)
    return None


def _words(act: ReportedAct) -> str:
    return _short(" ".join(e.exact for e in act.condition))


def _wide(act: ReportedAct) -> str:
    return " ".join(e.exact for e in act.around) or act.text


def _denied(text: str, at: int) -> bool:
    return re.search(r"\b(?:not|never|n['’]t)\s(?:\w+\s){0,2}$", text[:at]) is not None


# --- approval


@cache
def _approver() -> re.Pattern[str]:
    """Match who approves, by the kind of body, before or behind the words for it."""
    table = read("acts")
    kinds = "|".join(f"(?P<{kind}{{n}}>{any_of(words)})" for kind, words in table["bodies"].items())
    doing = table["approving"]
    by = r"(?:by|from|of|in)\s(?:the\s|its\s|their\s|both\s)?(?:[\w.’'-]+\s){0,3}?"
    behind = rf"\b{doing}\s{by}(?:{kinds.replace('{n}', '1')})\b"
    before = rf"\b(?:{kinds.replace('{n}', '2')})(?:['’]s?)?\s(?:[\w-]+\s){{0,6}}?{doing}"
    return re.compile(rf"{behind}|{before}", re.IGNORECASE)


def approver(text: str) -> tuple[str, str] | None:
    """Return which kind of body approves in a text, and the words; ``None`` where none or both do.

    >>> approver("must be confirmed by the U.S. government")
    ('government', 'confirmed by the U.S. government')
    """
    found: dict[str, str] = {}
    for m in _approver().finditer(text):
        if re.search(r"\b(?:not|yet\sto|will\snot|never)\s(?:\w+\s)?$", text[: m.start()]) or _pattern(
            "alone"
        ).search(m.group()):
            continue
        kind = next(name[:-1] for name, value in m.groupdict().items() if value)
        found.setdefault(kind, " ".join(m.group().split()))
    return next(iter(found.items())) if len(found) == 1 else None


def _approval(entry: Entry, a: Report, b: Report, base: Base) -> Conflict | None:
    """Compare by whom it was, or must be, approved: by the government or by parliament."""
    left, right = (approver(_wide(r.act)) for r in (a, b))
    if left is None or right is None or left[0] == right[0]:
        return None
    asked = all(r.act.kind in _ASKED and r.act.record_kind is RecordKind.STATEMENT for r in (a, b))
    alone = any(_pattern("alone").search(_wide(r.act)) for r in (a, b))
    if not asked and not alone:
        return None  # a government may confirm what parliament approves
    why = f"Of one act, one report says “{_short(left[1])}” and the other “{_short(right[1])}”." + _origins(
        a, b
    )
    return between_reports(ConflictKind.APPROVAL, entry.proposition, ((a, left[1]), (b, right[1])), why)


# --- day and place of a happening


def _day(entry: Entry, a: Report, b: Report, base: Base) -> Conflict | None:
    """Compare the days of a summit, signing or vote."""
    if (
        not _single(a.act, b.act, _SINGLE)
        or not (a.act.dated and b.act.dated)
        or a.act.status != b.act.status
    ):
        return None
    gap = apart((a.act.first_day, a.act.last_day), (b.act.first_day, b.act.last_day))
    if not gap or any(holding("moved").search(_wide(r.act)) for r in (a, b)):
        return None
    said, told = (f"{r.act.first_day}" for r in (a, b))
    why = f"One happening cannot be of both {said} and {told}." + _origins(a, b)
    return between_reports(ConflictKind.DATE, entry.proposition, ((a, said), (b, told)), why)


def _place(entry: Entry, a: Report, b: Report, base: Base) -> Conflict | None:
    """Compare the places of a meeting where these lie in two states."""
    if not _single(a.act, b.act, _HELD) or not a.act.place_name or not b.act.place_name:
        return None
    if (
        not (a.act.dated and b.act.dated)
        or a.act.first_day != b.act.first_day
        or a.act.last_day != b.act.last_day
    ):
        return None
    left, right = (base.state(r.act.place_name or "") for r in (a, b))
    if left is None or right is None or left.code is None or right.code is None or left.code == right.code:
        return None
    if a.act.place_name in _wide(b.act) or b.act.place_name in _wide(a.act):
        return None
    why = (
        f"One meeting of {a.act.first_day} cannot be both in {a.act.place_name} and in {b.act.place_name}."
        + _origins(a, b)
    )
    sides = ((a, a.act.place_name), (b, b.act.place_name))
    return between_reports(ConflictKind.PLACE, entry.proposition, sides, why)


def _single(a: ReportedAct, b: ReportedAct, kinds: tuple[str, ...]) -> bool:
    """Tell whether two acts are a happening of one kind with two or more in common who take part."""
    if not (set(a.issues) & set(b.issues) & set(kinds)):
        return False
    shared = [x for x in a.principals if any_in_common([x], b.principals)]
    return len(shared) >= min(2, len(a.principals), len(b.principals)) and bool(shared)


Rule = Callable[[Entry, Report, Report, Base], Conflict | None]
_RULES: tuple[Rule, ...] = (_strength, _amount, _condition, _approval, _day, _place)
