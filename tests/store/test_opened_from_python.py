"""``onrecord.open`` takes the address of a database as it takes a file."""

from __future__ import annotations

from collections.abc import Callable

import onrecord
from onrecord.model import Given
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import NewPage


def test_it_opens_wherever_a_casefile_lies(location: str, make_page: Callable[..., NewPage]) -> None:
    page = make_page("Ada Quill said no.", found=Given("Signed?", "The Gazette", "Cy Orr", "2031-04"))
    with open_casefile(location, create=True) as casefile:
        added = casefile.add_document(page.document, page.raw, page.given).document
    with onrecord.open(location) as talks:
        (document,) = talks.documents(outlet="gazette").to_pylist()
        assert (document["id"], document["title"]) == (added.id, "Signed?")
        assert talks.register().num_rows == talks.shifts().num_rows == 0
        assert talks.cite(added.id).startswith("Cy Orr, The Gazette, “Signed?”, 2031-04. [")
