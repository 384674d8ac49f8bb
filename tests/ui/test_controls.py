import numpy as np
import pytest
from given_records import given_model, given_prediction
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QStyleOptionComboBox, QWidget

from viewer.core.asks.model_info import LayerInfo, ModelInfo
from viewer.core.asks.records import Prediction
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import ClassGroup, Target
from viewer.core.maps.colour_maps import COLOUR_MAPS, colour_table
from viewer.core.maps.geometry import INPUT_MODES, Geometry
from viewer.methods.registry import built_in
from viewer.paths import resource
from viewer.ui.bar.controls import Controls

NAMES = ("tabby", "Egyptian cat", "German shepherd", "beagle", "teapot", "canoe")


def make_model() -> ModelInfo:
    layers = tuple(
        LayerInfo(name=f"features.{n}", type="Conv2d", shape=(8, 7, 9), grid=(7, 9), channels=8)
        for n in range(60)
    )
    return given_model(
        title="A model",
        layers=layers,
        default_layer="features.58",
        class_names=NAMES,
        class_titles=("tabby, tabby cat", *NAMES[1:]),
        groups=(ClassGroup(name="cat", members=(0, 1)), ClassGroup(name="dog", members=(2, 3))),
    )


def make_prediction() -> Prediction:
    probabilities = np.array([0.05, 0.6, 0.1, 0.04, 0.2, 0.01], np.float32)
    order = np.argsort(-probabilities)[:5]
    return given_prediction(
        Geometry(original=(3, 2), resized=(3, 2), offset=(0, 0), input=(3, 2)),
        image=ImageRef(path=resource("icons/camscope.svg")),
        answer=np.log(probabilities),
        probabilities=probabilities,
        top=tuple(
            ClassScore(
                name=NAMES[i],
                index=int(i),
                logit=float(np.log(probabilities[i])),
                probability=float(probabilities[i]),
            )
            for i in order
        ),
        groups=(
            ClassScore(name="cat", index=-1, logit=0.0, probability=0.65),
            ClassScore(name="dog", index=-1, logit=0.0, probability=0.14),
            ClassScore(name="boat", index=-1, logit=0.0, probability=0.001),
        ),
    )


SIGNALS = (
    "target_chosen",
    "layer_chosen",
    "opacity_changed",
    "colour_map_chosen",
    "input_mode_chosen",
)


@pytest.fixture
def controls(qtbot):
    widget = Controls()
    qtbot.addWidget(widget)
    widget.resize(1040, 76)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def filled(controls):
    controls.set_model(make_model())
    controls.set_prediction(make_prediction())
    return controls


@pytest.fixture
def wishes(controls) -> list[tuple]:
    told: list[tuple] = []
    for name in SIGNALS:
        getattr(controls, name).connect(lambda *args, name=name: told.append((name, *args)))
    return told


def rows(box) -> list[str]:
    return [box.itemText(row) for row in range(box.count())]


def pick(box, row: int) -> None:
    """What a click on a row of the drop-down list does."""
    box.setCurrentIndex(row)
    box.activated.emit(row)


def type_class(qtbot, box, text: str) -> None:
    box.lineEdit().selectAll()
    qtbot.keyClicks(box.lineEdit(), text)
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)


def turn_wheel(widget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_setters_emit_nothing(filled, wishes):
    filled.set_target(Target(kind="class", index=3))
    filled.set_target(Target(kind="name", name="dog"))
    filled.set_layer("features.3")
    filled.set_opacity(80)
    filled.set_colour_map("jet")
    filled.set_input_mode("stretch")
    filled.set_prediction(None)
    filled.set_model(None)
    assert wishes == []


def test_setters_are_seen(filled):
    filled.set_layer("features.3")
    filled.set_opacity(80)
    filled.set_colour_map("jet")
    filled.set_input_mode("stretch")
    assert filled.layer_box.currentData() == "features.3"
    assert (filled.slider.value(), filled.number.value()) == (80, 80)
    assert filled.colour_box.currentData() == "jet"
    assert filled.input_box.currentData() == "stretch"


def test_classes_come_as_top_five_groups_all(filled):
    box = filled.class_box
    texts = rows(box)
    assert texts[0] == "Top prediction"
    assert texts[2:4] == ["Egyptian cat   60.0%", "teapot   20.0%"]
    assert texts.index("cat") < texts.index("tabby   [0]")
    tips = [box.itemData(row, Qt.ItemDataRole.ToolTipRole) for row in range(box.count())]
    assert tips[texts.index("tabby   [0]")] == "tabby, tabby cat"


def test_headings_cannot_be_chosen(filled, wishes):
    box = filled.class_box
    enabled = Qt.ItemFlag.ItemIsEnabled
    headings = [
        row for row in range(box.count()) if not box.model().index(row, 0).flags() & enabled
    ]
    assert len(headings) == 3
    for row in headings:
        pick(box, row)
    assert wishes == []


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("4", Target(kind="class", index=4)),
        ("dog", Target(kind="name", name="dog")),
        ("beagle", Target(kind="class", index=3)),
        ("1-2", Target(kind="difference", index=1, against=2)),
    ],
)
def test_typed_classes(filled, wishes, qtbot, text, target):
    type_class(qtbot, filled.class_box, text)
    assert wishes
    assert set(wishes) == {("target_chosen", target)}


