"""Follow a holder's points on a subject through time: where they stood from when to when, and what changed.

A change is called a shift only where nothing speaks against it: the earlier and the later point are of voices
that count alike, on days that cannot be one, about matters shown to be the same; and what they changed does
not come back within days. Everything else that says otherwise is kept beside the position, never counted in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from onrecord.model import Basis, CommitmentStatus, EntryKind, Point, Position, Stance, Voice
from onrecord.positions.comparing import comparable, one_matter, other_condition, repeats
from onrecord.positions.leanings import PLAIN
from onrecord.positions.settings import settings, shift_limit
from onrecord.positions.telling import EARLIER, OF_THEM, STANDING
from onrecord.positions.voices import weight

_YES = (Stance.FOR, Stance.CONDITIONAL)
_NOT_OF_ITS_DAY = (STANDING, EARLIER)
_DEEDS = (CommitmentStatus.DELIVERED, CommitmentStatus.IN_FORCE)
_SETTLED = (EntryKind.ACCEPTANCE, EntryKind.COMMITMENT)


@dataclass(slots=True)
class _Segment:
    """Gather one position while its points are followed."""

    points: list[Point]
    before: Point | None = None
    changed: tuple[str, ...] = ()
    compared: str = ""
    others: list[Point] = field(default_factory=list)

    @property
    def opening(self) -> Point:
        return self.points[0]

    @property
    def latest(self) -> Point:
        return self.points[-1]

    @property
    def last_said(self) -> Point:
        """Return the last point that is of its own day, and does not tell how it has been for long."""
        return next((p for p in reversed(self.points) if p.told not in _NOT_OF_ITS_DAY), self.points[-1])

    @property
    def stance(self) -> str:
        return self.opening.stance


@dataclass(frozen=True, slots=True)
class _Change:
    before: Point
    changed: tuple[str, ...]
    compared: str


def positions_of(points: Iterable[Point]) -> tuple[Position, ...]:
    """Return the positions of one holder on one subject, the earliest first.

    Args:
        points: all of the holder on the subject, in any order; those that do not count take no part, but
            for what plain words say: that counts as one side of a shift, where the other side counts anyway.
    """
    dated = sorted((p for p in points if p.first_day and p.last_day), key=_order)
    usable = [p for p in dated if p.counts]
    plain = [p for p in dated if not p.counts and p.why_not == PLAIN and _is_answered(p, usable)]
    if plain:
        raised = {id(p): replace(p, counts=True) for p in plain}
        tried = _followed([raised.get(id(p), p) for p in dated if p.counts or id(p) in raised])
        shown = [x for s in tried if s.before is not None for x in (s.before, s.opening)]
        usable = [q for p in dated if (q := raised.get(id(p), p)).counts and (p.counts or q in shown)]
    return _followed(usable)


def _is_answered(p: Point, usable: Collection[Point]) -> bool:
    """Tell whether a point that counts says otherwise than one that plain words tell, of the same matter."""
    return any(p.entry != q.entry and _otherwise(*sorted((p, q), key=_order)) for q in usable)


def _otherwise(q: Point, p: Point) -> bool:
    if Stance.NONE in (q.stance, p.stance) or not {"stance", "condition"} & set(_differences(q, p)):
        return False
    return bool(comparable(q, p, strongly=q.stance in _YES and p.stance in _YES))


def _followed(usable: Sequence[Point]) -> tuple[Position, ...]:
    """Return the positions that points in the order of time make."""
    taking = [p for p in usable if p.stance != Stance.NONE]
    if not taking:
        return _without_side(usable)
    segments: list[_Segment] = []
    for at, p in enumerate(taking):
        if not segments:
            segments.append(_Segment([p]))
        else:
            _take(segments, p, taking[at + 1 :])
    return tuple(_position(s, after) for s, after in zip(segments, [*segments[1:], None], strict=True))


def _without_side(points: Sequence[Point]) -> tuple[Position, ...]:
    """Return that somebody spoke of a subject and took no side, where that is all there is."""
    return (_position(_Segment(list(points)), None),) if points else ()


def _order(p: Point) -> tuple[object, ...]:
    """Order points by time; of one day the strongest voice and the surest first."""
    return p.last_day, p.first_day, -heft(p), -p.confidence, p.entry, p.record, p.stance


def heft(p: Point) -> int:
    """Return how much the voice of a point weighs for its holder: what somebody says themselves, most.

    What is narrated of them never outweighs their own word.
    """
    if p.told == OF_THEM:
        return min(weight(p.voice), weight(Voice.SPEAKING))
    return weight(Voice.BINDING) if p.holder in p.speakers else weight(p.voice)


def _take(segments: list[_Segment], p: Point, later: Sequence[Point]) -> None:
    """Let a point extend the position that holds, stand beside it, or begin another."""
    held = segments[-1]
    change = _change(segments, p)
    if change is None and _agrees(held, p):
        held.points.append(p)
    elif (
        p.told in _NOT_OF_ITS_DAY
        or _weaker(p, held)
        or _same_time(held.last_said, p)
        or _stray(p, held, later)
    ):
        if _agrees(held, p):
            held.points.append(p)
        elif _same_time(held.last_said, p) and heft(p) > max(map(heft, held.points)):
            segments.append(_Segment([p]))  # a stronger voice, but no time between them: no shift
        else:
            held.others.append(p)
    elif change is not None:
        segments.append(_Segment([p], change.before, change.changed, change.compared))
    elif _opposed(held, p) and (_stronger(p, held) or _days_between(held.latest, p) >= shift_limit("fresh")):
        if any(repeats(p, q) for s in segments[:-1] for q in s.points if q.stance == p.stance):
            held.others.append(p)  # what was said before is told again
        else:
            segments.append(_Segment([p]))
    else:
        held.others.append(p)


def _agrees(held: _Segment, p: Point) -> bool:
    """Tell whether a point says what the position says: the same stance under no other condition."""
    return p.stance == held.stance and not other_condition(held.latest.condition, p.condition)


def _opposed(held: _Segment, p: Point) -> bool:
    return (held.stance == Stance.AGAINST) != (p.stance == Stance.AGAINST)


def _weaker(p: Point, held: _Segment) -> bool:
    return heft(p) < max(map(heft, held.points))


def _stronger(p: Point, held: _Segment) -> bool:
    return heft(p) > max(map(heft, held.points))


def _same_time(a: Point, b: Point) -> bool:
    """Tell whether too few days lie between two points for anybody to have changed their mind in."""
    return _days_between(a, b) <= shift_limit("near")


def _days_between(a: Point, b: Point) -> int:
    """Return the days that surely lie between an earlier and a later point; negative where they overlap."""
    return date.fromisoformat(str(b.first_day)).toordinal() - date.fromisoformat(str(a.last_day)).toordinal()


def _stray(p: Point, held: _Segment, later: Sequence[Point]) -> bool:
    """Tell whether a point stands alone: the older position is taken up again within days."""
    near = [q for q in later if _days_between(p, q) <= shift_limit("stray")]
    if any(q.stance == p.stance and q.entry != p.entry for q in near):
        return False
    return any(q.stance == held.stance and heft(q) >= heft(p) and comparable(p, q) for q in near)


def _change(segments: Sequence[_Segment], p: Point) -> _Change | None:
    """Return what a point changes of the position that holds, where it is shown to be about one matter."""
    held = segments[-1]
    for q in reversed(held.points):
        if _same_time(q, p) or (q.entry == p.entry and q.stance == p.stance):
            continue
        if not _sure(q, p) or not _voices_match(q, p):
            continue
        changed = _differences(q, p)
        if not changed:
            if comparable(q, p) and q.condition == p.condition:
                return None  # the last word on the matter says the same
            continue
        compared = comparable(q, p, strongly=q.stance in _YES and p.stance in _YES)
        if "order" in changed:
            compared = compared or "the same two matters, in another order"
        if compared:
            return _Change(q, changed, compared)
    return None


def _firm(p: Point, limit: str) -> bool:
    """Tell whether a point shows where its holder stands plainly enough to call another one a change of it.

    What is told of deeds ("has sent aircraft") tells no position; a claim leans one way less surely than a
    proposal, a refusal or an acceptance does.
    """
    if p.reviewed or p.why_not == PLAIN:
        return True
    if p.basis is Basis.UNDERTAKEN:
        return p.status not in _DEEDS
    implied = settings()["kinds"].get(p.kind.value)
    borne_out = implied == p.stance or (implied == Stance.FOR and p.stance in _YES)
    return p.basis is Basis.ANSWER or borne_out or p.confidence >= shift_limit(limit)


def _sure(q: Point, p: Point) -> bool:
    if not _firm(p, "later") or not _firm(q, "former") or q.told == EARLIER:
        return False
    least = min(q.confidence, p.confidence)
    together = q.confidence * p.confidence
    return least >= shift_limit("confidence") and together >= shift_limit("together")


def _voices_match(q: Point, p: Point) -> bool:
    """Tell whether the later voice may take back what the earlier said, and the earlier was one to go by."""
    return heft(p) >= heft(q) and (heft(q) >= weight(Voice.SPEAKING) or heft(q) == heft(p))


def _differences(q: Point, p: Point) -> tuple[str, ...]:
    """Return what a later point changes of an earlier one: stance, condition, order."""
    changed: list[str] = []
    if q.stance != p.stance and (
        Stance.AGAINST in (q.stance, p.stance) or _condition_added(q, p) or _condition_dropped(q, p)
    ):
        changed.append("stance")
    if {q.stance, p.stance} <= {*_YES}:
        both = q.stance == p.stance == Stance.CONDITIONAL
        if "stance" in changed or (both and other_condition(q.condition, p.condition)):
            changed.append("condition")
    if _other_order(q.order, p.order):
        changed.append("order")
    return tuple(changed)


def _condition_added(q: Point, p: Point) -> bool:
    return q.stance == Stance.FOR and p.stance == Stance.CONDITIONAL


def _condition_dropped(q: Point, p: Point) -> bool:
    """Tell whether a condition is gone: what is agreed or promised now has none."""
    if (q.stance, p.stance) != (Stance.CONDITIONAL, Stance.FOR):
        return False
    return p.kind in _SETTLED or p.basis in (Basis.UNDERTAKEN, Basis.ANSWER)


def _other_order(a: str, b: str) -> bool:
    """Tell whether the same two matters stand in another order: "before" was, "instead of" is."""
    kind_a, _, other_a = a.partition(" ")
    kind_b, _, other_b = b.partition(" ")
    return bool(other_a and other_b) and kind_a != kind_b and one_matter(other_a, other_b)


def _position(segment: _Segment, after: _Segment | None) -> Position:
    opening, points = segment.opening, segment.points
    voices: dict[str, set[str]] = {}
    days: dict[str, str] = {}
    for p in points:
        voices.setdefault(p.voice.value, set()).add(p.entry)
        days.setdefault(p.entry, str(p.last_day))
    return Position(
        holder=opening.holder,
        subject=opening.subject,
        about=opening.about,
        stance=segment.stance,
        since=str(opening.last_day),
        until=str(after.opening.last_day) if after else None,
        opening=opening,
        latest=segment.latest,
        entries=tuple(days),
        days=tuple(days.values()),
        origins=max(p.origins for p in points),
        before=segment.before,
        changed=segment.changed,
        others=tuple(segment.others),
        voices={voice: len(entries) for voice, entries in sorted(voices.items())},
        compared=segment.compared,
    )


__all__ = ["heft", "positions_of"]
