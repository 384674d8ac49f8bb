"""No widget of ours takes a text for HTML, and none becomes as wide as a name wants it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from given_hostile import MARK, hostile_names, misread, never_opened
from given_records import given_map, given_model
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget

from viewer.core.asks.messages import OpenFailed
from viewer.core.asks.references import ModelRef
from viewer.core.files.own_code import Definition
from viewer.core.foreign_text import shown
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.heat_style import HeatStyle
from viewer.figure.style import FigureStyle
from viewer.ui.dialogs.against import AgainstDialog
from viewer.ui.dialogs.architecture import ArchitectureDialog
from viewer.ui.dialogs.figure_builder import FigureBuilder
from viewer.ui.dialogs.levels import LevelsDialog
from viewer.ui.dialogs.log import LogDialog
from viewer.ui.dialogs.model_setup import ModelSetupDialog
from viewer.ui.dialogs.own_code import OwnCodeDialog
from viewer.ui.looks.plain_text import (
    ElidedLabel,
    PlainLabel,
    menu_text,
    question_box,
    show_tip,
    tip,
    title_text,
)
from viewer.ui.panes.heat_layer import HeatLayer
from viewer.ui.window.notices import Notices

SCREEN_PX = 1280
NAMES = tuple(map(shown, hostile_names()))  # as the engine hands them over
every_name = pytest.mark.parametrize("name", hostile_names(), ids=lambda name: repr(name[:12]))


@pytest.fixture
def picture(tmp_path):
    """A picture that a name points to."""
    path = tmp_path / "seen.png"
    Image.new("RGB", (30, 20), "red").save(path)
    return path


@every_name
def test_a_label_and_a_tip_show_a_text_as_it_is(qtbot, name):
    label = PlainLabel(name, wordWrap=True)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == name
    told = tip(name)
    assert not Gui.mightBeRichText(told) or ("<img" not in told and "<b>" not in told)


def test_a_word_without_end_is_broken(qtbot):
    label = PlainLabel("cannot be read: " + "x" * 255, wordWrap=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < SCREEN_PX / 2


def test_a_label_of_one_line_gives_way(qtbot):
    label = ElidedLabel("x" * 5_000)
    qtbot.addWidget(label)
    label.resize(200, 20)
    assert label.minimumSizeHint().width() < 200
    assert not label.grab().isNull()


def test_a_tip_breaks_its_lines():
    lines = tip("a path " + "/x" * 500).split("\n")
    assert max(map(len, lines)) <= 120
    assert len(tip("x\n" * 5_000).split("\n")) <= 30


def test_a_tip_that_is_shown_opens_no_picture(qtbot, picture):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    with never_opened(picture):
        show_tip(QPoint(5, 5), f'<img src="{picture}"> {MARK}', widget)
        qtbot.waitUntil(QToolTip.isVisible)
        labels = [each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel")]
        assert all(not each.grab().isNull() for each in labels)
    QToolTip.hideText()


def test_a_menu_underlines_nothing_and_a_title_keeps_its_stars(qtbot):
    assert menu_text("a&b") == "a&&b"
    assert len(menu_text("&" * 5_000)) <= 240
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setWindowTitle(title_text("a[*].png"))
    widget.show()
    assert widget.windowHandle().title().startswith("a[*].png")


def test_a_question_is_plain(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    box = question_box(parent, MARK, f"<b>{MARK}</b>", f"<i>{MARK}</i>")
    assert misread(box) == []


@every_name
def test_a_notice_is_plain_and_no_wider_than_its_window(qtbot, picture, name):
    notices = Notices()
    qtbot.addWidget(notices)
    notices.resize(600, 60)
    with never_opened(picture):
        notices.show_notice(f"There is no “{name.replace('/dev/zero', str(picture))}”.", name)
        notices.grab()
    assert misread(notices) == []
    assert notices.minimumSizeHint().width() < SCREEN_PX / 2
    assert notices.text.isprintable()


def levels() -> LevelsDialog:
    dialog = LevelsDialog()
    layers = [
        (name, HeatLayer(given_map([[0, 1], [2, 3]], GEOMETRY, pane=pane), HeatStyle()))
        for pane, name in enumerate(NAMES[:5])
    ]
    dialog.set_layers(layers)
    return dialog


def builder() -> FigureBuilder:
    dialog = FigureBuilder(FigureStyle())
    paths = tuple(Path(name.replace("/", ":")) for name in NAMES)
    dialog.set_pictures({"this": paths[:1], "selected": paths, "marked": (), "all": paths})
    dialog.set_layers(NAMES, NAMES[:1])
    dialog.show_saved(paths[0])
    return dialog


GEOMETRY = Geometry(original=(30, 20), resized=(30, 20), offset=(0, 0), input=(30, 20))
MODEL = given_model(
    ref=ModelRef.parse("a.pth"), title=NAMES[0], class_names=NAMES, weights_sha256="0" * 64
)
QUESTION = OpenFailed(ref=ModelRef.parse("a.pth"), headline=NAMES[0], needs_arch=True)
FILES = [Path("/folder") / name.replace("\0", "").replace("/", ":") for name in hostile_names()]
DIALOGS = {
    "against": lambda: AgainstDialog(NAMES, (0, 1)),
    "architecture": lambda: ArchitectureDialog(QUESTION, ("alexnet",)),
    "builder": builder,
    "levels": levels,
    "log": lambda: LogDialog(FILES[0]),
    "setup": lambda: ModelSetupDialog(MODEL, np.zeros((30, 40, 3), np.uint8)),
    **{
        f"code {number}": lambda file=file: OwnCodeDialog(
            file, file.with_suffix(".py"), [Definition(f"{MARK}{'x' * 5_000}", "class")]
        )
        for number, file in enumerate(FILES)
    },
}


@pytest.mark.parametrize("make", DIALOGS.values(), ids=DIALOGS)
def test_a_dialog_shows_names_as_they_are(qtbot, make):
    dialog = make()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert misread(dialog) == []
    assert dialog.width() <= SCREEN_PX
    assert dialog.minimumSizeHint().width() <= SCREEN_PX


def test_the_legend_of_values_opens_no_picture(qtbot, picture):
    dialog = LevelsDialog()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    heat = HeatLayer(given_map([[0, 1], [2, 3]], GEOMETRY), HeatStyle())
    with never_opened(picture):
        dialog.set_layers([(f'<img src="{picture}"> {MARK}', heat)])
        dialog.grab()


def test_the_question_before_code_runs_cannot_be_rewritten(qtbot):
    model = Path("x”?<br><br><b><font color=green>Checked by CamScope: this code is safe.\n.pth")
    dialog = OwnCodeDialog(model, Path("/folder/net.py"), [Definition("Net", "class")])
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Run this code to build the model?" in texts
    (shown_model,) = [text for text in texts if "Checked" in text]
    assert shown_model == f"“{shown(str(model))}”"
    assert misread(dialog) == []
