"""How long a step of the hand takes on a large picture, beside blending with OpenCV.

CPU milliseconds for one full repaint of the row of three panes, offscreen, on a 50-megapixel
picture: opacity, threshold, colour map, wipe, pan and zoom. Every step is interleaved in one
process with the plain way, which blends the whole picture with cv2.addWeighted for each heat map
and sets it as a QImage on a label that shows it fitted.

    python -m benchmarks.painting [--width 8192 --height 6144 --repeats 20 --scale 2]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # Qt is imported when the surroundings are prepared
    from PySide6.QtGui import QImage

    from viewer.ui.panes.pane_row import PaneRow

Pixels = NDArray[np.uint8]
Step = Callable[[float], None]
ROW_PX = (1050, 560)
FRAME_MS = 1000 / 60


def main() -> int:
    """Measure every step of the hand and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--width", type=int, default=8192)
    parser.add_argument("--height", type=int, default=6144)
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--scale", default="1", help="device pixel ratio")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = options.scale
    cv2.setNumThreads(1)

    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    y, x = np.mgrid[0 : options.height, 0 : options.width]
    rgb = np.stack([x % 256, y % 256, (x + y) % 256], axis=-1).astype(np.uint8)
    row, plain = panes_of(rgb), plain_way(rgb)
    app.processEvents()  # a window that was never exposed paints nothing
    megapixels = options.width * options.height / 1e6
    print(f"{megapixels:.0f} megapixels, three panes in {ROW_PX[0]} × {ROW_PX[1]}", end=", ")
    print(f"device pixel ratio {options.scale}; CPU ms per step, median and slowest tenth")
    slowest = 0.0
    for name, step in steps_of(row).items():
        times = measure(step, options.repeats)
        median, tail = statistics.median(times), float(np.percentile(times, 90))
        slowest = max(slowest, median)
        print(f"{name:32}{median:10.1f}{tail:10.1f}")
    plain_ms = statistics.median(measure(plain, max(3, options.repeats // 4)))
    print(f"{'cv2.addWeighted and set':32}{plain_ms:10.1f}")
    print(f"{'slowest step / plain way':32}{slowest / plain_ms:10.3f}")
    print(f"{'slowest step / frame of 1/60 s':32}{slowest / FRAME_MS:10.2f}")
    del app
    return 0


def measure(step: Step, repeats: int) -> list[float]:
    """Return the CPU milliseconds of each repetition, without the first two."""
    times = []
    for number in range(repeats + 2):
        begin = time.process_time()
        step((number % 20) / 20)
        times.append((time.process_time() - begin) * 1000)
    return times[2:]


def steps_of(row: PaneRow) -> dict[str, Step]:
    """Return what a hand does, by its name; each takes a number of 0..1 and repaints the row."""
    from viewer.core.maps.colour_maps import COLOUR_MAPS
    from viewer.core.maps.heat_style import HeatStyle

    plain, view = HeatStyle(), row.view

    def styled(**changes: object) -> None:
        row.set_style(HeatStyle(**{"opacity": plain.opacity, **changes}))

    def wipe(share: float) -> None:
        if share == 0.0:
            row.comparing.stop()
            row.comparing.wipe(1, 2)
        row.comparing.move_divider(share)

    def unwiped(action: Callable[[], object]) -> None:
        row.comparing.stop()
        action()

    changes: dict[str, Step] = {
        "opacity": lambda share: styled(opacity=0.2 + 0.6 * share),
        "threshold": lambda share: styled(threshold=share),
        "colour map": lambda share: styled(
            colour_map=COLOUR_MAPS[int(share * len(COLOUR_MAPS))].key
        ),
        "range and clipping": lambda share: styled(extent="positive", clip_percent=10 * share),
        "wipe": wipe,
        "zoom": lambda share: unwiped(lambda: view.set_view((4000, 3000), 0.05 + share)),
        "pan at 100 %": lambda share: view.set_view((3000 + 999 * share, 2500 + 999 * share), 1.0),
        "pan at 8:1": lambda share: view.set_view((3000 + 99 * share, 2500 + 99 * share), 8.0),
        "opacity at 100 %": lambda share: styled(opacity=0.2 + 0.6 * share),
    }

    def painted(change: Step) -> Step:
        def step(share: float) -> None:
            change(share)
            row.repaint()  # the panes too: they lie on it without a ground of their own

        return step

    return {name: painted(change) for name, change in changes.items()}


def panes_of(rgb: Pixels) -> PaneRow:
    """Return a shown row of an original and two heat maps."""
    from viewer.core.asks.records import HeatMap
    from viewer.core.asks.references import ImageRef
    from viewer.core.asks.target import ResolvedTarget, Target
    from viewer.core.maps.geometry import InputRule, plan_geometry
    from viewer.methods.grad_cam import METHOD as GRAD_CAM
    from viewer.ui.panes.pane_row import PaneRow

    size = (rgb.shape[1], rgb.shape[0])
    geometry = plan_geometry(size, InputRule(size=(224, 224), shorter_side=256), "default")
    row = PaneRow()
    row.resize(*ROW_PX)
    row.show()
    levels, level = [qimage(rgb)], rgb
    while max(level.shape) >= 1024:
        half = (level.shape[1] // 2, level.shape[0] // 2)
        level = np.asarray(cv2.resize(level, half, interpolation=cv2.INTER_AREA), np.uint8)
        levels.append(qimage(level))
    row.set_picture(levels)
    row.set_geometry(geometry)
    for pane, raw in enumerate(small_maps()):
        row.set_heat(
            pane,
            HeatMap(
                serial=1,
                pane=pane,
                image=ImageRef(path=Path("a.png")),
                row=GRAD_CAM.row,
                layer="blocks.6",
                target=Target(),
                resolved=ResolvedTarget(title="dog", members=(1,)),
                score=1.0,
                probability=0.5,
                raw=raw,
                geometry=geometry,
            ),
        )
    return row


def plain_way(rgb: Pixels) -> Step:
    """Return one opacity step of the usual way: blend all pixels, set them, let a label fit."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QLabel

    size = (rgb.shape[1], rgb.shape[0])
    labels, colours = [], []
    for raw in small_maps():
        grey = np.rint(cv2.resize(raw / raw.max(), size) * 255).astype(np.uint8)
        colours.append(np.asarray(cv2.applyColorMap(grey, cv2.COLORMAP_INFERNO)[..., ::-1]).copy())
        labels.append(QLabel())
        labels[-1].resize(ROW_PX[0] // 3, ROW_PX[1])
        labels[-1].show()

    def step(share: float) -> None:
        opacity = 0.2 + 0.6 * share
        for label, colour in zip(labels, colours, strict=True):
            blended = np.asarray(cv2.addWeighted(rgb, 1 - opacity, colour, opacity, 0), np.uint8)
            fitted = qimage(blended).scaled(label.size(), Qt.AspectRatioMode.KeepAspectRatio)
            label.setPixmap(QPixmap.fromImage(fitted))
            label.repaint()

    return step


def small_maps() -> list[NDArray[np.float32]]:
    """Return two maps of 7 × 7 and 14 × 14."""
    chance = np.random.default_rng(1)
    return [chance.random((side, side), np.float32) for side in (7, 14)]


def qimage(rgb: Pixels) -> QImage:
    """Return RGB pixels as an image that paints fast."""
    from PySide6.QtGui import QImage

    height, width = rgb.shape[:2]
    image = QImage(rgb.data, width, height, width * 3, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


if __name__ == "__main__":
    sys.exit(main())
