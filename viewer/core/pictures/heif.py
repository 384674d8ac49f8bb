"""HEIC pictures, as telephones take them, through libheif: made known to Pillow when one comes."""

from __future__ import annotations

import functools
import sys

from viewer.core.errors import UserError


@functools.cache
def register() -> None:
    """Let Pillow open HEIC files; what else libheif reads is not asked for.

    Raises:
        UserError: the decoder is not there.
    """
    try:
        import pillow_heif  # noqa: PLC0415 - a shared library that most pictures do not need
    except ImportError as error:
        raise UserError(
            "HEIC pictures need the package pillow-heif.",
            hint=_way_to_install(),
            detail=repr(error),
        ) from None
    pillow_heif.register_heif_opener(thumbnails=False)


def _way_to_install() -> str:
    """Return the command for the Python that runs; a frozen build cannot be added to."""
    if getattr(sys, "frozen", False):
        return "This build leaves it out. Save the picture as JPEG first."
    return f"Install it: {sys.executable} -m pip install pillow-heif"
