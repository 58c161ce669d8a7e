"""Write files that are whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to write that takes its place only once the block has ended well."""
    with _beside(path) as out:
        try:
            yield out
            out.close()
            os.chmod(out.name, 0o666 & ~_umask())
            os.replace(out.name, path)
        except BaseException:
            os.unlink(out.name)
            raise


def _beside(path: Path) -> IO[bytes]:
    try:
        return NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)
    except OSError as error:  # speaks of a file that the user never named
        raise OSError(error.errno, f"cannot be written ({error.strerror})", str(path)) from error


def _umask() -> int:
    """Return the mask that a plain ``open`` would follow; temporary files are private otherwise."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
