"""Say what an entry is about: a short noun-like proposition in the words of its best quote.

"Ostmere itself would be ready to send four patrol ships, if its Senate pays" becomes "Ostmere sending four
patrol ships". Speaker, modals, hedges and conditions are taken off: they are strength and condition.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from onrecord.register.sameness import content_words, words
from onrecord.text.sentences import sentences

__all__ = ["content_words", "gerund", "proposition"]

_LONGEST = 16  # words
_ASKING = re.compile(r"(?:who|what|when|where|why|which|how)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|said|says|but|there|nothing|nobody|they|she|he)\s(?=\S)|"
    r"\b(?:that|which|who|what)\s*$",
    re.IGNORECASE,
)
_POINTING = re.compile(r"(?:it|this|them|so)\b(?!\s(?:is|was|will|has)\b)", re.IGNORECASE)
_SELF = re.compile(
    r"(?:\s+(?:itself|himself|herself|themselves|also|now|still|has|have|had|is|are|was|were))+$"
)
_MARKS = re.compile(r"[\"“”„«»]|(?<!\w)['‘’]|(?<=[.,!?])['’](?!\w)")
_OPENERS = re.compile(
    r"^(?:(?:which are|which is|who are|who is|that|and|but|or|so|whether|how|to the effect that|"
    r"in particular|of|for|yes|no)\b[,:]?\s+)+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:a|an|the|any|some|its|his|her|their|our|this|that|these|those|"
    r"what (?:he|she|it|they) call(?:s|ed))\s+(?=\S)",
    re.IGNORECASE,
)
_TO = re.compile(r"^(?P<subject>)(?:(?:not|never)\s+)?to\s+(?P<rest>[a-z].*)$", re.DOTALL)
_NEGATED = re.compile(r"(?:\b(?:not|never|cannot)|n['’]t)\b", re.IGNORECASE)
_ADVERB = re.compile(r"(?P<adverb>[a-z]+ly)\s+(?=[a-z])")
_NO_ADVERBS = frozenset(
    ("apply", "comply", "rely", "reply", "supply", "multiply", "ally", "fly", "rally", "imply")
)
_TRAILING = re.compile(
    r"(?:[\s,;:–—-]++|\b(?:a|an|the|and|or|but|nor|of|to|in|on|at|by|for|from|with|without|under|into|as|that|"
    r"than|its|his|her|their|our|before|after|any|is|are|was|were|be|would|will|not|until|only|if)\b)+$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_VERB = re.compile(r"[a-z][a-z'’-]+")
_VOWELS = "aeiou"
_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")
_PREPOSITIONS = frozenset(
    ("", "from", "to", "into", "of", "with", "for", "on", "at", "behind", "within", "without", "by", "before")
)
_LITTLE = 2
"""Words up to which a text hardly says anything."""
_NO_VERBS = frozenset(
    [
        "someone",
        "anyone",
        "somebody",
        "anybody",
        "nobody",
        "we",
        "they",
        "he",
        "she",
        "it",
        "you",
        "there",
        "this",
        "that",
    ]
)
_SEEN = 600
"""Code points of a quotation that are looked at: a proposition is short."""


def proposition(
    quote: str | Sequence[str], actor: str = "", issues: Collection[str] = (), *, negation: bool = False
) -> str:
    """Return what a quotation, or the pieces of one, is about, in its own words.

    ``actor`` is who says it: a subject that is its name is left out. ``issues`` serve where the quotation has
    no word of a matter ("We accept it"): their plain names then stand for it. ``negation`` keeps "not": what
    is refused or denied is the matter without it, anything else is not.

    >>> proposition("Ostmere itself will not send four patrol ships, unless the Senate pays")
    'Ostmere sending four patrol ships'
    >>> proposition("the so-called plan for a demilitarised zone which was handed to its delegation")
    'demilitarised zone'
    >>> proposition("We accept it as it stands", issues=["demilitarised_zone"])
    'demilitarised zone'
    >>> proposition("not to recklessly attack the harbour", negation=True)
    'not recklessly attacking the harbour'
    """
    pieces = [quote] if isinstance(quote, str) else list(quote)
    text = _telling([" ".join(_MARKS.sub("", piece[:_SEEN]).split()) for piece in pieces])
    taken = _cut(_without_conditions(_OPENERS.sub("", text))).strip(" ,;:.!?…–—-")
    said = _shortened(_head_off(_nominal(taken, _own(actor), negation) or taken))
    if content_words(said) and not (issues and _POINTING.match(said) and _says(said) <= _LITTLE):
        return _small(said)
    if issues:
        return next(iter(issues)).replace("_", " ")
    return _shortened(text) or text


def _telling(pieces: Sequence[str]) -> str:
    """Return the first sentence that says something."""
    found = [s.of(piece) for piece in pieces for s in sentences(piece)] or list(pieces)
    return next((s for s in found if _says(s) >= 2), max(found, key=_says))


def _says(text: str) -> int:
    return len(content_words(text))


@cache
def _alternatives(name: str) -> str:
    return "|".join(
        re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words()[name], key=lambda w: (-len(w), w))
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return the compiled pattern of a list of words."""
    listed = _alternatives(name) if name in words() else ""
    adverbs = rf"(?:\s+(?:{_alternatives('adverbs')}))*"
    patterns = {
        "conditions": rf"(?:^|[\s,])(?:{listed})\s[^,;.:]*(?:[,;.:]|$)",
        "cuts": rf"(?:,?\s(?:{listed})\b|;|:\s|\s[–—-]\s|,?\s(?:and|but)\s(?:{_alternatives('modals')})\s)",
        "heads": (
            rf"^(?:(?:a|an|the|any|its|his|her|their|our|this|that|another|so-called|new|own|formal|mediator['’]s|\w+['’]s)\s+)*"
            rf"(?:{listed})s?\s+(?:(?:for|of|that|under\s+which|on|in)\s+(?=\S)|to\s+(?=[a-z]+[^s\W]\s))"
        ),
        "modals": rf"^(?P<subject>(?:\S+\s+){{0,8}}?)(?:{listed}){adverbs}\s+(?P<rest>[a-z].*)$",
        "finite": rf"^(?P<subject>(?:\S+\s+){{0,8}}?)(?:{listed}){adverbs}\s+(?P<rest>[a-z].*)$",
        "finite_gerund": rf"^(?P<subject>(?:\S+\s+){{0,6}}?)(?:\w+ly\s+)?(?:{listed})\s+(?P<rest>\S.*)$",
        "frames": rf"^(?:{listed}){adverbs}\s+(?P<rest>[a-z].*)$",
    }
    return re.compile(
        patterns[name], re.DOTALL if name not in ("conditions", "heads", "cuts") else re.IGNORECASE
    )


