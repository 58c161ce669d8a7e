"""Make the invented machine of the benchmarks known to the tests: both look for decisions in the same way."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
