"""Make acts of plain words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from onrecord.model import EntryKind, Evidence, Place, RecordKind, ReportedAct, ZoneKind

MakeAct = Callable[..., ReportedAct]


@pytest.fixture(scope="session")
def make_act() -> MakeAct:
    """Return what makes an act of words in a document of its own, or in the named one."""

    def make(text: str, *, page: str = "", day: str | None = "2031-03-01", **fields: Any) -> ReportedAct:
        name = page or text
        digest = hashlib.sha256(name.encode()).hexdigest()
        start = int(hashlib.sha256(text.encode()).hexdigest()[:4], 16)
        quote = Evidence(start, start + len(text), text, "", "")
        given: dict[str, Any] = {
            "record_kind": RecordKind.STATEMENT,
            "kind": EntryKind.CLAIM,
            "principals": ("XOM",),
            "actors": ("Warren Halloway",),
            "towards": (),
            "act": "assert",
            "issues": ("naval_support",),
            "stance": "for",
            "status": "",
            "zone": ZoneKind.BODY,
            "dated": day is not None,
        }
        return ReportedAct(
            place=Place(digest, start, start + len(text)),
            document=digest[:16],
            record=hashlib.sha256(f"{name} {text}".encode()).hexdigest()[:16],
            quote=(quote,),
            text=text,
            first_day=day,
            last_day=day,
            published=day,
            outlet="The Harbour Courier",
            **{**given, **fields},
        )

    return make
