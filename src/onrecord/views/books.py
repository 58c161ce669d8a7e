"""Find the codebook that a casefile is read with."""

from onrecord.codebook.used import SETTING, Asked, used_by

__all__ = ["SETTING", "Asked", "used_by"]
