"""The table of colour maps, and each of them as 256 colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias
from zipfile import ZipFile

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.core.late_numpy import np
from viewer.paths import resource

if TYPE_CHECKING:
    from numpy.typing import NDArray

Pixels: TypeAlias = "NDArray[np.uint8]"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourMap:
    """One row of the table of colour maps."""

    key: str  # what settings, recipes and the command line say
    title: str
    perceptual: bool  # equal steps of value look like equal steps of colour
    safe: bool = False  # can be read with any common colour vision deficiency
    diverging: bool = False  # its middle stands for zero
    source: str = ""  # its full name in the cmap library, where the key alone is ambiguous


COLOUR_MAPS: tuple[ColourMap, ...] = (
    ColourMap(key="inferno", title="Inferno", perceptual=True, safe=True),
    ColourMap(key="jet", title="Jet", perceptual=False),
    ColourMap(key="turbo", title="Turbo", perceptual=False),
    ColourMap(key="viridis", title="Viridis", perceptual=True, safe=True),
    ColourMap(key="magma", title="Magma", perceptual=True, safe=True),
    ColourMap(key="plasma", title="Plasma", perceptual=True, safe=True),
    ColourMap(key="cividis", title="Cividis", perceptual=True, safe=True),
    ColourMap(key="batlow", title="Batlow", perceptual=True, safe=True, source="crameri:batlow"),
    ColourMap(
        key="gray",
        title=QT_TRANSLATE_NOOP("Sentence", "Grey"),
        perceptual=True,
        safe=True,
        source="matlab:gray",
    ),
    ColourMap(
        key="vik",
        title="Vik (diverging)",
        perceptual=True,
        safe=True,
        diverging=True,
        source="crameri:vik",
    ),
    ColourMap(
        key="berlin",
        title="Berlin (diverging, dark)",
        perceptual=True,
        safe=True,
        diverging=True,
        source="crameri:berlin",
    ),
    ColourMap(
        key="coolwarm",
        title="Cool–warm (diverging)",
        perceptual=False,
        safe=True,
        diverging=True,
        source="matplotlib:coolwarm",
    ),
)
DEFAULT_COLOUR_MAP = COLOUR_MAPS[0].key
DEFAULT_DIVERGING = "vik"
BY_COLOUR_MAP: dict[str, ColourMap] = {row.key: row for row in COLOUR_MAPS}
SHADES = 256
TABLES = resource("colour_maps.npz")  # written by packaging/colour_tables.py


def colour_table(name: str) -> Pixels:
    """Return a colour map as a table.

    Args:
        name: the key of a row of ``COLOUR_MAPS``.

    Returns:
        (256, 3) uint8, RGB, read-only.

    Raises:
        ValueError: there is no such colour map.
    """
    return np.frombuffer(table_bytes(name), np.uint8).reshape(SHADES, 3)


def table_bytes(name: str) -> bytes:
    """Return a colour map's 256 colours as bytes, RGB after RGB.

    Raises:
        ValueError: there is no such colour map.
    """
    if name not in BY_COLOUR_MAP:
        raise ValueError(f"There is no colour map “{name}”.")
    return _tables()[name]


@cache
def _tables() -> dict[str, bytes]:
    """Return all of them: to open the file for each would take longer.

    What an array's file ends with are its bytes: so the window's start needs no NumPy.
    """
    with ZipFile(TABLES) as file:
        return {name: file.read(f"{name}.npy")[-3 * SHADES :] for name in BY_COLOUR_MAP}


def colourise(values: NDArray[np.floating] | list[list[float]], table: Pixels) -> Pixels:
    """Look up colours for values of 0..1.

    Returns:
        uint8 of the values' shape with a last axis of 3, RGB.
    """
    return table[steps_of(values)]


def steps_of(values: NDArray[np.floating] | list[list[float]]) -> NDArray[np.uint8]:
    """Return which of the 256 rows of a table each value of 0..1 falls on."""
    steps = np.array(values, np.float32)
    steps *= 255.0
    np.rint(steps, out=steps)
    np.clip(steps, 0.0, 255.0, out=steps)
    return steps.astype(np.uint8)
