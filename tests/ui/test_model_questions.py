"""The dialogs that ask which network a file holds, and whether code may run."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel

from viewer.core.asks.messages import OpenFailed
from viewer.core.asks.references import ModelRef
from viewer.core.files.own_code import Definition
from viewer.core.models.packages import Package
from viewer.ui.dialogs.architecture import ArchitectureDialog
from viewer.ui.dialogs.own_code import OwnCodeDialog
from viewer.ui.dialogs.packages import AllowedPackagesBox, PackagesDialog

FOUND = (Definition("Net", "class", ("nn.Module",)), Definition("make", "function"))


def question(**changes) -> OpenFailed:
    ref = ModelRef(source="file", path=Path("/x/own.pth"))
    return OpenFailed(ref=ref, headline="It needs code.", needs_arch=True, **changes)


def words(dialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_what_fits_stands_first_and_once(qtbot):
    asked = question(candidates=("vgg11", "timm:x"))
    dialog = ArchitectureDialog(asked, ("alexnet", "vgg11", "timm:x"))
    qtbot.addWidget(dialog)
    shown = [dialog.box.itemText(row) for row in range(dialog.box.count())]
    assert shown == ["vgg11", "timm:x", "alexnet"]
    assert "It needs code." in words(dialog)
    assert "come closest" in words(dialog)


def test_own_classes_point_to_own_code(qtbot):
    dialog = ArchitectureDialog(question(classes=("__main__.Net",)), ("alexnet",))
    qtbot.addWidget(dialog)
    assert "With your own code" in words(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.code_wished), qtbot.assertNotEmitted(dialog.rejected):
        dialog.own_code.click()
    assert not dialog.isVisible()


def test_the_file_that_will_run_is_named(qtbot):
    dialog = OwnCodeDialog(Path("/m/own.pth"), Path("/c/net.py"), FOUND, chosen="make")
    qtbot.addWidget(dialog)
    assert "Run this code to build the model?" in words(dialog)
    assert f"“{Path('/c/net.py')}”" in words(dialog)
    assert f"“{Path('/m/own.pth')}”" in words(dialog)
    assert "with all your rights" in words(dialog)
    assert dialog.name() == "make"
    dialog.box.setCurrentIndex(0)
    assert dialog.name() == "Net"
    with qtbot.waitSignal(dialog.accepted):
        dialog.run.click()


def test_what_else_will_run_is_listed(qtbot):
    beside = ("layers/__init__.py", "layers/a\n<b>x</b>.py")
    dialog = OwnCodeDialog(Path("own.pth"), Path("net.py"), FOUND, beside=beside)
    qtbot.addWidget(dialog)
    assert "files of its folder, which run too" in words(dialog)
    assert dialog.beside.toPlainText() == "layers/__init__.py\nlayers/a\\n<b>x</b>.py"
    many = OwnCodeDialog(Path("own.pth"), Path("net.py"), FOUND, beside=("long.py",) * 400)
    qtbot.addWidget(many)
    assert many.sizeHint().height() < 600


def test_the_enter_key_does_not_run_code(qtbot):
    dialog = OwnCodeDialog(Path("own.pth"), Path("net.py"), FOUND)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.name() == "Net"
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.findChild(QDialogButtonBox) is not None


def test_packages_are_named_with_their_versions_and_enter_does_not_allow_them(qtbot):
    packages = [Package("shapenets", "1.2"), Package("<b>x</b>", "0\n")]
    dialog = PackagesDialog(Path("/m/own.pth"), packages)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert "shapenets 1.2" in words(dialog)
    assert "<b>x</b> 0\\n" in words(dialog)
    assert f"“{Path('/m/own.pth')}”" in words(dialog)
    assert "Nothing in the model’s file is run" in words(dialog)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    with qtbot.waitSignal(dialog.accepted):
        dialog.allow.click()


def test_the_word_for_a_package_is_taken_back_line_by_line(qtbot):
    box = AllowedPackagesBox([Package("a", "1"), Package("b", "2")])
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.withdrawn, check_params_cb=lambda name: name == "b"):
        box.buttons["b"].click()
    assert box.buttons["a"].isEnabled()
    assert not box.buttons["b"].isEnabled()
    none = AllowedPackagesBox([])
    qtbot.addWidget(none)
    assert "A model that needs one asks." in words(none)
