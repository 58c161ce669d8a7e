"""Say beside a passage what is on record of it: each record with its fields, as text and as links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.model import UNDECIDED, Claim, Commitment, Event, Evidence, Quantity, RecordKind, Statement
from onrecord.store.record_kinds import FoundRecord, kind_of
from onrecord.views.found import amount_line
from onrecord.views.reader.stretches import Mark, Role, Stretch
from onrecord.views.records import relation_line
from onrecord.views.spans import content_line, joined_quote

AnyRecord = Statement | FoundRecord
_GAP = " … "


@dataclass(frozen=True, slots=True)
class Value:
    """Hold one value of a field, and what it names: a page of the casefile tells more of it."""

    text: str
    actor: str | None = None  # whole name
    issue: str | None = None  # id of the codebook
    document: str | None = None  # id


@dataclass(frozen=True, slots=True)
class Field:
    """Hold a field of a record: what it is called, its values, and why it was left open."""

    name: str
    values: tuple[Value, ...]
    open: str = ""  # why it is undecided; "" where it is decided


@dataclass(frozen=True, slots=True)
class Note:
    """Hold what is said of one record beside its passage."""

    record: str  # id
    kind: RecordKind
    start: int  # of the passage, in the clean text
    end: int
    who: tuple[Value, ...]  # empty: undecided
    who_words: str  # the words that name them, where who is undecided
    what: tuple[str, ...]  # "demand", "support"; "pledged"
    words: str  # the passage on one line; of a denial with what denies it before, in braces
    fields: tuple[Field, ...]
    sure: float | None  # how probable it is that the record is there


@dataclass(frozen=True, slots=True)
class Names:
    """Say what things are called: issues by their ids, actors by the names that records give them."""

    labels: Mapping[str, str] = field(default_factory=dict)  # of issues
    called: Callable[[str], str] = str  # of an actor: "Velmora (XVM)"

    def actor(self, name: str) -> Value:
        """Return an actor; one without a name is said to be so."""
        if name.startswith("anon:"):
            return Value(f"{name.removeprefix('anon:').strip()} (unnamed)", actor=name)
        if name.startswith("group:"):
            return Value(f"{name.removeprefix('group:').strip()} (a group)", actor=name)
        return Value(self.called(name), actor=name)

    def actors(self, *names: str | None) -> tuple[Value, ...]:
        """Return those of some actors that were decided."""
        return tuple(map(self.actor, _decided([name for name in names if name])))

    def issues(self, ids: Sequence[str]) -> tuple[Value, ...]:
        """Return those of some issues that were decided."""
        return tuple(
            Value(self.labels.get(each, each.replace("_", " ")), issue=each) for each in _decided(ids)
        )


def note_of(record: AnyRecord, names: Names) -> Note:
    """Return what is said of a record."""
    match record:
        case Statement():
            return _statement(record, names)
        case Commitment():
            return _commitment(record, names)
        case Event():
            return _event(record, names)
        case Claim():
            return _claim(record, names)


def stretches_of(record: AnyRecord) -> Iterator[Stretch]:
    """Yield where the parts of a record stand that are marked in the article."""
    parts: tuple[tuple[Role, tuple[Evidence, ...]], ...]
    if isinstance(record, Statement):
        parts = (
            (Role.SPEAKER, record.speaker_text), (Role.CUE, record.cue), (Role.CONTENT, record.quote),
        )  # fmt: skip
    else:
        trigger = () if isinstance(record, Claim) else (record.trigger,)
        parts = ((Role.TRIGGER, trigger), (Role.RECORD, record.quote))
    for role, evidence in parts:
        for piece in evidence:
            yield Stretch(piece.start, piece.end, Mark(role, record.id))


def _note(
    record: AnyRecord, kind: RecordKind, who: tuple[Value, ...], who_words: str, what: Sequence[str],
    words: str, fields: Iterator[Field],
) -> Note:  # fmt: skip
    sure = record.confidence.get("record", record.confidence.get("quote"))
    return Note(
        record.id, kind, min(each.start for each in record.quote), max(each.end for each in record.quote),
        who, who_words, tuple(filter(None, what)), words,
        tuple(each for each in fields if each.values or each.open), sure,
    )  # fmt: skip


def _statement(record: Statement, names: Names) -> Note:
    stance = f"{record.stance}" if record.stance not in ("none", UNDECIDED) else ""
    what = "act undecided" if record.act == UNDECIDED else str(record.act).replace("_", " ")
    words = content_line(record, " […] ")
    fields = _statement_fields(record, names)
    named = joined_quote(record.speaker_text, " ")
    return _note(
        record, RecordKind.STATEMENT, names.actors(*record.speakers), named, (what, stance), words, fields
    )


def _statement_fields(record: Statement, names: Names) -> Iterator[Field]:
    why = record.undecided
    yield Field("speaker", (), why.get("speakers", ""))
    yield Field("speaks for", names.actors(record.affiliation), why.get("affiliation", ""))
    yield Field("as", _texts(record.speaker_role.value if record.speaker_role else None))
    yield Field("about", names.issues(record.issues), why.get("issues", ""))
    yield Field("act", (), why.get("act", ""))
    yield Field("stance", (), why.get("stance", ""))
    yield Field("to", names.actors(*record.addressees), why.get("addressees", ""))
    yield Field("said on", _texts(record.said_on), why.get("said_on", ""))
    yield Field("condition", _texts(joined_quote(record.condition, _GAP)))
    yield Field("how", _texts(record.directness.value))
    yield Field("by way of", names.actors(*record.via), why.get("via", ""))
    yield Field("relation", _texts(*(relation_line(each) for each in record.relations)))


def _commitment(record: Commitment, names: Names) -> Note:
    status = "status undecided" if record.status == UNDECIDED else str(record.status).replace("_", " ")
    return _note(
        record, RecordKind.COMMITMENT, names.actors(record.party), joined_quote(record.party_text, " "),
        (status, " ".join(record.what.split())), joined_quote(record.quote, " […] "),
        _commitment_fields(record, names),
    )  # fmt: skip


def _commitment_fields(record: Commitment, names: Names) -> Iterator[Field]:
    why = record.undecided
    yield Field("party", (), why.get("party", ""))
    yield Field("about", names.issues((record.measure,)), why.get("measure", ""))
    yield Field("status", (), why.get("status", ""))
    yield Field("for", names.actors(record.beneficiary), why.get("beneficiary", ""))
    yield Field("condition", _texts(joined_quote(record.condition, _GAP)))
    yield Field("amount", _amounts(record.quantities))
    yield Field("due", _texts(record.due), why.get("due", ""))
    yield Field("form", _texts(record.legal_form.value if record.legal_form else None))
    yield Field("approval by", names.actors(*record.approval))
    yield Field("members", _texts("not named" if record.members_named is False else None))
    yield Field("told", _texts("in narration" if record.statement is None else None))


def _event(record: Event, names: Names) -> Note:
    kind, status = (
        f"{name} undecided" if value == UNDECIDED else str(value).replace("_", " ")
        for name, value in (("kind", record.kind), ("status", record.status))
    )
    return _note(
        record, RecordKind.EVENT, names.actors(*record.participants),
        joined_quote(record.participant_text, "; "), (kind, status), joined_quote(record.quote, " […] "),
        _event_fields(record, names),
    )  # fmt: skip


def _event_fields(record: Event, names: Names) -> Iterator[Field]:
    why = record.undecided
    yield Field("participants", (), why.get("participants", ""))
    yield Field("on", _texts(record.date), why.get("date", ""))
    yield Field("at", _texts(record.place), why.get("place", ""))
    yield Field("kind", (), why.get("kind", ""))
    yield Field("status", (), why.get("status", ""))
    yield Field("amount", _amounts(record.quantities))
    yield Field("reported by", names.actors(*record.reported_by), why.get("reported_by", ""))


def _claim(record: Claim, names: Names) -> Note:
    return _note(
        record, RecordKind.CLAIM, names.actors(record.subject), joined_quote(record.subject_text, " "),
        (record.property.value, record.value), joined_quote(record.quote, " […] "), _claim_fields(record),
    )  # fmt: skip


def _claim_fields(record: Claim) -> Iterator[Field]:
    yield Field("amount", _amounts((record.quantity,) if record.quantity else ()))
    yield Field("as of", _texts(record.as_of))
    yield Field("says", _texts(record.asserted_by))


def kind_of_any(record: AnyRecord) -> RecordKind:
    """Return of which kind a record is."""
    return RecordKind.STATEMENT if isinstance(record, Statement) else kind_of(record)


def _decided(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name and name != UNDECIDED)


def _texts(*texts: str | None) -> tuple[Value, ...]:
    return tuple(Value(" ".join(text.split())) for text in texts if text and text.strip())


def _amounts(held: Sequence[Quantity]) -> tuple[Value, ...]:
    return _texts(*(f"{' '.join(each.text.exact.split())} ({amount_line(each)})" for each in held))