def test_typing_finds_names_that_contain_the_text(filled, qtbot):
    line = filled.class_box.lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, "SHEP")
    completer = filled.class_box.completer()
    found = completer.completionModel()
    assert found.rowCount() == 2  # among the top five, and among all
    assert all("German shepherd" in found.index(row, 0).data() for row in range(2))
    assert completer.popup().isVisible()
    qtbot.keyClicks(line, "x")
    assert not completer.popup().isVisible()


def test_the_target_that_is_set_is_not_wished_again(filled, wishes):
    filled.set_target(Target(kind="class", index=4))
    box = filled.class_box
    assert box.currentText() == "teapot"
    pick(box, rows(box).index("teapot   [4]"))
    assert wishes == []


def test_an_empty_class_goes_back_to_what_it_was(filled, wishes, qtbot):
    filled.set_target(Target(kind="class", index=4))
    line = filled.class_box.lineEdit()
    line.clear()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "teapot"
    assert wishes == []


def test_layers_tell_name_type_shape_and_the_default(filled, wishes):
    box = filled.layer_box
    assert box.currentData() == "features.58"
    assert box.currentText() == "★ features.58   8 × 7 × 9   Conv2d · recommended"
    tip = box.itemData(box.currentIndex(), Qt.ItemDataRole.ToolTipRole)
    assert tip == "features.58: Conv2d, 8 × 7 × 9"
    pick(box, 5)
    pick(box, 58)
    assert wishes == [("layer_chosen", "features.5"), ("layer_chosen", None)]


def test_a_merge_stands_above_the_layers_while_it_is_shown(filled, wishes):
    box = filled.layer_box
    rows = box.count()
    filled.set_layer("features.3+features.5")
    assert box.currentText() == "Mean of features.3, features.5"
    assert box.count() == rows + 1
    filled.set_layer("features.3|features.5")
    assert box.currentText() == "Maximum of features.3, features.5"
    assert box.count() == rows + 1
    pick(box, 1)  # the first single layer, below the merge
    assert wishes == [("layer_chosen", box.itemData(1))]
    filled.set_layer(box.itemData(1))
    assert box.count() == rows
    assert box.currentIndex() == 0


@pytest.fixture
def placed(qtbot):
    """The bar within a window, which may give it less room than one line needs."""
    window = QWidget()
    qtbot.addWidget(window)
    bar = Controls(window)
    bar.method_box.set_panes([PaneSpec("grad_cam"), PaneSpec("layer_cam")], built_in().table)
    window.resize(1100, 200)
    with qtbot.waitExposed(window):
        window.show()
    yield bar
    window.close()


def shown(box) -> str:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    return box.shown_text(option)


def test_a_layer_without_room_keeps_its_name_and_leaves_parts_out_in_whole(filled):
    box = filled.layer_box
    name, shape, kind = box.currentText().split("   ")
    seen = []
    for width_px in range(600, 40, -5):
        box.resize(width_px, box.height())
        if not seen or shown(box) != seen[-1]:
            seen.append(shown(box))
    assert seen[:3] == [f"{name}   {shape}   {kind}", f"{name}   {shape}", name]
    assert all(text.endswith("…") and name.startswith(text[:-1]) for text in seen[3:])


