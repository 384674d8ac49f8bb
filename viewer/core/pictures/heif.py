"""HEIC pictures, as telephones take them, through libheif: made known to Pillow when one comes."""

from __future__ import annotations

import functools

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
            hint="Install it, or save the picture as JPEG first.",
            detail=repr(error),
        ) from None
    pillow_heif.register_heif_opener(thumbnails=False)
