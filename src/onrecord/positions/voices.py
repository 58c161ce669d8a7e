"""Tell how far somebody's words are those of the state or organisation that they belong to."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import ReportedAct, SpeakerRole, Voice
from onrecord.positions.settings import settings
from onrecord.register.names import is_group, is_state, is_unnamed


def voice_of(act: ReportedAct, principal: str) -> Voice:
    """Return with what voice an act speaks for one of those who answer for it.

    What is signed or ratified binds, whoever tells of it; so does what a state or organisation does or says
    itself.
    """
    if act.unnamed:
        return Voice.UNNAMED
    if act.status in settings()["binding_statuses"]:
        return Voice.BINDING
    if act.sayers and all(map(is_unnamed, act.sayers)):
        return Voice.UNNAMED
    speakers = act.sayers or act.actors
    if principal in speakers and act.role not in (SpeakerRole.OUTLET, SpeakerRole.UNNAMED):
        return Voice.BINDING
    if not act.role:
        return Voice(settings()["not_told"])
    if act.role == SpeakerRole.OFFICIAL and not is_state(principal) and not is_group(principal):
        return Voice(settings()["official_of_organisation"])
    return Voice(settings()["roles"][act.role])


def weight(voice: Voice) -> int:
    """Return how much a voice weighs beside others.

    >>> weight(Voice.BINDING) > weight(Voice.SPEAKING) > weight(Voice.WITHIN) > weight(Voice.UNNAMED)
    True
    """
    return int(settings()["voices"][voice.value]["weight"])


def because(voice: Voice) -> str:
    """Say what a voice is."""
    return str(settings()["voices"][voice.value]["because"])


def strongest(voices: Iterable[Voice]) -> Voice:
    """Return the voice that weighs most; of those that weigh the same, the one that is told first."""
    return max(voices, key=weight)
