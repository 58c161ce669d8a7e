"""Set out, measure by measure, what is asked for somebody, who stands behind it, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from onrecord.codebook.matcher import Matcher
from onrecord.codebook.packaging import DECIDED, TAKEN_BACK
from onrecord.codebook.records import Codebook, Cue, Issue, Package, PackageMeasure, Strength
from onrecord.model import UNDECIDED, Entry, EntryKind, RecordKind, Stance
from onrecord.store.entry_filters import EntryFilter, EntryHead
from onrecord.store.interface import CasefileView
from onrecord.views.counted import Counted
from onrecord.views.packages.lacks import Lack, LackKind, lacks
from onrecord.views.packages.picking import MOST, picked
from onrecord.views.packages.undertakings import Standing, Told, standings

_UNDERTAKEN = tuple(
    kind.value for kind in (EntryKind.COMMITMENT, EntryKind.OFFER, EntryKind.PROPOSAL, EntryKind.REFUSAL)
)
_ASKED = tuple(kind.value for kind in (EntryKind.DEMAND, EntryKind.PROPOSAL, EntryKind.REFUSAL))


@dataclass(frozen=True, slots=True)
class Supposition:
    """Hold a step that is supposed to be taken: on record it is not."""

    party: str
    measure: str  # id of a measure of the package, or of an issue
    status: str  # a CommitmentStatus
    legal_form: str | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """Hold an undertaking on record, and what it lacks of what the package needs."""

    standing: Standing
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Supposed:
    """Say what a supposed step would change on one line: what is lacking on record, and what would be."""

    step: Supposition
    on: str | None  # entry that it would carry further; None: the party has none on record here
    before: tuple[Lack, ...]
    after: tuple[Lack, ...]

    @property
    def would_do(self) -> bool:
        """Tell whether nothing that the package needs would be lacking of this party."""
        return not self.after


@dataclass(frozen=True, slots=True)
class Line:
    """Hold what the register has on one measure."""

    id: str
    label: str
    issues: tuple[str, ...]
    need: PackageMeasure | None  # what the package needs; None: no package
    asked: tuple[Standing, ...] = ()
    stands: tuple[Stand, ...] = ()  # undertakings, those taken back among them
    general: tuple[Stand, ...] = ()  # undertakings in general terms, on an issue that is near: not counted
    refusals: tuple[Standing, ...] = ()
    apart: tuple[Standing, ...] = ()  # not counted, each with its reason
    spoken: tuple[
        tuple[str, Counted], ...
    ] = ()  # beside a counted group: who spoke for itself, in which entries
    missing: tuple[Lack, ...] = ()
    supposed: tuple[Supposed, ...] = ()
    unread: Counted = field(default_factory=Counted)  # entries beyond the most that were to be read

    @property
    def meets(self) -> Counted:
        """Return the undertakings that lack nothing of what is needed."""
        return Counted.of(each.standing.entry for each in self.stands if not each.lacks)

    @property
    def groups(self) -> tuple[Standing, ...]:
        """Return the undertakings of counted groups whose members are not named."""
        found = (each.standing for each in self.stands)
        return tuple(each for each in found if each.group and not each.members_named)


@dataclass(frozen=True, slots=True)
class Board:
    """Hold the measures for one beneficiary as of a day."""

    beneficiary: str
    as_of: str | None  # EDTF; None: all that is reported
    package: Package | None
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Found:
    """Gather what the register has on each issue."""

    asked: list[Standing] = field(default_factory=list)
    undertaken: list[Standing] = field(default_factory=list)
    refused: list[Standing] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


class Read:
    """Hold what was read for one beneficiary as of a day, for several boards of the same to be made of it."""

    def __init__(self) -> None:
        self.heads: Mapping[str, EntryHead] | None = None  # of all measures
        self.placed: dict[str, _Placed] = {}  # by entry


@dataclass(frozen=True, slots=True)
class _Placed:
    """Hold where on a line an entry belongs, and how it stands; ``order`` is by time."""

    order: tuple[str, str]
    where: str | None
    standings: tuple[Standing, ...]


def gaps(
    casefile: CasefileView,
    codebook: Codebook,
    beneficiary: str,
    as_of: str | None = None,
    package: Package | None = None,
    steps: Sequence[Supposition] = (),
    most: int | None = MOST,
    read: Read | None = None,
) -> Board:
    """Return what is asked for somebody, who stands behind it, and what is missing.

    Args:
        casefile: is asked for the entries that are towards the beneficiary, or that it answers for.
        codebook: its issues name the measures where there is no package, and order them.
        beneficiary: as the register calls it.
        as_of: EDTF; what was done, or else reported, by its last day counts. ``None``: everything.
        package: what to compare with; ``None``: all measures that the register has.
        steps: supposed to be taken; they change nothing of what is shown as on record.
        most: entries of an issue and kind that are read, the furthest and latest; ``None``: all.
        read: what was read for other boards of this beneficiary as of this day, and is added to.
    """
    found = _found(casefile, beneficiary, as_of, _looked_for(package), most, read)
    needs: Iterable[tuple[str, str, tuple[str, ...], PackageMeasure | None]]
    if package is None:
        names = {issue.id: issue.label for issue in codebook.issues}
        known = sorted(found, key=lambda m: (_place(codebook, m), m))
        needs = [(issue, names.get(issue, issue), (issue,), None) for issue in known]
    else:
        needs = [(need.id, need.label, need.issues, need) for need in package.measures]
    lines = [_line(*each, found, beneficiary) for each in needs]
    return Board(beneficiary, as_of, package, tuple(_supposing(line, steps) for line in lines))


def _looked_for(package: Package | None) -> tuple[str, ...]:
    if package is None:
        return ()
    return tuple(dict.fromkeys(issue for need in package.measures for issue in (*need.issues, *need.near)))


def _place(codebook: Codebook, measure: str) -> int:
    """Order measures as the codebook does, what is none of its issues and its residual one last."""
    if measure == codebook.residual or measure not in codebook.ids:
        return len(codebook.ids)
    return codebook.ids.index(measure)


def _found(
    casefile: CasefileView,
    beneficiary: str,
    as_of: str | None,
    issues: tuple[str, ...],
    most: int | None,
    read: Read | None,
) -> dict[str, _Found]:
    """Return by issue what is asked, undertaken and refused for a beneficiary, and by it."""
    if read is None:
        read, heads = Read(), _heads(casefile, beneficiary, issues)
    else:
        heads = read.heads = read.heads or _heads(casefile, beneficiary, ())
    wanted, left = picked(heads.values(), issues, as_of, most)
    for entry in casefile.entries_by_id([each for each in wanted if each not in read.placed]):
        read.placed[entry.id] = _placed(entry, beneficiary, as_of)
    out: dict[str, _Found] = {}
    here = (read.placed[each] for each in wanted if each in read.placed)
    for placed in sorted(here, key=lambda each: each.order):
        if placed.where is None:
            continue
        for standing in placed.standings:
            getattr(out.setdefault(standing.measure, _Found()), placed.where).append(standing)
    for issue, ids in left.items():
        out.setdefault(issue, _Found()).unread += ids
    return out


def _heads(casefile: CasefileView, beneficiary: str, issues: tuple[str, ...]) -> Mapping[str, EntryHead]:
    """Return what is towards a beneficiary, and what it answers for; no issues: on all of them."""
    towards = EntryFilter(kinds=_UNDERTAKEN, beneficiaries=(beneficiary,), issues=issues)
    own = EntryFilter(kinds=_ASKED, principals=(beneficiary,), issues=issues)
    return {head.id: head for where in (towards, own) for head in casefile.entry_heads(where)}


def _placed(entry: Entry, beneficiary: str, as_of: str | None) -> _Placed:
    where = _where(entry, beneficiary)
    stands = () if where is None else tuple(standings(entry, as_of))
    return _Placed((entry.first_day or "9999", entry.id), where, stands)


def _where(entry: Entry, beneficiary: str) -> str | None:
    """Tell where on a line an entry belongs; ``None`` for what the beneficiary itself undertakes."""
    own = beneficiary in entry.principals or beneficiary in entry.actors
    if entry.kind is EntryKind.REFUSAL or entry.stance == Stance.AGAINST:
        return "refused"
    if entry.kind is EntryKind.DEMAND:
        return "asked" if own else None
    if entry.kind is EntryKind.PROPOSAL and (own or not _undertakes(entry)):
        return "asked"
    return None if own else "undertaken"


def _undertakes(entry: Entry) -> bool:
    return any(r.act.record_kind is RecordKind.COMMITMENT for r in entry.reports)


def _line(
    name: str, label: str, issues: tuple[str, ...], need: PackageMeasure | None,
    found: dict[str, _Found], beneficiary: str,
) -> Line:  # fmt: skip
    here = [found[issue] for issue in issues if issue in found]
    near = [found[issue] for issue in (need.near if need else ()) if issue in found]
    has_words = _words_of(need.words) if need and need.words else None

    def on_it(every: Iterable[Standing], wanted: bool = True) -> list[Standing]:
        return [s for s in every if (has_words is None or bool(has_words.hits(s.said))) is wanted]

    asked = [s for each in here for s in on_it(each.asked)]
    refused = [s for each in here for s in on_it(each.refused)]
    undertaken = [s for each in here for s in on_it(each.undertaken)]
    wider = [s for each in here for s in on_it(each.undertaken, False)]
    wider += [s for each in near for s in each.undertaken]
    stands = _ordered(Stand(s, tuple(lacks(s, need))) for s in undertaken if not s.apart)
    general = _ordered(Stand(s, tuple(lacks(s, need))) for s in wider if not s.apart)
    line = Line(
        name,
        label,
        issues,
        need,
        tuple(s for s in asked if not s.apart),
        stands,
        general,
        tuple(s for s in refused if not s.apart),
        tuple(s for s in (*asked, *undertaken, *refused) if s.apart),
        unread=Counted.of(sorted(each for found_here in here for each in found_here.unread)),
    )
    return weighed(line, beneficiary)


@lru_cache(maxsize=64)
def _words_of(cues: tuple[str, ...]) -> Matcher:
    """Return what finds the words of a measure."""
    issue = Issue("measure", "", "", tuple(Cue(cue, Strength.STRONG) for cue in cues))
    return Matcher(Codebook("measure", "", (issue,)))


def _ordered(found: Iterable[Stand]) -> tuple[Stand, ...]:
    """Put what has come furthest first, what was taken back last."""

    def key(each: Stand) -> tuple[bool, int, str, str]:
        s = each.standing
        rank = [*DECIDED].index(s.status) if s.status in DECIDED else -1  # type: ignore[arg-type]
        return s.taken_back is not None, -rank, "; ".join(s.parties), s.entry

    return tuple(sorted(found, key=key))


def _spoken(line: Line, beneficiary: str) -> tuple[tuple[str, Counted], ...]:
    """Return who undertook it for itself, where a group stands on the line whose members are not named.

    Whether they are of the group is not known: nothing is taken off its number. Who refuses is none of it.
    """
    if not line.groups:
        return ()
    told: dict[str, list[str]] = {}
    for s in (each.standing for each in line.stands):
        for party in () if s.group else s.parties:
            if party != beneficiary:
                told.setdefault(party, []).append(s.entry)
    return tuple((party, Counted.of(ids)) for party, ids in sorted(told.items()))


def weighed(line: Line, beneficiary: str) -> Line:
    """Return a line with what is missing of what stands on it, and who spoke for itself beside groups."""
    return replace(line, spoken=_spoken(line, beneficiary), missing=_missing(line))


def _missing(line: Line) -> tuple[Lack, ...]:
    """Return what is missing on a line: nothing where one undertaking lacks nothing."""
    if line.meets:
        return ()
    standing, parties = [], set[tuple[str, ...]]()
    for each in line.stands:  # of each party what has come furthest
        if each.standing.stands and each.standing.parties not in parties:
            standing.append(each)
            parties.add(each.standing.parties)
    if not standing:
        taken_back = [lack for each in line.stands for lack in each.lacks if lack.kind is LackKind.TAKEN_BACK]
        return (Lack(LackKind.NOBODY, "nobody is on record as standing behind it"), *_merged(taken_back))
    return _merged(lack for each in standing for lack in each.lacks)


def _merged(found: Iterable[Lack]) -> tuple[Lack, ...]:
    """Return each lack once, with all the entries that have it, in the order of their kinds."""
    out: dict[tuple[LackKind, str], Lack] = {}
    for lack in found:
        known = out.get((lack.kind, lack.words))
        ids = (*known.entries.ids, *lack.entries.ids) if known else lack.entries.ids
        out[lack.kind, lack.words] = replace(lack, entries=Counted.of(ids))
    return tuple(sorted(out.values(), key=lambda lack: list(LackKind).index(lack.kind)))


def _supposing(line: Line, steps: Sequence[Supposition]) -> Line:
    """Add what the steps on a line would change; several of one party follow on each other."""
    standing: dict[str, Standing] = {}
    out = []
    for step in steps:
        if step.measure != line.id and step.measure not in line.issues:
            continue
        now = standing.get(step.party) or furthest_of(line, step.party)
        then = after_step(step, now, line.issues[0] if line.issues else UNDECIDED)
        before = tuple(lacks(now, line.need)) if now else (Lack(LackKind.NOBODY, "nothing on record"),)
        out.append(Supposed(step, now.entry or None if now else None, before, tuple(lacks(then, line.need))))
        standing[step.party] = then
    return replace(line, supposed=tuple(out))


def furthest_of(line: Line, party: str) -> Standing | None:
    """Return the undertaking of a party on a line that has come furthest."""
    return next((s.standing for s in line.stands if party in s.standing.parties), None)


def after_step(step: Supposition, now: Standing | None, issue: str) -> Standing:
    """Return how a party would stand after a step; ``now``: how it stands on record, ``None``: not at all."""
    then = now or _nothing(step.party, issue)
    if step.status in TAKEN_BACK:
        then = replace(then, taken_back=step.status, taken_back_on=None)
    elif step.status in DECIDED:
        then = replace(then, status=step.status, since=None, taken_back=None, taken_back_on=None)
    else:
        then = replace(then, done=step.status, done_since=None, taken_back=None, taken_back_on=None)
    if step.legal_form:
        then = replace(then, legal_forms=(Told(step.legal_form, "", "", ""),))
    return then


def _nothing(party: str, measure: str) -> Standing:
    """Return how a party stands of which nothing is on record."""
    return Standing(
        "", EntryKind.COMMITMENT.value, measure, (party,), (party,), (), None, None, UNDECIDED, False, None,
        None, None, None, None, None, None, (), (), (), (), (), "", "", "", "", (), Counted(), (), (), False,
    )  # fmt: skip


def entries_of(line: Line) -> Iterator[str]:
    """Yield the id of every entry that a line shows."""
    shown = [*line.asked, *(s.standing for s in (*line.stands, *line.general)), *line.refusals, *line.apart]
    yield from dict.fromkeys(each.entry for each in shown)
