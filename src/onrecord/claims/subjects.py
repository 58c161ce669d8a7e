"""Find the noun phrase that is the subject of a verb: all that stands before it in its clause, or nothing."""

from __future__ import annotations

import re

from onrecord.claims.patterns import words

_EDGE = re.compile(
    r"[,;:—–()\x00]|\s-\s|\b(?i:that|while|as|because|where|when|after|before|since|although|though|than|which|who|but|and|or|until)\b"
)
_CONDITION = re.compile(
    r"\b(?:if|unless|once|until|till|whether|provided|providing|as\ssoon\sas|as\slong\sas|in\scase|so\sthat)\b[^,;]*$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]hat)\s(?:week|month|year|spring|summer|autumn|fall|winter|weekend|night|morning|[A-Z][a-z]+)\s(?=[a-zA-Z])"
)
_FIRST_VERB = re.compile(
    r"\s(?:is|are|was|were|has|have|had|will|did|takes?|broke|began|lies|covers?|runs?|controls?|holds?|lies|costs?|came|comes?|went|made|hit|struck|tore|sank|set|[a-z]{2,}ed)\b"
)
_WORD = re.compile(r"[\w’'-]+")
_LAST_NAME = re.compile(
    r"(?:(?:[Tt]he\s)?(?:[A-ZÀ-Þ][\w’'-]*\s(?:(?:of|al|el|de)\s)?){0,3}[A-ZÀ-Þ][\w’'-]*)$"
)
_THE_NOUN = re.compile(r"(?:(?<=^)|(?<=\s))(?:[Tt]he\s)(?:[a-z-]+\s){0,2}[a-z-]+$")
_FIRST_NAME = re.compile(
    r"(?P<name>(?:The\s)?[A-ZÀ-Þ][\w’'-]*(?:\s[A-ZÀ-Þ][\w’'-]*){0,3}|The\s(?:[a-z-]+\s){0,2}[a-z-]+)\s(?:is|are|was|were|has|have|lies|stands)\b"
)
_PRONOUN = re.compile(r"(?:It|They)\s(?:(?:now|also|still)\s)?$")
_STOP = re.compile(r"[a-z0-9]\.\s")
_OPENING = re.compile(r"(?:On|In|At|Since|After|By|For|During|Last|This)\b[^,]*,[^,]*")
_MOST = 10
_AND = re.compile(r"\band\b")
_ANOTHER = frozenset(("that", "which", "who", "when", "where", "while", "because", "after", "before", "as"))


def subject_before(sentence: str, at: int) -> tuple[int, int] | None:
    """Return where the subject of the verb at ``at`` stands in its sentence; ``None`` where that is not sure.

    >>> s = "On Friday, the army of Lom, founded in 2031, has 12 tanks."
    >>> start, end = subject_before(s, s.index("has"))
    >>> s[start:end]
    'the army of Lom'
    """
    head = sentence[:at].rstrip()
    if head.endswith((",", "–", "—", ")")):
        return _past_aside(head)
    edges = list(_EDGE.finditer(head))
    cut = edges[-1] if edges else None
    if cut is not None and cut.end() == len(head) and cut.group() in ("which", "who", "that"):
        return _antecedent(head[: cut.start()])
    if cut is not None and cut.end() == len(head) and cut.group() == "and":
        return first_subject(head[: cut.start()])
    found = _phrase(head, edges)
    return None if found is None or _CONDITION.search(head[: found[0]]) else found


def first_subject(head: str) -> tuple[int, int] | None:
    """Return the subject of the sentence's first verb: of "The war began in May" it is "The war".

    >>> first_subject("The war began in May")
    (0, 7)
    """
    m = _FIRST_VERB.search(head)
    if m is None or "," in head or "\x00" in head or len(_AND.findall(head)) > 0 or _CONDITION.search(head):
        return None
    if any(w in _ANOTHER for w in head[m.end() :].lower().split()):
        return None
    return _trimmed(head, 0, m.start())


