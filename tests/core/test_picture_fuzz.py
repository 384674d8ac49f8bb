"""Mutated pictures of every format are shown or refused in words, in bounded time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("picture_fuzz.py")
FILES = int(os.environ.get("CAMSCOPE_FUZZ", "300"))  # 2,000 and more before a release
PEAK_MB = 2_048


@pytest.mark.timeout(60 + FILES)
def test_no_mutated_file_crashes_hangs_or_fills_memory() -> None:
    pytest.importorskip("pillow_heif")
    root = Path(__file__).resolve().parents[2]
    process = subprocess.run(
        [sys.executable, str(SCRIPT), str(FILES)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
    )
    assert process.returncode == 0, process.stderr[-2_000:]
    told = json.loads(process.stdout.splitlines()[-1])
    refused = sum(told["refused"].values())
    assert told["shown"] + refused == FILES
    assert min(told["shown"], refused) > FILES / 10
    assert told["peak_mb"] < PEAK_MB
    assert all(sentence.endswith(".") for sentence in told["refused"])
