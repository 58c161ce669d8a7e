"""Write Markdown (CommonMark) with words that are not ours: whatever they hold, they stay words."""

from __future__ import annotations

import re
from urllib.parse import quote

from onrecord.views.pages import is_web, safe_text

_ACTIVE = re.compile(r"([\\`*_\[\]<|~$&])")
_LEADING = re.compile(r"^(\d{1,9})([.)])|^([-+=:>#])")
_IN_URL = "-._~:/?#@!$&'*+,;=%"  # "[", "]", "(" and ")" would end a link


def escaped(text: str) -> str:
    r"""Return text on one line that Markdown shows as it is.

    >>> escaped("<b>1. *go* [here](x)")
    '\\<b>1. \\*go\\* \\[here\\](x)'
    >>> escaped("1. go"), escaped("- go")
    ('1\\. go', '\\- go')
    """
    shown = _ACTIVE.sub(r"\\\1", safe_text(" ".join(text.split())))
    return _LEADING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", shown)


def linked(text: str, url: str | None) -> str:
    """Return a link to an address on the web; the text alone where it is none.

    >>> linked("Buna Times", "https://buna.example/a(1)"), linked("Buna Times", "javascript:x")
    ('[Buna Times](https://buna.example/a%281%29)', 'Buna Times')
    """
    if url is None or not is_web(url):
        return escaped(text)
    return f"[{escaped(text)}]({quote(url, safe=_IN_URL)})"
