"""Serve the app's own styles and scripts."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from onrecord.web.assets import assets, kind, stamped

router = APIRouter(include_in_schema=False)

_FOR_GOOD = "public, max-age=31536000, immutable"
_FOR_NOW = "no-cache"


@router.get("/static/{path:path}")
def asset(request: Request, path: str) -> Response:
    """Return one of the app's own files; with the mark of its content it may be kept for good."""
    if path not in assets():
        raise HTTPException(404)
    whole = f"{path}?{request.url.query}" == stamped(path)
    return Response(
        assets()[path], media_type=kind(path), headers={"Cache-Control": _FOR_GOOD if whole else _FOR_NOW}
    )


@router.get("/favicon.ico")
def favicon() -> Response:
    """Return the mark of the app."""
    return Response(assets()["mark.svg"], media_type="image/svg+xml", headers={"Cache-Control": _FOR_GOOD})