@pytest.mark.parametrize("width_px", [520, 560, 700, 999, 1000, 1043], ids=str)
def test_at_any_width_the_boxes_say_all_of_what_is_usual(placed, width_px):
    placed.resize(width_px, placed.sizeHint().height())
    QApplication.sendPostedEvents()
    assert placed.width() == width_px
    for box in (placed.scope_box, placed.input_box):
        assert shown(box) == box.currentText()


@pytest.mark.parametrize("width_px", [560, 700, 999, 1043], ids=str)
def test_the_usual_two_methods_are_both_named(placed, width_px):
    placed.resize(width_px, placed.sizeHint().height())
    QApplication.sendPostedEvents()
    assert shown(placed.method_box) == "Grad-CAM, LayerCAM"


def test_what_is_shown_stands_in_the_first_of_two_lines_and_how_in_the_second(placed):
    placed.resize(560, placed.sizeHint().height())
    QApplication.sendPostedEvents()
    first = (placed.scope_box, placed.method_box, placed.class_box, placed.layer_box)
    second = (placed.input_box, placed.colour_box, placed.scale_box, placed.panes_button)
    tops = [[box.mapTo(placed, QPoint(0, 0)).y() for box in line] for line in (first, second)]
    assert max(tops[0]) < min(tops[1])
    placed.resize(1043, placed.height())
    for _again in range(2):  # the lines, and then what stands in them
        QApplication.sendPostedEvents()
    heights = {box.mapTo(placed, box.rect().center()).y() for box in (*first, *second)}
    assert max(heights) - min(heights) <= 2


def test_a_text_without_room_ends_in_an_ellipsis(filled, qtbot):
    filled.colour_box.resize(110, 24)
    assert not shown(filled.colour_box)  # a gradient alone says more than two letters
    box = filled.input_box
    box.resize(400, box.height())
    assert shown(box) == box.currentText()
    box.resize(110, box.height())
    assert shown(box).endswith("…")
    assert box.currentText().startswith(shown(box)[:-1])


def test_long_layer_lists_stay_usable(filled):
    """The list scrolls instead of filling the screen, and shows its rows in full."""
    box = filled.layer_box
    assert box.maxVisibleItems() <= 20
    assert box.view().minimumWidth() >= box.view().sizeHintForColumn(0)


def test_opacity_by_slider_and_by_number(controls, wishes):
    controls.set_opacity(50)
    controls.slider.setValue(60)
    controls.set_opacity(60)
    controls.number.setValue(70)
    assert wishes == [("opacity_changed", 60), ("opacity_changed", 70)]


def test_colour_maps_show_their_colours(controls, wishes):
    assert [controls.colour_box.itemData(n) for n in range(len(COLOUR_MAPS))] == [
        row.key for row in COLOUR_MAPS
    ]
    for number, row in enumerate(COLOUR_MAPS):
        swatch = controls.colour_box.itemIcon(number).pixmap(48, 14).toImage()
        for x, place in ((0, 0), (swatch.width() - 1, 255)):
            colour = swatch.pixelColor(x, 5)
            assert [colour.red(), colour.green(), colour.blue()] == list(
                colour_table(row.key)[place]
            )
    pick(controls.colour_box, 1)
    assert wishes == [("colour_map_chosen", "jet")]


def test_every_input_mode_is_offered(controls, wishes):
    assert {controls.input_box.itemData(n) for n in range(controls.input_box.count())} == set(
        INPUT_MODES
    )
    pick(controls.input_box, 1)
    assert wishes == [("input_mode_chosen", "whole")]


def test_the_wheel_changes_only_what_has_the_focus(filled, wishes):
    filled.class_box.setFocus()
    filled.set_opacity(50)
    for widget in (filled.layer_box, filled.slider, filled.number):
        turn_wheel(widget)
    assert wishes == []
    assert filled.layer_box.currentData() == "features.58"
    assert filled.slider.value() == 50
    filled.slider.setFocus()
    turn_wheel(filled.slider)
    assert filled.slider.value() < 50


def test_two_rows_fit_beside_the_browser(filled):
    assert filled.minimumSizeHint().width() <= 1000
    assert filled.sizeHint().height() <= 90


def test_everything_has_an_accessible_name(controls):
    boxes = (controls.layer_box, controls.input_box, controls.colour_box, controls.class_box)
    for widget in (*boxes, controls.slider, controls.number, controls.scale_box):
        assert widget.accessibleName()
