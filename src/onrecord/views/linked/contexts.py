"""Hold the JSON-LD contexts that the export is written with; nothing is fetched for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
"""The context that every Web Annotation has to name."""

BASE = "https://onrecord.example/"
"""What the names of everything that onrecord speaks of begin with.

The domain ``example`` belongs to nobody and never will (RFC 2606): these are names, not addresses. The same
act on the same words has the same name in every casefile, since its id is a digest of them.
"""


@cache
def terms(name: str) -> Mapping[str, Any]:
    """Return the terms of a context: ``anno``, ``prov`` or ``onrecord``.

    ``anno`` and ``prov`` hold those terms of the Web Annotation context and of the PROV ontology that the
    export uses, with the IRIs that these give them.
    """
    text = files("onrecord.views").joinpath(f"data/contexts/{name}.jsonld").read_text("utf-8")
    held: dict[str, Any] = json.loads(text)["@context"]
    return held


def context(*, embedded: bool = False) -> list[Any]:
    """Return the ``@context`` of an export.

    Args:
        embedded: write the terms of the Web Annotation context out too, in place of its address.
    """
    own = {**terms("prov"), **terms("onrecord")}
    return [dict(terms("anno")) if embedded else ANNOTATION, own]


def name(kind: str, of: str) -> str:
    """Return the name of a thing.

    >>> name("actor", "Ada Quill")
    'https://onrecord.example/actor/Ada%20Quill'
    """
    return f"{BASE}{kind}/{quote(of, safe='', errors='replace')}"
