"""Find page furniture in the text of a page: what stands on it and is not the article.

Losing a sentence of the article is far worse than keeping a teaser. So a line goes only for what furniture
alone says or looks like, and the looser the sign, the nearer to the edge of the page it must stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from onrecord.intake.code import code_spans
from onrecord.intake.credits import is_credit
from onrecord.intake.head import Head
from onrecord.intake.inline import inline_spans
from onrecord.intake.lines import Line
from onrecord.intake.marks import TEASER_WORDS, Marks, is_body, is_prompt, segments
from onrecord.intake.tail import mark_tail
from onrecord.intake.vocabulary import vocabulary, words
from onrecord.model import Span
from onrecord.text.outlets import is_known_outlet, outlet_like

_COUNTER = re.compile(
    r"(?:\d{1,3}|of|[A-Z×✕]|\d{1,3} ?(?:of|/) ?\d{1,3}|\d{1,2}:\d\d(?::\d\d)?|[▶►■◀●]+)\.?$"
)
_QUOTE = re.compile(r"[\"“”«»]")
_CLOCK = re.compile(r"[0-2]?\d:[0-5]\d$")
_LISTED = 12
"""Lines that a header in the middle of an article governs at most; near the end of a page it governs all."""


def sure(text: str, lines: Sequence[Line]) -> Marks:
    """Mark what is furniture by itself, wherever the head of the page ends: code, labels, lists, rows."""
    code = code_spans(text, lines)
    marks = Marks(text, lines, {x.index for x in lines if _covered(x, code)}, code)
    passes: tuple[Callable[[Marks], None], ...] = (
        _governed,
        _labels,
        _rows,
        _slides,
        _repeats,
        _kickers,
        _comments,
    )
    for mark in passes:
        mark(marks)
    return marks


def furniture_spans(marks: Marks, head: Head) -> list[Span]:
    """Return where furniture stands once the head of the page is read; whole lines with their line breaks.

    Args:
        marks: what `sure` marked; more is marked at the end of the page.
        head: the head, whose outlet and author tell slogans and author boxes.
    """
    marks.out.update(head.slogans)
    mark_tail(marks, head.outlet, head.byline)
    _governed_to_the_end(marks)
    mark_tail(marks, head.outlet, head.byline)
    whole = [x.whole for x in marks.lines if x.index in marks.out]
    kept = [x for x in marks.shown() if x.index not in head.headline]
    return sorted({*whole, *marks.inline, *inline_spans(kept)})


def _covered(line: Line, spans: Sequence[Span]) -> bool:
    return (
        any(s.start <= line.span.start and line.span.end <= s.end for s in spans) if not line.blank else False
    )


def _labels(marks: Marks) -> None:
    """Mark lines that say what only furniture says: labels, prompts, counters."""
    v = vocabulary()
    live = (
        sum(_CLOCK.match(x.text) is not None for x in marks.lines) > 1
    )  # times head the entries of a live page
    for line in marks.shown():
        if line.is_long:
            continue
        tokens = [t for t in re.split(r"[\s|·•,/]+", line.bare) if t]
        names_only = len(tokens) > 1 and all(v.share.match(t) for t in tokens)
        counter = (
            _COUNTER.match(line.text)
            and line.text not in ("I", "A")
            and not (live and _CLOCK.match(line.text))
        )
        codes = len(line.words) > 1 and all(
            len(w) == 2 and w.isupper() for w in line.words
        )  # languages of the site
        if v.labels.match(line.bare) or names_only or is_prompt(line) or counter or codes:
            marks.out.add(line.index)


def _governed(marks: Marks) -> None:
    """Mark headers such as "Most read" and the teasers that follow them."""
    shown = marks.shown()
    last = _last_text(shown)
    for i, line in enumerate(shown):
        reach = _reach(line) if line.index not in marks.out else 0
        if not reach:
            continue
        at_end = line.index > last
        far = len(shown) if at_end and reach > 1 else i + 1 + reach
        teasers = _teasers([x for x in shown[i + 1 : far + 1] if x.index not in marks.out], reach, at_end)
        if line.text.endswith(":") and reach == 1 and teasers and len(teasers[0].words) > 6 and not at_end:
            teasers = []  # "Language:" and then the article
        if teasers or at_end:
            marks.out.update(x.index for x in (line, *teasers))


def _governed_to_the_end(marks: Marks) -> None:
    """Mark the rest of lists that end the page, now that the small print under them is known."""
    shown = marks.shown()
    last = _last_text(shown)
    for line in marks.lines[last + 1 :]:
        if line.index in marks.out and not line.blank and _reach(line) > 1:
            rest = [x for x in shown if x.index > line.index]
            marks.out.update(x.index for x in _teasers(rest, len(rest), at_end=True))
            return


def _last_text(shown: Sequence[Line]) -> int:
    """Return the index of the last line of running text, -1 where there is none."""
    return next((x.index for x in reversed(shown) if is_body(x) and not _asks(x)), -1)


def _reach(line: Line) -> int:
    """Return how many lines a header governs; 0 where a line is none."""
    if line.is_long or len(line.words) > 9 or (line.ends and not line.text.endswith(("?", "!", "…"))):
        return 0
    v = vocabulary()
    if v.neighbours.match(line.bare) or (line.text.endswith(":") and v.fields.match(line.bare)):
        return 1
    return _LISTED if v.headers.match(line.bare) else 0


def _asks(line: Line) -> bool:
    """Tell whether a line is a short question, as teasers are."""
    return line.text.endswith("?") and len(line.words) <= 12


def _teasers(rest: Sequence[Line], reach: int, at_end: bool) -> list[Line]:
    """Return the lines after a header that look like titles of other articles; at the end also their dates.

    A gap after the first ones ends the list where what follows it could be a subheading.
    """
    out: list[Line] = []
    for x in rest if at_end and reach > 1 else rest[:reach]:
        full_stop = x.text.rstrip("\"”’'").endswith(".") and not x.text.endswith("...")
        if (
            len(x.words) > TEASER_WORDS
            or full_stop
            or (is_credit(x) and not (at_end and reach > 1 and len(x.words) <= 9))
        ):
            break
        out.append(x)
    if out and len(out) < len(rest) and reach > 1:  # running text follows: leave it its subheading
        last = out[-1]
        if len(out) > 1 and last.index - out[-2].index > 1 and rest[len(out)].index - last.index >= 1:
            out.pop()
    return out


def _rows(marks: Marks) -> None:
    """Mark rows of links: short segments between bars, one of them a word of menus; paths."""
    v = vocabulary()
    for line in marks.shown():
        parts = segments(line)
        if len(parts) < 2 or is_credit(line) or any(len(p.split()) > 9 for p in parts):
            continue
        known = sum(bool(v.menu.match(p.strip(" :[]+-").lower())) for p in parts)
        if len(parts) == 2 and line.index < 4 and (outlet_like(parts[0]) or is_known_outlet(parts[0])):
            continue  # outlet and section
        path = parts[0].lower() in ("home", "front page", "start") and (
            "»" in line.text or ">" in line.text or "/" in line.text or "›" in line.text
        )
        if (path or (known * 3 >= len(parts) and known)) and not (line.ends and len(parts) < 3):
            marks.out.add(line.index)


def _slides(marks: Marks) -> None:
    """Mark what belongs to a slide show, told by its counter ("1 / of / 23"): heading and slides."""
    shown = [x for x in marks.lines if not x.blank]
    for i in range(len(shown) - 2):
        three = [x.text.strip(".") for x in shown[i : i + 3]]
        if not (three[0].isdigit() and three[1].lower() in ("of", "/") and three[2].isdigit()):
            continue
        before = shown[i - 1] if i else None
        if (
            before is not None
            and len(before.words) <= 10
            and any(x.text == before.text for x in shown[: i - 1])
        ):
            marks.out.update(x.index for x in shown[:i] if x.text == before.text)
        for x in shown[i + 3 :]:
            if len(x.words) >= 18:
                break
            marks.out.add(x.index)


def _repeats(marks: Marks) -> None:
    """Mark what stands between a lead and its repetition: media captions and cut-off teasers of the page.

    Agencies' pages give the lead twice, before and after the picture or video; the second time often with the
    dateline.
    """
    shown = marks.shown()[:10]
    for i, lead in enumerate(shown[:4]):
        if len(lead.words) < 8:
            continue
        key = lead.text[:60]
        for j in range(i + 2, min(i + 6, len(shown))):
            if shown[j].index - lead.index != j - i:  # a gap: paragraphs of an article, not lines of a page
                break
            at = shown[j].text.find(key)
            if 0 <= at <= 60:
                seen = {x.text for x in shown[: i + 1]}
                rest = marks.text[shown[j].start :]
                between = [
                    x for x in shown[i + 1 : j]
                    if x.text not in seen
                    and not _QUOTE.search(x.text)
                    and (x.text[:40] not in rest or not x.ends)
                ]  # fmt: skip
                marks.out.update(x.index for x in between)
                return


def _kickers(marks: Marks) -> None:
    """Mark teasers between paragraphs told by a kicker: "Border talks: Aramia rejects plan"."""
    verbs = words("headline_verbs.txt")
    shown = marks.shown()
    for before, line, after in zip(shown[1:], shown[2:], shown[3:], strict=False):
        kicker, colon, rest = line.text.partition(": ")
        told = rest.split()
        if (
            colon and not line.ends and 1 < len(kicker.split()) <= 3 and 4 <= len(told) <= 14
            and before.ends and after.is_sentence and not _QUOTE.search(line.text)
            and any(w.lower() in verbs for w in told[1:5])
        ):  # fmt: skip
            marks.out.add(line.index)


def _comments(marks: Marks) -> None:
    """Mark everything from the header of readers' comments on, if it is the smaller part of the page."""
    for line in marks.lines:
        if not line.blank and line.start > 0.5 * len(marks.text) and vocabulary().comments.match(line.bare):
            marks.out.update(x.index for x in marks.lines[line.index :])
            return
