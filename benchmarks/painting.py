"""How long dragging the opacity takes on a large picture, beside blending with OpenCV.

CPU milliseconds for one full repaint of the row of three panes, offscreen, on a 12-megapixel
picture; both ways interleaved in one process. The plain way blends the whole picture with
cv2.addWeighted for each heat map and sets it as a QImage on a label that shows it fitted.

    python -m benchmarks.painting [--width 4000 --height 3000 --repeats 20 --scale 2]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
ROW_PX = (1050, 560)


def main() -> int:
    """Measure both ways and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--width", type=int, default=4000)
    parser.add_argument("--height", type=int, default=3000)
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
    row, panes = panes_way(rgb)
    plain = plain_way(rgb)
    app.processEvents()  # a window that was never exposed paints nothing
    fitted, plain_ms = measure(panes, plain, options.repeats)
    row.view.actual_size()
    actual, _ = measure(panes, panes, options.repeats)
    megapixels = options.width * options.height / 1e6
    print(f"{megapixels:.0f} megapixels, three panes in {ROW_PX[0]} × {ROW_PX[1]}", end=", ")
    print(f"device pixel ratio {options.scale}; CPU ms per opacity step, median")
    print(f"{'panes, fitted':32}{fitted:10.1f}")
    print(f"{'panes, at 100 %':32}{actual:10.1f}")
    print(f"{'cv2.addWeighted and set':32}{plain_ms:10.1f}")
    print(f"{'ratio, panes fitted / plain':32}{fitted / plain_ms:10.3f}")
    del app
    return 0


def measure(
    first: Callable[[float], None], second: Callable[[float], None], repeats: int
) -> tuple[float, float]:
    """Return the median CPU milliseconds of two ways of one opacity step, interleaved."""
    times: tuple[list[float], list[float]] = ([], [])
    for step in range(repeats + 2):
        opacity = 0.2 + 0.6 * (step % 20) / 20
        for way, kept in zip((first, second), times, strict=True):
            begin = time.process_time()
            way(opacity)
            kept.append((time.process_time() - begin) * 1000)
    warm = [kept[2:] for kept in times]
    return statistics.median(warm[0]), statistics.median(warm[1])


def panes_way(rgb: Pixels) -> tuple[object, Callable[[float], None]]:
    """Return our row of panes, and one opacity step on it."""
    from viewer.core.geometry import InputRule, plan_geometry
    from viewer.core.heat_style import HeatStyle
    from viewer.core.records import HeatMap, ImageRef, ResolvedTarget, Target
    from viewer.ui.pane_row import PaneRow

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
                method="grad_cam",
                layer="blocks.6",
                target=Target(),
                resolved=ResolvedTarget(title="dog", members=(1,)),
                logit=1.0,
                probability=0.5,
                raw=raw,
                geometry=geometry,
            ),
        )

    def step(opacity: float) -> None:
        row.set_style(HeatStyle(opacity=opacity))
        row.repaint()  # the panes too: they lie on it without a ground of their own

    return row, step


def plain_way(rgb: Pixels) -> Callable[[float], None]:
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

    def step(opacity: float) -> None:
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


def qimage(rgb: Pixels):  # noqa: ANN201 - Qt is imported late
    """Return RGB pixels as an image that paints fast."""
    from PySide6.QtGui import QImage

    height, width = rgb.shape[:2]
    image = QImage(rgb.data, width, height, width * 3, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


if __name__ == "__main__":
    sys.exit(main())
