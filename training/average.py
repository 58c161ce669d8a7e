"""Average the weights of taggers that started alike ("model soup", Wortsman et al. 2022).

usage: python training/average.py OUT.safetensors RUN.safetensors...
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file


def main(target: Path, runs: list[Path]) -> None:
    """Write the mean of the runs' weights."""
    states = [load_file(r) for r in runs]
    mean = {k: torch.stack([s[k].float() for s in states]).mean(0).contiguous() for k in states[0]}
    save_file(mean, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(a) for a in sys.argv[2:]])
