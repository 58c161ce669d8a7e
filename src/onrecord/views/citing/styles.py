"""Write a citation as text, Markdown, BibTeX or CSL-JSON, whatever characters its parts have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from onrecord.views.citing.citation import Citation, remarks
from onrecord.views.parts import Record

UNDATED = "n.d."
_LINKED = re.compile(r"https?://\S+", re.IGNORECASE)
_MARKS = re.compile(r"([\\`*_\[\]|<>~&])")
_BEGINS = re.compile(r"(?=[#+=-])|(?<=\d)(?=[.)])")  # a heading, a list, a rule, at the start of a paragraph
_ESCAPE = r"\\"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$",
    "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}", '"': "{''}", "@": "{@}",
}  # fmt: skip
_IN_ADDRESS = re.compile(r"[^A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%#]")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)")


def text(citation: Citation) -> str:
    """Return a citation as a paragraph of plain text."""
    return _paragraph(citation, _plain, lambda title, _: f"“{title}”", _plain)


def markdown(citation: Citation) -> str:
    """Return a citation as a paragraph of Markdown, its title linked to the address."""

    def titled(title: str, url: str) -> str:
        words = f"“{_marked(title)}”"
        return f"[{words}](<{_address(url)}>)" if _LINKED.fullmatch(url) else words

    written = _paragraph(citation, _marked, titled, lambda _: "")
    first, blank, others = written.partition(" ")
    return f"{_BEGINS.sub(_ESCAPE, first, count=1)}{blank}{others}"


def _paragraph(
    citation: Citation,
    write: Callable[[str], str],
    titled: Callable[[str, str], str],
    address: Callable[[str], str],
) -> str:
    """Put the parts of a citation in order, each made safe."""
    parts = []
    if citation.of == "entry":
        who = "; ".join(citation.who) or "undecided who"
        head = ", ".join([who, citation.act, citation.when or "undated"])
        parts.append(f"{write(head)}: “{write(citation.words)}”.")
    by = [citation.byline] if citation.of == "document" or not citation.outlet else []
    where = [write(each) for each in (*by, citation.outlet) if each]
    if citation.title:
        where.append(titled(_plain(citation.title), citation.url))
    where.append(write(citation.published or UNDATED))
    parts.append(f"{', '.join(where)}.".replace(f"{UNDATED}.", UNDATED))
    if citation.url and (shown := address(citation.url)):
        parts.append(shown)
    parts += [f"{write(each[0].upper() + each[1:])}." for each in remarks(citation)]
    return " ".join([*parts, write(f"[{citation.casefile}, {citation.of} {citation.id}]")])


def bibtex(citation: Citation) -> str:
    r"""Return a citation as an entry of BibTeX.

    What has a meaning in TeX is escaped, and no text can close its field: BibTeX counts every brace, ``\}``
    too, so that a brace is a word of its own: "50% {" is ``50\% \textbraceleft{}``.
    """
    year = _DAY.match(citation.published)
    fields = {
        "author": _tex(citation.byline or citation.outlet),
        "title": _tex(citation.title),
        "journal": _tex(citation.outlet),
        "year": year[1] if year else _tex(UNDATED),
        "date": citation.published if _DAY.fullmatch(citation.published) else "",
        "url": _address(citation.url) if _LINKED.fullmatch(citation.url) else "",
        "note": _tex(" ".join(_note(citation))),
    }
    fields["author"] = f"{{{fields['author']}}}" if fields["author"] else ""  # one name: never taken apart
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{onrecord-{citation.id},", *lines, "}"])


def csl(citation: Citation) -> Record:
    """Return a citation as an item of CSL-JSON; an undated one has no ``issued``, as the format has it."""
    item: Record = {
        "id": f"onrecord-{citation.id}",
        "type": "article-newspaper",
        "title": _plain(citation.title),
        "container-title": _plain(citation.outlet),
        "note": " ".join(_note(citation)),
    }
    if citation.byline or citation.outlet:
        item["author"] = [{"literal": _plain(citation.byline or citation.outlet)}]
    if issued := _issued(citation.published):
        item["issued"] = issued
    if _LINKED.fullmatch(citation.url):
        item["URL"] = citation.url
    if citation.words:
        item["abstract"] = _plain(citation.words)
    return {name: value for name, value in item.items() if value}


def _issued(edtf: str) -> Record | None:
    """Return a date as CSL has it; ``None`` where there is none."""
    if not edtf:
        return None
    found = [_DAY.fullmatch(part) for part in edtf.split("/")]
    if len(found) > 2 or not all(found):
        return {"literal": edtf}  # "XXXX-06-12": no year
    parts = [[int(each) for each in day.groups()[:3] if each] for day in found if day]
    doubtful = any(day[4] for day in found if day)
    return {"date-parts": parts} | ({"circa": True} if doubtful else {})


def _note(citation: Citation) -> Sequence[str]:
    """Return what goes into a note: who did what in which words, and by what way it is known."""
    said = []
    if citation.of == "entry":
        who = "; ".join(citation.who) or "undecided who"
        said.append(f"{who}, {citation.act}, {citation.when or 'undated'}: “{citation.words}”.")
    said += [f"{each[0].upper() + each[1:]}." for each in remarks(citation)]
    return [_plain(each) for each in (*said, f"[{citation.casefile}, {citation.of} {citation.id}]")]


def _plain(words: str) -> str:
    """Return words on one line, without characters that are none."""
    return " ".join(_CONTROLS.sub(" ", words).split())


def _marked(words: str) -> str:
    r"""Return words as Markdown shows them, whatever they hold.

    >>> print(_marked("[a](javascript:b) *c*"))
    \[a\](javascript:b) \*c\*
    """
    return _MARKS.sub(r"\\\1", _plain(words))


def _tex(words: str) -> str:
    return "".join(_TEX.get(character, character) for character in _plain(words))


def _address(url: str) -> str:
    """Return an address in the characters that an address may have, others by their codes.

    >>> _address("https://news.example/a b{c}")
    'https://news.example/a%20b%7Bc%7D'
    """
    return _IN_ADDRESS.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode("utf-8", "replace")), url)


PARAGRAPHS: Mapping[str, Callable[[Citation], str]] = {"text": text, "markdown": markdown, "bibtex": bibtex}
"""What writes each style but CSL-JSON, by what ``--style`` calls it."""
