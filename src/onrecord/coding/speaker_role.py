"""Tell in what capacity somebody speaks, from the words that introduce them and the form of their name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.model import Span, SpeakerRole
from onrecord.text.outlets import is_known_outlet, outlet_like

_ROLES = {
    "head": SpeakerRole.HEAD,
    "minister": SpeakerRole.MINISTER,
    "spokesperson": SpeakerRole.SPOKESPERSON,
    "envoy": SpeakerRole.ENVOY,
    "legislator": SpeakerRole.LEGISLATOR,
    "military": SpeakerRole.MILITARY,
    "official": SpeakerRole.OFFICIAL,
    "expert": SpeakerRole.EXPERT,
    "public": SpeakerRole.PUBLIC,
    "outlet": SpeakerRole.OUTLET,
}
_PREPOSITION = re.compile(
    r"\s(?:of|for|to|in|at|on|with|from|under|who|which|that|and|whose|where|when|as|near|by)\s|[,;(]"
)
_ADJECTIVAL = re.compile(r"\s(?!(?:of|in|at|for|who|and|with|on|said|says|told)\b)[a-z]")
_GENITIVE = re.compile(r"\s(?:of|for|to)\s")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_UNNAMED = re.compile(
    r"\b(?:asked\snot\sto\sbe\s(?:named|identified)|(?:on|under)\s(?:the\s)?condition\sof\sanonymity|"
    r"declined\sto\sbe\s(?:named|identified)|did\snot\swant\sto\sbe\snamed|unnamed|unidentified|anonymous)\b",
    re.IGNORECASE,
)
# Of the words turned round: the last ones are matched from their end, not looked for from every place.
_BEFORE = re.compile(r"\s?[\w’'.-]*(?:\s[\w’'.-]+){0,9}")
_CUT = re.compile(r".*(?:[,;:!?()“”\"\n]|\.\s(?=[A-Z])|\s[-–—]\s)", re.DOTALL)
_AFTER = re.compile(
    r"(?:\s*,\s*(?:aged\s)?(?:\d\d,\s)?|\s\(|\s[-–—]\s)(?:who\s(?:is|was|serves\sas)\s)?(?!\w+ing\s)(?=(?:the|a|an|his|her|its|one)\s|[\w’'-]+\s|[a-z])([^.;:()“”\"\n]{3,110})"
)
_COPULA = re.compile(r"\s(?:is|was)\s((?:the|a|an)\s[^.;:,()“”\"\n]{3,60})")
_STOPS_AFTER = re.compile(
    r",\s(?!(?:which|whose)\b)|\s(?:said|says|told|told|has|had|was|is|added|warned|insisted|argued)\s"
)
_REST = re.compile(
    r"(?:['’]s)?\s(?:of|for|at|in|to|on)\s(?:(?!(?:said|told|met|was|is|has|had|and)\b)[\w’'.&-]+\s?){1,8}"
)
_ASSEMBLY = re.compile(
    r"\bmembers?\sof\s(?:the\s)?(?:[\w’'-]+\s){0,2}(?:parliament|senate|house|congress|assembly|lawmakers|legislature)\b",
    re.IGNORECASE,
)
_OF_BODY = re.compile(
    r"\s(?:of|at)\s(?:the\s)?(?:[\w’'-]+\s){0,4}(?:council|commission|bank|union|chamber|association|federation|institute|"
    r"company|university|foundation|league|club|committee|agency|court|group|fund|cent(?:re|er)|society|party)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\b(?:former|ex)\b", re.IGNORECASE)
_COMMA_NAME = re.compile(r"(?P<office>(?:[\w’'.-]+\s){0,7}[\w’'.-]+),\s$")


@dataclass(frozen=True, slots=True)
class InRole:
    """Hold a speaker's role, the words that tell it (``None``: the name's form does) and how sure it is."""

    role: SpeakerRole
    span: Span | None
    confidence: float


def speaker_role(
    text: str,
    names: Sequence[str],
    phrases: Sequence[Span],
    states: Container[str],
    outlet: str | None = None,
) -> InRole | None:
    """Return in what capacity a statement's speaker speaks; ``None`` where the words do not tell.

    ``names`` are the speakers in the manual's forms, ``states`` the codes that are states. ``phrases`` are
    the words that name or introduce the first speaker, the statement's own first, then those of
    ``introductions`` for each place that names the person.

    >>> text = "The Ostrian foreign minister, Ana Oster, said no."
    >>> found = speaker_role(text, ["Ana Oster"], introductions(text, Span(30, 39)), {"XAA"})
    >>> found.role.value, found.span.of(text)
    ('minister', 'The Ostrian foreign minister')
    """
    if not names:
        return None
    name = names[0]
    if name.startswith("anon:") or any(_UNNAMED.search(p.of(text)) for p in phrases[:1]):
        return InRole(SpeakerRole.UNNAMED, phrases[0] if phrases else None, 0.9)
    if name.startswith("group:"):
        return _lumped(name, phrases)
    if (
        is_known_outlet(name)
        or (outlet_like(name) and " " in name and not _is_organisation(name))
        or (outlet and name.lower() == outlet.lower())
    ):
        return InRole(SpeakerRole.OUTLET, None, 0.9)
    if name in states:
        return _by_words(text, phrases[:1]) or InRole(SpeakerRole.STATE, None, 0.85)
    if _is_organisation(name):
        return _by_words(text, phrases[:1]) or InRole(SpeakerRole.ORGANISATION, None, 0.85)
    return _by_words(text, phrases)


def introductions(text: str, mention: Span) -> list[Span]:
    """Return the words beside a name that can say who it is: before it, and in an apposition after it.

    >>> text = "“No,” said Ana Oster, a lawyer for the Ostrian crew, on Monday."
    >>> [s.of(text) for s in introductions(text, Span(11, 20))]
    ['a lawyer for the Ostrian crew']
    """
    out: list[Span] = []
    start = max(0, mention.start - 140)
    before = text[start : mention.start]
    comma = _COMMA_NAME.search(before) if "," in before[-3:] else None
    head = before[: -len(", ")] if comma else before
    cut = _CUT.match(head)
    left = _BEFORE.match(head[cut.end() if cut else 0 :][::-1])
    words = _title(left.group()[::-1].strip(), comma is not None) if left else ""
    if words:
        at = start + head.rindex(words)
        out.append(Span(at, at + len(words)))
    for pattern in (_AFTER, _COPULA):
        m = pattern.match(text, mention.end)
        if m:
            stop = _STOPS_AFTER.search(m[1])
            length = stop.start() if stop else len(m[1].rstrip(" ,"))
            if length:
                out.append(Span(m.start(1), m.start(1) + length))
    return out


def _title(words: str, comma: bool) -> str:
    """Return the words of an office that lead up to a name; none where they are about somebody else.

    >>> _title("after talks with a spokesman for President", False), _title("The head of the league", True)
    ('President', 'The head of the league')
    >>> _title("in a hall where a former aide to the minister", True)
    'a former aide to the minister'
    >>> _title("the minister met", False)
    ''
    """
    found = list(_named(words))
    if not found:
        return ""
    start, end, _ = found[-1]
    rest = words[end:]
    if rest and not _REST.fullmatch(rest):
        return ""
    cut = [
        m.end()
        for m in _PREPOSITION.finditer(words, 0, start)
        if not (comma and _GENITIVE.fullmatch(m.group()) and any(f[1] <= m.start() for f in found))
    ]
    return words[cut[-1] :] if cut else words


def _lumped(name: str, phrases: Sequence[Span]) -> InRole | None:
    """Tell whether a group is people, states or organisations."""
    words = {w.lower() for w in _WORD.findall(name)}
    lists = _lists()
    if words & lists["people"]:
        return InRole(SpeakerRole.PUBLIC, phrases[0] if phrases else None, 0.8)
    if words & {"nations", "countries", "states", "governments", "capitals", "allies", "powers", "leaders"}:
        return InRole(SpeakerRole.STATE, phrases[0] if phrases else None, 0.8)
    role = next((r for w in sorted(words) if w.endswith("s") and (r := _offices().get(w)) is not None), None)
    if role is not None:
        return InRole(role, phrases[0] if phrases else None, 0.7)
    if words & lists["bodies"] or _is_organisation(name):
        return InRole(SpeakerRole.ORGANISATION, phrases[0] if phrases else None, 0.7)
    return None


def _is_organisation(name: str) -> bool:
    words = [w.lower() for w in _WORD.findall(name)]
    if len(words) == 1 and name.isupper():
        return True
    return any(
        w.removesuffix("s") in _lists()["organisation"] or w in _lists()["organisation"] for w in words
    )


def _by_words(text: str, phrases: Sequence[Span]) -> InRole | None:
    """Take the first phrase that names an office or calling."""
    for phrase in phrases:
        role = role_of(phrase.of(text))
        if role is not None:
            return InRole(role, phrase, 0.85)
    return None


@lru_cache(maxsize=16384)
def role_of(phrase: str) -> SpeakerRole | None:
    """Return the role that a noun phrase names by its head, and whether that is past.

    >>> [r.value for r in map(role_of, ("the minister's spokesman", "a former aide to the president"))]
    ['spokesperson', 'former']
    """
    found = list(_named(phrase))
    if _ASSEMBLY.search(phrase):
        return SpeakerRole.FORMER if _FORMER.search(phrase) else SpeakerRole.LEGISLATOR
    if not found:
        return None
    early = _PREPOSITION.search(phrase)
    if early is not None and early.start() < found[0][0] and early.group().strip(" ,;("):
        return None  # "the process of laying off workers" names no worker
    stop = _PREPOSITION.search(phrase, found[0][1])
    within = [f for f in found if stop is None or f[0] < stop.start()]
    start, end, role = within[-1]
    if phrase[start:end].lower() == "deputy" and re.search(r"['’]s?\s$", phrase[:start]):
        role = SpeakerRole.OFFICIAL  # the minister's deputy
    if role is SpeakerRole.HEAD and _OF_BODY.match(phrase, end):
        role = SpeakerRole.OFFICIAL
    former = _lists()["former"]
    before = {w.lower().strip("-") for w in re.split(r"[\s-]+", phrase[:start]) if w}
    return SpeakerRole.FORMER if before & former and role is not SpeakerRole.PUBLIC else role


def _named(phrase: str) -> Iterator[tuple[int, int, SpeakerRole]]:
    """Yield the offices of a phrase in order, the longest at each place."""
    plain = phrase.lower()
    if len(plain) != len(phrase):  # places are to stay
        plain = "".join(c if len(c.lower()) > 1 else c.lower() for c in phrase)
    plain = plain.replace("’", "'")
    for m in _pattern().finditer(plain):
        if m.group() in ("general", "major") and _ADJECTIVAL.match(phrase, m.end()):
            continue  # "a general strike"
        yield m.start(), m.end(), _offices()[m.group()]


@cache
def _pattern() -> re.Pattern[str]:
    offices = "|".join(re.escape(o) for o in sorted(_offices(), key=len, reverse=True))
    return re.compile(rf"(?<![\w])(?:{offices})(?![\w-])")


@cache
def _offices() -> Mapping[str, SpeakerRole]:
    return {
        entry: _ROLES[section]
        for section, entries in _lists().items()
        if section in _ROLES
        for entry in entries
    }


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    rows = (
        files("onrecord.coding").joinpath("data/speaker_roles.txt").read_text(encoding="utf-8").splitlines()
    )
    lists: dict[str, set[str]] = {}
    section = ""
    for row in rows:
        if row.startswith("["):
            section = row.strip("[]")
            lists.setdefault(section, set())
        elif row.strip() and not row.startswith("#"):
            lists[section].add(row.strip())
    return {name: frozenset(entries) for name, entries in lists.items()}
