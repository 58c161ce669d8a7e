"""``onrecord lineage``: what pages derive from each other, without a casefile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import opening
from onrecord.cli.ending import end
from onrecord.cli.options import columns as columns_option
from onrecord.cli.progress import Track, progress
from onrecord.cli.screen import counted, not_read, one_line
from onrecord.errors import PageError, UsageError
from onrecord.model import DerivationKind, Material
from onrecord.text.dates import to_edtf

if TYPE_CHECKING:
    from onrecord.intake.columns import Columns
    from onrecord.model import Derivation, Document, Evidence, Given, RawPage
    from onrecord.reader import Reader

_BATCH = 16
_STATED = ("outlet", "published", "url", "title", "byline")
_SHOWN = (DerivationKind.COPY, DerivationKind.REWRITE, DerivationKind.PARTIAL)
_DOES = {
    DerivationKind.COPY: "copies",
    DerivationKind.REWRITE: "rewrites",
    DerivationKind.PARTIAL: "takes passages of",
    DerivationKind.CITES: "cites",
}
_BY = {
    "credit": "it names its source",
    "dates": "it is the later one",
    "content": "it looks the derived one",
    "undecided": "which came first is undecided",
}


@click.command(short_help="Find what pages derive from each other.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--meta", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="JSON: outlet, published, url by file name, where the pages do not say.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one list in JSON.")
@columns_option
def lineage(paths: tuple[str, ...], meta: Path | None, as_json: bool, columns: Columns) -> None:
    """Find copies, rewrites and partial takeovers among pages, without any casefile.

    With --json each is {"from": source, "to": derived, "relation": copy, rewrite or partial, "credited",
    "spans"}; a span has "from" and "to", each with start, end and text: code points of the page's text,
    newlines untouched. FILE holds {"page.txt": {"outlet": ..., "published": ..., "url": ...}, ...}.
    """
    from onrecord.intake import pages
    from onrecord.lineage.memory import MemoryIndex
    from onrecord.lineage.update import update

    stated = _stated(meta)
    total = pages.count(paths)
    reader = opening.reader()
    with progress("Reading", "pages", total) as track:
        files = _Files()
        found = pages.pages(paths, columns=columns)
        while some := list(islice(found, _BATCH)):
            files.take(some, stated, reader, track)
    with progress("Comparing", "pages", len(files.materials)) as track:
        index = MemoryIndex(files.materials.values())
        change = update(index, list(files.materials), tell=lambda d: track.step(files.names[d]))
    if as_json:
        records = [_record(d, files) for d in change.derivations if d.kind in _SHOWN]
        click.echo(json.dumps(records, indent=1, ensure_ascii=False))
    else:
        for line in _lines(change.derivations, files):
            click.echo(line)
    end(files.problems)


class _Files:
    """Hold the pages that could be taken, by document id."""

    def __init__(self) -> None:
        self.materials: dict[str, Material] = {}
        self.names: dict[str, str] = {}
        self.problems = 0

    def take(
        self, found: list[RawPage | PageError], stated: Mapping[str, Given], reader: Reader, track: Track
    ) -> None:
        """Make documents of pages and read them together."""
        documents = []
        for page in found:
            try:
                if isinstance(page, PageError):
                    raise page
                documents.append(self._document(page, stated))
            except PageError as error:
                self.problems += 1
                track.line(f"set aside: {error}")
        for document, reading in zip(documents, reader.read(documents), strict=True):
            track.step(document.name)
            if not document.is_read:
                track.line(f"{document.name}: {not_read(document.language)}; it is compared word for word")
            self.materials[document.id] = Material(document, reading.sentences, reading.mentions)

    def _document(self, page: RawPage, stated: Mapping[str, Given]) -> Document:
        from onrecord.intake.document import to_document

        given = stated.get(page.name) or stated.get(Path(page.name).name)
        document = to_document(replace(page, given=given) if given else page)
        if document.id in self.names:  # the same bytes twice: two pages here, one document in a casefile
            document = replace(document, id=sha256(f"{document.id} {page.path}".encode()).hexdigest()[:16])
        self.names[document.id] = page.path if page.path and "#" not in page.name else page.name
        return document


def _stated(meta: Path | None) -> dict[str, Given]:
    """Read what the user states about pages, by file name."""
    from onrecord.model import Given

    if meta is None:
        return {}
    try:
        raw = json.loads(meta.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UsageError(f"{meta}: is no JSON ({error})") from error
    if not isinstance(raw, dict) or not all(isinstance(v, dict) for v in raw.values()):
        raise UsageError(f'{meta}: must be {{"page.txt": {{"outlet": ..., "published": ..., "url": ...}}}}')
    out = {}
    for name, fields in raw.items():
        unknown = sorted(set(fields) - set(_STATED))
        if unknown:
            told = f"{', '.join(unknown)} is none of {', '.join(_STATED)}"
            raise UsageError(f"{meta}: {name}: {told}")
        if fields.get("published") and to_edtf(str(fields["published"])) is None:
            raise UsageError(f"{meta}: {name}: {fields['published']!r} is no date")
        out[name] = Given(**{k: str(v) for k, v in fields.items() if v is not None})
    return out


def _record(derivation: Derivation, files: _Files) -> dict[str, Any]:
    source, derived = (files.materials[d].document for d in (derivation.source, derivation.derived))
    return {
        "from": files.names[derivation.source],
        "to": files.names[derivation.derived],
        "relation": derivation.kind.value,
        "credited": derivation.credited,
        "spans": [
            {"from": _span(source, p.source), "to": _span(derived, p.derived)} for p in derivation.passages
        ],
    }


def _span(document: Document, evidence: Evidence) -> dict[str, Any]:
    """Place words in the page's own text; furniture that stands among them is part of the stretch."""
    from onrecord.intake.document import source_spans
    from onrecord.model import Span

    parts = source_spans(document, Span(evidence.start, evidence.end))
    start, stop = parts[0].start, parts[-1].end
    return {"start": start, "end": stop, "text": document.source_text[start:stop]}


def _lines(derivations: tuple[Derivation, ...], files: _Files) -> Iterator[str]:
    count = sum(d.kind in _SHOWN for d in derivations)
    for d in derivations:
        if d.kind not in _DOES:
            continue
        source = files.names.get(d.source) or f"{d.outlet} (not among these pages)"
        yield f"{files.names[d.derived]}  {_DOES[d.kind]}  {source}"
        if d.kind in _SHOWN:
            told = [_BY.get(d.direction, d.direction), counted(len(d.passages), "passage") + " side by side"]
            yield f"    {'; '.join(told)}"
        for words in d.credit[:1]:
            yield f"    credit: “{one_line(words.exact)}”"
        if d.passages:
            longest = max(d.passages, key=lambda p: p.derived.end - p.derived.start)
            yield f"    e.g. “{_short(longest.derived.exact)}” from “{_short(longest.source.exact)}”"
    yield f"{counted(len(files.materials), 'page')}: {counted(count, 'derivation')}"


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= 90 else f"{text[:89]}…"
