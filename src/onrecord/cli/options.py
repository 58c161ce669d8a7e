"""Options that several commands share, and the records they make of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from onrecord.model import (
    UNDECIDED,
    Act,
    ClaimProperty,
    CommitmentStatus,
    DerivationKind,
    EntryKind,
    EventKind,
    EventStatus,
    Given,
    LegalForm,
    SpeakerRole,
    Stance,
)
from onrecord.text.dates import to_edtf

if TYPE_CHECKING:
    from onrecord.intake.columns import Columns

Command: TypeAlias = Callable[..., None]


def _edtf(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Take a date in EDTF, and in other usual forms where they are plain; an empty one stays empty."""
    written = to_edtf(value) if value else value
    if value and written is None:
        raise click.BadParameter(f"{value!r} is no date; write it as 2031-05-02, 2031-05 or 2031", ctx, param)
    return written


def _columns(ctx: click.Context, param: click.Parameter, pairs: tuple[str, ...]) -> Columns:
    """Take FIELD=NAME: which column of a table holds a field."""
    from onrecord.intake.columns import Columns

    known = [field.name for field in fields(Columns)]
    named = {}
    for pair in pairs:
        field, mark, name = pair.partition("=")
        if not mark or not name or field not in known:
            told = f"{pair!r} is not FIELD=NAME with a field of {', '.join(known)}"
            raise click.BadParameter(told, ctx, param)
        named[field] = name
    return Columns(**named)


db = click.option(
    "--db",
    default="onrecord.db",
    envvar="ONRECORD_DB",
    show_default=True,
    show_envvar=True,
    metavar="FILE",
    help="The casefile.",
)


