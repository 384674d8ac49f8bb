"""Record the real window at work: open a folder, choose a class, a layer, an opacity, export.

Usage: recording.py FOLDER OUT.webp [--size 1280x800] [--theme dark] [--lang zh_CN]

Every change is made as a user makes it, and every frame is what the window shows then, with the
boxes and dialogs that are open and a pointer where the mouse would be. No display is needed.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QPoint, QPointF, QRect, QSettings, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from screenshot import prepare_surroundings, read_size, settle, wait_for_maps

from viewer.app import build, make_application
from viewer.features.figures import FiguresFeature
from viewer.household import Household
from viewer.starting import start

PATIENCE_S = 120
WIDTH_PX = 1120
QUALITY = 86
LONG_MS, SHORT_MS, DRAG_MS = 1_900, 700, 90
ARROW = ((0, 0), (0, 17), (4, 13), (7, 20), (10, 19), (7, 12), (12, 12))
LAYERS_BACK = 4  # an earlier layer that still has something to say
OPACITIES = (*range(50, 96, 5), *range(90, 34, -5), *range(40, 51, 5))

Frame = tuple[Image.Image, int]  # with its milliseconds


class Recorder:
    """Takes frames of one window, with what lies over it and the pointer."""

    def __init__(self, app: Household) -> None:
        self.app = app
        self.pointer = QPoint(640, 620)

    def point_at(self, widget: QWidget | None, place: QPoint | None = None) -> None:
        """Move the pointer to a place of a widget, by default its middle."""
        if widget is not None:
            self.pointer = widget.mapTo(self.app.window, place or widget.rect().center())

    def frame(self, duration_ms: int) -> Frame:
        """Return what is to be seen now."""
        shot = self.app.window.grab()
        painter = QPainter(shot)
        for widget in QApplication.topLevelWidgets():
            if widget is not self.app.window and widget.isVisible():
                place = self._place(widget)
                painter.drawPixmap(place, widget.grab())
                painter.setPen(self.app.window.palette().dark().color())
                painter.drawRect(QRect(place, widget.size()).adjusted(-1, -1, 0, 0))
        self._paint_pointer(painter)
        painter.end()
        return _as_image(shot), duration_ms

    def _place(self, widget: QWidget) -> QPoint:
        """Return where a popup is; dialogs stand in the middle, as a desktop puts them."""
        if isinstance(widget, QDialog):
            return self.app.window.rect().center() - widget.rect().center()
        return self.app.window.mapFromGlobal(widget.pos())

    def _paint_pointer(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor("white"), 1.5))
        painter.setBrush(QColor("black"))
        painter.drawPolygon(QPolygonF([QPointF(self.pointer) + QPointF(*each) for each in ARROW]))


def main() -> int:
    """Record the window and write one animation that anyone's browser plays."""
    arguments = read_arguments()
    prepare_surroundings(arguments)
    with tempfile.TemporaryDirectory(prefix="cam-") as folder:
        os.environ["XDG_DATA_HOME"] = folder
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        app = build(make_application(), settings=settings)
        try:
            frames = list(record(app, arguments))
        finally:
            app.window.close()
    write_animation(frames, arguments.out)
    return 0


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, help="a folder of photographs")
    parser.add_argument("out", type=Path, help="the WebP to write")
    parser.add_argument("--size", type=read_size, default=(1280, 800), metavar="WxH")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--lang", default="en", help="en or zh_CN")
    parser.set_defaults(scale=1)
    return parser.parse_args()


def record(app: Household, arguments: argparse.Namespace) -> Iterator[Frame]:
    """Yield the frames, in order."""
    app.session.set_option("theme", arguments.theme)
    app.session.set_option("tour_offered", True)
    app.window.resize(*arguments.size)
    app.window.show()
    settle()
    recorder = Recorder(app)
    yield recorder.frame(SHORT_MS)
    recorder.point_at(app.window.welcome.focusProxy())
    yield recorder.frame(LONG_MS)
    start(app, [arguments.source.absolute()])
    yield from shown(recorder)
    for scene in (choose_class, choose_opacity, choose_layer, step_on, all_methods, export):
        yield from scene(recorder)


