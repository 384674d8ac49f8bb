"""How much a picture file may ask for before it is decoded: pixels, bytes, pages; adjustable."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

MAX_SIDE = 65_500  # pixels: what JPEG allows, and more than any picture needs
MAX_PAGES = 10_000  # counted in a file with several
HUGE_PIXELS = 30_000_000  # from here on only one picture is decoded at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The two limits that a user may move; they travel to the engine's process as well."""

    megapixels: int = 120
    megabytes: int = 512

    @property
    def pixels(self) -> int:
        """The most pixels a picture may have."""
        return self.megapixels * 1_000_000

    @property
    def bytes(self) -> int:
        """The most bytes a picture's file may have."""
        return self.megabytes << 20


_in_force = [Limits()]


def limits() -> Limits:
    """Return the limits in force in this process."""
    return _in_force[0]


def use_limits(new: Limits) -> None:
    """Hold all pictures from now on to other limits."""
    _in_force[0] = new
    # Pillow measures every header against this, and raises at twice the number.
    Image.MAX_IMAGE_PIXELS = new.pixels


use_limits(Limits())
