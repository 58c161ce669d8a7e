"""Step through records with a person; each decision is in the casefile before the next key is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from onrecord.cli import review_screen as layout
from onrecord.cli.ending import when_interrupted
from onrecord.cli.review_asking import Asking
from onrecord.cli.review_making import Adding
from onrecord.cli.screen import counted, one_line
from onrecord.errors import UsageError
from onrecord.model import Document, Span
from onrecord.review import telling
from onrecord.review.effective import EffectiveRecord
from onrecord.review.fields import FIELDS, Form
from onrecord.review.making import Reviewer
from onrecord.review.queue import Item
from onrecord.review.values import NOTHING, Setting, take
from onrecord.review.view import ReviewedView
from onrecord.store.reviews import Review, ReviewAction

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.store.interface import CasefileStore

_KEYS = "a accept  c correct  r reject  m add  s skip  u undo  f full  n note  ? help  q quit > "


class Session:
    """Carry one person's session: the queue, and the decisions made so far."""

    def __init__(
        self,
        casefile: CasefileStore,
        view: ReviewedView,
        by: str,
        screen: Console,
        setting: Callable[[Document, int, Callable[[str, list[Span]], Span | None]], Setting],
    ) -> None:
        self._casefile, self._view, self._by, self._screen = casefile, view, by, screen
        self._asking = Asking(screen)
        self._setting = setting
        self._note: str | None = None
        self._document: Document | None = None
        self.made: list[Review] = []
        self._places: dict[str, int] = {}  # id of a decision: its record's place in the queue

    def run(self, queue: Sequence[Item]) -> None:
        """Step through a queue until its end, ``q``, or the end of the input."""
        at = 0
        try:
            while at < len(queue):
                following = self._step(queue[at], at, len(queue))
                if following is None:
                    return
                at = following
            if queue:
                self._say("That was the last one.")
        except EOFError:
            self._say("")

    def _step(self, item: Item, at: int, of: int) -> int | None:
        """Show one record until it is decided on or left; return the place of the next, ``None`` to quit."""
        each = self._shown(item)
        if each is None:
            return at + 1  # a decision on another record took it away
        document = self._document_of(item.document)
        self._print(document, each, at, of)
        while True:
            key = self._asking.key(_KEYS).lower()
            if key == "q":
                if self._note:
                    self._say("The note is not kept: it went with no decision.")
                return None
            if key == "s":
                return at + 1
            if key == "u":
                back = self._undo(at)
                if back is not None:
                    return back
            elif key in ("a", "r"):
                reviewer = self._reviewer(document)
                decide = reviewer.accept if key == "a" else reviewer.reject
                self._keep(decide(each, self._note), at)
                return at + 1
            elif key in ("c", "m", "f", "n"):
                self._more(key, document, each, at)
                each = self._shown(item) or each
                if key == "c":
                    self._print(document, each, at, of)
            else:
                self._say(layout.HELP)

    def _more(self, key: str, document: Document, each: EffectiveRecord, at: int) -> None:
        """Do what leaves the record in view; what cannot be taken is said, and nothing is changed."""
        try:
            if key == "c":
                self._correct(document, each, at)
            elif key == "m":
                self._add(document, each, at)
            elif key == "f":
                self._keep(self._reviewer(document).complete(self._note), at)
            else:
                self._note = self._asking.line("note: ") or None
                self._say("It goes with the next decision." if self._note else "There is no note.")
        except UsageError as error:
            self._say(one_line(f"not taken: {error}"))

    def _correct(self, document: Document, each: EffectiveRecord, at: int) -> None:
        fields = FIELDS[each.kind]
        typed = self._asking.line(f"field (1-{len(fields)} or its name): ")
        named = [field for n, field in enumerate(fields, 1) if typed in (str(n), field.name)]
        if not named:
            raise UsageError(f"there is no field {typed!r}", None, "type its number")
        field = named[0]
        if field.choices:
            self._say(f"one of: {', '.join(field.choices)}")
        elif field.form in (Form.WORDS, Form.QUANTITIES):
            self._say("words of the passage as they stand there")
        start = min(piece.start for piece in each.record.quote)
        setting = self._setting(document, start, self._choose(document))
        empty = f', "{NOTHING}" for none' if field.may_be_empty else ""
        taken = take(field, self._asking.line(f"{field.name}{empty}: "), setting)
        if taken.remark:
            self._say(taken.remark)
        self._keep(self._reviewer(document).correct(each, {field.name: taken.value}, self._note), at)

    def _add(self, document: Document, each: EffectiveRecord, at: int) -> None:
        start = min(piece.start for piece in each.record.quote)
        setting = self._setting(document, start, self._choose(document))
        kind, record = Adding(document, setting, self._asking, self._say).record()
        review = self._reviewer(document).add(kind, record, self._note)
        self._keep(review, at)
        found = (one for one in self._view.effective(document.id).records if one.mark.subject == review.id)
        if any(one.machine is not None for one in found):
            self._say("The model has this record: your values hold for it.")

    def _choose(self, document: Document) -> Callable[[str, list[Span]], Span | None]:
        def choose(words: str, places: list[Span]) -> Span | None:
            self._say(f"{one_line(words)!r} stands in {len(places)} places:")
            around = [
                one_line(
                    f"…{document.text[max(0, p.start - 40) : p.start]}[{p.of(document.text)}]"
                    f"{document.text[p.end : p.end + 40]}…"
                )
                for p in places
            ]
            chosen = self._asking.choice("which", around)
            return None if chosen is None else places[chosen]

        return choose

    def _undo(self, at: int) -> int | None:
        """Take back this person's last decision that holds; return the place of the record it was on."""
        kept = [each.review for each in self._casefile.all_reviews()]
        undone = {each.undoes for each in kept}
        mine = [
            each
            for each in kept
            if each.by == self._by and each.action != ReviewAction.UNDO and each.id not in undone
        ]
        if not mine:
            self._say("There is no decision of yours to undo.")
            return None
        last = mine[-1]
        self._keep(self._reviewer(self._document_of(last.document.id)).undo(last, self._note), at)
        self._view.forget(last.document.id)
        return self._places.get(last.id, at)

    def _keep(self, review: Review, at: int) -> None:
        self._casefile.add_reviews([review])
        self._view.forget(review.document.id)
        self._note = None
        self.made.append(review)
        self._places[review.id] = at
        when_interrupted(f"{counted(len(self.made), 'decision')} kept; the same command goes on from there")
        self._say(f"kept: {line_of(review)}")

    def _reviewer(self, document: Document) -> Reviewer:
        return Reviewer(self._by, document, self._view.effective(document.id))

    def _shown(self, item: Item) -> EffectiveRecord | None:
        found = self._view.effective(item.document).of_kind(item.kind, rejected=True)
        return next((each for each in found if each.record.id == item.id), None)

    def _document_of(self, document_id: str) -> Document:
        if self._document is None or self._document.id != document_id:
            self._document = self._casefile.document(document_id)
        return self._document

    def _print(self, document: Document, each: EffectiveRecord, at: int, of: int) -> None:
        self._screen.print()
        for line in layout.head(document, each, at + 1, of):
            self._screen.print(line)
        self._screen.print()
        self._screen.print(layout.passage(document, each.record))
        self._screen.print()
        for line in layout.fields(each.record, each.kind):
            self._screen.print(line)

    def _say(self, text: str) -> None:
        self._screen.print(text, markup=False, soft_wrap=True)


def line_of(review: Review) -> str:
    """Say on one line what was decided, safe to print."""
    return one_line(telling.line_of(review))
