"""Make decisions on publication, for the command and for the web alike; appending them is the casefile's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from onrecord.errors import UsageError
from onrecord.model import About, Entry, EntryKind, Release, ReleaseKind
from onrecord.store.filters import known_date
from onrecord.store.publishing import holding, sealed

ON_ENTRIES = (
    ReleaseKind.HOLD,
    ReleaseKind.PUBLISH,
    ReleaseKind.WITHDRAW,
    ReleaseKind.CORRECT,
    ReleaseKind.REPLY,
)
PUBLIC_REASON = (ReleaseKind.WITHDRAW, ReleaseKind.CORRECT)
"""Decisions whose reason readers are told."""

LONGEST = 5_000
"""Characters of a reason or a reply."""

MOST_DAYS = 3_650


def on_entry(
    kind: ReleaseKind,
    entry: Entry,
    by: str,
    reason: str = "",
    *,
    text: str = "",
    who: str = "",
    day: str = "",
) -> Release:
    """Return a decision on one entry.

    Args:
        kind: one of ``ON_ENTRIES``.
        entry: as the casefile has it now.
        by: who decides.
        reason: public where it is withdrawn or corrected, and needed there.
        text: of a reply.
        who: replies.
        day: of the reply, EDTF.
    """
    if kind not in ON_ENTRIES:
        raise UsageError(f"{kind.value} is no decision on one entry")
    if kind in PUBLIC_REASON and not reason.strip():
        raise UsageError("readers have to be told why", None, "give the reason: it will be public")
    if kind is ReleaseKind.REPLY and not (text.strip() and who.strip()):
        raise UsageError("a reply has words, and somebody whose they are", None, "give both")
    return _made(
        kind, About.ENTRY, by, reason, entry, text=_short(text), who=_short(who),
        day=known_date(day) if day.strip() else None,
    )  # fmt: skip


def hide_person(name: str, by: str, reason: str = "", entry: Entry | None = None) -> Release:
    """Return the decision that nobody is to be named, in one entry or everywhere."""
    if not name.strip():
        raise UsageError("nobody is named", None, "give the name as the entries have it")
    return _made(ReleaseKind.SUPPRESS, About.PERSON, by, reason, entry, name=_short(name))


def hide_sources(by: str, reason: str = "", entry: Entry | None = None) -> Release:
    """Return the decision that nothing may lead to unnamed sources, of one entry or of all."""
    return _made(ReleaseKind.SUPPRESS, About.SOURCES, by, reason, entry)


def delay(name: str, days: int, by: str, reason: str = "", *, issues: Iterable[str]) -> Release:
    """Return the decision that entries of an issue or kind wait some days; 0: they do not any more."""
    if not 0 <= days <= MOST_DAYS:
        raise UsageError(f"{days} days cannot be waited", None, f"give 0 to {MOST_DAYS}")
    plain = name.strip().lower()
    if plain in {each.value for each in EntryKind}:
        about = About.KIND
    elif plain in set(issues):
        about = About.ISSUE
    else:
        remedy = "`onrecord codebook show` lists the issues; kinds are those of `onrecord show register`"
        raise UsageError(f"{name!r} is no issue and no kind of entry", None, remedy)
    return _made(ReleaseKind.DELAY, about, by, reason, None, name=plain, days=days)


def ended(every: Iterable[Release], wanted: str, by: str, reason: str = "") -> Release:
    """Return the decision that an earlier one, by its id or a beginning of it, does not hold any more."""
    in_force = holding(every)
    found = [each for each in in_force if wanted and each.id.startswith(wanted.strip().lower())]
    if len(found) != 1:
        what = (
            "there is no decision in force that is" if not found else "several decisions in force begin with"
        )
        raise UsageError(f"{what} {wanted!r}", None, "`onrecord publish log` lists them")
    return _end(found[0], by, reason)


def releases_of(
    every: Iterable[Release], entry_ids: Iterable[str], by: str, reason: str = ""
) -> list[Release]:
    """Return the decisions that end every hold on an entry, by all ids that it has or had."""
    mine = set(entry_ids)
    held = [each for each in holding(every) if each.kind is ReleaseKind.HOLD and each.entry in mine]
    if not held:
        raise UsageError("the entry is not held", None, "`onrecord publish log` lists what is")
    return [_end(each, by, reason) for each in held]


def _end(release: Release, by: str, reason: str) -> Release:
    return sealed(
        Release(
            "", ReleaseKind.RELEASE, release.about, _by(by), datetime.now(UTC), _short(reason), release.entry,
            release.place, release.name, undoes=release.id,
        )
    )  # fmt: skip


def _made(
    kind: ReleaseKind, about: About, by: str, reason: str, entry: Entry | None, *, name: str = "",
    text: str = "", who: str = "", day: str | None = None, days: int = 0,
) -> Release:  # fmt: skip
    place = entry.places[0] if entry is not None and entry.reports else None
    made = Release(
        "", kind, about, _by(by), datetime.now(UTC), _short(reason), entry.id if entry else None, place, name,
        text, who, day, days,
    )  # fmt: skip
    return sealed(made)


def _by(by: str) -> str:
    if not by.strip():
        raise UsageError("a decision needs somebody who makes it", None, "say who you are with --by")
    return by.strip()


def _short(text: str) -> str:
    plain = text.replace("\0", " ").strip()
    if len(plain) > LONGEST:
        raise UsageError(f"is longer than {LONGEST:,} characters", None, "say it shorter")
    return plain
