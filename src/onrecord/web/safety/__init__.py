"""Guard the app: who asks, what they may do, and what a browser may do with a page."""

from __future__ import annotations

from onrecord.web.safety.guarding import Guarded, protect
from onrecord.web.safety.rights import needs, noted
from onrecord.web.safety.tokens import csrf_holds

__all__ = ["Guarded", "csrf_holds", "needs", "noted", "protect"]
