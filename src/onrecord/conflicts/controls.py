"""Find who holds which place, in the outlet's words and in those of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.claims.drafts import unreal
from onrecord.claims.subjects import subject_before
from onrecord.coding.said_on import day_of
from onrecord.conflicts.drafts import Draft
from onrecord.conflicts.lists import any_of, holding, read, words
from onrecord.conflicts.places import place_key
from onrecord.conflicts.scene import Day, Scene, Sentence, Teller
from onrecord.model import ConflictKind, Span, ZoneKind

HELD = "held by"
_HINT = re.compile(
    r"\b(?:held|holds?|controls?|controlled|control|hands|occup\w+|captured|recaptured|seized|taken|retaken|retook|took|fell|"
    r"fallen|ours|conquered|overr[au]n|liberated|stormed|garrisoned|defended|belong\w*|flag|flags|colours|banner|passed|possession)\b"
)
_SLOT = re.compile(r"(?<!\?P)<(\w+)>")
_SAME_SITE = {"harbour": "port", "harbor": "port"}
_NEAR = 40
_KEEPS = re.compile(r"\b(?:remains?|remained|stays|stayed|still|continues?)\b")
_SINCE = re.compile(r"\b[Ss]ince\s(?!then\b)")
_OWN = re.compile(r"\b(?P<who>[Oo]ur\s(?:[\w-]+\s){0,2}?[\w-]+)\s(?:(?:have|has|now|again|fully|today)\s)*$")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns with how they say it: holds, took; the first that fits a place wins."""
    table = read("controls")
    slots: dict[str, str] = {**table["slots"], "place": _place_slot()}
    rows = [(how, row) for how in ("holds", "took") for row in table[how]]
    rows += [("holds", row) for row in table["holds_after"]]
    return tuple((how, re.compile(_filled(row, slots))) for how, row in rows)


def _filled(row: str, slots: dict[str, str]) -> str:
    """Fill the slots of a pattern, those within slots too."""
    while (filled := _SLOT.sub(lambda m: slots[m[1]], row)) != row:
        row = filled
    return row


def _place_slot() -> str:
    noun = any_of(words("places") | words("regions"))
    name = r"[A-ZÀ-Þ][\w’-]*(?:\s(?:(?:of|al|el|de|du)\s)?[A-ZÀ-Þ][\w’-]*){0,3}"
    return (
        rf"(?P<place>(?:[Tt]he\s)?(?:(?:[a-z-]+\s){{0,2}}?{noun}\sof\s)?{name}(?:\s{noun}\b)?|"
        rf"\b[Tt]he\s(?:[a-z-]+\s){{0,2}}?{noun}\b)"
    )


def controls(scene: Scene) -> Iterator[Draft]:
    """Yield who holds which place, each place of a sentence once."""
    for sentence in scene.sentences:
        if not _HINT.search(sentence.text) or sentence.text.endswith("?"):
            continue
        taken: list[tuple[int, int]] = []
        for how, pattern in _patterns():
            for m in pattern.finditer(sentence.text):
                if any(a < m.end("place") and m.start("place") < b for a, b in taken):
                    continue
                draft = _draft(scene, sentence, how, m)
                if draft is not None:
                    taken.append(m.span("place"))
                    yield draft


def _draft(scene: Scene, sentence: Sentence, how: str, m: re.Match[str]) -> Draft | None:
    text, at = sentence.text, sentence.span.start
    if _not_so(text, m) or scene.distant(sentence):
        return None
    share = _share(m)
    region = m["place"].lower().split()[-1] in words("regions")
    before = _part_before(text, m.start("place"), m.start("place") < m.start("how"), region)
    share = None if share is None or before is None else share or before
    found = _holder(sentence, m)
    where = _place(scene, sentence, m) if share is not None and found is not None else None
    if where is None or found is None:
        return None
    span = Span(at + m.start("how"), at + m.end("how"))
    teller = scene.teller(span)
    side = _side(scene, teller, sentence, text[found[0] : found[1]])
    first, last = min(m.start(), found[0]), max(m.end(), found[1])
    if side is None or _boast(scene, teller, side) or _told_by(scene, sentence, first, last, teller, side):
        return None
    day = scene.day(sentence, at + m.end())
    if how == "holds" and _SINCE.search(text):
        day = Day(day_of(scene.document), False)  # since then, and still when the page came out
    past = how == "holds" and re.search(r"\b(?:was|were)\b", m.groupdict().get("be") or "") is not None
    if past and not day.dated and sentence.zone is not ZoneKind.HEADLINE:
        return None
    return Draft(
        ConflictKind.CONTROL,
        sentence,
        Span(at + first, at + last),
        where,
        side,
        " ".join(text[first:last].split()),
        day,
        teller,
        about=(
            _how(how, m),
            "" if day.part is None else str(day.part),
        ),
        unit=share or "",
    )


