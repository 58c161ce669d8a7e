"""Find the furniture at the end of a page: rows of links, small print, slogans, author boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.intake.credits import is_credit
from onrecord.intake.lines import Line
from onrecord.intake.marks import PROMPT_WORDS, TEASER_WORDS, Marks, is_body, segments
from onrecord.intake.topic import Topic
from onrecord.intake.vocabulary import author_role, imprint, vocabulary

_NEIGHBOUR = re.compile(
    r"[←«‹].*\S|.*\S\s*[→»›]$|\W*(?:previous|prev|next|older|newer)"
    r"\s*(?::|→|»|›|>|\s[-–—])\s*\S",
    re.IGNORECASE,
)
_RULER = re.compile(r"[-–—_*=~•·#\s]{2,}$")
_SUMMARY_MARK = re.compile(r"[\[(“\"‘«]")
_QUOTE = re.compile(r"[\"“«”»]")


def mark_tail(marks: Marks, outlet: str | None, byline: str | None) -> None:
    """Mark, from the end of the page upwards, rows, rulers, small print, author boxes."""
    body = {x.index for x in marks.shown() if is_body(x)}
    topic = Topic(x for x in marks.lines if x.index in body)
    for line in reversed(marks.shown()):
        if line.is_long:
            return
        if is_credit(line):
            continue
        gap = line.index == 0 or marks.lines[line.index - 1].blank or line.index - 1 in marks.out
        share = topic.share(line, inside=line.index in body)
        if (
            (
                _NEIGHBOUR.match(line.text)
                or _is_tail_row(line)
                or _RULER.match(line.text)
                or _is_bare_label(line)
            )
            or is_author_box(line, byline, gap)
            or _is_slogan(line, outlet, marks)
            or _is_small_print(line, outlet, share)
            or _is_apart(line, marks, share)
        ):
            marks.out.add(line.index)
        else:
            return


def _is_small_print(line: Line, outlet: str | None, share: float) -> bool:
    """Tell whether the last line of a page is what an outlet says about itself."""
    if len(line.words) > PROMPT_WORDS or line.text[0] in "\"“«'‘–—" or line.bare.startswith("editor's note"):
        return False
    plain = line.text.replace("\u00a0", " ").replace("’", "'")
    signs = len({m.group().lower() for m in imprint().finditer(plain)})
    own = bool(outlet) and _last_name(outlet) in plain.lower()
    return signs >= 1 and signs + own + (share < 0.34) >= 3


def _last_name(outlet: str | None) -> str:
    return outlet.lower().split()[-1] if outlet else ""


def _is_apart(line: Line, marks: Marks, share: float) -> bool:
    """Tell whether a line without a full stop stands after the article and speaks of other things.

    It must stand in a block of such lines that a gap or other furniture parts from the article: in pages
    of one sentence per line the last line may lack its full stop.
    """
    if line.ends or (line.text.endswith(":") and len(line.words) > 5):  # announces what a quotation box held
        return False
    if len(line.words) > TEASER_WORDS or share >= 0.4 or _SUMMARY_MARK.match(line.text):
        return False
    at = line.index - 1
    while at >= 0 and not marks.lines[at].blank and at not in marks.out:
        if marks.lines[at].is_sentence:
            return False
        at -= 1
    return at > 0


def _is_tail_row(line: Line) -> bool:
    parts = segments(line)
    enough = 3 if "|" in line.text or "•" in line.text or "·" in line.text else 2
    return len(parts) >= enough and all(len(p.split()) <= 9 for p in parts) and not line.ends


def _is_bare_label(line: Line) -> bool:
    return len(line.words) <= 4 and not line.ends and line.text.isupper()


def is_author_box(line: Line, byline: str | None, apart: bool) -> bool:
    """Tell whether a line at the end of a page says who its author is.

    A name that the head of the page gives as the author's is enough; another name needs a writer's role and a
    line that stands apart.
    """
    text = line.text.lstrip("•*-–— ")
    if len(line.words) > 90 or _QUOTE.search(text[:1]):
        return False
    v = vocabulary()
    if v.first_person.match(text) or re.match(r"about the authors?\b", text, re.IGNORECASE):
        return True
    m = v.author.match(text)
    if not m:
        return False
    if byline and m["name"].lower().startswith(byline.lower()):
        return True
    said = re.search(r"\b(?:said|told|added)\b", text)
    return apart and not said and len(line.words) <= 60 and bool(author_role().search(text[: m.end()]))


def _is_slogan(line: Line, outlet: str | None, marks: Marks) -> bool:
    """Tell whether a line says what the outlet is, under the article: its name, then praise of itself."""
    if not outlet or len(line.words) > 40 or not line.text.lower().startswith(outlet.lower()):
        return False
    rest = line.text[len(outlet) :].strip()
    before = next((x for x in reversed(marks.lines[: line.index]) if not x.blank), None)
    ruled = before is not None and bool(_RULER.match(before.text))
    dashed = rest[:1] in "-–—:|"
    about = (
        re.match(r"(?:is|are|brings|offers|reads|has been) (?:a|an|the|our|your|you|\d+)\b", rest) is not None
    )
    return ruled or dashed or about


@dataclass(frozen=True, slots=True)
class Box:
    """Hold whom an author box names, and for whom they write."""

    name: str
    outlet: str | None


_WRITES_FOR = re.compile(
    r"\b(?:writer|journalist|reporter|correspondent|editor|columnist|blogger|"
    r"contributor)s? (?:for|at|of|with|to) (?:the )?"
    r"(?P<name>[A-Z][\w&'’-]*(?:\.\w[\w&'’-]*)*(?: [A-Z][\w&'’-]*(?:\.\w[\w&'’-]*)*){0,4})"
)


def byline_box(furniture: Sequence[str]) -> Box | None:
    """Return whom the author box among the furniture of a page names as author."""
    v = vocabulary()
    for cut in furniture:
        text = cut.lstrip("•*-–— ")
        m = v.first_person.match(text) or (v.author.match(text) if len(text.split()) > 6 else None)
        if m and author_role().search(text):
            outlet = _WRITES_FOR.search(text)
            return Box(m["name"], outlet["name"].rstrip(".") if outlet else None)
    return None
