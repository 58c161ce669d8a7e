"""Ask a person, part by part, for a record that was missed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onrecord.cli.review_asking import Asking
from onrecord.errors import UsageError
from onrecord.model import Document, Evidence, RecordKind
from onrecord.review import adding
from onrecord.review.fields import field_of
from onrecord.review.snapshot import Record
from onrecord.review.values import Setting, evidence


class Adding:
    """Ask for a record, part by part.

    Raises ``UsageError`` where a part cannot be taken; nothing is kept then.
    """

    def __init__(
        self, document: Document, setting: Setting, asking: Asking, say: Callable[[str], None]
    ) -> None:
        self._document, self._setting, self._asking, self._say = document, setting, asking, say

    def record(self) -> tuple[RecordKind, Record]:
        """Ask for a record and return it with its kind."""
        kinds = list(RecordKind)
        chosen = self._asking.choice("what was missed", [each.value for each in kinds])
        if chosen is None:
            raise UsageError("no kind of record was chosen")
        kind = kinds[chosen]
        quote = evidence(self._asking.line("its words in the text ([...] between pieces): "), self._setting)
        self._say("found: " + " […] ".join(" ".join(each.exact.split()) for each in quote))
        typed = self._asking.line(f"{adding.TRIGGER_ASKED[kind]}: ")
        around = adding.near(self._setting, quote)
        held = dict(adding.trigger_given(kind, typed, quote, around).values)
        for name in adding.ASKED[kind]:
            held |= self._field(kind, name, quote)
        return kind, adding.record_of(kind, self._document, quote, held)

    def _field(self, kind: RecordKind, name: str, quote: list[Evidence]) -> dict[str, Any]:
        field = field_of(kind, name)
        if field.choices:
            self._say(f"one of: {', '.join(field.choices)}")
        while True:
            typed = self._asking.line(f"{name} (nothing: {'none' if field.may_be_empty else 'undecided'}): ")
            try:
                given = adding.field_given(field, typed, quote, self._setting)
            except UsageError as error:
                if not self._asking.is_terminal:
                    raise
                self._say(f"not taken: {error}")
                continue
            if given.remark:
                self._say(given.remark)
            return dict(given.values)