def shown(recorder: Recorder, duration_ms: int = LONG_MS) -> Iterator[Frame]:
    """Wait for the maps, and look at them."""
    wait_for_maps(recorder.app, PATIENCE_S)
    settle()
    yield recorder.frame(duration_ms)


def choose_class(recorder: Recorder) -> Iterator[Frame]:
    """Click the second class of the list, then the group below the classes."""
    rows = recorder.app.window.predictions.list
    for number in (1, rows.count() - 1):
        place = rows.visualItemRect(rows.item(number)).center()
        recorder.point_at(rows.viewport(), place)
        yield recorder.frame(SHORT_MS)
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
        yield from shown(recorder)


def choose_opacity(recorder: Recorder) -> Iterator[Frame]:
    """Drag the slider up, down, and back."""
    slider = recorder.app.window.controls.slider
    for percent in OPACITIES:
        recorder.app.session.set_option("opacity", percent)
        recorder.point_at(
            slider, QPoint(round(slider.width() * percent / 100), slider.height() // 2)
        )
        QApplication.processEvents()
        yield recorder.frame(DRAG_MS)
    yield recorder.frame(SHORT_MS)


def choose_layer(recorder: Recorder) -> Iterator[Frame]:
    """Open the list of layers, take an earlier one, and go back to the suggested one."""
    box = recorder.app.window.controls.layer_box
    recorder.point_at(box)
    suggested = box.currentIndex()
    for number in (max(0, suggested - LAYERS_BACK), suggested):
        box.showPopup()
        settle()
        view = box.view()
        recorder.pointer = recorder.app.window.mapFromGlobal(
            view.viewport().mapToGlobal(view.visualRect(box.model().index(number, 0)).center())
        )
        yield recorder.frame(SHORT_MS)
        box.hidePopup()
        box.setCurrentIndex(number)
        box.activated.emit(number)
        yield from shown(recorder, LONG_MS if number != suggested else SHORT_MS)


def step_on(recorder: Recorder) -> Iterator[Frame]:
    """Go on to the next picture with the arrow key, and explain what is likeliest there."""
    recorder.app.commands.run("class_top")
    wait_for_maps(recorder.app, PATIENCE_S)
    recorder.app.commands.run("next_image")
    yield from shown(recorder)


def all_methods(recorder: Recorder) -> Iterator[Frame]:
    """Show all fast methods, then the usual two."""
    recorder.point_at(recorder.app.window.controls.panes_button)
    yield recorder.frame(SHORT_MS)
    recorder.app.commands.run("all_methods")
    yield from shown(recorder, LONG_MS + SHORT_MS)
    recorder.app.commands.run("reset_panes")
    wait_for_maps(recorder.app, PATIENCE_S)


def export(recorder: Recorder) -> Iterator[Frame]:
    """Open the figure builder, and see the figure."""
    recorder.app.commands.run("export_figure")
    settle()
    yield recorder.frame(SHORT_MS)
    builder = recorder.app[FiguresFeature].builder
    for _wait in range(PATIENCE_S):
        if builder is None or builder.preview.size_text:  # the figure is there
            break
        settle()
    yield recorder.frame(2 * LONG_MS)
    recorder.app[FiguresFeature].close_builder()


def write_animation(frames: list[Frame], path: Path) -> None:
    """Write the frames as one animation, and say how long and how large it is."""
    images, durations = [image for image, _ms in frames], [ms for _image, ms in frames]
    path.parent.mkdir(parents=True, exist_ok=True)
    images[0].save(
        path,
        save_all=True,
        append_images=images[1:],
        duration=durations,
        loop=0,
        quality=QUALITY,
        method=4,
    )
    print(
        f"{sum(durations) / 1000:.1f} s, {path.stat().st_size / 1e6:.2f} MB, {len(images)} frames"
    )


def _as_image(shot: QPixmap) -> Image.Image:
    """Return a pixmap as a smaller picture."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    shot.save(buffer, "PNG")
    picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    height = round(WIDTH_PX * picture.height / picture.width)
    return picture.resize((WIDTH_PX, height), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    sys.exit(main())
