"""Open trackers for commands; see ``pipeline.trackers``."""

from onrecord.pipeline.trackers import Tracker, Words, decode, every, opened

__all__ = ["Tracker", "Words", "decode", "every", "opened"]
