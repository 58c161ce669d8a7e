"""Find what an address of the register chooses, and make what of its page is the same for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.store.fold import fold
from onrecord.web import register_page as view
from onrecord.web.choosing import SORTS, Chosen, Query, chosen
from onrecord.web.pages import TO, templates
from onrecord.web.saying_days import day_words
from onrecord.web.timeline import timeline

if TYPE_CHECKING:
    from onrecord.web.desk import Desk
    from onrecord.web.saying import Saying

_TYPED = {"actor": "name", "towards": "whom"}
"""Parameters for a part of a name, each with the one for whole names."""
_SUGGESTED = 4
_MARKS = '*"“”„«»'  # with which somebody says themselves what is to be found


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold what fits, as the page shows it."""

    results: Markup
    facets: Markup
    total: int
    in_a_line: str


def listed(desk: Desk, asked: Chosen, say: Saying) -> Listed:
    """Return what fits, as it was made for this state of the casefile."""
    key = asked.values, asked.sort, asked.page
    return desk.kept("register page", key, lambda: _made(desk, asked, say))


def whole(asked: Chosen, say: Saying) -> Query | None:
    """Return the parameters with a code in place of what it stands for, where just that was typed."""
    for typed in _TYPED:
        words = asked.one(typed)
        codes = [name for name in say.called_so(words) if fold(say.called(name)) == fold(words or "")]
        if len(codes) == 1:
            return _instead(asked, typed, codes[0])
    return None


def _made(desk: Desk, asked: Chosen, say: Saying) -> Listed:
    where, labels = asked.filter(), say.words(asked)
    counted = desk.kept("register", where, lambda: desk.casefile.entry_facets(where))
    offset = (asked.page - 1) * view.PAGE
    found = desk.casefile.entries_page(where, asked.sort, offset, view.PAGE, total=counted.total)
    actors = {name: say.called(name) for name in counted.counts.get("actor", {})}
    first = (asked.page - 1) * view.PAGE + 1
    results = _rendered(
        "register_results.html.j2",
        chosen=asked,
        sorts=SORTS,
        size=view.PAGE,
        rows=[view.row_of(each, asked, say.issues) for each in found.entries],
        total=found.total,
        everything=found.total if asked.is_everything else _everything(desk),
        first=first,
        last=first + len(found.entries) - 1,
        last_page=max(1, -(-found.total // view.PAGE)),
        pages=view.pages(found.total, asked.page),
        chips=asked.chips(labels),
        suggested=tuple(_suggested(asked, say)),
        loosened=() if found.total else tuple(_loosened(desk, asked, labels)),
        beginning=_beginning(asked) if not found.total else None,
        called=say.called,
        day_words=day_words,
    )
    facets = _rendered(
        "register_facets.html.j2",
        chosen=asked,
        facets=view.facets(counted, asked, actors | labels),
        line=timeline(counted.counts.get("year", {})),
    )
    return Listed(results, facets, found.total, asked.in_a_line(labels))


def _rendered(template: str, **values: object) -> Markup:
    # The template has escaped what it was given.
    return Markup(templates().get_template(template).render(to=TO, **values))


def _everything(desk: Desk) -> int:
    where = chosen(()).filter()
    return desk.kept("register", where, lambda: desk.casefile.entry_facets(where)).total


def _again(query: Query) -> Chosen:
    return chosen((name, each) for name, some in query.items() for each in some)


def _instead(asked: Chosen, typed: str, name: str) -> Query:
    """Return the parameters with a whole name in place of the part of one that was typed."""
    return _again(asked.without(typed)).adding(_TYPED[typed], name)


def _suggested(asked: Chosen, say: Saying) -> Iterator[tuple[str, Query]]:
    """Yield whom a part of a name may mean besides those that it finds, with what chooses them."""
    for typed in _TYPED:
        for name in say.called_so(asked.one(typed))[:_SUGGESTED]:
            yield say.called(name), _instead(asked, typed, name)


def _loosened(desk: Desk, asked: Chosen, labels: Mapping[str, str]) -> Iterator[view.Loosened]:
    """Yield what there were without each of the filters, as far as that is anything."""
    for chip in asked.chips(labels):
        where = _again(chip.without).filter()
        if total := desk.casefile.entries_page(where, limit=0).total:
            yield view.Loosened(chip.label, chip.words, total, chip.without)


def _beginning(asked: Chosen) -> Query | None:
    """Return the parameters by which words are looked for that begin so; ``None`` where that is no help."""
    typed = asked.one("text")
    if typed is None or any(mark in typed for mark in _MARKS):
        return None
    return asked.adding("text", " ".join(f"{word}*" for word in typed.split()))
