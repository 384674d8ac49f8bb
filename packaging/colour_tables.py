"""Write the colour maps of the table as 256 colours each, as the package cmap gives them.

``python packaging/colour_tables.py --write`` replaces resources/colour_maps.npz; without it the
script only says whether the file is up to date. Run it again when the table has another row.
Reading this file takes a millisecond, importing cmap and asking it a tenth of a second.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

import numpy as np
from cmap import Colormap
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from viewer.core.maps.colour_maps import COLOUR_MAPS, TABLES, ColourMap


def table_of(row: ColourMap) -> NDArray[np.uint8]:
    """Return one colour map, (256, 3) uint8, RGB."""
    colours = Colormap(row.source or row.key).lut(256)
    return np.rint(np.asarray(colours)[:, :3] * 255.0).astype(np.uint8)


def main() -> int:
    """Write the file, or tell whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="replace the file")
    written = io.BytesIO()
    np.savez_compressed(written, **{row.key: table_of(row) for row in COLOUR_MAPS})
    if parser.parse_args().write:
        TABLES.write_bytes(written.getvalue())
        return 0
    return 0 if TABLES.is_file() and TABLES.read_bytes() == written.getvalue() else 1


if __name__ == "__main__":
    sys.exit(main())
