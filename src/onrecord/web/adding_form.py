"""Take what a form of the page Add brings, or a program sends, and have a job add it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from onrecord.codebook.packs import shipped_names
from onrecord.intake.columns import Columns
from onrecord.model import Given
from onrecord.views.pages import is_web
from onrecord.views.spells import stated
from onrecord.web.jobs.foreman import foreman_of
from onrecord.web.jobs.intake import Adding, Sent
from onrecord.web.jobs.receiving import Most, received
from onrecord.web.jobs.spool import shown_name
from onrecord.web.safety import csrf_holds, noted

if TYPE_CHECKING:
    from fastapi import Request

    from onrecord.model.users import User
    from onrecord.store.desk.jobs import Job
    from onrecord.web.desk import Desk
    from onrecord.web.jobs.receiving import Received
    from onrecord.web.jobs.spool import Spool
    from onrecord.web.settings import Settings

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold what is to be added, or what is to be put right first."""

    adding: Adding | None
    problems: tuple[str, ...] = ()


async def receive(request: Request) -> Received:
    """Receive a form with files into the spool, where the token of forms is right.

    Raises:
        HTTPException: it may not be sent, is no such form or too large.
    """
    settings: Settings = request.app.state.settings
    foreman = foreman_of(request)
    most = Most(settings.max_files, settings.max_upload)
    in_header = request.headers.get("x-csrf-token")

    def may(token: str | None) -> bool:
        return csrf_holds(request, in_header or token)

    return await received(request, foreman.spool, most, may)


def put(request: Request, desk: Desk, form: Received) -> tuple[Job | None, tuple[str, ...]]:
    """Have what was sent read; return the job, or what is to be put right."""
    foreman = foreman_of(request)
    user: User = request.state.user
    made = checked(foreman.spool, form, is_empty=not desk.casefile.counts().versions)
    if made.adding is None:
        foreman.spool.drop(form.token)
        return None, made.problems
    told = about(made.adding)
    noted(request, "added pages", told)
    return foreman.put("add", user.name, told, made.adding.record()), ()


def checked(spool: Spool, received: Received, *, is_empty: bool) -> Checked:
    """Return what is to be added; a pasted text is a file like others.

    Args:
        spool: keeps the pasted text.
        received: what the form brought.
        is_empty: the casefile has no page yet, so that its codebook can be chosen.
    """
    told = {name: " ".join(value.split()) for name, value in received.fields.items() if name != "text"}
    text = received.fields.get("text", "")
    problems: list[str] = []
    if not received.files and not text.strip():
        problems.append(_nothing(received))
    given = _given(told, problems, pasted=bool(text.strip()) and not received.files)
    codebook = told.get("codebook") or None
    if codebook is not None and codebook not in shipped_names():
        problems.append(f"Codebook: there is no {codebook!r}; choose {', '.join(shipped_names())}.")
    if problems:
        return Checked(None, tuple(problems))
    files = list(received.files)
    if text.strip():
        files.append(_pasted(spool, received.token, len(files) + 1, told.get("title", ""), text))
    columns = Columns(**{each.name: told.get(f"column_{each.name}") or None for each in fields(Columns)})
    chosen = codebook if is_empty else None
    refused = tuple(received.refused)
    return Checked(Adding(received.token, tuple(files), given, columns, chosen, refused))


def about(adding: Adding) -> str:
    """Return the line that says what is added.

    >>> about(Adding("", (Sent("000001.txt", "a.txt", 1),))), about(Adding("", (Sent("", "", 1),) * 3))
    ('Add a.txt', 'Add 3 files')
    """
    count = len(adding.files)
    return f"Add {adding.files[0].name}" if count == 1 else f"Add {count:,} files"


def _nothing(received: Received) -> str:
    if received.refused:
        named = ", ".join(name for name, _ in received.refused[:3])
        more = f" and {len(received.refused) - 3} more" if len(received.refused) > 3 else ""
        return f"None of these files is taken: {named}{more}. {received.refused[0][1].capitalize()}."
    return "There is nothing to add: choose files, or paste a text."


def _given(told: Mapping[str, str], problems: list[str], *, pasted: bool) -> Given:
    """Return what is stated about each page; title and address are for a text alone."""
    for name in ("title", "outlet", "byline", "url"):
        if len(told.get(name, "")) > _LONGEST:
            problems.append(f"{name.capitalize()}: this is longer than {_LONGEST} characters; shorten it.")
    published = stated(told["date"]) if told.get("date") else None
    if told.get("date") and published is None:
        problems.append(f"Date: {told['date'][:40]!r} is no date; write it as 2031-05-02, 2031-05 or 2031.")
    url = told.get("url") or None
    if url is not None and not is_web(url):
        problems.append(f"Address: {url[:80]!r} is no address of a page; it begins with https:// or http://.")
    return Given(
        title=(told.get("title") or None) if pasted else None,
        outlet=told.get("outlet") or None,
        byline=told.get("byline") or None,
        published=published,
        url=url if pasted else None,
    )


def _pasted(spool: Spool, token: str, number: int, title: str, text: str) -> Sent:
    raw = text.encode("utf-8", "replace")
    called, out = spool.open_new(token, number, "pasted.txt")
    with out:
        out.write(raw)
    return Sent(called, shown_name(f"pasted: {title}") if title else "pasted text", len(raw))
