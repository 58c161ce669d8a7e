"""Find what an article says of its sources: dateline, cited outlets, its own outlet, placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.text.citations import Cited, citations
from onrecord.text.dates import first_date

_DATELINE = re.compile(r"(?P<head>[^\r\n]{2,80}?)\s?(?:[-–—]{1,2}|:)\s")
_CREDIT = re.compile(r"\((?P<name>[^()\r\n]{2,30})\)")
_PLACE = re.compile(r"[A-ZÀ-Ž][\w.’'-]*(?:[ ,]+[A-ZÀ-Ž(][\w.’')-]*)*")
_PLACEHOLDER = re.compile(
    r"\[\s*(?:citations?|sources?|refs?|references?|cit)\b\s*(?:[:\-–—]\s*[^\[\]\r\n]{1,200}|"
    r"needed)\]|【[^】\r\n]{1,80}】|\[(?:source|citation|attribution)s?\]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Hold what opens an agency report: "KORVATH, May 14 (Ridgeway) -"."""

    span: Span
    published: str | None
    outlet: str | None


def dateline(text: str, start: int = 0) -> Dateline | None:
    """Read the dateline at a place of the text, if one stands there.

    >>> d = dateline("KORVATH, May 14 (Ridgeway) - Talks began.")
    >>> d.published, d.outlet
    ('XXXX-05-14', 'Ridgeway')
    """
    m = _DATELINE.match(text, start)
    if m is None:
        return None
    head = m["head"].strip()
    if head.startswith("(") and head.endswith(")"):  # (ANSA) - Rome, January 24 -
        more = _DATELINE.match(text, m.end())
        if more is not None and (first_date(more["head"]) or len(more["head"]) < 25):
            m, head = more, f"{head} {more['head'].strip()}"
    credit = _CREDIT.search(head)
    found = first_date(head)
    places = _CREDIT.sub(" ", head)
    if found:
        places = places.replace(found.span.of(head), " ")
    if not _is_place(places, bool(credit or found)):
        return None
    name = credit["name"].strip() if credit else None
    if name and not (name[0].isupper() and len(name.split()) <= 4):
        name = None
    return Dateline(Span(start, m.end()), found.edtf if found else None, name)


def _is_place(text: str, marked: bool) -> bool:
    """Tell whether what a dateline leaves is a place: a few capitalised words."""
    left = re.findall(r"[^\W\d_]+", text)
    if not left:
        return marked
    if len(left) > 6 or any(w[0].islower() for w in left):
        return False
    return marked or (left[0].isupper() and len(left[0]) > 2)


def placeholders(text: str) -> list[Span]:
    """Find citations that name no source that could be looked up.

    >>> text = "So it is [Citation: official summaries]."
    >>> [s.of(text) for s in placeholders(text)]
    ['[Citation: official summaries]']
    """
    return [Span(m.start(), m.end()) for m in _PLACEHOLDER.finditer(text)]


def cited_outlets(text: str, bodies: Iterable[Span]) -> list[Cited]:
    """Find the outlets that a text names as sources, in order, each once under its fullest name."""
    return _merged([hit for body in bodies for hit in citations(text, body)])


def _merged(found: Sequence[Cited]) -> list[Cited]:
    """Keep each outlet once; a short form goes with its full name ("Fox", "the Times")."""
    out: list[Cited] = []
    for hit in found:
        key = _key(hit.outlet)
        same = next((i for i, x in enumerate(out) if _same(key, _key(x.outlet))), None)
        if same is None:
            out.append(hit)
        else:
            old = out[same]
            longer = hit.outlet if len(key) > len(_key(old.outlet)) else old.outlet
            counts = (old.told + hit.told, old.reports + hit.reports, old.crew + hit.crew)
            out[same] = Cited(longer, old.span, *counts)
    return out


def _key(name: str) -> str:
    return re.sub(r"^the\s+", "", name.lower())


def _same(a: str, b: str) -> bool:
    return (
        a == b or a.startswith(b + " ") or b.startswith(a + " ") or a.endswith(" " + b) or b.endswith(" " + a)
    )
