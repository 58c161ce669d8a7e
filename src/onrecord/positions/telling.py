"""Read in the words of an act what a stance hangs on: its condition, its order, and whether it looks back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.model import Evidence, RecordKind, RelationKind, ReportedAct
from onrecord.positions.settings import phrases
from onrecord.register.sameness import content_words, stem

STANDING, EARLIER, OF_THEM = "standing", "earlier", "of them"
_CLAUSE = re.compile(r"[^,;.:!?]*")
_TURNED = {RelationKind.BEFORE: RelationKind.AFTER, RelationKind.AFTER: RelationKind.BEFORE}
_KEPT = {
    RelationKind.BEFORE,
    RelationKind.AFTER,
    RelationKind.INSTEAD_OF,
    RelationKind.IN_EXCHANGE_FOR,
    RelationKind.ALONGSIDE,
}
_NEAR = 16
"""Characters before a verb in which a negation stands."""
_WHOLE_MATTER = 2
"""Words from which a matter that is given up for another is named."""
_OPENING = 40
"""Characters of a content in which it says since when something is so."""
_LONGEST = 120
"""Characters of a condition or of the other side of an order."""


def condition_of(act: ReportedAct) -> str:
    """Return the condition that an act states: as it was read, else the clause that its words open.

    "he will talk once the shelling has stopped" has "once the shelling has stopped".
    """
    if act.condition:
        return joined(act.condition)
    found = phrases("conditions").search(act.text)
    if found is None:
        return ""
    clause = _CLAUSE.match(act.text, found.end())
    rest = clause.group() if clause else ""
    return " ".join(f"{found.group()}{rest}".split())[:_LONGEST] if rest.strip() else ""


def is_conditional(act: ReportedAct) -> bool:
    """Tell whether the words themselves open a condition: "only if", "as soon as"."""
    return bool(act.condition) or phrases("plain_conditions").search(act.text) is not None


def matter_of(act: ReportedAct) -> str:
    """Return what an act is about in its own words, without its condition."""
    text = " ".join(act.text.split())
    condition = condition_of(act)
    opening = " ".join(condition.split()[:3])
    if not opening or opening not in text:
        return text
    at = text.index(opening)
    end = at + len(condition) if text.startswith(condition, at) else len(text)
    rest = f"{text[:at]} {text[end:]}".strip()
    return rest if rest else text


def orders_of(act: ReportedAct, issue: str) -> Iterator[str]:
    """Yield how the matter of an issue stands to others: "before nato_membership: any decision on entry"."""
    for r in act.relations:
        if r.kind not in _KEPT:
            continue
        if r.left_issue == issue and r.right_issue != issue:
            yield _order(r.kind, r.right_issue, r.right)
        elif r.right_issue == issue and r.left_issue != issue and r.kind in _TURNED:
            yield _order(_TURNED[r.kind], r.left_issue, r.left)


def _order(kind: RelationKind, issue: str | None, side: Evidence) -> str:
    words = joined((side,))[:_LONGEST]
    return f"{kind.value} {issue}: {words}" if issue else f"{kind.value} {words}"


def others_of(act: ReportedAct, issue: str) -> Iterator[tuple[str, RelationKind, str]]:
    """Yield the issues that stand in an order with one, how each stands to it, and that order in words.

    Of "guarantees before membership", asked for guarantees: membership comes after them.
    """
    for r in act.relations:
        if r.left_issue == issue and r.right_issue not in (None, issue):
            kind = _TURNED.get(r.kind, r.kind)
            if r.kind in _KEPT:
                yield str(r.right_issue), kind, _order(kind, issue, r.left)
        elif r.right_issue == issue and r.left_issue not in (None, issue) and r.kind in _TURNED:
            yield str(r.left_issue), r.kind, _order(r.kind, issue, r.right)


def gives_up(act: ReportedAct) -> bool:
    """Tell whether the words give the matter of the act up: "ready to forgo the bid", not "never forgo it".

    What is given up follows the verb: in "dropping the bid for stronger guarantees" it is no guarantee. Where
    the issue is not known by a word of its id, the matter as a whole is meant.
    """
    text = matter_of(act)
    found = phrases("giving_up").search(text)
    if found is None or phrases("not").search(text, max(0, found.start() - _NEAR), found.start()):
        return False
    split = phrases("instead").finditer(text, found.end())
    instead = next((m for m in split if _ends_matter(text[found.end() : m.start()], m.group())), None)
    given = text[found.end() : instead.start()] if instead else text[found.end() :]
    kept = text[instead.end() :] if instead else ""
    named = {stem(word) for word in next(iter(act.issues), "").split("_")}
    return not (named & content_words(kept) and not named & content_words(given))


def _ends_matter(given: str, word: str) -> bool:
    """Tell whether what is given up ends before a word: "the bid" is not all of "the bid for membership"."""
    return word.lower() != "for" or len(content_words(given)) >= _WHOLE_MATTER


def told(act: ReportedAct) -> str:
    """Tell whether an act that its text does not date was so for long, or is looked back at.

    Only its cue says so, or for narration its sentence; what an outlet says of its own report looks back.
    """
    if act.record_kind is RecordKind.COMMITMENT and not act.sayers and not act.dated:
        back = phrases("earlier").search(act.text) or act.text.lower().startswith("when ")
        return EARLIER if back else OF_THEM
    if phrases("own_report").search(joined((*act.cue, *act.around))):
        return EARLIER
    if act.dated:
        return ""
    words = joined(act.cue) if act.cue else joined(act.around or act.quote)
    if phrases("earlier").search(words) or act.text.lower().startswith("when "):
        return EARLIER
    standing = phrases("standing").search(words) or phrases("standing").search(act.text[:_OPENING])
    return STANDING if standing else ""


def joined(evidence: Iterable[Evidence]) -> str:
    """Return words of evidence on one line."""
    return " ".join(" ".join(e.exact.split()) for e in evidence)
