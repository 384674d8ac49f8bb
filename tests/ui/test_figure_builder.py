"""The figure builder shows a style, tells what is chosen, and says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.figure.choices import (
    FIGURE_FORMATS,
    FIGURE_KINDS,
    GROUNDS,
    LANGUAGES,
    MARKS,
    WIDTH_KEYS,
)
from viewer.figure.style import FigureStyle
from viewer.ui.dialogs.figure_builder import FigureBuilder, with_format_of

STYLE = FigureStyle(
    kind="table", width="slide", dpi=217, file_format="svg", lang="zh_CN", title="题", mark="box",
    ground="transparent", numbering=True, bars=False, crop=True, json_beside=True,
)  # fmt: skip

ENABLED = Qt.ItemFlag.ItemIsEnabled


@pytest.fixture
def builder(qtbot):
    builder = FigureBuilder(STYLE)
    qtbot.addWidget(builder)
    return builder


def test_a_style_is_shown_and_read_back(builder):
    assert builder.style_chosen == STYLE
    builder.form.choices["kind"].setCurrentIndex(0)
    builder.form.switches["bars"].setChecked(True)
    assert builder.style_chosen.kind == "window"
    assert builder.style_chosen.bars


def test_every_choice_there_is_can_be_made(builder):
    every = {
        "kind": FIGURE_KINDS,
        "width": WIDTH_KEYS,
        "file_format": FIGURE_FORMATS,
        "ground": GROUNDS,
        "lang": LANGUAGES,
        "mark": MARKS,
    }
    for name, values in every.items():
        box = builder.form.choices[name]
        assert [box.itemData(number) for number in range(box.count())] == list(values)


def test_classes_are_read_as_typed(builder):
    builder.form.classes.setText(" dog,cat , dog,3-5,")
    assert builder.targets == tuple(map(Target.parse, ("dog", "cat", "3-5")))
    builder.form.classes.setText("lower:")
    with pytest.raises(UserError, match="empty"):
        _ = builder.targets


def test_a_change_is_told_and_pictures_are_named(builder, qtbot):
    with qtbot.waitSignal(builder.changed):
        builder.form.switches["captions"].toggle()
    with qtbot.waitSignal(builder.changed):
        builder.set_pictures(choices_of_six())
    assert builder.sources.names.text().startswith("a.png, b.png, c.png, d.png")
    assert "2" in builder.sources.names.text()


def choices_of_six():
    paths = tuple(Path(f"/{name}.png") for name in "abcdef")
    return {"this": paths[:1], "selected": paths, "marked": (), "all": paths}


def test_pictures_come_from_four_sources_and_several_make_a_table(builder, qtbot):
    paths = choices_of_six()["all"]
    builder.form.choices["kind"].setCurrentIndex(0)
    one = {"this": paths[:1], "selected": paths[:1], "marked": (), "all": paths}
    builder.set_pictures(one)
    box = builder.sources.box
    words = [box.itemText(number) for number in range(4)]
    assert words == ["This picture", "Selected (1)", "Marked (0)", "All (6)"]
    assert [bool(box.model().flags(box.model().index(n, 0)) & ENABLED) for n in range(4)] == [
        True,
        True,
        False,
        True,
    ]
    assert builder.images == paths[:1]
    assert builder.style_chosen.kind == "window"
    box.setCurrentIndex(3)
    box.activated.emit(3)
    assert builder.images == paths
    assert builder.style_chosen.kind == "table"
    builder.set_pictures({**one, "this": paths[1:2]})  # the next picture: what is chosen stays
    assert builder.images == paths
    builder.form.choices["kind"].setCurrentIndex(0)
    assert builder.sources.names.text() == "a.png"  # the one that is drawn


def test_layers_are_ticked_where_they_are_rows(builder, qtbot):
    builder.set_layers(("conv1", "conv2", "conv3"), ("conv1", "conv3"))
    assert builder.form.layers.isHidden()
    kind = builder.form.choices["kind"]
    kind.setCurrentIndex(kind.findData("layers"))
    assert not builder.form.layers.isHidden()
    assert builder.layers == ("conv1", "conv3")
    with qtbot.waitSignal(builder.changed):
        builder.form.layers.item(1).setCheckState(Qt.CheckState.Checked)
    assert builder.layers == ("conv1", "conv2", "conv3")
    builder.set_layers(("conv2", "head"), ("head",))  # another model: what it shares stays
    assert builder.layers == ("conv2",)


def test_a_saved_file_is_told_with_its_folder(builder, qtbot):
    assert builder.saved.isHidden()
    builder.show_saved(Path("/reports/both_cam.pdf"))
    assert builder.saved.text.text() == "Saved as “both_cam.pdf”."
    with qtbot.waitSignal(builder.shown_wished) as shown:
        builder.saved.button.click()
    assert shown.args == [Path("/reports/both_cam.pdf")]


def test_preview_progress_and_errors(builder):
    builder.set_progress(1, 3)
    assert not builder.progress.isHidden()
    image = QImage(300, 200, QImage.Format.Format_RGBA8888)
    image.fill(0)
    builder.preview.set_image(image, (1200, 800), 300.0)
    builder.set_progress(3, 3)
    assert builder.progress.isHidden()
    assert builder.preview.size_text == "1200 × 800 pixels, 102 × 68 mm"
    builder.grab()
    builder.set_cautions(["Pictures are 11 mm wide. Choose a wider figure."], chinese=False)
    assert builder.note.text().splitlines()[0] == "Pictures are 11 mm wide. Choose a wider figure."
    assert "Chinese" in builder.note.text()
    builder.show_error(UserError("No.", hint="Do this."))
    assert builder.preview.words == "No. Do this."


def test_the_ending_of_a_file_says_the_format():
    assert with_format_of(STYLE, ".TIF").file_format == "tiff"
    assert with_format_of(STYLE, ".xyz").file_format == "svg"
