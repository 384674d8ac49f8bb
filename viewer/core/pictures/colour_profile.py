"""Colours as the file's own profile means them, turned into sRGB."""

from __future__ import annotations

import functools
import io

import numpy as np
from PIL import ImageCms

from viewer.core.pictures.pillow import Image

MAX_PROFILE_BYTES = 8 << 20
SAME_LEVELS = 2  # a profile that moves no colour further than this is sRGB under another name
_LATTICE = 9  # colours tried along each axis
_MODES = {"RGB": "RGB", "RGBA": "RGBA", "RGBX": "RGB", "CMYK": "RGB", "L": "RGB"}

Transform = ImageCms.ImageCmsTransform


def to_srgb(image: Image.Image) -> tuple[Image.Image, str]:
    """Return a picture in sRGB, and a sentence saying what was done; empty if nothing was.

    A picture without a profile, and one whose profile is sRGB, comes back as it is, so that its
    stored values stay untouched. A mode that profiles do not speak of comes back as it is too.
    """
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or not profile:
        return image, ""
    if image.mode not in _MODES and image.mode != "LA":
        return image, ""
    alpha = image.getchannel("A") if image.mode == "LA" else None
    base = image.getchannel("L") if alpha is not None else image
    found = _find_transform(profile, base.mode)
    if found is None:
        return image, "The colour profile is damaged; the stored values are shown."
    transform, name = found
    if transform is None:
        return image, ""
    done = transform.apply(base)
    if alpha is not None:
        done.putalpha(alpha)
    return done, f"Colours were converted from {name} to sRGB."


@functools.lru_cache(maxsize=8)
def _find_transform(profile: bytes, mode: str) -> tuple[Transform | None, str] | None:
    """Return the way to sRGB, None where there is nothing to do, and the profile's name.

    Returns:
        None when the profile cannot be read or does not fit the mode.
    """
    if len(profile) > MAX_PROFILE_BYTES:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        transform = ImageCms.buildTransform(
            source,
            ImageCms.createProfile("sRGB"),
            mode,
            _MODES[mode],
            renderingIntent=ImageCms.Intent.PERCEPTUAL,
            flags=ImageCms.Flags.NOCACHE,  # one transform may then serve several threads
        )
        name = " ".join(ImageCms.getProfileDescription(source).split())[:60]
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    return (None if _changes_nothing(transform, mode) else transform), name or "its own profile"


def _changes_nothing(transform: Transform, mode: str) -> bool:
    if mode == "CMYK":
        return False
    steps = np.linspace(0, 255, _LATTICE).astype(np.uint8)
    lattice = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1)
    colours = Image.fromarray(lattice.reshape(_LATTICE, -1, 3)).convert(mode)
    before = np.asarray(colours.convert("RGB")).astype(int)
    after = np.asarray(transform.apply(colours).convert("RGB")).astype(int)
    return bool(np.abs(after - before).max() <= SAME_LEVELS)
