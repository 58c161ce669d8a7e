"""Write what the search of a site looks in: one compact file, which the script of the page reads."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence

from onrecord.store.fold import fold
from onrecord.web.publish.listed import Listed
from onrecord.web.saying_days import day_words

INDEX = "search.json"
_WHAT = 200  # characters of what an entry is about
_WORDS = 60  # further words of its reports, at most
_WORD = re.compile(r"\w{2,}")


def index(
    found: Sequence[Listed], links: Callable[[str], str], called: Callable[[str], str],
    issue_words: Callable[[str], str],
) -> bytes:  # fmt: skip
    """Return entries as the search reads them.

    Names and issues stand in it once, the most frequent first, and entries point to them by number. An entry
    is its link, month's page, day, kind, the numbers of its names and issues, what it is about, and what else
    its reports say that can be looked for: words, each once, without marks.

    Args:
        found: what is published.
        links: gives the link of an entry by its id.
        called: gives the name of an actor.
        issue_words: gives the name of an issue.
    """
    names = [name for name, _ in Counter(name for each in found for name in each.names).most_common()]
    issues = [issue for issue, _ in Counter(issue for each in found for issue in each.issues).most_common()]
    name_at = {name: at for at, name in enumerate(names)}
    issue_at = {issue: at for at, issue in enumerate(issues)}
    entries = [
        [
            links(each.row.id), day_words(each.row.day), each.row.kind,
            [name_at[name] for name in each.names], [issue_at[issue] for issue in each.issues],
            _what(each), _further(each, called), 0 if each.row.confirmed else 1,
        ]
        for each in sorted(found, key=lambda each: each.first_day, reverse=True)
    ]  # fmt: skip
    held = {
        "actors": [called(name) for name in names],
        "issues": [issue_words(issue) for issue in issues],
        "entries": entries,
    }
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()


def _what(each: Listed) -> str:
    what = "".join(words for words, _ in each.row.what)
    return what if len(what) <= _WHAT else f"{what[:_WHAT].rsplit(' ', 1)[0]} …"


def _further(each: Listed, called: Callable[[str], str]) -> str:
    """Return what its reports say beyond what is shown, folded, each word once."""
    shown = set(_WORD.findall(fold(_what(each))))
    others = (*each.row.outlets, *map(called, each.row.towards))
    told = (word for words in (*others, *each.words) for word in _WORD.findall(fold(words)))
    return " ".join([word for word in dict.fromkeys(told) if word not in shown][:_WORDS])
