"""Ask a casefile from Python: every view as an Arrow table, for notebooks and other programs."""

from onrecord.api.casefile import Casefile

__all__ = ["Casefile"]
