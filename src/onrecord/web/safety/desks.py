"""Hand routes what the app knows beside the casefile."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from onrecord.store.desk.store import DeskStore


def desk_store_of(request: Request) -> DeskStore:
    """Return the accounts, the log, visits and filters of the app that was asked."""
    return cast(DeskStore, request.app.state.desk_store)


FromDeskStore = Annotated[DeskStore, Depends(desk_store_of)]
"""Accounts, log, visits and filters, as a parameter of a route."""
