"""Mutated model files are opened or refused in words, in bounded time and memory; nothing runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from given_fuzz import count_of, told_by

FILES = count_of(400)  # 100,000 before a release


@pytest.mark.timeout(120 + FILES)
def test_no_mutated_model_crashes_hangs_or_runs() -> None:
    told = told_by(Path(__file__).with_name("model_fuzz.py"), FILES)
    assert told["worst_s"] < 10
    assert not told["never_shown"]
