"""What is published: no machine's paths, no unfinished business, modules of sensible size."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES = 400
# Each is put together here from pieces, so that this file does not hold what it looks for.
UNWANTED = re.compile(
    "|".join(
        (
            r"(?<![.\w])/(?:work|farm|root)" + "/",
            r"(?<![.\w])/tmp" + "/w/",
            r"\bTO" + r"DO\b",
            r"\bFIX" + r"ME\b",
            r"\bHA" + r"CK\b",
            r"\.lib" + "rary",
            "sub" + "agent",
            "developer " + "session",
            "issues " + "(?:list|show)",
        )
    )
)


def published() -> list[Path]:
    """Return the files that are or would be committed."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: what is published cannot be listed")
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_unwanted_words() -> None:
    found = []
    for path in published():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if UNWANTED.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


def test_modules_are_of_sensible_size() -> None:
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in (ROOT / "src").rglob("*.py")}
    assert {str(path): size for path, size in sizes.items() if size > MOST_LINES} == {}
