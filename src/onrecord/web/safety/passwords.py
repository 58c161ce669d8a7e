"""Hash passwords and hold them to their hashes, in the same time whether there is an account or not."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from onrecord.errors import UsageError

SHORTEST, LONGEST = 12, 1_000

_AT_ONCE = threading.BoundedSemaphore(2)  # a hash takes 64 MB: many at once would take the machine's memory
_CHOOSE = "choose another one; four words that do not belong together are easy to keep in mind"


@cache
def hasher() -> PasswordHasher:
    """Return what hashes: argon2id, with the parameters of RFC 9106 for machines with little memory."""
    return PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)


def hashed(password: str) -> str:
    """Return the hash of a password, with its salt and parameters."""
    with _AT_ONCE:
        return hasher().hash(_tidy(password))


def fits(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one of a hash; without a hash the same work is done for nothing."""
    with _AT_ONCE:
        try:
            return hasher().verify(kept or _of_nobody(), _tidy(password)) and kept is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Tell whether a hash was made with other parameters than are used now."""
    return hasher().check_needs_rehash(kept)


def checked(password: str, name: str) -> str:
    """Return a password that an account of a name may have.

    Raises:
        UsageError: it is too short, has too few different characters, is much used, or is made of the name.
    """
    tidy = _tidy(password)
    plain = _plain(tidy)
    own = _plain(name)
    problem = ""
    if len(tidy) < SHORTEST:
        problem = f"a password has at least {SHORTEST} characters"
    elif len(tidy) > LONGEST:
        problem = f"a password has at most {LONGEST} characters"
    elif len(set(plain)) < 5:
        problem = "the password has hardly any different characters"
    elif plain in common() or plain.strip("0123456789") in common():
        problem = "the password is among those that are tried first"
    elif len(own) > 2 and len(plain.replace(own, "")) < SHORTEST // 2:
        problem = "the password is little more than the name"
    if problem:
        raise UsageError(problem, None, _CHOOSE)
    return tidy


@cache
def common() -> frozenset[str]:
    """Return passwords that are tried first, of twelve characters and more or with digits after them."""
    text = (files("onrecord.web.safety") / "data" / "common_passwords.txt").read_text("utf-8")
    return frozenset(_plain(line) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _of_nobody() -> str:
    return hasher().hash("nobody has this password")


def _tidy(password: str) -> str:
    """Return a password in one form, whatever keyboard it is typed on."""
    return unicodedata.normalize("NFKC", password)


def _plain(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())
