"""Imports run downwards only: each room may know the rooms listed for it, and no other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "onrecord"
FLOORS = {"model", "errors", "text", "encoder", "codebook"}
STEPS = {"intake", "reading", "coding", "commitments", "events", "claims"}
STEPS |= {"lineage", "register", "positions", "conflicts", "tracker"}
MAY_KNOW = {
    "__init__": {"api"},
    "api": {"model", "errors", "store", "views", "review"},
    "__main__": {"cli"},
    "errors": set(),
    "model": set(),
    "text": {"model", "errors"},
    "codebook": {"model", "errors", "text"},
    "encoder": {"model", "errors", "text"},
    "actors": FLOORS,
    **dict.fromkeys(STEPS, FLOORS),
    "reading": FLOORS | {"actors"},
    "coding": FLOORS | {"actors", "reading"},
    **dict.fromkeys(("commitments", "events", "claims"), FLOORS | {"actors", "reading", "coding"}),
    "register": FLOORS | {"actors", "lineage"},
    "positions": FLOORS | {"actors", "lineage", "register"},
    "conflicts": FLOORS | {"actors", "reading", "coding", "claims", "lineage", "register"},
    "tracker": FLOORS | {"actors", "lineage", "register"},
    "review": {"model", "errors", "text", "store", "evaluation"},
    "store": {"model", "errors", "text"},
    "reader": FLOORS | {"actors"} | STEPS,
    "pipeline": FLOORS | {"actors"} | STEPS | {"store", "review"},
    "views": {"model", "errors", "text", "codebook", "store"},
    "evaluation": {"model", "errors", "text"},
    "web": FLOORS | {"actors"} | STEPS | {"store", "reader", "pipeline", "review", "views", "evaluation"},
    "cli": FLOORS
    | {"actors"}
    | STEPS
    | {"store", "reader", "pipeline", "review", "views", "evaluation", "web"},
}
ONLY_IN = {"sqlite3": "store", "sqlalchemy": "store", "alembic": "store", "click": "cli", "rich": "cli"}
ONLY_IN |= {"fastapi": "web", "starlette": "web", "uvicorn": "web"}
MODULES = sorted(SRC.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield the dotted names that a module imports, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            ours = node.module == "onrecord"
            yield from (f"onrecord.{a.name}" if ours else str(node.module) for a in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_run_downwards(path: Path) -> None:
    room = path.relative_to(SRC).parts[0].removesuffix(".py")
    for name in imported(path):
        top, *rest = name.split(".")
        if top == "onrecord" and rest and rest[0] != "__version__":
            assert rest[0] in MAY_KNOW[room] | {room}, f"{room} must not know {name}"
        assert ONLY_IN.get(top, room) == room, f"{name} is for {ONLY_IN[top]} alone"
