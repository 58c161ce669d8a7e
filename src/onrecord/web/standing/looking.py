"""Look up at once what the lines of a page stand in: one question to the store in place of one a line."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.store.interface import CasefileView
from onrecord.views.looking import Looked
from onrecord.views.positions.shifts import Shift
from onrecord.views.positions.standing import Standing


def looked(
    casefile: CasefileView,
    held: Iterable[Standing] = (),
    changed: Iterable[Shift] = (),
) -> Looked:
    """Return what tells of documents, with those looked up that positions and shifts stand in."""
    points = [point for each in changed for point in (each.before, each.after)]
    for each in held:
        points += [each.latest, *each.others, *([each.position.before] if each.position.before else [])]
    look = Looked(casefile)
    look.look_ahead(casefile, [point.document for point in points])
    return look
