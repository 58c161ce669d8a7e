"""Make the picture's board of what ``views.gaps`` sets out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.codebook.packaging import DECIDED, DONE
from onrecord.views.packages.gaps import Board as Gaps
from onrecord.views.packages.gaps import Line, Supposed
from onrecord.views.packages.lacks import Lack
from onrecord.views.packages.undertakings import Standing
from onrecord.views.pictures.package import Board, Measure, Piece
from onrecord.views.wordings import counted

GENERAL = ""
"""Stands for a measure where somebody speaks in general terms."""
PARTIES = 6
"""Columns of one picture."""
_PIECES = 3  # of one party on one measure
_GROUP = "group: "


def board_of(gaps: Gaps, most: int = PARTIES) -> Board:
    """Return the measures of a board with the parties that have most on record; the others are named.

    ``most`` gives way to those who refuse, and to measures that nobody else has anything on.
    """
    held: dict[tuple[str, str], list[Piece]] = {}
    for line in gaps.lines:
        for party, piece in _pieces(line):
            held.setdefault((line.id, party), []).append(piece)
    for party, ids in _general(gaps).items():
        held[GENERAL, party] = [Piece("", ids, general=True)]
    shown = columns(held, most)
    others = [party for party in columns(held) if party not in shown]
    pieces = {key: tuple(_first(found)) for key, found in held.items() if key[1] in shown}
    general = (
        [Measure(GENERAL, "In general terms, not counted")] if any(k[0] == GENERAL for k in held) else []
    )
    about = gaps.package.label if gaps.package else "All measures on record"
    more = sum(max(0, len(found) - _PIECES) for key, found in held.items() if key[1] in shown)
    return Board(
        title=f"{about}, for {gaps.beneficiary}",
        as_of=gaps.as_of or "",
        parties=tuple(shown),
        counted=_groups(gaps) & frozenset(shown),
        measures=(*general, *map(_measure, gaps.lines)),
        compared=gaps.package is not None,
        pieces=pieces,
        left_out=_left(others, more),
    )


def _groups(gaps: Gaps) -> frozenset[str]:
    """Return the names of counted groups whose members are not named."""
    stands = (stand.standing for line in gaps.lines for stand in (*line.stands, *line.general))
    return frozenset(name for s in stands if s.group and not s.members_named for name in _names(s))


def columns(held: Mapping[tuple[str, str], Sequence[Piece]], most: int | None = None) -> list[str]:
    """Return the parties of pieces by measure and party, those with most on record first, groups too.

    Those who are supposed to act come first, then who stands behind, or refuses, most measures. With ``most``
    the others are left out, but for those who refuse something or alone have something on a measure.
    """
    weight: dict[str, tuple[int, ...]] = {}
    for (_, party), pieces in held.items():
        told = [piece for piece in pieces if not piece.general]
        here = (
            int(any(piece.supposed for piece in pieces)),
            len({(bool(piece.off), piece.supposed) for piece in told}),
            sum(len(piece.entries) for piece in told),
            max(map(_step, pieces), default=0),
            sum(max(1, piece.origins) for piece in pieces),
        )
        weight[party] = _together(weight[party], here) if party in weight else here
    ordered = sorted(weight, key=lambda party: (*(-each for each in weight[party]), party))
    if most is None:
        return ordered
    kept = {*ordered[:most], *(party for (_, party), pieces in held.items() if any(p.off for p in pieces))}
    for measure in dict.fromkeys(measure for measure, _ in held if measure != GENERAL):
        if not any((measure, party) in held for party in kept):
            kept.add(next(party for party in ordered if (measure, party) in held))
    return [party for party in ordered if party in kept]


def _together(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    """Return the weight of a party on two measures: whether supposed and how far are the most of both."""
    return max(a[0], b[0]), a[1] + b[1], a[2] + b[2], max(a[3], b[3]), a[4] + b[4]


def _step(piece: Piece) -> int:
    """Return how far a piece has come: what was taken back, or said in general terms, is below all."""
    if piece.general or piece.off:
        return -2 if piece.general else -1
    reached = [
        ladder.index(held) for ladder, held in ((DECIDED, piece.status), (DONE, piece.done)) if held in ladder
    ]
    return max(reached, default=0)


def _first(pieces: Sequence[Piece]) -> list[Piece]:
    """Return what is supposed, then what has come furthest, what is in general terms last."""
    return sorted(pieces, key=lambda p: (not p.supposed, p.general, bool(p.off)))[:_PIECES]


def _left(parties: Sequence[str], more: int) -> str:
    parts = [f"{counted(len(parties), 'party', 'parties')} ({', '.join(parties)})"] if parties else []
    parts += [f"{counted(more, 'entry', 'entries')} of those shown"] if more else []
    return f"Left out, having less on record: {'; '.join(parts)}." if parts else ""


def _measure(line: Line) -> Measure:
    need = line.need
    return Measure(
        id=line.id,
        label=line.label,
        status=str(need.status.value) if need and need.status else "",
        done=(need.done or "") if need else "",
        legal_form=" or ".join(need.legal_forms) if need else "",
        asked=tuple(dict.fromkeys(each.entry for each in line.asked)),
        apart=tuple(dict.fromkeys(each.entry for each in line.apart)),
        unread=line.unread.ids,
        missing=tuple((_lacking(line, lack), lack.entries.ids) for lack in line.missing),
    )


def _lacking(line: Line, lack: Lack) -> str:
    """Say what is missing, and of whom where it is of one or two."""
    ids = set(lack.entries.ids)
    stands = [stand.standing for stand in line.stands if stand.standing.entry in ids]
    names = list(dict.fromkeys(name for standing in stands for name in _names(standing)))
    return f"{' and '.join(names)}: {lack.words}" if 0 < len(names) < 3 else lack.words


def _pieces(line: Line) -> Iterator[tuple[str, Piece]]:
    for supposed in line.supposed:
        yield supposed.step.party, _supposed(supposed)
    for stand in line.stands:
        for name in _names(stand.standing):
            yield name, _piece(stand.standing)
    refused: dict[str, list[Standing]] = {}
    for refusal in line.refusals:
        for name in _names(refusal):
            refused.setdefault(name, []).append(refusal)
    for name, found in refused.items():  # however often somebody refuses, it is one sign
        most = max(found, key=lambda each: len(each.origins))
        yield name, replace(_piece(most, off=most.taken_back or "refused"), entries=_ids(found))


def _general(gaps: Gaps) -> dict[str, tuple[str, ...]]:
    """Return by party the entries in general terms, whatever measure they are near to."""
    found: dict[str, list[Standing]] = {}
    for line in gaps.lines:
        for stand in line.general:
            for name in _names(stand.standing):
                found.setdefault(name, []).append(stand.standing)
    return {name: _ids(standings) for name, standings in found.items()}


def _ids(found: Sequence[Standing]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.entry for each in found))


def _names(standing: Standing) -> list[str]:
    """Return who stands behind it; a counted group is one, and said to be unnamed where it is."""
    unnamed = ", unnamed" if standing.group and not standing.members_named else ""
    return [
        f"{party.removeprefix(_GROUP)}{unnamed}" if party.startswith(_GROUP) else party
        for party in standing.parties or ("undecided",)
    ]


def _piece(standing: Standing, off: str = "") -> Piece:
    approvals = [
        f"approval {each.state}{f' by {each.by[0]}' if each.by else ''}" for each in standing.approvals
    ]
    return Piece(
        status=standing.status or "",
        entries=(standing.entry,),
        origins=len(standing.origins),
        done=standing.done or "",
        off=off or standing.taken_back or "",
        legal_form=", ".join(form.value for form in standing.legal_forms),
        condition="; ".join(told.words for told in standing.conditions),
        approval="; ".join(approvals),
    )


def _supposed(supposed: Supposed) -> Piece:
    step = supposed.step
    on_deeds = step.status in ("announced", "allocated", "delivered")
    on_back = step.status in ("refused", "suspended", "withdrawn")
    return Piece(
        status="" if on_deeds or on_back else step.status,
        entries=(supposed.on,) if supposed.on else (),
        done=step.status if on_deeds else "",
        off=step.status if on_back else "",
        legal_form=step.legal_form or "",
        supposed=True,
        told=f"would lack: {'; '.join(lack.words for lack in supposed.after) or 'nothing'}",
    )
