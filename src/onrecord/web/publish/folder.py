"""Put a site in the place of the one that is there, whole: a run that is killed leaves the old one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from onrecord.errors import UsageError

MARK = "onrecord-site.json"
"""Says that a folder is a site of ours, which may be replaced."""


@contextmanager
def replacing(site: Path) -> Iterator[Path]:
    """Lend an empty folder beside the site, which takes its place once the block has ended well.

    Raises:
        UsageError: what is there is no site, or its folder cannot be written beside.
    """
    _recover(site)
    _refuse(site)
    draft = site.with_name(f".{site.name}.{uuid4().hex[:8]}.new")
    try:
        draft.mkdir()
    except OSError as error:
        raise UsageError(
            f"cannot be written ({error.strerror})", str(site.parent), "name another folder"
        ) from error
    try:
        yield draft
        (draft / MARK).write_text(json.dumps({"made by": "onrecord publish"}) + "\n")
        _exchange(draft, site)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _exchange(draft: Path, site: Path) -> None:
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    draft.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _recover(site: Path) -> None:
    """Put the old site back where a run was killed between the two renamings."""
    old = site.with_name(f".{site.name}.old")
    if old.is_dir() and not site.exists():
        old.rename(site)
    for draft in site.parent.glob(f".{site.name}.*.new"):
        shutil.rmtree(draft, ignore_errors=True)


def _refuse(site: Path) -> None:
    if not site.exists():
        return
    if not site.is_dir():
        raise UsageError("is a file, not a folder", str(site), "name another folder")
    if any(site.iterdir()) and not (site / MARK).is_file():
        what = "is a folder with other things in it, which would be lost"
        raise UsageError(what, str(site), "name an empty folder, or one that `onrecord publish` made")
