"""Run a script in a Python of its own, for what can be measured in a fresh process alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run_script(script: str, *arguments: str, settings: Mapping[str, str] | None = None) -> str:
    """Run a script in a fresh Python and return its last line.

    Args:
        script: what is run.
        arguments: its ``sys.argv``.
        settings: more environment variables.
    """
    usual = {
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "OMP_NUM_THREADS": "1",
        "XDG_CONFIG_HOME": tempfile.gettempdir(),
    }
    environment = os.environ | usual | (settings or {})
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
