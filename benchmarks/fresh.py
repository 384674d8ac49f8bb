"""Run a script in a Python of its own, for what can be measured in a fresh process alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def environment(settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what a fresh process sees: one thread, no display, and compiled modules kept.

    As after an installation, Python finds its modules compiled, from the second run on.

    Args:
        settings: more environment variables.
    """
    usual = {
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "camscope-bench-compiled")),
        "QT_QPA_PLATFORM": "offscreen",
        "OMP_NUM_THREADS": "1",
        "XDG_CONFIG_HOME": tempfile.gettempdir(),
    }
    told = os.environ | usual | (settings or {})
    told.pop("PYTHONDONTWRITEBYTECODE", None)
    return told


def run_script(script: str, *arguments: str, settings: Mapping[str, str] | None = None) -> str:
    """Run a script in a fresh Python and return its last line.

    Args:
        script: what is run.
        arguments: its ``sys.argv``.
        settings: more environment variables.
    """
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, *arguments],
        env=environment(settings),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
