"""Print a board of gaps: a part for each measure, each line with the ids of what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.cli.entry_lines import SHORT_ID
from onrecord.cli.screen import console, counted, fitted, one_line
from onrecord.views.wordings import OUTLET

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from onrecord.views.packages.gaps import Board, Line, Stand, Supposed
    from onrecord.views.packages.lacks import Lack
    from onrecord.views.packages.undertakings import Approval, Standing

_FIRST = 6
"""Records of one kind that a measure shows, unless all are asked for."""
_BRIEFLY = 4
"""Those of them that are in general terms."""
_QUOTE = 160
"""Most characters of a quote."""


def printed(board: Board, everything: bool) -> None:
    """Print a board."""
    screen = console()
    for heading in _head(board):
        screen.print(heading)
    for number, line in enumerate(board.lines, 1):
        for part in _line(number, line, board, everything):
            screen.print(part)


def _head(board: Board) -> Iterator[Text]:
    from rich.text import Text

    when = f"as of {board.as_of}" if board.as_of else "by all that is reported"
    yield Text(f"{one_line(board.beneficiary)}, {when}", "bold")
    if board.package is not None:
        yield Text(f"against {board.package.id}: {one_line(board.package.description)}")
        yield Text(one_line(board.package.source), "dim")
    if not board.lines:
        yield Text("Nothing is on record for it: no demand, no undertaking, no refusal.")


def _line(number: int, line: Line, board: Board, everything: bool) -> Iterator[RenderableType]:
    from rich.text import Text

    issues = "" if line.issues == (line.id,) else f"  {', '.join(line.issues)}"
    yield Text.assemble(f"\n{number}. ", (one_line(line.label), "bold"), (f"  {line.id}{issues}", "dim"))
    for place, words in enumerate(_needed(line)):
        yield _row("" if place else "needed", Text(words, "dim"))
    most = None if everything else _FIRST
    yield from _listed("asked", [_asked(s) for s in line.asked], most, "nobody is on record as asking for it")
    stands = [_stand(each) for each in line.stands]
    yield from _listed("undertaken by", stands, most, "nobody is on record")
    if line.groups:
        yield _row("", Text(_beside(line), "dim"))
    if line.general:
        few = None if everything else _BRIEFLY
        told = "; ".join(_briefly(each.standing) for each in line.general[:few])
        more = f"; and {len(line.general) - few:,} more" if few and len(line.general) > few else ""
        yield _row("in general", Text(f"not counted: {told}{more}", "dim"))
    itself = [s for s in line.refusals if board.beneficiary in (*s.parties, *s.actors)]
    yield from _listed("refuses", [_refusal(s) for s in line.refusals if s not in itself], most)
    yield from _listed("itself refuses", [_refusal(s) for s in itself], most)
    yield from _listed("apart", [_apart(s) for s in line.apart], most)
    if line.unread:
        words = f"{line.unread.number:,} more, less far come or reported earlier (--all reads them)"
        yield _row("not read", Text(words, "dim"))
    yield from _missing(line, board)
    for supposed in line.supposed:
        yield _row("SUPPOSED", Text(_supposition(supposed, line), "magenta"))


def _row(name: str, told: Text) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=17)
    table.add_column(ratio=1, overflow="fold")
    table.add_row(Text(f"   {name}", "yellow" if name == "missing" else "cyan"), told)
    return table


def _listed(name: str, found: Sequence[Text], most: int | None, none: str = "") -> Iterator[RenderableType]:
    from rich.text import Text

    if not found and none:
        yield _row(name, Text(none, "dim"))
    for place, told in enumerate(found[:most]):
        yield _row("" if place else name, told)
    if most is not None and len(found) > most:
        yield _row("", Text(f"and {len(found) - most:,} more (--all shows them)", "dim"))


def _needed(line: Line) -> Iterator[str]:
    """Yield what a package needs of a measure, and where it is laid down."""
    need = line.need
    if need is None:
        return
    what = [
        need.status.replace("_", " ") if need.status else "",
        need.done or "",
        " or ".join(need.legal_forms),
        f"approved by {need.approval}" if need.approval else "",
        f"on {need.condition}" if need.condition else "",
        f"({need.provision})" if need.provision else "",
    ]
    yield "; ".join(one_line(each) for each in what if each) or "no status and no form"
    if need.extent:
        yield f"how far: {one_line(need.extent)}"
    yield one_line(need.source)


def _quote(s: Standing) -> Text:
    from rich.text import Text

    return Text(f" “{fitted(one_line(s.quote), _QUOTE, 1)}”", "green")


def _carried(s: Standing) -> Text:
    """Return on how many origins and articles a record rests, and its id."""
    from rich.text import Text

    sure = "; confirmed" if s.reviewed else ""
    return Text(f"  {carried_by(s)}{sure}  {s.entry[:SHORT_ID]}", "dim")


def carried_by(s: Standing) -> str:
    """Say on how many origins and articles a record rests, and which of them are cited and not here."""
    cited = [each.removeprefix(OUTLET) for each in s.origins if each.startswith(OUTLET)]
    also = f" (cited: {one_line(', '.join(cited))})" if cited else ""
    return f"{counted(len(s.origins), 'origin')}{also}, {counted(s.documents.number, 'article')}"


def _who(s: Standing) -> str:
    """Return who it is; a counted group as exactly that, with what is told of its members."""
    named = {None: "", True: " (members named)", False: " (members not named)"}[s.members_named]
    parties = one_line("; ".join(s.parties))
    others = [each for each in s.actors if each not in s.parties]
    by = f" by {one_line('; '.join(others))}" if others else ""
    return f"{parties}{named if s.group else ''}{by}"


def _asked(s: Standing) -> Text:
    from rich.text import Text

    to = f" of {one_line('; '.join(s.towards))}" if s.towards and s.kind == "demand" else ""
    told = Text.assemble((f"{_who(s)} ", "bold"), f"{s.kind}{to}, {_days(s)}", _quote(s), _carried(s))
    if s.conditions:
        told.append(f"  if: “{one_line(s.conditions[0].words)}”")
    return told


def _refusal(s: Standing) -> Text:
    from rich.text import Text

    what = s.kind if s.kind == "refusal" else f"{s.kind}, against"
    return Text.assemble((f"{_who(s)} ", "bold"), f"{what}, {_days(s)}", _quote(s), _carried(s))


def _apart(s: Standing) -> Text:
    from rich.text import Text

    who = _who(s) or "undecided who"
    return Text.assemble((f"{s.apart}: ", "red"), f"{who}, {s.kind}", _quote(s), _carried(s))


def _briefly(s: Standing) -> str:
    """Return an undertaking in general terms on part of a line."""
    how = f"{s.taken_back} " if s.taken_back else f"{(s.status or s.done or 'undecided').replace('_', ' ')} "
    return f"{_who(s)} {how}{s.measure} {s.entry[:SHORT_ID]}"


def _stand(stand: Stand) -> Text:
    from rich.text import Text

    s = stand.standing
    told = Text.assemble((f"{_who(s)} ", "bold"), _how_far(s))
    if s.told_by:
        told.append(f", as told by {one_line('; '.join(s.told_by))}", "dim")
    told.append(_quote(s)).append(_carried(s))
    for words in _terms(s):
        told.append(f"\n{words}")
    for lack in stand.lacks:
        told.append(f"\n✗ {lack.kind.value}: {one_line(lack.words)}", "yellow")
    return told


def _how_far(s: Standing) -> str:
    """Return how far it is decided and done, and in what form."""
    decided = " ".join(
        filter(None, (s.status and s.status.replace("_", " "), s.since and f"since {s.since}"))
    )
    if s.taken_back:
        decided = f"{s.taken_back} {s.taken_back_on or ''}".rstrip() + (
            f" (had been {decided})" if decided else ""
        )
    done = f"{s.done} {s.done_since or ''}".rstrip() if s.done else ""
    forms = ", ".join(each.value for each in s.legal_forms)
    amounts = list(dict.fromkeys(f"“{one_line(a.words)}”" if a.words else a.unit for a in s.amounts))
    return "; ".join(filter(None, (decided or "how far is undecided", done, forms, ", ".join(amounts))))


def _terms(s: Standing) -> Iterator[str]:
    """Yield what it is under: approval, condition, day by which it is due."""
    for each in s.approvals:
        yield f"approval {_of_approval(each)}"
    for condition in s.conditions:
        yield f"condition: “{one_line(condition.words)}”"
    for due in s.dues:
        yield f"due {due.edtf or 'on a day that is not given'}: “{one_line(due.words)}”"


def _of_approval(approval: Approval) -> str:
    by = f" by {one_line(', '.join(approval.by))}" if approval.by else ""
    return f"{approval.state}{by}: “{one_line(approval.told.words)}”"


def _beside(line: Line) -> str:
    """Say who spoke for itself beside counted groups: whether it is of a group is not known."""
    names = ", ".join(dict.fromkeys(f"“{one_line('; '.join(group.parties))}”" for group in line.groups))
    refused = {each.entry for each in line.refusals}
    marked = [
        (who, [f"{i[:SHORT_ID]}{', refuses' * (i in refused)}" for i in ids.ids]) for who, ids in line.spoken
    ]
    told = "; ".join(f"{one_line(who)} ({', '.join(ids)})" for who, ids in marked)
    if not told:
        return f"nobody is on record for itself beside {names}"
    return f"beside {names}, on record for themselves, of the group or not: {told}"


def _missing(line: Line, board: Board) -> Iterator[RenderableType]:
    from rich.text import Text

    from onrecord.views.packages.lacks import LackKind

    if board.package is not None and line.meets:
        ids = ", ".join(each[:SHORT_ID] for each in line.meets.ids)
        verb = "has" if line.meets.number == 1 else "have"
        told = f"nothing of what is needed, for {line.meets.number:,} that {verb} it: {ids}"
        yield _row("missing", Text(told, "dim"))
    missing = [k for k in line.missing if board.package is not None or k.kind is not LackKind.NOBODY]
    for place, lack in enumerate(missing):
        yield _row("" if place else "missing", Text(_of_lack(lack), "yellow"))


def _of_lack(lack: Lack) -> str:
    ids = f"  {', '.join(each[:SHORT_ID] for each in lack.entries.ids)}" if lack.entries else ""
    return f"{lack.kind.value}: {one_line(lack.words)}{ids}"


def _supposition(supposed: Supposed, line: Line) -> str:
    """Say what a step would change, against what is on record."""
    step = supposed.step
    form = f" ({step.legal_form})" if step.legal_form else ""
    on = f"entry {supposed.on[:SHORT_ID]}" if supposed.on else "it has undertaken nothing here"
    after = {(lack.kind, lack.words) for lack in supposed.after}
    gone = [lack.words for lack in supposed.before if supposed.on and (lack.kind, lack.words) not in after]
    left = one_line("; ".join(lack.words for lack in supposed.after))
    parts = [
        f"if {one_line(step.party)} stood at {step.status.replace('_', ' ')}{form} (on record: {on})",
        f"no longer lacking: {one_line('; '.join(gone))}" if gone else "",
        f"lacking: {left}" if left else "lacking nothing that is known of",
        _measure_then(supposed, line) if line.need else "",
    ]
    return "; ".join(filter(None, parts))


def _measure_then(supposed: Supposed, line: Line) -> str:
    """Say whether the measure would then have somebody who has all that the package needs."""
    had = line.meets.number
    others = had - (supposed.on in line.meets.ids)
    return f"with all that is needed: {had:,} on record, {others + supposed.would_do:,} then"


def _days(s: Standing) -> str:
    if s.first_day is None:
        return "undated"
    return s.first_day if s.first_day == s.last_day else f"{s.first_day} to {s.last_day}"
