"""Mutated pictures of every format are shown or refused in words, in bounded time and memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from given_fuzz import count_of, told_by

FILES = count_of(300)  # 20,000 before a release
PEAK_MB = 2_048


@pytest.mark.timeout(60 + FILES)
def test_no_mutated_file_crashes_hangs_or_fills_memory() -> None:
    pytest.importorskip("pillow_heif")
    told = told_by(Path(__file__).with_name("picture_fuzz.py"), FILES)
    assert told["peak_mb"] < PEAK_MB
    assert all(sentence.endswith(".") for sentence in told["refused"])
