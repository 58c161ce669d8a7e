"""Tell by what kind of instrument a commitment binds, where its words name one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from onrecord.model import Evidence, LegalForm, Span


@cache
def _patterns() -> tuple[tuple[LegalForm, re.Pattern[str]], ...]:
    parts = re.split(r"^\[(.+)\]$", _rows(), flags=re.MULTILINE)
    named = dict(zip(parts[1::2], parts[2::2], strict=True))
    return tuple((LegalForm(name), _one_of(body)) for name, body in named.items() if name != "not")


@cache
def _not() -> re.Pattern[str]:
    return _one_of(_rows().partition("[not]")[2])


def _rows() -> str:
    rows = files("onrecord.commitments").joinpath("data/legal_forms.txt").read_text(encoding="utf-8")
    return "\n".join(row for row in rows.splitlines() if not row.startswith("#"))


def _one_of(body: str) -> re.Pattern[str]:
    rows = [row.replace(" ", r"\s") for row in body.strip().splitlines() if row]
    return re.compile(rf"\b(?:{'|'.join(rows)})\b", re.IGNORECASE)


def legal_form(
    text: str, spans: Sequence[Span], trigger: Span | None = None
) -> tuple[LegalForm | None, tuple[Evidence, ...]]:
    """Return the form that the words name and these words; of several the one nearest to the trigger.

    Words that say that something does not bind overrule all others.

    >>> text = "Xenia will sign a memorandum of understanding."
    >>> form, words = legal_form(text, [Span(0, len(text))])
    >>> form.value, words[0].exact
    ('memorandum', 'memorandum of understanding')
    """
    found: list[tuple[int, LegalForm, Span]] = []
    taken: list[Span] = [
        Span(m.start(), m.end()) for s in spans for m in _not().finditer(text, s.start, s.end)
    ]
    for form, pattern in _patterns():
        for s in spans:
            for m in pattern.finditer(text, s.start, s.end):
                here = Span(m.start(), m.end())
                if not any(t.start < here.end and here.start < t.end for t in taken):
                    taken.append(here)
                    found.append((_distance(here, trigger), form, here))
    if not found:
        return None, ()
    political = [f for f in found if f[1] is LegalForm.POLITICAL]
    _, form, here = min(political or found, key=lambda f: (f[0], f[2]))
    return form, (Evidence.at(text, here),)


def _distance(here: Span, trigger: Span | None) -> int:
    if trigger is None:
        return here.start
    return max(here.start - trigger.end, trigger.start - here.end, 0)
