"""Answer for packages: which there are, what each needs, who stands behind it, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.codebook.records import Package
from onrecord.model import LegalForm
from onrecord.views.packages.gaps import Read
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.pages import TO
from onrecord.web.plans import package_page, supposing
from onrecord.web.plans.board import Table, how_far, named_entries, table
from onrecord.web.plans.parameters import Given, parameters
from onrecord.web.plans.showing import kept_blocks, kept_page
from onrecord.web.plans.stages import Stage

router = APIRouter(include_in_schema=False)

Verdicts = Sequence[tuple[Package, Table]]
Values = Mapping[str, object]

_LIST = "packages.html.j2"


@router.get("/packages")
def packages(request: Request, desk: FromDesk) -> Response:
    """List the packages with how each stands for somebody, and everything on record for them."""
    book, given = desk.codebook(), parameters(request)
    asked = package_page.asked(desk, given, package_page.measures_of(book, None))
    if (moved := _moved("packages", given, asked)) is not None:
        return moved
    return kept_page(request, desk, _LIST, asked, lambda: _listed(desk, asked))


def first_packages(desk: Desk) -> None:
    """Make the list that is shown where nothing is asked for, unless it is kept."""
    asked = package_page.asked(desk, {}, package_page.measures_of(desk.codebook(), None))
    kept_blocks(desk, _LIST, asked, lambda: _listed(desk, asked))


def _listed(desk: Desk, asked: package_page.Asked) -> tuple[str, Values]:
    read = Read()
    verdicts = [(each, _verdict(desk, each, asked, read)) for each in desk.codebook().packages]
    return "Packages", _values(desk, package_page.page(desk, None, asked, read), verdicts)


@router.get("/package/{name}")
def package(request: Request, desk: FromDesk, name: str) -> Response:
    """Show a package measure by measure: who stands behind it, what is missing, and what if."""
    found, given = package_page.package_named(desk.codebook(), name), parameters(request)
    asked = package_page.asked(desk, given, package_page.measures_of(desk.codebook(), found))
    if (moved := _moved(f"package/{name}", given, asked)) is not None:
        return moved

    def make() -> tuple[str, Values]:
        return found.label, _values(desk, package_page.page(desk, found, asked), ())

    return kept_page(request, desk, "package.html.j2", (name, asked), make)


def _moved(name: str, given: Given, asked: package_page.Asked) -> Response | None:
    """Lead to the plain address where a form gave a further step field by field."""
    if not any(given.get(field) for field in ("who", "what", "status", "form")):
        return None
    return RedirectResponse(TO.page(name, **asked.query()), 303)


def _verdict(desk: Desk, package: Package, asked: package_page.Asked, read: Read) -> Table:
    plain = package_page.Asked(asked.beneficiary, asked.as_of, asked.parties)
    return table(package_page.page(desk, package, plain, read).board)


def _values(desk: Desk, page: package_page.PackagePage, verdicts: Verdicts) -> Values:
    return {
        "page": page,
        "beneficiaries": package_page.beneficiaries(desk),
        "statuses": supposing.STATUSES,
        "forms": tuple(each.value for each in LegalForm),
        "stages": tuple(Stage),
        "written": supposing.written,
        "how_far": how_far,
        "named_entries": named_entries(page.board),
        "verdicts": verdicts,
    }
