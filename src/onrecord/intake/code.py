"""Find style sheets, scripts and markup that leaked into the text of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.intake.lines import Line
from onrecord.model import Span

# A rule of a style sheet: selectors, then braces with "property: value" or further rules in them.
_RULE = re.compile(
    r"""(?:(?<=[\s};>])|^)
    (?:/\*.{0,200}?\*/\s*)?
    (?:@(?:media|import|font-face|keyframes|supports|charset)[^{};\n]{0,200}
      |[.\#*:]?[A-Za-z_][\w.\#:()\[\]="'~^$*-]*
        (?:(?:\s{0,9}[,>+~]\s{0,9}|\s{1,9})[.\#*:]?[A-Za-z_][\w.\#:()\[\]="'-]*){0,12})
    \s{0,9}\{(?:[^{}]*[\w-]\s*:[^{}]*|(?:[^{}]*\{[^{}]*:[^{}]*\})+[^{}]*|\s*)\}(?:\s*\})*""",
    re.VERBOSE,
)
_SCRIPT = re.compile(
    r"""(?:window|document|googletag|jQuery|\$|dataLayer|gtag|fbq|ga|_gaq|console|JSON|Math)\s*[.(]\s*[\w('"]
    |\b(?:var|let|const)\s+[\w$]+\s*=|\bfunction\s*[\w$]*\s*\([^)]*\)\s*\{|=>\s*\{|\}\)\s*\(?\s*\)?\s*;|\.push\(
    |\bif\s*\([^)]*\)\s*\{|\breturn\s+[\w!]+;|\badsbygoogle\b""",
    re.VERBOSE,
)
_MARKUP = re.compile(
    r"</?(?:div|span|p|a|img|script|style|iframe|ul|li|br|figure|section|h[1-6])\b[^<>]{0,300}>|"
    r"\[/?(?:caption|vc_\w+|embed|gallery|et_pb\w*|su_\w+)\b[^\]\n]{0,300}\]|<!--.{0,300}?-->",
    re.I,
)
_OPENS = re.compile(r"^\s*(?:[.#@][\w-][^{}]{0,160}|[a-z][\w-]*(?:[\s,.>:#][^{}]{0,160})?)\{\s*$")
_MOST = 0.7
"""Share of a line from which on all of it is code."""


def code_spans(text: str, lines: Sequence[Line]) -> list[Span]:
    """Return the stretches of a text that are code: whole lines, or what of a line is."""
    out: list[Span] = []
    depth = 0
    for line in lines:
        if depth:
            depth += line.raw.count("{") - line.raw.count("}")
            depth = max(0, depth)
            out.append(line.whole)
        elif "{" in line.raw and _OPENS.match(line.raw) and _closes(lines, line.index):
            depth = line.raw.count("{") - line.raw.count("}")
            out.append(line.whole)
        elif any(c in line.raw for c in "{<[;"):
            out.extend(_in_line(line))
    return out


def _closes(lines: Sequence[Line], start: int) -> bool:
    """Tell whether braces opened on a line are closed within the next lines, with declarations between."""
    depth, body = 0, ""
    for line in lines[start : start + 60]:
        depth += line.raw.count("{") - line.raw.count("}")
        body += line.raw + "\n"
        if depth <= 0:
            return bool(re.search(r"[\w-]+\s*:\s*[^;{}\n]+|[;=(]", body.split("{", 1)[1]))
    return False


def _in_line(line: Line) -> list[Span]:
    rules = _RULE.finditer(line.raw) if "{" in line.raw else ()
    markup = _MARKUP.finditer(line.raw) if "<" in line.raw or "[" in line.raw else ()
    found = [m.span() for matches in (rules, markup) for m in matches]
    if _SCRIPT.search(line.raw):
        symbols = sum(c in "{}()[];=<>$_&|\"'" for c in line.raw)
        if symbols > 0.08 * len(line.raw):
            return [line.whole]
    covered = sum(b - a for a, b in found)
    if covered and covered >= _MOST * len(line.text):
        return [line.whole]
    return [Span(line.start + a, line.start + b) for a, b in found if b > a]
