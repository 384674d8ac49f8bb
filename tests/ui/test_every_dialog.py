"""Every dialog there is: each control has a name and a role, and a Tab reaches each."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from given_controls import controls, nameless
from given_records import given_model
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QWidget,
)

from viewer.core.asks.evaluations import Evaluated, RankedWay
from viewer.core.asks.messages import OpenFailed
from viewer.core.asks.references import ModelRef
from viewer.core.asks.trust import LibraryMap
from viewer.core.files.own_code import Definition
from viewer.core.maps.geometry import InputRule
from viewer.core.models.packages import Package
from viewer.core.tables.options import OPTIONS
from viewer.figure.style import FigureStyle
from viewer.measures.registry import MEASURES
from viewer.methods.registry import built_in
from viewer.reporting.plan import ReportPlan
from viewer.ui import dialogs
from viewer.ui.dialogs.about import AboutDialog
from viewer.ui.dialogs.against import AgainstDialog
from viewer.ui.dialogs.architecture import ArchitectureDialog
from viewer.ui.dialogs.black_and_white import BlackAndWhiteDialog
from viewer.ui.dialogs.desktop import DesktopBox
from viewer.ui.dialogs.evaluate_methods import EvaluateMethodsDialog
from viewer.ui.dialogs.figure_builder import FigureBuilder
from viewer.ui.dialogs.keyboard import KeyboardDialog
from viewer.ui.dialogs.levels import LevelsDialog
from viewer.ui.dialogs.library_check import LibraryCheck
from viewer.ui.dialogs.log import LogDialog
from viewer.ui.dialogs.measure_page import MeasurePage
from viewer.ui.dialogs.method_page import MethodPage
from viewer.ui.dialogs.model_setup import ModelSetupDialog
from viewer.ui.dialogs.news import NewsDialog
from viewer.ui.dialogs.options import OptionsDialog
from viewer.ui.dialogs.own_code import OwnCodeDialog
from viewer.ui.dialogs.packages import AllowedPackagesBox, PackagesDialog
from viewer.ui.dialogs.palette import Deed, Palette
from viewer.ui.dialogs.pane_grid import PaneGridDialog
from viewer.ui.dialogs.report import ReportDialog
from viewer.ui.dialogs.report_builder import ReportBuilder
from viewer.ui.dialogs.zoo_dialog import ZooDialog
from viewer.ui.looks.design import ROW_PX
from viewer.ui.looks.screen_room import FRAME_PX
from viewer.ui.looks.theme import apply_theme

MODEL = given_model(
    ref=ModelRef.parse("a.pth"),
    class_names=("cat", "dog"),
    rule=InputRule(size=(224, 224), shorter_side=256),
    weights_sha256="0" * 64,
)
QUESTION = OpenFailed(
    ref=ModelRef.parse("a.pth"), headline="a.pth holds weights alone.", hint="", needs_arch=True,
    candidates=("alexnet",),
)  # fmt: skip
PACKAGE = Package("shapenets", "1.2")
CODE = (Definition("Net", "class"), Definition("make", "function"))


def options() -> OptionsDialog:
    dialog = OptionsDialog({option.key: option.default for option in OPTIONS})
    dialog.add_to_page("window", DesktopBox())
    dialog.add_to_page("window", AllowedPackagesBox([PACKAGE]))
    return dialog


WAY = RankedWay(method="grad_cam", layer="late", place=1.0, best=1, of=1)

MAKERS = {
    AboutDialog: lambda: AboutDialog([("torch", "9")]),
    AgainstDialog: lambda: AgainstDialog(("cat", "dog"), (0, 1)),
    ArchitectureDialog: lambda: ArchitectureDialog(QUESTION, ("alexnet", "vgg11")),
    BlackAndWhiteDialog: lambda: BlackAndWhiteDialog((0.0, 4095.0), None, cast(Any, None)),
    EvaluateMethodsDialog: lambda: EvaluateMethodsDialog(
        [("a", "a", True)], [("b", "b", True)], [("c", "c", True)], Path("out"), by_truth={}
    ),
    FigureBuilder: lambda: FigureBuilder(FigureStyle()),
    KeyboardDialog: KeyboardDialog,
    LevelsDialog: LevelsDialog,
    LibraryCheck: lambda: LibraryCheck(LibraryMap(ticket=1, headline="The same map.")),
    LogDialog: lambda: LogDialog(Path("none.log")),
    MeasurePage: lambda: MeasurePage(MEASURES[0].row),
    MethodPage: lambda: MethodPage("grad_cam", built_in().table),
    ModelSetupDialog: lambda: ModelSetupDialog(MODEL, np.zeros((30, 40, 3), np.uint8)),
    NewsDialog: lambda: NewsDialog("## 0.2.0"),
    OptionsDialog: options,
    OwnCodeDialog: lambda: OwnCodeDialog(Path("a.pth"), Path("net.py"), CODE),
    PackagesDialog: lambda: PackagesDialog(Path("a.pth"), [PACKAGE]),
    PaneGridDialog: lambda: PaneGridDialog(
        "Layers × methods", "Layers", [("a", 1, True)], [("b", "b", True)], most=16
    ),
    Palette: lambda: Palette([Deed("Open folder", "Ctrl+O", list)] * 30, "Find anything"),
    ReportBuilder: lambda: ReportBuilder(ReportPlan(), ".docx"),
    ReportDialog: lambda: ReportDialog("report"),
    ZooDialog: ZooDialog,
}
every_dialog = pytest.mark.parametrize("kind", MAKERS, ids=lambda kind: kind.__name__)


@pytest.fixture
def dialog(qtbot, kind) -> QDialog:
    made = MAKERS[kind]()
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_no_dialog_is_forgotten():
    found = set()
    for module in pkgutil.iter_modules(dialogs.__path__):
        for value in vars(importlib.import_module(f"viewer.ui.dialogs.{module.name}")).values():
            ours = isinstance(value, type) and value.__module__.startswith(dialogs.__name__)
            if ours and issubclass(value, QDialog):
                found.add(value)
    assert found == set(MAKERS)


@every_dialog
def test_every_control_has_a_name_and_a_role(dialog):
    assert nameless(dialog) == []


@every_dialog
def test_a_tab_reaches_every_control_that_is_shown(qtbot, dialog):
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    wanted = {
        each
        for each in controls(dialog)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    reached = {QApplication.focusWidget()}
    for _ in range(3 * len(wanted) + 10):
        focus = QApplication.focusWidget() or dialog
        # Ctrl+Tab leaves a text or a table in which a Tab is something else.
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is focus:
            dialog.focusNextChild()
        reached.add(QApplication.focusWidget())
    missed = [type(each).__name__ for each in wanted - reached if not passed_over(each)]
    assert missed == []


@pytest.mark.parametrize(
    "kind", [EvaluateMethodsDialog, FigureBuilder, OptionsDialog, ReportBuilder]
)
def test_a_high_dialog_opens_no_higher_than_a_low_screen(qtbot, monkeypatch, kind):
    monkeypatch.setattr(QScreen, "availableSize", lambda _screen: QSize(1280, 640))
    made = MAKERS[kind]()
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    if kind is EvaluateMethodsDialog:
        made.set_ranking(Evaluated(out=Path("out"), ways=(WAY,)))
    assert made.height() <= 640 - FRAME_PX
    assert all(
        made.rect().contains(each.geometry()) for each in made.findChildren(QDialogButtonBox)
    )


@every_dialog
def test_no_row_is_too_low_to_click_on(qapp, qtbot, kind):
    apply_theme(qapp, "light")
    made = MAKERS[kind]()
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    first = {
        view.accessibleName(): view.visualRect(view.model().index(0, 0)).height()
        for view in made.findChildren(QAbstractItemView)
        if view.isVisible() and view.model() is not None and view.model().rowCount()
    }
    assert {name: height for name, height in first.items() if 0 < height < ROW_PX} == {}


def passed_over(widget: QWidget) -> bool:
    """Of radio buttons in a group a Tab reaches only the chosen one; arrows reach the rest."""
    return widget.inherits("QRadioButton")
