"""Tell which shifts, conflicts, proposals, meetings, divided blocs and deadlines of a key the views show.

usage: python benchmarks/shown.py [--unseen] [--totals] [--smoke]

The key is examples/planted.yaml, or benchmarks/data/unseen/key.yaml, whose articles and key were written by
somebody who did not know the program. The articles go through the whole program into a casefile, with the
facts of their world, and the views are asked as their commands ask them. Something is found where what a view
shows rests on records in the words that the key quotes. What is shown beyond the key is counted apart and,
but for --totals, listed: whether it is false is for a reader to say; what the key itself calls a false
conflict counts as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from _shown import Check, Finder, Item, casefile_of, chosen, table
from onrecord.model import Conflict, ConflictKind, Position, Side
from onrecord.store.interface_shown import ConflictFilter, PositionFilter
from onrecord.views.calendar.calendar import CalendarFilter, calendar
from onrecord.views.packages.deadlines import DeadlineFilter, deadlines
from onrecord.views.positions.unity import unity
from onrecord.views.proposals.proposals import proposals


def shifts(finder: Finder, items: Sequence[Item]) -> Iterator[Check]:
    """Yield whether each planted change of position is shown, and what else is."""
    shown = list(finder.casefile.positions(PositionFilter(shifted=True)))
    used: set[int] = set()
    for item in items:
        evidence = [finder.entries(e) for e in item["evidence"]]
        hits = [
            n for n, each in enumerate(shown) if _changes(each, evidence) or _comes_to(each, item, evidence)
        ]
        used.update(hits)
        named = [shown[n] for n in hits if shown[n].subject == item["issue"]]
        note = "; ".join(f"{_stances(each)} {each.since}" for each in named or [shown[n] for n in hits])
        yield Check("shifts", f"{item['holder']}: {item['issue']}", int(bool(hits)), 1, note)
    for n, each in enumerate(shown):
        if n not in used:
            what = f"{each.holder} on {each.subject}: {_stances(each)} {each.since}"
            yield Check("shifts beyond", what, 1, 1, f"{_short(each.before)} -> {_short(each.opening)}")


def _changes(position: Position, evidence: Sequence[set[str]]) -> bool:
    """Tell whether a shift leads from an earlier piece of evidence to a later one."""
    if position.before is None:
        return False
    early = [n for n, ids in enumerate(evidence) if position.before.entry in ids]
    late = [n for n, ids in enumerate(evidence) if ids & set(position.entries)]
    return bool(early and late) and min(early) < max(late)


def _comes_to(position: Position, item: Item, evidence: Sequence[set[str]]) -> bool:
    """Tell whether a shift of this holder on this issue comes to what the key has it come to."""
    same = (position.holder, position.subject) == (item["holder"], item["issue"])
    return same and any(ids & set(position.entries) for ids in evidence[1:])


def _stances(position: Position) -> str:
    return f"{position.before.stance if position.before else ''} -> {position.stance}"


def _short(point: object) -> str:
    return str(getattr(point, "words", ""))[:60]


def conflicts(finder: Finder, items: Sequence[Item], false: Sequence[Item]) -> Iterator[Check]:
    """Yield whether each planted conflict is shown, whether a false one is, and what else is."""
    shown = list(finder.casefile.conflicts(ConflictFilter()))
    used: set[int] = set()
    for item in items:
        pairs = list(combinations(item["evidence"], 2))
        hits = [n for n, each in enumerate(shown) if any(_between(finder, each, *pair) for pair in pairs)]
        used.update(hits)
        what = item.get("subject") or item["explanation"]
        yield Check("conflicts", str(what), int(bool(hits)), 1, "; ".join(shown[n].kind for n in hits))
    for item in false:
        pairs = list(combinations(item["evidence"], 2))
        hits = [n for n, each in enumerate(shown) if any(_between(finder, each, *pair) for pair in pairs)]
        used.update(hits)
        note = "; ".join(shown[n].kind for n in hits)
        yield Check("false kept out", f"{item['reason']}: {item['subject']}", int(not hits), 1, note)
    for n, each in enumerate(shown):
        if n not in used:
            what = f"{each.kind}: {each.subject}: {each.left.value} | {each.right.value}"
            yield Check("conflicts beyond", what, 1, 1, each.why[:80])


def _between(finder: Finder, conflict: Conflict, a: Item, b: Item) -> bool:
    """Tell whether the sides of a conflict stand in these two pieces of evidence, either way round."""
    if conflict.kind is ConflictKind.HEADLINE and a.get("file") == b.get("file"):
        return _stands(finder, conflict.left, a) or _stands(finder, conflict.left, b)
    return any(
        _stands(finder, left, a) and _stands(finder, right, b)
        for left, right in ((conflict.left, conflict.right), (conflict.right, conflict.left))
    )


def _stands(finder: Finder, side: Side, evidence: Item) -> bool:
    return finder.holds(side.document, side.quote, evidence)


def proposed(finder: Finder, items: Sequence[Item]) -> Iterator[Check]:
    """Yield whether each proposal is shown by who put it forward, and each answer to it as it was given."""
    shown = list(proposals(finder.casefile))
    for item in items:
        put = set[str]().union(*(finder.entries(e) for e in item["evidence"] if e["role"] == "proposal"))
        ours = [p for p in shown if put & {p.id, *(v.id for v in p.versions), *(c.id for c in p.parts)}]
        proposer = any(item["proposer"] in (*p.actors, *p.principals) for p in ours)
        yield Check("proposals", item["explanation"], int(proposer), 1)
        given = {
            (party.name, reply.answer.value) for p in ours for party in p.parties for reply in party.replies
        }
        for answer in item["answers"]:
            found = (answer["party"], answer["answer"]) in given
            yield Check("answers", f"{answer['party']} {answer['answer']}", int(found), 1, str(sorted(given)))


def meetings(finder: Finder, items: Sequence[Item]) -> Iterator[Check]:
    """Yield whether one line of the calendar holds all reports of a meeting, with its day and status."""
    shown = list(calendar(finder.casefile, CalendarFilter(undated=True)))
    for item in items:
        evidence = [finder.entries(e) for e in item["evidence"]]
        best = max(
            shown, key=lambda line: sum(bool(ids & set(line.entries.ids)) for ids in evidence), default=None
        )
        held = sum(bool(best and ids & set(best.entries.ids)) for ids in evidence)
        happened = (
            any(e.get("status") == "happened" for e in item["evidence"]) or item["status"] == "happened"
        )
        note = f"{best.date} {best.status.value}" if best and held else ""
        yield Check("meetings", item["explanation"], held, len(evidence), note)
        if best and held:
            right = (best.date == item["date"]) + ((best.status.value == "happened") == happened)
            yield Check("meetings: day, status", str(item["date"]), right, 2, note)


def due(finder: Finder, items: Sequence[Item]) -> Iterator[Check]:
    """Yield whether each deadline of a key is shown with its day."""
    shown = deadlines(finder.casefile, DeadlineFilter())
    for item in items:
        evidence = set[str]().union(*(finder.entries(e) for e in item["evidence"]))
        ours = [line for line in shown if evidence & set(line.entries.ids)]
        right = any(line.due == item["due"] for line in ours)
        yield Check("deadlines", item["explanation"], int(right), 1, str([line.due for line in ours]))


def divided(finder: Finder, items: Sequence[Item]) -> Iterator[Check]:
    """Yield whether the members of a divided bloc are shown on the side that the key gives them.

    A bloc whose members the key does not tell apart is there to be said divided by itself: nothing to check.
    """
    for item in items:
        wanted = {each["member"]: each["stance"] for each in item["positions"]}
        if not wanted:
            continue
        found = unity(finder.casefile, item["bloc"], tuple(wanted), item["issue"])
        shown = {
            member: stance
            for stance, cells in found.by_stance.items()
            for member in (c.holder for c in cells)
        }
        right = sum(shown[member] in _SAME.get(stance, (stance,)) for member, stance in wanted.items())
        note = f"apart {found.apart}; {shown}"
        yield Check("divided blocs", f"{item['bloc']}: {item['issue']}", right, len(wanted), note)
        split = found.apart is not None and found.apart > 0
        yield Check("said divided", f"{item['bloc']}: {item['issue']}", int(split), 1, note)


_SAME = {"none": ("none", "silent")}


def planted(finder: Finder, key: Item) -> Iterator[Check]:
    """Yield what examples/planted.yaml asks for."""
    parts = key["planted"]
    headlines = [{**item, "subject": item["explanation"]} for item in parts["headlines_not_carried"]]
    yield from shifts(finder, parts["position_changes"])
    yield from conflicts(finder, [*parts["contradictions"], *headlines], parts["apparent_contradictions"])
    yield from proposed(finder, parts["proposals"])
    yield from meetings(finder, parts["meetings"])
    yield from divided(finder, parts["divided_blocs"])


def unseen(finder: Finder, key: Item) -> Iterator[Check]:
    """Yield what the key of the unseen articles asks for."""
    yield from shifts(finder, key["position_changes"])
    yield from conflicts(finder, key["conflicts"], key["false_conflicts"])
    yield from proposed(finder, key["proposals"])
    yield from meetings(finder, key["meetings"])
    yield from divided(finder, key["divided_blocs"])
    yield from due(finder, key["deadlines"])


def main() -> None:
    """Read, register, ask the views and print."""
    run = chosen(__doc__ or "")
    asked: Callable[[Finder, Item], Iterator[Check]] = unseen if run.unseen else planted
    with casefile_of(run.files, run.base) as casefile:
        checks = list(asked(Finder(casefile), run.key))
    print(run.told)
    for line in table(checks, run.totals):
        print(line)


if __name__ == "__main__":
    main()
