"""What ``camscope`` does without a command: open the window, or have the one that is open do so."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from viewer.core.errors import UserError

if TYPE_CHECKING:
    import argparse


def open_window(typed: argparse.Namespace) -> int:
    """Open the window, or let the one that is open show the paths: that needs no widgets."""
    from viewer.core.asks.references import ModelRef
    from viewer.core.models.model_text import model_to_text

    _check_desktop()
    from viewer.instance import Instance  # brings Qt, which may lack what was just looked for

    model = ModelRef.parse(typed.model, typed.arch) if typed.model else None
    instance = None if typed.new_window else Instance()
    line = model_to_text(model) if model is not None else ""
    if instance is not None and not instance.claim(typed.paths, line):
        return 0
    gc.disable()  # until the window is painted: there is no garbage in what is being loaded
    from viewer.app import run

    return run(typed.paths, instance, model)


def _check_desktop() -> None:
    """See that a window can be opened, before Qt ends the process over it.

    Raises:
        UserError: there is no display, or libraries are missing.
    """
    from viewer.desktop.libraries import has_display, missing_libraries, platforms, refusal

    if not has_display():
        raise UserError(
            "There is no display to open a window on.",
            hint="Use “camscope export PATH --out DIR” to make figures without one.",
        )
    if sys.platform.startswith("linux") and (missing := missing_libraries(platforms(os.environ))):
        headline, hint = refusal(missing)
        raise UserError(headline, hint=hint)
