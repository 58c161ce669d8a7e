"""Let somebody sign in: so often and no oftener, in the same time whether the account is there or not."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from onrecord.store.desk.accounts import fold_name
from onrecord.web.safety import passwords
from onrecord.web.safety.who import neighbourhood

if TYPE_CHECKING:
    from onrecord.store.desk.store import DeskStore


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Hold the name of who signed in, and the token of the session that has begun."""

    name: str
    token: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Hold whose account it was tried with, where there is one, and how long to wait before the next time."""

    account: str | None
    wait: timedelta = timedelta()


def sign_in(desk: DeskStore, name: str, password: str, address: str, browser: str) -> SignedIn | Refused:
    """Begin a session of an account, where the password is its own and was not tried too often."""
    account = desk.accounts.get(name)
    known = account.name if account is not None else None
    tried = hmac.new(desk.secret, f"account {fold_name(name)}".encode(), hashlib.sha256).hexdigest()
    where = neighbourhood(address)
    wait = desk.attempts.begin(tried, where)
    if wait:
        return Refused(known, wait)
    kept = desk.accounts.password(name)
    if not passwords.fits(kept, password) or kept is None or known is None:
        return Refused(known)
    desk.attempts.succeeded(tried, where)
    if passwords.outdated(kept):
        desk.accounts.rehash(known, passwords.hashed(password))
    return SignedIn(known, desk.sessions.begin(known, address, browser))
