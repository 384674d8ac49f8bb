"""The folder that an export or an evaluation writes to: made, and fit to be written to."""

from __future__ import annotations

import os
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path


def make_folder(folder: Path) -> None:
    """Make the folder that is written to.

    Raises:
        UserError: it cannot be made, or may not be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"The folder “{shown_path(folder)}” cannot be made.",
            hint="Choose another one for --out.",
            detail=str(error),
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UserError(
            f"The folder “{shown_path(folder)}” may not be written to.",
            hint="Choose another one for --out.",
        )
