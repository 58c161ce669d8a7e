"""Turn the bytes of a page into text, and say what had to be decided on the way."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from onrecord.errors import PageError

SAMPLE = 65_536
"""Bytes looked at to guess an encoding; more makes charset-normalizer slow and changes nothing."""

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]+)""",
    re.IGNORECASE,
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a recording"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet table under another name"),
    (b"\x7fELF", "a program"),
)
_REMEDY = "save the article as .txt or .html and add that"
# The five bytes that windows-1252 leaves undefined: a text that holds one is something else.
_NOT_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Hold the text of a page, the encoding it was read in, and what was decided about it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(raw: bytes, name: str, html: bool = False) -> Decoded:
    """Decode a page.

    A byte order mark settles the encoding; then UTF-8 wherever the bytes are valid; then what an HTML page
    declares; then what charset-normalizer finds. A UTF-8 mark stays in the text, so that offsets count as in
    ``open(path, encoding="utf8", newline="").read()``.

    Raises:
        PageError: empty, or no text in any encoding.
    """
    if not raw.strip():
        raise PageError("is empty", name, "save the page again, or leave the file out")
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(encoding, errors="replace")
            return _checked(Decoded(text, encoding, (f"decoded as {encoding} (byte order mark)",)), name)
    for mark, kind in _KINDS:
        if raw.startswith(mark):
            raise PageError(f"is {kind}, not a page of text", name, _REMEDY)
    wide = _wide(raw)
    if wide:
        return _checked(Decoded(raw.decode(wide, errors="replace"), wide, (f"decoded as {wide}",)), name)
    if raw.count(0) * 50 > len(raw):
        raise PageError("is binary, not a page of text", name, _REMEDY)
    return _checked(_narrow(raw, html), name)


def declared(raw: bytes) -> str | None:
    """Return the encoding that an HTML page says it has, as it says it.

    >>> declared(b'<html><meta charset="koi8-r">')
    'koi8-r'
    """
    found = _DECLARED.search(raw[:4096])
    return (found.group(1) or found.group(2)).decode("ascii") if found else None


def _wide(raw: bytes) -> str | None:
    """Recognise UTF-16 without a mark by where its NUL bytes stand."""
    sample = raw[:SAMPLE]
    half = len(sample) // 2
    if half < 8:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _narrow(raw: bytes, html: bool) -> Decoded:
    """Decode an encoding of single or multiple bytes without NUL: UTF-8, declared, guessed."""
    label = declared(raw) if html else None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(raw, error, label)
    if label and not raw.isascii() and _codec(label) not in ("utf-8", None):
        return Decoded(text, "utf-8", (f"decoded as utf-8, though the page declares {label}",))
    return Decoded(text, "utf-8")


def _not_utf8(raw: bytes, error: UnicodeDecodeError, label: str | None) -> Decoded:
    """Decode bytes that are not valid UTF-8 throughout."""
    if len(raw) - error.start <= 3 and error.reason == "unexpected end of data":
        cut = len(raw) - error.start
        note = f"ends in the middle of a character; the last {cut} byte{'s' * (cut > 1)} left out"
        return Decoded(raw[: error.start].decode("utf-8"), "utf-8", (note,))
    codec = _codec(label) if label else None
    if codec and codec != "utf-8":
        text = _strict(raw, codec)
        if text is not None:
            return Decoded(text, codec, (f"decoded as {codec}, as declared",))
    contradicted = (f"declares {label}, which its bytes contradict",) if label else ()
    mended = raw.decode("utf-8", errors="replace")
    bad, good = mended.count("\ufffd"), sum(c > "\x7f" for c in mended)
    if good > 4 * bad:  # UTF-8 with some damage
        plural = "s" if bad > 1 else ""
        return Decoded(
            mended, "utf-8", (*contradicted, f"decoded as utf-8; {bad} damaged place{plural} marked \ufffd")
        )
    guess = _guess(raw)
    text = raw.decode(guess, errors="replace")
    return Decoded(text, guess, (*contradicted, f"decoded as {guess} (guessed from the bytes)"))


def _guess(raw: bytes) -> str:
    """Name the likeliest single-byte or legacy encoding of a text.

    charset-normalizer often answers with a rare code page for a Western text of few accents; what is not
    another script is therefore read as windows-1252, which is what such pages are.
    """
    best = from_bytes(_around_the_rest(raw)).best()
    guess = best.encoding if best else "cp1252"
    shown = _strict(raw, guess)
    other_script = shown is not None and sum(c > "\u036f" and c.isalpha() for c in shown) > 0.3 * sum(
        c.isalpha() for c in shown
    )
    if other_script:
        return guess
    return "latin-1" if any(b in raw for b in _NOT_1252) else "cp1252"


def _around_the_rest(raw: bytes) -> bytes:
    """Take a sample that holds the first bytes beyond ASCII."""
    first = next((i for i, b in enumerate(raw) if b > 0x7F), 0)
    start = max(0, first - SAMPLE // 8)
    return raw[start : start + SAMPLE]


def _codec(label: str) -> str | None:
    """Return the codec of a declared label; browsers read latin-1 and ASCII as windows-1252, so do we."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _checked(decoded: Decoded, name: str) -> Decoded:
    """Refuse what decodes but is no text: mostly control characters or characters that stand for damage."""
    text = decoded.text
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise PageError("is empty", name, "save the page again, or leave the file out")
    bad = len(re.findall(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]", text))
    if bad * 20 > len(text):
        raise PageError("is binary, not a page of text", name, _REMEDY)
    if "\x00" in text:
        count = text.count("\x00")
        note = f"{count} NUL character{'s' * (count > 1)} left out of the clean text"
        return Decoded(text, decoded.encoding, (*decoded.notes, note))
    return decoded
