"""Make a record that was missed of what a person types: its words in the text first, then its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from onrecord.cli.review_asking import Asking
from onrecord.errors import UsageError
from onrecord.model import UNDECIDED, Directness, Document, Evidence, RecordKind, ZoneKind
from onrecord.review import snapshot
from onrecord.review.fields import TRIGGERS, Field, Form, field_of
from onrecord.review.snapshot import Record, plain
from onrecord.review.values import Setting, evidence, find_words, take

_ASKED: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.STATEMENT: ("speakers", "act", "issues", "stance", "addressees", "said_on"),
    RecordKind.COMMITMENT: ("party", "measure", "status", "what", "beneficiary"),
    RecordKind.EVENT: ("kind", "participants", "status", "date", "place"),
    RecordKind.CLAIM: ("property", "subject", "value", "as_of"),
}
"""The fields asked for; others can be corrected once the record is there."""

_DEFAULTS: Mapping[RecordKind, Mapping[str, Any]] = {
    RecordKind.STATEMENT: {"speakers": [], "speaker_text": [], "speaker_mentions": []},
    RecordKind.COMMITMENT: {"party_text": []},
    RecordKind.EVENT: {},
    RecordKind.CLAIM: {"subject_text": []},
}
_WORDS_OF = {
    "speakers": "speaker_text",
    "party": "party_text",
    "subject": "subject_text",
    "participants": "participant_text",
    "beneficiary": "beneficiary_text",
    "addressees": "addressee_text",
    "place": "place_text",
}
_TRIGGER_ASKED = {
    RecordKind.STATEMENT: "words that attribute it (said, according to; nothing for none): ",
    RecordKind.COMMITMENT: "the word that carries the status (promised, suspended): ",
    RecordKind.EVENT: "the word that names what happened (met, summit): ",
    RecordKind.CLAIM: "the words for the value (the place, number, date): ",
}
_QUOTES = "\"'“”‘’„«»"


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
        held: dict[str, Any] = {**_DEFAULTS[kind], "quote": [plain(each) for each in quote]}
        held |= self._trigger(kind, quote)
        for name in _ASKED[kind]:
            held |= self._field(kind, name, quote)
        held |= {"id": "", "document_id": self._document.id, "zone": self._zone(quote[0].start).value}
        if kind == RecordKind.STATEMENT:
            held["directness"] = self._directness(quote).value
        if kind == RecordKind.CLAIM:
            held["asserted_by"] = self._document.outlet
        return kind, snapshot.of_json(kind, held)

    def _trigger(self, kind: RecordKind, quote: list[Evidence]) -> dict[str, Any]:
        typed = self._asking.line(_TRIGGER_ASKED[kind])
        single = kind in (RecordKind.COMMITMENT, RecordKind.EVENT)
        if not typed:
            if single:
                raise UsageError("a record needs the word that carries it", None, "type a word of the text")
            return {TRIGGERS[kind]: [] if kind == RecordKind.STATEMENT else [plain(each) for each in quote]}
        found = [plain(each) for each in evidence(typed, self._near(quote))]
        return {TRIGGERS[kind]: found[0] if single else found}

    def _near(self, quote: list[Evidence]) -> Setting:
        """Return a setting in which words that stand in several places are taken nearest to the quote."""
        start, end = quote[0].start, quote[-1].end

        def nearest(_words: str, places: list[Any]) -> Any:
            return min(places, key=lambda at: max(start - at.start, at.end - end, 0))

        one = self._setting
        return Setting(one.text, start, one.issues, one.actor, nearest, one.amounts)

    def _field(self, kind: RecordKind, name: str, quote: list[Evidence]) -> dict[str, Any]:
        field = field_of(kind, name)
        if field.choices:
            self._say(f"one of: {', '.join(field.choices)}")
        while True:
            typed = self._asking.line(f"{name} (nothing: {'none' if field.may_be_empty else 'undecided'}): ")
            try:
                return self._taken(field, typed, quote)
            except UsageError as error:
                if not self._asking.is_terminal:
                    raise
                self._say(f"not taken: {error}")

    def _taken(self, field: Field, typed: str, quote: list[Evidence]) -> dict[str, Any]:
        name = field.name
        if not typed and name == "what":
            return {name: " ".join(quote[0].exact.split())}
        if not typed and field.form == Form.CHOICE and UNDECIDED in field.choices:
            return {name: UNDECIDED}
        taken = take(field, typed, self._setting)
        if taken.remark:
            self._say(taken.remark)
        out = {name: taken.value}
        words = _WORDS_OF.get(name)
        if words is not None and typed:
            out[words] = self._words(typed, quote)
        return out

    def _words(self, typed: str, quote: list[Evidence]) -> list[Any]:
        """Return where the typed names stand near the record, as their evidence; a form stands nowhere."""
        found = []
        for each in typed.split(";"):
            places = find_words(self._document.text, each.strip()) if each.strip() else []
            near = [at for at in places if abs(at.start - quote[0].start) < 600]
            if near:
                nearest = min(near, key=lambda at: abs(at.start - quote[0].start))
                found.append(plain(Evidence.at(self._document.text, nearest)))
        return found

    def _zone(self, at: int) -> ZoneKind:
        zones = self._document.zones
        return next((z.kind for z in zones if z.span.start <= at < z.span.end), ZoneKind.BODY)

    def _directness(self, quote: list[Evidence]) -> Directness:
        """Tell from the quotation marks around and within the words how far they are quoted."""
        text = self._document.text
        whole = all(
            text[e.start - 1 : e.start] in _QUOTES and text[e.end : e.end + 1] in _QUOTES
            if e.start > 0 and e.end < len(text)
            else False
            for e in quote
        )
        if whole or all(e.exact[0] in _QUOTES and e.exact[-1] in _QUOTES for e in quote):
            return Directness.DIRECT
        marked = any(mark in e.exact for e in quote for mark in '"“”„«»')
        return Directness.MIXED if marked else Directness.INDIRECT
