"""Read what an article claims in its outlet's own voice: control of places, numbers, dates, memberships."""

from onrecord.claims.claims import claims

__all__ = ["claims"]
