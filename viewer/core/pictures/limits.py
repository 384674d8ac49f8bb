"""How much a picture file may ask for before it is decoded: pixels, bytes, pages; adjustable."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

MAX_SIDE = 65_500  # pixels: what JPEG allows, and more than any picture needs
MAX_PAGES = 10_000  # counted in a file with several
HUGE_PIXELS = 30_000_000  # from here on only one picture is decoded at a time
MEGAPIXELS, MEGABYTES = 120, 512  # the limits of a picture and of its file, unless changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The two limits that a user may move; the engine's process gets them in its environment."""

    megapixels: int = MEGAPIXELS
    megabytes: int = MEGABYTES

    @property
    def variables(self) -> dict[str, str]:
        """How a process is told these limits before it starts."""
        return {
            "CAMSCOPE_MEGAPIXELS": str(self.megapixels),
            "CAMSCOPE_MEGABYTES": str(self.megabytes),
        }

    @property
    def pixels(self) -> int:
        """The most pixels a picture may have."""
        return self.megapixels * 1_000_000

    @property
    def bytes(self) -> int:
        """The most bytes a picture's file may have."""
        return self.megabytes << 20


def limits() -> Limits:
    """Return the limits in force in this process."""
    return _in_force[0]


def use_limits(new: Limits) -> None:
    """Hold all pictures from now on to other limits."""
    _in_force[0] = new
    for heed in _heeding:
        heed(new)


def heed_limits(heed: Callable[[Limits], None]) -> None:
    """Let a decoder hear the limits: those in force now, and every change."""
    _heeding.append(heed)
    heed(limits())


def told_limits() -> Limits:
    """Return the limits that the environment tells; what is no positive number counts as unsaid."""
    told = [os.environ.get(name, "") for name in Limits().variables]
    numbers = [int(text) if text.isdecimal() and int(text) else None for text in told]
    return Limits(megapixels=numbers[0] or MEGAPIXELS, megabytes=numbers[1] or MEGABYTES)


_in_force = [told_limits()]
_heeding: list[Callable[[Limits], None]] = []
