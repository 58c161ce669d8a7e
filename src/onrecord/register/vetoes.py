"""Say why two acts cannot be one, whatever their words: other people, other days, a contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.model import EntryKind, RecordKind, ReportedAct
from onrecord.register.context import Between
from onrecord.register.grounds import without_grounds
from onrecord.register.measures import act_alike
from onrecord.register.names import any_in_common
from onrecord.register.when import apart
from onrecord.register.words import words

DAYS = {RecordKind.STATEMENT: 3, RecordKind.EVENT: 4}
"""Days that may lie between two reports of one act that the texts date."""
UNDATED_DAYS = {RecordKind.STATEMENT: 31, RecordKind.EVENT: 365}
"""The same where a report gives no day of its own and is taken for the day of its publication."""
COMMITMENT_DAYS = 730
"""Days over which a commitment may climb its ladder without being another."""
WITHDRAWN = 0.6
"""Share of the words of the shorter that a pledge and its withdrawal have in common."""
TELLING = 2
"""Words of content that an act needs to be told from others where no derivation ties its article."""
IN_PASSAGE = 0.5
"""Share of a quote in a passage that a document has of its source, from which both are one passage."""

_UNDERTAKING = frozenset(
    {
        EntryKind.COMMITMENT,
        EntryKind.OFFER,
        EntryKind.REFUSAL,
        EntryKind.PROPOSAL,
        EntryKind.ACCEPTANCE,
        EntryKind.UNDECIDED,
    }
)
_OPPOSED = (
    frozenset({EntryKind.DENIAL}),
    frozenset(
        {EntryKind.CLAIM, EntryKind.ACCEPTANCE, EntryKind.COMMITMENT, EntryKind.OFFER, EntryKind.SUPPORT}
    ),
)


def why_not(a: ReportedAct, b: ReportedAct, between: Between) -> str | None:
    """Return why two acts cannot be one, in a sentence; ``None``: they may be."""
    if (a.record_kind is RecordKind.EVENT) != (b.record_kind is RecordKind.EVENT):
        return "One is a happening, the other is something that was said or undertaken"
    if a.record_kind is not b.record_kind and a.document != b.document:
        said = a if a.record_kind is RecordKind.STATEMENT else b
        if said.kind not in _UNDERTAKING:
            return f"One is an undertaking, the other a {said.kind.value}"
    if told_apart(a, b):
        return "Both stand in one article, which reports an act once"
    if between.kind is not None and between.aligned(a, b) >= IN_PASSAGE:
        # A passage and what was made of it: where fields differ, one of the two was read wrongly.
        return None if same_words(a, b) else _polarity(a, b) or quantities_clash(a, b)
    if between.kind is None and not between.near and min(len(words(x.text).stems) for x in (a, b)) < TELLING:
        return "One has too few words to tell what it is about, and neither article derives from the other"
    against = _others(a, b) or _measure(a, b) or _polarity(a, b) or quantities_clash(a, b) or _days(a, b)
    if against is None and a.record_kind is RecordKind.EVENT and between.kind is None and not between.near:
        return None if a.document == b.document else without_grounds(a, b)
    return against


def same_words(a: ReportedAct, b: ReportedAct) -> bool:
    """Tell whether two acts have the same content words in the same order."""
    left = words(a.text).order
    return bool(left) and left == words(b.text).order


def told_apart(a: ReportedAct, b: ReportedAct) -> bool:
    """Tell whether one article reports both, in different words of one zone: an act is reported once.

    A commitment may come up twice, promised here and withdrawn there.
    """
    if a.document != b.document or a.zone is not b.zone or touching(a, b):
        return False
    both = a.record_kind is RecordKind.COMMITMENT is b.record_kind
    return not (both and a.status != b.status)


def touching(a: ReportedAct, b: ReportedAct) -> bool:
    """Tell whether two acts of one document share words."""
    return any(x.start < y.end and y.start < x.end for x in a.quote for y in b.quote)


def other_actors(a: Iterable[ReportedAct], b: Iterable[ReportedAct]) -> bool:
    """Tell whether two sides are known to have no actor in common, nor anybody whom actors speak for."""
    left, right = list(a), list(b)
    ours, theirs = _names(left, "principals"), _names(right, "principals")
    if not ours or not theirs or any_in_common(ours, theirs):
        return False
    return not any_in_common(_names(left, "actors"), _names(right, "actors"))


def _names(acts: Sequence[ReportedAct], which: str) -> list[str]:
    return sorted({name for act in acts for name in getattr(act, which)})


def _others(a: ReportedAct, b: ReportedAct) -> str | None:
    if a.record_kind is RecordKind.EVENT:
        return None  # reports of one happening name one participant or another
    if a.record_kind is not b.record_kind and _alone_and_together(a, b):
        return "One is of several parties together, the other an undertaking of one"
    if other_actors([a], [b]):
        return f"Different actors: {', '.join(a.principals)} and {', '.join(b.principals)}"
    return None


def _alone_and_together(a: ReportedAct, b: ReportedAct) -> bool:
    """Tell whether one act is of one party and the other of several."""
    sizes = sorted((len(a.principals), len(b.principals)))
    return sizes[0] == 1 and sizes[1] > 1


def _measure(a: ReportedAct, b: ReportedAct) -> str | None:
    """Return what tells two undertakings apart: they are to do different things."""
    if RecordKind.COMMITMENT not in (a.record_kind, b.record_kind) or not a.issues or not b.issues:
        return None
    if set(a.issues) & set(b.issues):
        return None
    return f"Different measures: {a.issues[0]} and {b.issues[0]}"


def _polarity(a: ReportedAct, b: ReportedAct) -> str | None:
    for left, right in ((a, b), (b, a)):
        if left.kind in _OPPOSED[0] and right.kind in _OPPOSED[1]:
            return f"One denies what the other says: {left.kind.value} and {right.kind.value}"
    if takes_back(a, b):
        return None
    if {a.stance, b.stance} == {"for", "against"} and a.issues[:1] == b.issues[:1] and act_alike(a, b) == 0:
        return "One is for the matter, the other against it"
    return None


def quantities_clash(a: ReportedAct, b: ReportedAct) -> str | None:
    """Return which amounts of the same unit cannot both hold."""
    for unit, least, most in a.quantities:
        others = [(low, high) for other, low, high in b.quantities if other == unit]
        if least is None and most is None:
            continue
        fits = [_compatible(least, most, low, high) for low, high in others]
        if others and not any(fits):
            return f"The numbers of {unit} cannot both hold"
    return None


def _compatible(a0: float | None, a1: float | None, b0: float | None, b1: float | None) -> bool:
    low = max(x for x in (a0, b0, 0.0) if x is not None)
    highs = [x for x in (a1, b1) if x is not None]
    return not highs or low <= min(highs)


def _days(a: ReportedAct, b: ReportedAct) -> str | None:
    gap = apart((a.first_day, a.last_day), (b.first_day, b.last_day))
    if gap is not None and gap > allowed(a, b):
        return f"{gap} days lie between them"
    return None


def allowed(a: ReportedAct, b: ReportedAct) -> int:
    """Return how many days may lie between two acts that are one."""
    if a.record_kind is RecordKind.COMMITMENT is b.record_kind or takes_back(a, b):
        return COMMITMENT_DAYS
    kind = RecordKind.EVENT if a.record_kind is RecordKind.EVENT else RecordKind.STATEMENT
    return DAYS[kind] if a.dated and b.dated else UNDATED_DAYS[kind]


def takes_back(a: ReportedAct, b: ReportedAct) -> bool:
    """Tell whether one of two acts gives, and the other refuses, nearly the same words of the same issue.

    A pledge and its withdrawal are steps of one commitment, even where no commitment was read in one of them.
    """
    kinds = {a.kind is EntryKind.REFUSAL, b.kind is EntryKind.REFUSAL}
    given = {a.kind, b.kind} & {EntryKind.COMMITMENT, EntryKind.OFFER}
    if len(kinds) == 1 or not given or a.issues[:1] != b.issues[:1] or a.issues[:1] in ((), ("other",)):
        return False
    left, right = words(a.text).stems, words(b.text).stems
    return len(left & right) >= max(3, WITHDRAWN * min(len(left), len(right)))


def sides_clash(left: Sequence[ReportedAct], right: Sequence[ReportedAct], *, passage: bool = False) -> bool:
    """Tell whether two groups hold acts that cannot be one: asked of their ends, not of each pair.

    ``passage``: what ties them is one passage, made into another, whoever was read as its actor.
    """
    if left[0].record_kind is not RecordKind.EVENT and not passage and other_actors(left, right):
        return True
    there = defaultdict(list)
    for act in right:
        there[act.document].append(act)
    if any(told_apart(act, other) for act in left for other in there.get(act.document, ())):
        return True
    parties = [[x for x in side if x.record_kind is RecordKind.COMMITMENT] for side in (left, right)]
    if not passage and other_actors(*parties):
        return True
    counted = [[act for act in side if act.quantities] for side in (left, right)]
    if any(quantities_clash(a, b) for a in counted[0] for b in counted[1]):
        return True
    both = [*left, *right]
    if any(act.record_kind is RecordKind.COMMITMENT for act in both):
        return False
    if any(takes_back(a, b) for a in left for b in right):
        return False
    dated = [act for act in both if act.dated and act.first_day and act.last_day]
    return bool(dated) and _ends_apart(dated) > 2 * DAYS[left[0].record_kind]


def _ends_apart(acts: Sequence[ReportedAct]) -> int:
    """Return how many days lie between the act that ends first and the act that begins last."""
    ends = min(act.last_day for act in acts if act.last_day)
    begins = max(act.first_day for act in acts if act.first_day)
    return apart((ends, ends), (begins, begins)) or 0 if begins > ends else 0
