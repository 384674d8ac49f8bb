"""The compiled networks switched on, which tests do without unless they are about them."""

from __future__ import annotations

from typing import Literal

import pytest


def want_fast(patch: pytest.MonkeyPatch, what: Literal["sample", "whole"]) -> None:
    """Let the engine compile, and take what it compiled however slow a busy machine makes it.

    Args:
        patch: takes all back.
        what: which module's measured times are not to count: a trunk's sample, or a whole network.
    """
    patch.delenv("CAMSCOPE_FAST")
    patch.setattr(f"viewer.engine.fast.{what}.SLOWEST", 100.0)
