"""Gather what a citation of an entry or a document says: who, the words, where first, by what way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from onrecord.model import UNDECIDED, Derivation, DerivationKind, Entry, Link, Report
from onrecord.store.interface import DocumentSummary
from onrecord.text.days import days
from onrecord.views.lineage import KINDS, copies
from onrecord.views.parts import Record
from onrecord.views.spells import edtf_of
from onrecord.views.wordings import counted, outlets, proposition_of, words_of

_FORMS = ("anon: ", "group: ")
_FEW = 2  # words that say nothing alone
_SAID = {"refused": ("refusal",), "proposed": ("offer", "proposal")}
"""Steps that the kind of an entry says already."""

_NO_PAGE = ("not in the casefile", "cannot be looked up")


@dataclass(frozen=True, slots=True)
class Citation:
    """Hold what is said to cite an entry or a document; empty where it is not known."""

    id: str  # of the entry or document
    of: str  # "entry" or "document"
    casefile: str
    who: tuple[str, ...]  # of an entry: who does it
    act: str  # of an entry: its kind, and how far it has come: "commitment (withdrawn)"
    when: str  # EDTF, of the act
    what: str  # what it is about; of a denial with the words that deny it in braces
    words: str  # of the report that is cited, verbatim
    outlet: str
    title: str
    byline: str
    published: str  # EDTF; "": undated
    url: str
    document: str  # id
    way: str  # "as reported by Lantern Wire, citing the Harbour Post"
    further: tuple[str, ...]  # other outlets that report it
    origins: int
    unconfirmed: str  # what no person confirmed, in words; "": all of it was
    notes: tuple[str, ...] = ()


class Asked(Protocol):
    """Be asked for what a citation needs; a casefile does."""

    def summary(self, document_id: str) -> DocumentSummary:
        """Return what a list shows of a document."""
        ...

    def derivations(self, document_ids: Collection[str] | None = None) -> tuple[Derivation, ...]:
        """Return the derivations that documents take part in."""
        ...


def cite_entry(entry: Entry, casefile: Asked, name: str) -> Citation:
    """Return the citation of an entry, by the report where it began.

    Of forty rewrites of one page that page is cited, and the other outlets are counted.

    Args:
        entry: what is cited.
        casefile: tells of documents.
        name: what the casefile is called.
    """
    report = first_report(entry)
    page = casefile.summary(report.act.document)
    named = tuple(each for each in outlets(entry) if each != report.act.outlet)
    return Citation(
        id=entry.id,
        of="entry",
        casefile=name,
        who=tuple(person(each) for each in entry.actors),
        act=_act(entry),
        when=edtf_of(entry.first_day, entry.last_day),
        what=proposition_of(entry),
        words=words_of(report, " […] "),
        outlet=report.act.outlet or _site(page),
        title=page.title or ("" if report.act.outlet else page.name),
        byline=page.byline or "",
        published=page.published or "",
        url=page.url or "",
        document=page.id,
        way=way(report),
        further=named,
        origins=len(entry.origins),
        unconfirmed=_unconfirmed(entry),
        notes=entry.notes,
    )


def cite_document(page: DocumentSummary, casefile: Asked, name: str) -> Citation:
    """Return the citation of a document; where it was taken from another, that one is named."""
    return Citation(
        id=page.id,
        of="document",
        casefile=name,
        who=(),
        act="",
        when="",
        what="",
        words="",
        outlet=page.outlet or _site(page),
        title=page.title or page.name,
        byline=page.byline or "",
        published=page.published or "",
        url=page.url or "",
        document=page.id,
        way=_taken_from(page, casefile),
        further=(),
        origins=0,
        unconfirmed="",
    )


def _act(entry: Entry) -> str:
    """Return the kind of an entry, and how far it has come as the latest of its reports say."""
    kind, status = entry.kind.value, entry.status
    said = status in ("", "happened", UNDECIDED) or kind in _SAID.get(status, ())
    return kind if said else f"{kind} ({status.replace('_', ' ')})"


def first_report(entry: Entry) -> Report:
    """Return the report to cite: of the earliest page where it began, else of the nearest to the source.

    Where that page comes back to it, the passage with the most words is cited. Words that say nothing alone
    ("a condition") give way to those of another page where it began.
    """
    began = [report for report in entry.reports if report.origin == report.act.document]
    began = [report for report in began if len(words_of(report).split()) > _FEW] or began
    page = min(began, key=_published, default=entry.reports[0]).act.document
    return max((r for r in entry.reports if r.act.document == page), key=lambda r: len(words_of(r)))


def _site(page: DocumentSummary) -> str:
    """Return the site of a page whose outlet is not known; "" where it has no address."""
    return (urlsplit(page.url).hostname or "").removeprefix("www.") if page.url else ""


def _published(report: Report) -> str:
    known = days(report.act.published)
    return known[0] if known else "9999"


def way(report: Report) -> str:
    """Say by what way the words of a report came; "" where the page has them from who said them.

    >>> from types import SimpleNamespace
    >>> chain = (Link("Lantern Wire", "outlet"), Link("Harbour Post", "relay"), Link("Ada Quill", "speaker"))
    >>> way(SimpleNamespace(chain=chain))
    'as reported by Lantern Wire, citing Harbour Post'
    """
    told = [link for link in report.chain if link.role != "speaker" or _says_more(link)]
    if len(told) < 2:
        return ""
    first, *others = (_linked(link) for link in told)
    return f"as reported by {', citing '.join((first, *others))}"


def _says_more(link: Link) -> bool:
    """Tell whether the end of a chain is worth telling: a speaker who is not named."""
    return link.note == "unnamed" or link.name.startswith("anon: ")


def _linked(link: Link) -> str:
    if link.note in _NO_PAGE:
        return f"{person(link.name)} (no page of it here)"
    return f"{person(link.name)} ({link.note})" if link.note and link.note != "unnamed" else person(link.name)


def person(name: str) -> str:
    """Return a name as a sentence has it: unnamed and counted people without their marks.

    >>> person("anon: two officials"), person("group: 26 nations"), person("Ada Quill")
    ('two officials (unnamed)', '26 nations', 'Ada Quill')
    """
    anon, group = _FORMS
    if name.startswith(anon):
        return f"{name.removeprefix(anon)} (unnamed)"
    return name.removeprefix(group)


def _unconfirmed(entry: Entry) -> str:
    """Say what of an entry no person confirmed."""
    number = sum(not report.act.reviewed for report in entry.reports)
    if not number:
        return ""
    if number == len(entry.reports):
        return "not confirmed by a person"
    return f"{counted(number, 'report')} of {len(entry.reports)} not confirmed by a person"


def _taken_from(page: DocumentSummary, casefile: Asked) -> str:
    """Say what a document derives from, as far as its words show it."""
    found = [each for each in casefile.derivations([page.id]) if each.derived == page.id and copies(each)]
    told = (
        f"{KINDS[each.kind]} of {_source(each, casefile)}"
        for each in found
        if each.kind is not DerivationKind.REVISION
    )
    return "; ".join(dict.fromkeys(told))


def _source(derivation: Derivation, casefile: Asked) -> str:
    if not derivation.source:
        return f"{derivation.outlet} (no page of it here)"
    page = casefile.summary(derivation.source)
    return f"{page.outlet or page.name}, {page.published or 'n.d.'}"


def casefile_name(location: str) -> str:
    """Return what a casefile is called outside: no path, no server and no password.

    >>> casefile_name("/home/ann/talks.db"), casefile_name("postgresql://ann@db.example/talks?sslmode=require")
    ('talks', 'talks')
    """
    if "://" in location:
        return urlsplit(location).path.strip("/") or "casefile"
    return Path(location).stem or location


def remarks(citation: Citation) -> Sequence[str]:
    """Return what a citation adds behind its source, each without a full stop."""
    told = [citation.way] if citation.way else []
    if citation.further:
        more = counted(len(citation.further), "further outlet")
        told.append(f"told by {more} from {counted(citation.origins, 'origin')}")
    elif citation.origins > 1:
        told.append(f"told from {counted(citation.origins, 'origin')}")
    told += [note for note in citation.notes if not note.startswith("one origin")]
    return [*told, *([citation.unconfirmed] if citation.unconfirmed else [])]


def citation_record(citation: Citation) -> Record:
    """Return a citation as ``--json`` prints it."""
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in asdict(citation).items()
    }
