"""Name files that are handed out, whatever their names are made of."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

_LONGEST = 120
_RESERVED = frozenset("<>:\"/\\|?*%;'")


def safe_name(wanted: str, otherwise: str = "onrecord") -> str:
    r"""Return a name that a file may have on any system, without what would lead elsewhere or not show.

    >>> safe_name("../../etc/passwd"), safe_name("a\r\nSet-Cookie: x=1.csv"), safe_name("\u202egpj.exe")
    ('.._etc_passwd', 'a_Set-Cookie_ x=1.csv', 'gpj.exe')
    """
    letters = []
    for each in unicodedata.normalize("NFC", wanted):
        hidden = unicodedata.category(each) in ("Cf", "Cs", "Co", "Cn")
        if not hidden:
            bad = each in _RESERVED or (unicodedata.category(each)[0] in "CZ" and each != " ")
            letters.append("_" if bad else each)
    name = "".join(letters)
    while "__" in name:
        name = name.replace("__", "_")
    name = name.strip(" _").lstrip(".").strip(" _")
    return name[:_LONGEST] or otherwise


def attachment(name: str) -> str:
    r"""Return the value of Content-Disposition that has a browser keep what it gets under a name.

    >>> attachment('talks "one"\r\n.csv')
    'attachment; filename="talks _one_.csv"'
    >>> print(attachment("Gespräche.csv"))
    attachment; filename="Gesprache.csv"; filename*=UTF-8''Gespr%C3%A4che.csv
    """
    safe = safe_name(name)
    plain = unicodedata.normalize("NFKD", safe).encode("ascii", "ignore").decode()
    told = f'attachment; filename="{safe_name(plain)}"'
    return told if safe.isascii() else f"{told}; filename*=UTF-8''{quote(safe, safe='')}"
