"""Have the register follow decisions: in the worker process, once somebody pauses."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from onrecord.web.desk import desk_of
from onrecord.web.jobs.foreman import foreman_of

if TYPE_CHECKING:
    from fastapi import Request

    from onrecord.model.users import User
    from onrecord.web.jobs.foreman import Foreman

PAUSE = 4.0
"""Seconds without a decision after which the register follows."""

LONGEST = 8
"""Decisions after which it follows even so. It holds the casefile while it does: the next decision waits."""


class _Due:
    """Hold what is put off for one app."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.timer: threading.Timer | None = None
        self.waiting = 0


def put_in_step(request: Request, user: User) -> None:
    """Have the register brought into step with what was decided, soon.

    It is no loss where the app ends before: a document stays out of step until it is brought into it, by the
    next decision, the next start of the app or ``onrecord register update``.
    """
    foreman = foreman_of(request)
    if not request.app.state.settings.works:
        foreman.put("register", user.name)
        return
    due = desk_of(request).lasting(_Due, _Due)
    with due.lock:
        due.waiting += 1
        if due.timer is not None:
            due.timer.cancel()
        pause = PAUSE if due.waiting < LONGEST else 0.0
        due.timer = threading.Timer(pause, _put, (foreman, user.name, due))
        due.timer.daemon = True
        due.timer.start()


def _put(foreman: Foreman, by: str, due: _Due) -> None:
    with due.lock:
        due.waiting = 0
    foreman.put("register", by)
