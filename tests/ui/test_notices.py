import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from viewer.core.asks.messages import Notice, Ready
from viewer.features.engine import EngineFeature
from viewer.ui.looks.theme import apply_theme
from viewer.ui.window.lent_bar import LentBar
from viewer.ui.window.naming_strip import NamingStrip
from viewer.ui.window.notices import Notices
from viewer.ui.window.status import StatusBar
from viewer.ui.window.toast import SHOWN_MS, Toast


@pytest.fixture
def notices(qtbot):
    widget = Notices()
    qtbot.addWidget(widget)
    return widget


def test_nothing_to_say_takes_no_room(notices):
    assert notices.isHidden()


def test_a_notice_is_a_sentence_and_a_hint_until_dismissed(notices, qtbot):
    notices.show_notice("The folder is gone.", "Open another one.")
    assert notices.isVisible()
    assert notices.text == "The folder is gone. Open another one."
    qtbot.mouseClick(notices.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert notices.isHidden()
    assert notices.text == ""


def test_trouble_leads_to_the_log(notices, qtbot):
    log = notices.findChild(QPushButton)
    notices.show_notice("The engine stopped.", kind="error")
    with qtbot.waitSignal(notices.log_requested):
        qtbot.mouseClick(log, Qt.MouseButton.LeftButton)


def test_good_news_takes_no_room_and_leaves_trouble_where_it_is(notices, qtbot):
    notices.show_notice("It failed.", kind="error")
    with qtbot.waitSignal(notices.confirmed) as told:
        notices.show_notice("Saved.", "In a folder.", kind="info")
    assert told.args == ["Saved. In a folder."]
    assert notices.text == "It failed."


@pytest.fixture
def toast(qtbot):
    under = QWidget()
    qtbot.addWidget(under)
    under.resize(600, 400)
    with qtbot.waitExposed(under):
        under.show()
    toast = Toast(under)
    yield toast
    toast.clear()


def test_a_toast_lies_in_the_middle_of_the_lower_end(toast):
    toast.tell("Figure copied to the clipboard.")
    under = toast.parentWidget()
    assert toast.isVisible()
    assert abs(toast.geometry().center().x() - 300) <= 1
    assert 300 < toast.geometry().bottom() < 400
    line = toast.height()
    under.resize(200, 400)
    assert under.rect().contains(toast.geometry())
    toast.tell("A much longer sentence, which has no room in one line. " * 3)
    assert toast.height() > line
    assert under.rect().contains(toast.geometry())


def test_a_toast_goes_by_itself_or_by_a_click(toast, qtbot):
    toast.tell("Saved.")
    assert toast._timer.isActive()
    assert toast._timer.interval() == SHOWN_MS
    qtbot.mouseClick(toast, Qt.MouseButton.LeftButton)
    assert toast.isHidden()
    assert toast.text == ""
    toast.tell("Saved.")
    toast._timer.timeout.emit()
    assert toast.isHidden()


def test_a_confirmation_moves_no_pane(app):
    panes = app.window.pane_row.geometry()
    app.window.notices.show_notice("Copied.", kind="info")
    assert app.window.toast.text == "Copied."
    assert app.window.pane_row.geometry() == panes


def test_status_bar_shows_what_runs_and_how_long_it_took(qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.set_activity("Computing…")
    assert bar._busy.isVisible()
    bar.set_activity("")
    assert not bar._busy.isVisible()
    bar.set_elapsed(1234.4)
    assert bar._elapsed.text() == "1,234 ms"
    bar.set_elapsed(None)
    assert bar._elapsed.text() == ""
    bar.set_model("EfficientNet-Lite0")
    bar.set_device("cpu")
    assert (bar._model.text(), bar._device.text()) == ("EfficientNet-Lite0", "cpu")


def test_a_notice_follows_the_theme(notices, qapp):
    lightness = {}
    for scheme in ("light", "dark"):
        apply_theme(qapp, scheme)
        notices.show_notice("It failed.", "Try again.")
        apply_theme(qapp, "dark" if scheme == "light" else "light")
        ground = notices.grab().toImage().pixelColor(3, 3)
        text = notices.palette().color(QPalette.ColorRole.WindowText)
        lightness[scheme] = ground.lightness()
        assert abs(ground.lightness() - text.lightness()) > 100
    assert lightness["light"] < 100 < lightness["dark"]


def test_a_gpu_that_is_left_is_told_and_named_no_longer(app) -> None:
    app[EngineFeature]._show_ready(Ready(device="NVIDIA H200"))
    headline = "NVIDIA H200 has not enough memory for this picture."
    app.engine.deliver(Notice(headline=headline, device="CPU"))
    assert app.window.notices.text == headline
    assert app.window.status._device.text() == "CPU"
    app.engine.deliver(Notice(headline="Something else is to be known."))
    assert app.window.status._device.text() == "CPU"


@pytest.fixture
def strips(qtbot, qapp):
    """Every strip that stands above the panes, in an application that is light at first."""
    apply_theme(qapp, "light")
    under = QWidget()
    qtbot.addWidget(under)
    notices, lent, naming = Notices(under), LentBar(under), NamingStrip(under)
    column = QVBoxLayout(under)
    for strip in (notices, lent, naming):
        column.addWidget(strip)
    notices.show_notice("It failed.")
    lent.set_lender("cats.camscope")
    naming.ask(2)
    under.resize(700, 200)
    with qtbot.waitExposed(under):
        under.show()
    yield notices, lent, naming
    apply_theme(qapp, "light")


def test_open_strips_stay_legible_and_coloured_when_the_theme_is_switched(strips, qapp):
    before = [_ground(strip) for strip in strips]
    apply_theme(qapp, "dark")
    for strip, light in zip(strips, before, strict=True):
        ground = _ground(strip)
        assert ground != qapp.palette().window().color()
        assert ground.lightness() < light.lightness() - 100
        assert abs(_ink(strip).lightness() - ground.lightness()) > 120
    close = strips[0].findChild(QToolButton)
    assert abs(_ink(close).lightness() - _ground(strips[0]).lightness()) > 120


def _ground(strip) -> QColor:
    return strip.grab().toImage().pixelColor(1, 1)


def _ink(strip) -> QColor:
    """Return what is painted that is farthest from the ground, fields left out."""
    image = strip.grab().toImage()
    ground = _ground(strip)
    bottom = min(
        strip.words.geometry().bottom() if isinstance(strip, NamingStrip) else 40, image.height()
    )
    colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(bottom))
    return max(colours, key=lambda colour: abs(colour.lightness() - ground.lightness()))