def _all(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Put several options on a command, shown in the order given."""
    return lambda command: reduce(lambda done, option: option(done), reversed(options), command)


def _date(*names: str, help: str, required: bool = False) -> Callable[[Command], Command]:
    return click.option(*names, callback=_edtf, metavar="DATE", help=help, required=required)


day = _date
"""Make an option that takes a date in EDTF."""

date_option = _date
"""Make an option that takes a date in EDTF."""
published = _date("--date", "published", help="When it was published: 2031-05-02, 2031-05, 2031.")
given = _all(
    click.option("--url", help="Address of the page (one page only)."),
    click.option("--outlet", help="Who published it."),
    published,
    click.option("--title", help="Its title (one page only)."),
    click.option("--byline", help="Who wrote it."),
)
columns = click.option(
    "--column",
    "columns",
    callback=_columns,
    multiple=True,
    metavar="FIELD=NAME",
    help="Column of a table that holds text, title, date, url, outlet or byline; repeat for each.",
)
codebook = click.option(
    "--codebook", metavar="NAME|FILE",
    help="Codebook with the issues: one that comes along (onrecord codebook list) or a file.",
)  # fmt: skip
document_filters = _all(
    click.option("--outlet", help="Part of the outlet's name."),
    _date("--since", help="Published on or after this date."),
    _date("--until", help="Published on or before this date."),
    _date("--date", "on", help="Published on this day, or in this month or year."),
    click.option("--text", help="Part of the content; of documents, part of the title or text."),
    click.option("--all-versions", is_flag=True, help="Earlier versions of changed pages too."),
)


def _choices(name: str, field: str, kinds: Iterable[str], help: str) -> Callable[[Command], Command]:
    """Make an option that chooses one of several values, and more of them where it is repeated."""
    choice = click.Choice([*kinds, UNDECIDED])
    return click.option(name, field, type=choice, multiple=True, help=f"{help} Repeat for more.")


def _roles(ctx: click.Context, param: click.Parameter, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Take the short names of roles for their values."""
    return tuple(UNDECIDED if name == UNDECIDED else SpeakerRole[name.upper()].value for name in chosen)


STATEMENT_FIELDS = (
    "speaker", "affiliation", "roles", "acts", "issues", "stances", "addressee", "said_since", "said_until",
    "with_condition",
)  # fmt: skip
"""What the options of ``statement_filters`` are called where they arrive."""

statement_filters = _all(
    click.option("--speaker", help="Part of the speaker's name, or of the words that name the speaker."),
    click.option("--affiliation", help="Part of the state or organisation that the speaker speaks for."),
    click.option(
        "--role", "roles", type=click.Choice([*(role.name.lower() for role in SpeakerRole), UNDECIDED]),
        multiple=True, callback=_roles, help="In what capacity the speaker speaks. Repeat for more.",
    ),
    _choices("--act", "acts", [act.value for act in Act], "What the speaker does."),
    click.option("--issue", "issues", multiple=True, metavar="ID", help="Issue, by its id. Repeat for more."),
    _choices("--stance", "stances", [stance.value for stance in Stance], "Which way it leans on its issue."),
    click.option("--addressee", help="Part of the name of whom it is aimed at, or of the words for them."),
    _date("--said-since", help="Said on or after this date."),
    _date("--said-until", help="Said on or before this date."),
    click.option("--with-condition", is_flag=True, help="With a condition only."),
)  # fmt: skip
COMMITMENT_FIELDS = (
    "party", "beneficiary", "measures", "statuses", "legal_forms", "approval", "due_since", "due_until",
    "with_condition", "with_quantity", "narrated", "lumped",
)  # fmt: skip
"""What the options of ``commitment_filters`` are called where they arrive."""

EVENT_FIELDS = (
    "kinds", "participant", "place", "statuses", "event_since", "event_until", "reported_by", "with_quantity",
)  # fmt: skip
"""What the options of ``event_filters`` are called where they arrive."""

CLAIM_FIELDS = ("properties", "subject", "value", "as_of_since", "as_of_until")
"""What the options of ``claim_filters`` are called where they arrive."""

_with_quantity = click.option("--with-quantity", is_flag=True, help="With a quantity only.")
_commitments = _all(
    click.option("--party", help="Part of the name of who would do it, or of the words for them."),
    click.option("--beneficiary", help="Part of the name of for or against whom, or of the words for them."),
    click.option(
        "--measure", "measures", multiple=True, metavar="ID", help="Issue, by its id. Repeat for more."
    ),
    _choices("--legal-form", "legal_forms", [form.value for form in LegalForm], "By what it would bind."),
    click.option("--approval", help="Part of the name of who is to approve it, or of the words for them."),
    _date("--due-since", help="Due on or after this date."),
    _date("--due-until", help="Due on or before this date."),
    click.option("--narrated/--stated", default=None, help="In plain narration, or carried by a statement."),
    click.option("--lumped/--named", default=None, help="Of a party that is counted, or of one by name."),
)  # fmt: skip
_events = _all(
    _choices("--kind", "kinds", [kind.value for kind in EventKind], "What kind of event."),
    click.option("--participant", help="Part of a participant's name, or of the words for it."),
    click.option("--place", help="Part of the place."),
    _date("--event-since", help="Of events on or after this date."),
    _date("--event-until", help="Of events on or before this date."),
    click.option("--reported-by", help="Part of the name of who reports it, or of the words for them."),
)
claim_filters = _all(
    _choices("--property", "properties", [each.value for each in ClaimProperty], "What is claimed."),
    click.option("--subject", help="Part of what it is claimed of."),
    click.option("--value", help="Part of what is claimed: the place held, the number, the group."),
    _date("--as-of-since", help="As of this date or a later one."),
    _date("--as-of-until", help="As of this date or an earlier one."),
)
_STATUS = "How far it has come."
commitment_filters = _all(
    _commitments,
    _choices("--status", "statuses", [status.value for status in CommitmentStatus], _STATUS),
    click.option("--with-condition", is_flag=True, help="With a condition only."),
    _with_quantity,
)
event_filters = _all(
    _events,
    _choices("--status", "statuses", [status.value for status in EventStatus], "Whether it has happened."),
    _with_quantity,
)
record_filters = _all(
    _commitments,
    _events,
    _choices(
        "--status", "statuses", [each.value for each in (*CommitmentStatus, *EventStatus)],
        "How far a commitment has come, or whether an event has happened.",
    ),
    _with_quantity,
    claim_filters,
)  # fmt: skip
"""The filters of commitments, events and claims for a command that takes any of them."""

ENTRY_FIELDS = (
    "entry_kinds", "actor", "towards", "issues", "statuses", "done_since", "done_until", "least_origins",
)  # fmt: skip
"""What the options that choose entries are called where they arrive."""

_entries = _all(
    click.option("--actor", help="Part of the name of who does it, or of the state or body behind it."),
    click.option("--towards", help="Part of the name of towards whom it is."),
    _date("--done-since", help="Done or said on or after this date."),
    _date("--done-until", help="Done or said on or before this date."),
    click.option(
        "--origins", "least_origins", type=click.IntRange(min=1), metavar="N",
        help="With N or more origins: told independently so often.",
    ),
)  # fmt: skip
_ENTRY_KINDS = click.Choice([kind.value for kind in EntryKind])
entry_filters = _all(
    click.option(
        "--kind", "entry_kinds", type=_ENTRY_KINDS, multiple=True, help="What kind of act. Repeat for more."
    ),
    _entries,
    click.option("--issue", "issues", multiple=True, metavar="ID", help="Issue, by its id. Repeat for more."),
    _choices(
        "--status", "statuses", [each.value for each in (*CommitmentStatus, *EventStatus)],
        "How far a commitment has come, or whether an event has happened.",
    ),
    click.option("--outlet", help="Part of the name of an outlet that reports it."),
    _date("--since", help="First reported on or after this date."),
    _date("--until", help="First reported on or before this date."),
    _date("--date", "on", help="First reported on this day, or in this month or year."),
    click.option("--text", help="Part of what it is about, or of the words of a report."),
)  # fmt: skip
export_entry_filters = _all(
    click.option(
        "--entry-kind", "entry_kinds", type=_ENTRY_KINDS, multiple=True,
        help="What kind of act an entry is. Repeat for more.",
    ),
    _entries,
)  # fmt: skip
"""The filters of entries for a command that has those of statements and other records too."""

DERIVATION_FIELDS = ("derivation_kinds", "credited")
"""What the options of ``derivation_filters`` are called where they arrive."""

derivation_filters = _all(
    click.option(
        "--relation", "derivation_kinds", type=click.Choice([kind.value for kind in DerivationKind]),
        multiple=True, help="How one document derives from another. Repeat for more.",
    ),
    click.option("--credited/--uncredited", default=None, help="Its source is named in it, or is not."),
)  # fmt: skip
svg = click.option(
    "--svg",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Draw it into this SVG file.",
)

as_of = _date("--as-of", help="As things stood on this day, or on the last day of this month or year.")
limit = click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Show the first N only.")
as_json = click.option("--json", "form", flag_value="json", help="Print a JSON array.")
as_csv = click.option("--csv", "form", flag_value="csv", help="Print CSV.")


def to_given(values: Mapping[str, str | None], pages: int | None = 1) -> Given:
    """Take what the user states out of a command's values; ``pages`` is how many it would be stated about."""
    if pages != 1 and (values.get("url") or values.get("title")):
        raise click.UsageError("--url and --title are for one page: name it alone")
    return Given(**{f.name: values.get(f.name) for f in fields(Given)})


def to_filter(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the filter options into the fields of a store's filter; ``--date`` is a period of its own."""
    on = values.get("on")
    if on and (values.get("since") or values.get("until")):
        raise click.UsageError("--date cannot be combined with --since or --until")
    return {
        "outlet": values.get("outlet"),
        "date_from": on or values.get("since"),
        "date_until": on or values.get("until"),
        "text": values.get("text"),
        "all_versions": bool(values.get("all_versions")),
    }


def to_commitment_filter(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the options for commitments into the fields of a store's filter."""
    renamed = {"due_since": "due_from"}
    return {
        **{renamed.get(name, name): values[name] for name in COMMITMENT_FIELDS},
        "measures": tuple(issue.strip().lower() for issue in values["measures"]),
        **to_filter(values),
    }


def to_event_filter(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the options for events into the fields of a store's filter."""
    renamed = {"event_since": "event_from"}
    return {**{renamed.get(name, name): values[name] for name in EVENT_FIELDS}, **to_filter(values)}


def to_entry_filter(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the options for entries into the fields of a store's filter."""
    published = to_filter(values)
    return {
        "kinds": values["entry_kinds"],
        "actor": values["actor"],
        "towards": values["towards"],
        "issues": tuple(issue.strip().lower() for issue in values["issues"]),
        "statuses": values["statuses"],
        "outlet": published["outlet"],
        "text": published["text"],
        "date_from": values["done_since"],
        "date_until": values["done_until"],
        "reported_from": published["date_from"],
        "reported_until": published["date_until"],
        "document": values.get("document"),
        "least_origins": values["least_origins"] or 1,
    }


def to_claim_filter(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the options for claims into the fields of a store's filter."""
    renamed = {"as_of_since": "as_of_from"}
    return {**{renamed.get(name, name): values[name] for name in CLAIM_FIELDS}, **to_filter(values)}


def to_statement_filter(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the options for statements into the fields of a store's filter."""
    plain = ("speaker", "affiliation", "addressee", "roles", "acts", "stances", "with_condition")
    return {
        **{name: values[name] for name in plain},
        "issues": tuple(issue.strip().lower() for issue in values["issues"]),
        "said_from": values["said_since"],
        "said_until": values["said_until"],
        **to_filter(values),
    }