def _without_conditions(text: str) -> str:
    """Take condition clauses off, unless nothing else is said."""
    rest = " ".join(_pattern("conditions").sub(" ", text).split())
    return rest if len(content_words(rest)) >= 2 or not content_words(text) else text


def _cut(text: str) -> str:
    """Leave out what follows the matter: relative and reasoning clauses."""
    for m in _pattern("cuts").finditer(text):
        if _says(text[: m.start()]) > _LITTLE:
            return text[: m.start()]
    return text


def _head_off(text: str) -> str:
    """Take off what names a matter without being it: "a plan for a zone" is about the zone."""
    bare = _pattern("heads").sub("", text)
    return _ARTICLE.sub("", bare if content_words(bare) else text)


def _own(actor: str) -> frozenset[str]:
    """Return the subjects that are the speaker's own side, in lower case."""
    return frozenset(words()["own"]) | ({actor.lower()} if actor else frozenset())


def _nominal(text: str, own: frozenset[str], negation: bool) -> str | None:
    """Return a clause or infinitive as an action: "its army will step back" is "stepping back"."""
    if _ASKING.match(text):
        return None
    for name in ("modals", "finite"):
        m = _pattern(name).match(text)
        if m and not _FINITE.search(m["subject"]):
            return _action(_subject(m["subject"], own), _unframed(m["rest"]), negation and _negated(m))
    m = _pattern("finite_gerund").match(text)
    if m and m["subject"] and not _FINITE.search(m["subject"]):
        return m["rest"]
    m = _TO.match(text)
    return _action("", _unframed(m["rest"]), negation and _negated(m)) if m else None