_WHOLE_OF = re.compile(r"\b(?:all|whole|entirety)\sof\s(?:the\s)?$", re.IGNORECASE)
_PREPOSED = re.compile(
    r"\b(?P<of>of|at|in|near|outside|around|over|to|from|between|beyond|behind)\s(?:the\s)?$", re.IGNORECASE
)
_SAID = re.compile(
    r"\b(?:(?P<by>according\sto|by\sthe\saccount\sof)|said|says|say|told|reported|reports|announced|stated|declared|writes|wrote|answered|replied|bulletin|communiqu[eé]|briefing)\b"
)
_QUARTER = re.compile(
    r"\b(?:old|new|upper|lower|inner|outer|\w+ern|high)\s(?:town|city|quarter)\b", re.IGNORECASE
)
_FIRE = re.compile(
    r"\bfire\scontrol\b|\bcontrol\sof\s[\w’' ]{0,30}\b(?:artillery|guns|drones|snipers)\b", re.IGNORECASE
)
_BUT = re.compile(
    r"\b(?:but|except|save|besides|beside|apart\sfrom|not\s(?:all|the\swhole|every\w*)\sof)\s(?:for\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"[^’']{0,2}[’']s?\s\w")  # "Lom's bridge", "Lom's mayor": not Lom
_MAP = re.compile(r"\bmaps?\b", re.IGNORECASE)
_OFFICIAL = re.compile(
    r"\b(?:general\sstaff|ministr(?:y|ies)|army|command|military|navy|state\s(?:television|media|radio)|spokes\w+|officials|general|"
    r"commander|its\s\w+|their\s\w+)\b",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"\b(?:general\sstaff|minist(?:er|ry)|general|army|command|military|navy)\b", re.IGNORECASE
)
_ACCOUNT = re.compile(r"\b(?:account|version|reckoning|telling|reading|words|eyes|view)\b", re.IGNORECASE)
_BESIDE = 60
_LAST = re.compile(r"([\w-]+)\s(?:the\s)?$")


def _part_before(text: str, start: int, subject: bool, region: bool) -> str | None:
    """Return how much of the place the words before it leave: "" all, "most"; ``None``: a part of it.

    The "eastern Lom region" is mostly the region itself, "eastern Lom" never the town.
    """
    head = text[max(0, start - 40) : start]
    if _WHOLE_OF.search(head):
        return ""
    found = _LAST.search(head)
    last = found.group(1).lower() if found is not None else ""
    if re.search(r"\b(?:most|bulk|nearly\sall|almost\sall)\sof\s(?:the\s)?$", head, re.IGNORECASE):
        return "most"
    if last in words("part") and not (last.endswith("ern") and region):
        return None
    return None if subject and _PREPOSED.search(head) else ""


def _how(how: str, m: re.Match[str]) -> str:
    """Tell a state that lasts, one that is new, a taking and a taking back apart."""
    if how == "holds":
        return (
            "keeps" if _KEEPS.search(m.group()) else "took" if re.search(r"\bnow\b", m.group()) else "holds"
        )
    return "retook" if re.search(r"\b(?:re(?:took|taken|captured|gained)|liberated)\b", m["how"]) else "took"


def _not_so(text: str, m: re.Match[str]) -> bool:
    """Tell whether the words are denied, only possible, of another time, or of a part: "the old town of"."""
    if _QUARTER.search(m["place"]) or _MAP.search(text) or _FIRE.search(text):
        return True
    if _BUT.search(text[: m.start("place")]) or _OF_IT.match(text, m.end("place") - 2):
        return True
    plainly = re.sub(r"\bcontinues?\sto\b", "", m["how"]) != m["how"]
    near = text[max(0, m.start("how") - _NEAR) : m.start("how")] + " " + text[m.end() : m.end() + _NEAR]
    if holding("until").search(near) or (unreal(text, m.start("how")) and not plainly):
        return True
    return (
        re.search(r"\b(?:not|never|no|nor|neither|nobody)\s(?:\w+\s)?$", text[: m.start("how")]) is not None
    )


def _share(m: re.Match[str]) -> str | None:
    """Return how much of the place is meant: "", "most"; ``None``: a part that leaves the rest to others."""
    told = " ".join(filter(None, (m.groupdict().get("share"), m.groupdict().get("be"))))
    if not told:
        told = ""
    low = {w.lower() for w in re.findall(r"[\w-]+", f"{told} {m.group()}")}
    if re.search(r"\b(?:whole|all|entire|entirely|wholly|fully|full)\b", m.group()):
        return ""
    if low & words("most"):
        return "most"
    return None if {w.lower() for w in re.findall(r"[\w-]+", told)} & (words("part") - words("most")) else ""


def _holder(sentence: Sentence, m: re.Match[str]) -> tuple[int, int] | None:
    if m.groupdict().get("holder"):
        return m.span("holder")
    own = _OWN.search(sentence.text, max(0, m.start("how") - 60), m.start("how"))
    return own.span("who") if own is not None else subject_before(sentence.text, m.start("how"))


def _place(scene: Scene, sentence: Sentence, m: re.Match[str]) -> str | None:
    """Return the key of the place: a named one, or the last one named for "the town"."""
    said, start = m["place"], m.start("place")
    if re.search(r"[^\W\d_a-z]", re.sub(r"^The\s", "", said)):
        named = re.sub(r"^[Tt]he\s", "", said)
        if (
            scene.base.state(named) is not None
            and scene.state(named)
            and scene.base.state_record(scene.state(named) or "") is not None
        ):
            found = scene.base.state(named)
            if found is not None and found.by.value != "metonym":
                return None
        return place_key(said) or None
    before = scene.place_before(sentence.span.start + start, sentence.number)
    if before is None:
        return None
    key, noun = place_key(before.of(scene.text)), said.lower().split()[-1]
    if noun in words("settlements") | words("regions") or _SAME_SITE.get(noun, noun) in key.split():
        return key or None
    return f"{key} {noun}" if key else None  # the station of the town last named, not the town


def _side(scene: Scene, teller: Teller, sentence: Sentence, phrase: str) -> str | None:
    """Return who holds it: a state or a known organisation; ``None``: not told."""
    low = {w.strip(".,").lower() for w in phrase.split()}
    if low & words("own"):
        return _own_side(scene, teller, sentence)
    if low & words("hostile"):
        return None
    named = scene.states_in(phrase)
    if named:
        return named[0] if len(named) == 1 else None
    organisation = scene.base.organisation(re.sub(r"^(?:the|The)\s", "", phrase))
    if organisation is not None:
        return organisation.id
    return _own_side(scene, teller, sentence) if low & words("forces") else None


def _own_side(scene: Scene, teller: Teller, sentence: Sentence) -> str | None:
    """Return whose "our troops" are: the speaker's; of "the General Staff", those of the outlet's country."""
    if teller.own or _state(scene, teller.side) is not None:
        return _state(scene, teller.side)
    others = set(scene.states_in(sentence.text)) - {scene.home}
    return _state(scene, scene.home) if not others and _STAFF.search(sentence.text) else None


def _state(scene: Scene, side: str | None) -> str | None:
    return side if side is not None and scene.base.code_known(side) else None


def _boast(scene: Scene, teller: Teller, side: str) -> bool:
    """Tell whether a party claims a place for itself in an outlet that is not of its side."""
    return not teller.own and teller.side == side and scene.home != side


def _told_by(scene: Scene, sentence: Sentence, first: int, last: int, teller: Teller, side: str) -> bool:
    """Tell whether a sentence leaves it to the holder's own officials, where reading found no statement."""
    if not teller.own or scene.home == side:
        return False
    text = sentence.text[:first] + " | " + sentence.text[last:]
    if _ACCOUNT.search(text):
        return True
    for m in _SAID.finditer(text):
        near = text[m.end() : m.end() + _BESIDE] if m["by"] else text[max(0, m.start() - _BESIDE) : m.start()]
        near = near if m["by"] else near.split("|")[-1]
        named = scene.states_in(near)
        if side in named or (not named and _OFFICIAL.search(near)):
            return True
    return False