def _phrase(head: str, edges: list[re.Match[str]]) -> tuple[int, int] | None:
    """Return the phrase after the last edge; with "and" the whole list, where no clause stands before it."""
    while edges and edges[-1].group() in ("and", "or"):
        before = edges[-2].end() if len(edges) > 1 else 0
        joined = head[before : edges[-1].start()]
        if _is_clause(joined):
            break
        if len(edges) > 1 and edges[-2].group() == ",":
            return None
        edges = edges[:-1]
    if edges and edges[-1].group() in ("than", "who", "\x00"):
        return None
    return _trimmed(head, edges[-1].end() if edges else 0, len(head))


def _is_clause(words_: str) -> bool:
    found = [w.lower() for w in _WORD.findall(words_)]
    return any(w in words("no_parts") or (w.endswith("ed") and len(w) > 4) for w in found)


def _past_aside(head: str) -> tuple[int, int] | None:
    """Go past what stands between two commas or dashes: "the army, founded in 2031, has"."""
    mark = head[-1]
    opens = {")": "("}.get(mark, mark)
    start = head.rfind(opens, 0, len(head) - 1)
    if start <= 0 or "\x00" in head[start:]:
        return None
    rest = head[:start].rstrip()
    if ("," in rest and not _OPENING.fullmatch(rest)) or len(head) - start > 120:
        return None  # a list, or two asides
    return _phrase(rest, list(_EDGE.finditer(rest)))


def _antecedent(head: str) -> tuple[int, int] | None:
    """Return what "which" means: all that stands before it in its clause, else the name it follows."""
    if not head.rstrip().endswith(","):
        return None
    head = head.rstrip()[:-1]
    whole = _phrase(head, list(_EDGE.finditer(head)))
    if whole is not None:
        return whole
    name = _LAST_NAME.search(head, max(0, len(head) - 80))
    if name is None or re.search(
        r"\b(?:of|and|or|near|with|in|at|from|to|on|between|by|for)\s(?:the\s)?$", head[: name.start()]
    ):
        return None
    return (name.start(), name.end())


def _trimmed(head: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a stretch as a noun phrase without what leads in; ``None`` where it is none."""
    timed = _TIME.match(head, start + len(head[start:end]) - len(head[start:end].lstrip()))
    start = timed.end() if timed else start
    parts = [(start + m.start(), m.group()) for m in _WORD.finditer(head[start:end])]
    while parts and parts[0][1].lower() in words("leads"):
        parts = parts[1:]
    while parts and parts[-1][1].lower() in words("adverbs"):
        parts = parts[:-1]
    if not parts or len(parts) > _MOST:
        return None
    low = [w.lower() for _, w in parts]
    if low[0] in words("no_starts") or low[0].isdigit() or low[0].endswith(("ing", "ly")):
        return None
    if any(w in words("no_parts") or w in words("unreal") for w in low):
        return None
    if any(
        w.endswith("ed") and len(w) > 4 and i > 1 and low[i - 1] not in ("the", "a", "an")
        for i, w in enumerate(low)
    ):
        return None
    if not (parts[0][1][0].isupper() or low[0] in ("the", "a", "an")):
        return None
    if low[-1] in words("no_ends") or _STOP.search(head, parts[0][0], parts[-1][0]):
        return None
    last = parts[-1]
    return parts[0][0], last[0] + len(last[1])


def carried_subject(sentence: str, at: int, before: str) -> tuple[int, int] | None:
    """Return the name that opens the sentence before, where this one says "It has": its place in ``before``.

    >>> before = "Dornfeld is an airfield."
    >>> carried_subject("It has 2,300 employees.", 3, before)
    (0, 8)
    """
    if not _PRONOUN.fullmatch(sentence[:at]):
        return None
    m = _FIRST_NAME.match(before)
    return (m.start("name"), m.end("name")) if m else None


def bare_name(sentence: str, start: int, end: int) -> int:
    """Return where a run of capitalised words begins without what only opens the sentence: "In Lom".

    >>> bare_name("In Lom", 0, 6)
    3
    """
    for m in _WORD.finditer(sentence, start, end):
        if m.group().lower() not in words("no_starts") | words("leads") - {"the"}:
            return m.start()
    return start
