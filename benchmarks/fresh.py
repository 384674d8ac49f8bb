"""Run a script in a Python of its own, for what can be measured in a fresh process alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def environment(**more: str) -> dict[str, str]:
    """Return what a fresh process sees: one thread, no display, and compiled modules kept.

    As after an installation, Python finds its modules compiled, from the second run on.
    """
    told = os.environ | {
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "camscope-bench-compiled")),
        "QT_QPA_PLATFORM": "offscreen",
        "OMP_NUM_THREADS": "1",
        "XDG_CONFIG_HOME": tempfile.gettempdir(),
    }
    told.pop("PYTHONDONTWRITEBYTECODE", None)
    return told | more


def run_script(script: str, *arguments: str, **more: str) -> str:
    """Run a script in a fresh Python, with more in its environment, and return its last line."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, *arguments],
        env=environment(**more),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
