"""Read a YAML file into plain values that know their lines, and say what is wrong with it, all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from onrecord.errors import OnrecordError

MOST_BYTES = 2_000_000
MOST_DEPTH = 8

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it is built in


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Say what is wrong in which line of a codebook; line 0 is the file as a whole."""

    line: int
    what: str


class CodebookError(OnrecordError):
    """Report a codebook that cannot be used, with everything that is wrong with it."""

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        self.file, self.faults = file, tuple(sorted(faults))
        first = self.faults[0]
        more = len(self.faults) - 1
        super().__init__(
            first.what,
            f"{file}:{first.line}" if first.line else file,
            f"and {more} more: onrecord codebook check {file}" if more else None,
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a value of the file (text, list or mapping) and its line, that of its key where it has one."""

    line: int
    value: str | tuple[Entry, ...] | Mapping[str, Entry] | None


@dataclass(slots=True)
class Faults:
    """Gather what is wrong while a file is read."""

    found: list[Fault] = field(default_factory=list)

    def add(self, line: int, what: str) -> None:
        """Note a fault."""
        self.found.append(Fault(line, what))


def file_text(path: Path) -> str:
    """Return the text of a codebook's file; raise CodebookError where it is none."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise OnrecordError(
            "there is no such file, and no codebook of this name",
            str(path),
            "`onrecord codebook list` shows those that come along, `onrecord codebook new NAME` writes one",
        ) from error
    except IsADirectoryError as error:
        raise OnrecordError("is a folder", str(path), "name the codebook's file") from error
    except OSError as error:
        raise OnrecordError(
            f"cannot be read ({error.strerror})", str(path), "make it readable, or name another file"
        ) from error
    if len(raw) > MOST_BYTES:
        raise CodebookError(str(path), [Fault(0, f"is larger than {MOST_BYTES // 1_000_000} MB")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CodebookError(str(path), [Fault(line, "is not UTF-8 text")]) from error


def entries(content: str, file: str) -> Entry:
    """Parse YAML into entries; raise CodebookError for what is no YAML, or more of it than a pack needs."""
    faults = Faults()
    try:
        _look_over(content, faults)
        if faults.found:
            raise CodebookError(file, faults.found)
        node = yaml.compose(content, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "cannot be parsed"
        told = _hint(content, _line(mark), said) or said
        raise CodebookError(file, [Fault(_line(mark), f"is not YAML: {told}")]) from error
    except yaml.reader.ReaderError as error:
        line = content.count("\n", 0, error.position) + 1
        raise CodebookError(file, [Fault(line, f"is not YAML: {error.reason}")]) from error
    if node is None:
        raise CodebookError(file, [Fault(0, "is empty")])
    entry = _entry(node, faults)
    if faults.found:
        raise CodebookError(file, faults.found)
    return entry


def _hint(content: str, line: int, said: str) -> str | None:
    """Say in plain words what the usual slips are, of which the parser only says where it was lost."""
    written = content.split("\n", line)[line - 1] if line else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return "begins with a tab: indent with spaces"
    if said.startswith("mapping values are not allowed"):
        return f"{said}: text with ': ' in it? put it into quotation marks"
    return None


def _look_over(content: str, faults: Faults) -> None:
    """Refuse what makes a small file large or deep, before anything is built of it."""
    depth = documents = 0
    for event in yaml.parse(content, Loader=_LOADER):
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            faults.add(line, "has a YAML alias (*name), which codebooks do not take: write it out")
            return
        tag = getattr(event, "tag", None)
        if tag is not None:
            faults.add(line, f"has the YAML tag {tag!r}, which codebooks do not take: leave it out")
            return
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                faults.add(line, "begins a second document: one file holds one codebook")
                return
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MOST_DEPTH:
                faults.add(line, "is nested too deeply")
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _line(mark: Any) -> int:
    """Return the line of a mark, counted from 1; 0 where there is none."""
    return int(mark.line) + 1 if mark is not None else 0


def _entry(node: yaml.Node, faults: Faults) -> Entry:
    line = _line(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        out: dict[str, Entry] = {}
        for key, value in node.value:
            at = _line(key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                faults.add(at, "has a key that is no word")
            elif key.value in out:
                faults.add(
                    at, f"has the key {key.value!r} a second time (first in line {out[key.value].line})"
                )
            else:
                out[key.value] = Entry(at, _entry(value, faults).value)
        return Entry(line, out)
    if isinstance(node, yaml.SequenceNode):
        return Entry(line, tuple(_entry(item, faults) for item in node.value))
    is_null = node.tag == "tag:yaml.org,2002:null"
    return Entry(line, None if is_null else str(node.value))