def _negated(clause: re.Match[str]) -> bool:
    """Tell whether a "not" stands between the subject of a clause and its verb."""
    return bool(_NEGATED.search(clause.string[clause.end("subject") : clause.start("rest")]))


def _subject(subject: str, own: frozenset[str]) -> str:
    """Return a subject that names somebody, else nothing."""
    parts = re.split(r",\s", subject.strip(" ").removesuffix(","))
    plain = parts[0] if len(parts) > 2 or subject.rstrip().endswith(",") else parts[-1]
    plain = _SELF.sub("", plain.strip())
    return "" if plain.lower() in own else _ARTICLE.sub("", plain)


def _unframed(verb_phrase: str) -> str:
    """Take hedges and frames off a verb phrase: "be ready to consider sending" is "sending"."""
    while (m := _pattern("frames").match(verb_phrase)) and content_words(m["rest"]):
        verb_phrase = m["rest"]
    return verb_phrase


def _action(subject: str, verb_phrase: str, negated: bool = False) -> str:
    """Return subject and verb phrase as a noun phrase."""
    adverb, verb_phrase = _adverb_off(verb_phrase)
    before = " ".join(w for w in (subject, "not" if negated else "", adverb) if w)
    m = _VERB.match(verb_phrase)
    if m is None or _ARTICLE.match(verb_phrase) or m.group() in _NO_VERBS:
        return f"{before} {verb_phrase}".strip() if m and not _ARTICLE.match(verb_phrase) else verb_phrase
    verb, rest = m.group(), verb_phrase[m.end() :].strip()
    noun = words()["nouns"].get(verb)
    if noun is None or negated or adverb:
        return f"{before} {gerund(verb)} {rest}".strip()
    following = rest.split(" ", 1)[0].strip(",.") if rest else ""
    owner = f"{subject}’s " if subject and not subject.endswith("s") else f"{subject}’ " if subject else ""
    return f"{owner}{noun} {rest if following in _PREPOSITIONS else f'of {rest}'}".strip()


def _adverb_off(verb_phrase: str) -> tuple[str, str]:
    """Return the adverb that a verb phrase begins with, and the rest: "recklessly attack"."""
    m = _ADVERB.match(verb_phrase)
    if m is None or m["adverb"] in _NO_ADVERBS:
        return "", verb_phrase
    return m["adverb"], verb_phrase[m.end() :]


def gerund(verb: str) -> str:
    """Return a verb in its base form as a gerund; one that is a gerund already stays.

    >>> [gerund(v) for v in ("send", "be", "leave", "put", "lie", "agree", "abandoning")]
    ['sending', 'being', 'leaving', 'putting', 'lying', 'agreeing', 'abandoning']
    """
    if verb.endswith("ing") and len(verb) > 5:
        return verb
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and len(verb) > 2:
        return f"{verb[:-1]}ing"
    if _DOUBLING.match(verb) or verb in (
        "begin",
        "commit",
        "submit",
        "admit",
        "permit",
        "refer",
        "transfer",
        "forbid",
    ):
        return f"{verb}{verb[-1]}ing"
    return f"{verb}ing"


def _shortened(text: str) -> str:
    """Return at most so many words, ending with one that can end a phrase."""
    found = list(_WORD.finditer(text))
    cut = text[: found[_LONGEST - 1].end()] if len(found) > _LONGEST else text
    return _TRAILING.sub("", cut).strip(" ,;:.!?…–—-") or cut.strip()


@cache
def _can_be_small() -> frozenset[str]:
    listed: Iterable[str] = (*words()["function"].split(), *words()["heads"], *words()["generic"])
    return frozenset(listed) - {"i"}


def _small(text: str) -> str:
    """Begin with a small letter where the first word is no name."""
    first, _, rest = text.partition(" ")
    small = first.lower() in _can_be_small() and not rest[:1].isupper()
    return text[0].lower() + text[1:] if small else text
