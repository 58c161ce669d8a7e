"""Write a digest as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import Point, Side
from onrecord.views.calendar.calendar import Line
from onrecord.views.calendar.calendar_records import numbers
from onrecord.views.cards import Card, Quoted
from onrecord.views.conflicts.disputes import Dispute
from onrecord.views.digest import words
from onrecord.views.digest.answers import Answered
from onrecord.views.digest.changes import Gained, Moved
from onrecord.views.digest.digest import Digest, Group
from onrecord.views.markdown import escaped, linked
from onrecord.views.packages.deadlines import Deadline
from onrecord.views.positions.shifts import Shift
from onrecord.views.proposals.proposals import Reply
from onrecord.views.spans import joined_quote


def to_markdown(found: Digest) -> str:
    """Return a digest as Markdown, each entry with an anchor where it is shown first."""
    return "\n".join(_Writer(found).lines()).rstrip() + "\n"


class _Writer:
    """Write the parts of a digest, keeping which entries have their anchor."""

    def __init__(self, found: Digest) -> None:
        self._found = found
        self._anchored: set[str] = set()

    def lines(self) -> Iterator[str]:
        found = self._found
        yield f"# {escaped(words.title(found))}\n"
        yield f"{escaped(words.lede(found))}\n"
        for note in words.notes(found):
            yield f"*{escaped(note)}*\n"
        if found.is_empty:
            yield escaped(words.EMPTY)
        yield "| | |\n|---|---:|"
        for name, counted in words.counts(found):
            number = f"[{counted.number:,}](#{name})" if counted else "0"
            yield f"| {words.SECTIONS[name]} | {number} |"
        yield ""
        yield from self._changed()
        yield from self._contradicted()
        yield from self._withdrawn()
        yield from self._answered()
        yield from self._upcoming()
        yield from self._new()
        yield from self._sources()

    def _heading(self, name: str, number: int) -> Iterator[str]:
        yield f'<a id="{name}"></a>\n\n## {words.SECTIONS[name]} ({number:,})\n'

    def _anchor(self, entry: str) -> str:
        """Return the id of an entry, with its anchor the first time and as a link to it after that."""
        if entry in self._anchored:
            return f"[`{escaped(entry)}`](#e-{escaped(entry)})"
        self._anchored.add(entry)
        return f'<a id="e-{escaped(entry)}"></a>`{escaped(entry)}`'

    def _new(self) -> Iterator[str]:
        if not self._found.new:
            return
        yield from self._heading("new", self._found.new.number)
        for group in self._found.groups:
            yield f"### {escaped(words.kind_title(group.kind))} ({group.counted.number:,})\n"
            yield from self._group(group)

    def _group(self, group: Group) -> Iterator[str]:
        full, brief = words.split(group)
        for card in full:
            yield from self._card(card)
        if full and brief:
            yield "Also:\n"
        for card in brief:
            yield f"- {self._title(card)}: “{escaped(words.brief(card))}” {self._anchor(card.id)}"
        if brief:
            yield ""

    def _title(self, card: Card) -> str:
        to = f" → {escaped(card.towards)}" if card.towards else ""
        status = f" \\[{escaped(card.status)}\\]" if card.status else ""
        doubt = "" if card.confirmed else " ◌"
        return f"{escaped(card.day)} **{escaped(card.who)}**{to}{status}{doubt}"

    def _card(self, card: Card) -> Iterator[str]:
        yield f"- {self._title(card)}  "
        yield from _quote(card.quotes[0])
        notes = "".join(f" ! {escaped(note)}." for note in card.notes)
        yield f"  {escaped(card.amount)}, from {escaped(card.origins)} · {self._anchor(card.id)}{notes}\n"

    def _changed(self) -> Iterator[str]:
        found = self._found
        if not found.changed:
            return
        yield from self._heading("changed", found.changed.number)
        if found.shifts:
            yield "### Positions\n"
        for shift in found.shifts:
            yield from self._shift(shift)
        if found.moved:
            yield "### Steps\n"
        for moved in found.moved:
            yield from self._moved(moved)
        if found.gained:
            yield "### Told by further origins\n"
        for gained in found.gained:
            yield from self._gained(gained)

    def _shift(self, shift: Shift) -> Iterator[str]:
        who, on = escaped("; ".join(shift.holders)), escaped(self._found.subjects[shift.subject])
        yield f"- **{who}** on {on}: {escaped(words.shifted(shift))}  "
        for how, point in (("before", shift.before), ("now", shift.after)):
            yield f"  {how}: “{escaped(point.words)}” ({_said(point)}) {self._anchor(point.entry)}  "
        yield ""

    def _moved(self, moved: Moved) -> Iterator[str]:
        yield f"- {self._title(moved.card)}  "
        yield f"  {escaped(words.step(moved))}: “{escaped(moved.words)}”  "
        yield from _quote(moved.quoted)
        yield f"  {self._anchor(moved.card.id)}\n"

    def _gained(self, gained: Gained) -> Iterator[str]:
        yield f"- {self._title(gained.card)}  "
        for quoted in gained.quotes:
            yield from _quote(quoted)
        yield f"  now also from {escaped('; '.join(gained.names))} · {self._anchor(gained.card.id)}\n"

    def _contradicted(self) -> Iterator[str]:
        found = self._found
        if found.contradicted:
            yield from self._heading("contradicted", found.contradicted.number)
        for dispute in found.disputes:
            yield from self._dispute(dispute)
        if found.denied:
            yield from self._heading("denied", found.denied.number)
        for card in found.denials:
            yield from self._card(card)

    def _dispute(self, dispute: Dispute) -> Iterator[str]:
        about = f"**{escaped(dispute.kind)}: {escaped(dispute.subject)}.** {escaped(dispute.why)}"
        yield f'- <a id="c-{dispute.id}"></a>{about}  '
        for stand in dispute.stands:
            for told in stand.reports:
                side = told.side
                entry = self._anchor(side.entry) if side.entry else f"record `{escaped(side.record)}`"
                yield f"  {_side(side)} {entry}  "
        yield f"  conflicts {_codes(dispute.conflicts.ids)}\n"

    def _withdrawn(self) -> Iterator[str]:
        if self._found.withdrawn:
            yield from self._heading("withdrawn", self._found.withdrawn.number)
        for moved in self._found.taken_back:
            yield from self._moved(moved)

    def _answered(self) -> Iterator[str]:
        if self._found.answered:
            yield from self._heading("answered", self._found.answered.number)
        for each in self._found.proposals:
            yield from self._proposal(each)

    def _proposal(self, each: Answered) -> Iterator[str]:
        yield f"- {self._title(each.proposal.card)} {self._anchor(each.proposal.id)}  "
        yield from _quote(each.proposal.card.quotes[0])
        yield ""
        for reply in each.new:
            yield f"  - **{_reply(reply)}** {self._anchor(reply.entry)}  "
            yield from _quote(reply.quoted, "    ")
        for reply in each.earlier:
            yield f"  - before: {_reply(reply)} {self._anchor(reply.entry)}"
        if each.proposal.silent:
            yield f"  - silent: {escaped('; '.join(each.proposal.silent))}"
        if each.proposal.unheard:
            yield f"  - no answer on record: {escaped('; '.join(each.proposal.unheard))}"
        yield ""

    def _upcoming(self) -> Iterator[str]:
        found = self._found
        if not found.upcoming:
            return
        yield from self._heading("upcoming", found.upcoming.number)
        for line in found.calendar:
            yield from self._line(line)
        for deadline in found.deadlines:
            yield from self._deadline(deadline)

    def _line(self, line: Line) -> Iterator[str]:
        yield f"- **{escaped(line.date)} {escaped(words.happening(line))}**  "
        yield from _quote(line.best.quoted)
        for each in (*numbers(line), *line.notes):
            yield f"  {escaped(each)}  "
        yield f"  {self._ids(line.entries.ids, line.claims.ids)}\n"

    def _deadline(self, due: Deadline) -> Iterator[str]:
        who = escaped("; ".join(due.parties))
        yield f"- **{escaped(due.due or '')}** due: **{who}**: “{escaped(due.what)}” ({escaped(due.words)})  "
        yield f"  {self._ids(due.entries.ids, () if due.entries else due.records)}\n"

    def _ids(self, entries: Sequence[str], records: Sequence[str]) -> str:
        return ", ".join([*map(self._anchor, entries), *(f"record `{escaped(each)}`" for each in records)])

    def _sources(self) -> Iterator[str]:
        found = self._found
        if not found.documents:
            return
        yield from self._heading("sources", found.documents.number)
        yield "| outlet | pages | entries | began here |\n|---|---:|---:|---:|"
        for each in found.sources:
            row = (each.documents.number, each.entries.number, each.began.number)
            yield f"| {escaped(each.outlet) or 'not named'} | {' | '.join(f'{n:,}' for n in row)} |"
        yield ""
        for each in found.sources:
            yield f"- {escaped(each.outlet) or 'not named'}: documents {_codes(each.documents.ids)}"
        yield f"- {escaped(words.origins(found))}: {_codes(found.origins.ids)}"
        if found.undated:
            yield f"- without a date: {_codes(found.undated.ids)}"


def _codes(ids: Sequence[str]) -> str:
    return ", ".join(f"`{safe}`" for each in ids if (safe := each.replace("`", "'")))


def _quote(quoted: Quoted, by: str = "  ") -> Iterator[str]:
    voice = f" ({escaped(quoted.voice)})" if quoted.voice else ""
    speaker = f"{escaped(quoted.speaker)}{voice}, " if quoted.speaker else ""
    cue = f" *{escaped(quoted.cue)}*" if quoted.cue else ""
    yield f"{by}“{escaped(quoted.words)}”{cue} — {speaker}{linked(quoted.source, quoted.url)}  "


def _said(point: Point) -> str:
    return escaped(", ".join((*point.speakers, point.voice.value, point.last_day or "undated")))


def _side(side: Side) -> str:
    where = ", ".join(filter(None, (side.outlet or "outlet not named", side.published or "undated")))
    return f"{escaped(where)}: “{escaped(joined_quote(side.quote, ' … '))}”"


def _reply(reply: Reply) -> str:
    part = " a part" if reply.of_part else ""
    return f"{escaped(reply.party)} {reply.answer.value}{part}, {escaped(reply.day)}"
