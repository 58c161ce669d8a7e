"""Say under which conditions a figure was taken: shared data and its digest, machine, date."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent


def shared(given: Path | None = None) -> Path | None:
    """Return the folder of shared data: given, $ONRECORD_SHARED, or beside the checkout; else None."""
    folder = given or Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
    return folder if folder.is_dir() else None


def gold_folders(given: Sequence[Path], smoke: bool) -> list[Path]:
    """Return the gold folders to measure: those given, else train and dev; smoke: the first."""
    data = shared()
    folders = [*given] or ([data / "gold" / s for s in ("train", "dev")] if data else [])
    if not folders:
        print("skipped: the coded articles are not here; name a gold folder")
    return folders[:1] if smoke else folders


def digest(paths: Iterable[Path]) -> str:
    """Return the first twelve hexadecimal digits of the sha256 over files, in order of their names."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda p: p.name):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:12]


def processor() -> str:
    """Return the processor's name with the vector instructions that decide an int8 model's speed."""
    name, flags = platform.processor() or platform.machine(), ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = dict(
            line.split(":", 1) for line in info.read_text(encoding="utf-8").splitlines() if ":" in line
        )
        fields = {k.strip(): v.strip() for k, v in lines.items()}
        name = fields.get("model name", name)
        has = fields.get("flags", "").split()
        flags = ", ".join(f for f in ("avx2", "avx512_vnni", "amx_int8") if f in has)
    return f"{name} ({flags or 'no vector flags known'})"


def conditions(data: str) -> str:
    """Return the line that every figure is printed under."""
    return f"{datetime.now(UTC):%Y-%m-%d}, {processor()}, {os.cpu_count()} cores; data {data}"


def load_tool(path: Path) -> ModuleType:
    """Load one of the shared scorers."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
