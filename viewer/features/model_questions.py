"""What must be asked before some models open: which network it is, or whose code builds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog

from viewer.core.asks.messages import OpenFailed
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import answering_folder
from viewer.core.files.own_code import OwnCode, definitions, likeliest
from viewer.core.foreign_text import shown_path
from viewer.core.stores.allowed_code import allow_code
from viewer.session.session import Session
from viewer.ui.window.window import MainWindow

if TYPE_CHECKING:
    from viewer.core.models.packages import Package


class ModelQuestions(QObject):
    """Asks over the window, and opens the model again with the answer."""

    declined = Signal(object)  # OpenFailed: the question that the user did not answer

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__()
        self._window = window
        self._session = session

    @Slot(object)
    def ask(self, question: OpenFailed) -> None:
        """Ask which network a file's weights belong to, those that fit first; or for packages."""
        if question.packages:
            self._ask_for_packages(question)
            return
        from viewer.ui.dialogs.architecture import ArchitectureDialog

        dialog = ArchitectureDialog(question, question.known, self._window)
        dialog.accepted.connect(lambda: self._open_as(question, dialog.box.currentText().strip()))
        dialog.rejected.connect(lambda: self.declined.emit(question))
        dialog.code_wished.connect(lambda: self.choose_code(question))
        self._show(dialog)

    def _ask_for_packages(self, question: OpenFailed) -> None:
        """Ask whether classes of installed packages may build the model."""
        from viewer.core.models.packages import Package
        from viewer.ui.dialogs.packages import PackagesDialog

        packages = [Package(name, version) for name, version in question.packages]
        dialog = PackagesDialog(question.ref.path or Path(), packages, self._window)
        dialog.rejected.connect(lambda: self.declined.emit(question))
        dialog.accepted.connect(lambda: self._allow(question, packages))
        dialog.code_wished.connect(lambda: self.choose_code(question))
        self._show(dialog)

    def _allow(self, question: OpenFailed, packages: Sequence[Package]) -> None:
        from viewer.core.stores.allowed_packages import allow_package

        try:
            for package in packages:
                allow_package(package)
        except UserError as error:
            self._window.notices.show_error(error)
            return
        self._session.open_model(question.ref)

    def choose_code(self, question: OpenFailed) -> None:
        """Let the user choose a file of code, list what it defines, and ask before it runs."""
        before = question.ref.code.path if question.ref.code else question.ref.path
        start = str(answering_folder(before.parent) if before else Path.home())
        kinds = self.tr("Python code") + " (*.py)"
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Code of the network"), start, kinds
        )
        if chosen:
            self.confirm_code(question, Path(chosen))
        else:
            self.declined.emit(question)

    def confirm_code(self, question: OpenFailed, path: Path) -> None:
        """Ask whether this file may run; what is allowed is all of it as it is now."""
        from viewer.core.files.own_imports import read_sources
        from viewer.ui.dialogs.own_code import OwnCodeDialog

        model = question.ref.path or Path()
        try:
            sources = read_sources(path)
            found = definitions(sources.main.source or b"", path.name)
        except UserError as error:
            self._window.notices.show_error(error)
            return
        if not found:
            headline = self.tr("“{name}” defines no class and no function.")
            self._window.notices.show_error(UserError(headline.format(name=shown_path(path.name))))
            return
        name = likeliest(found, question.classes)
        dialog = OwnCodeDialog(
            model, path, found, beside=sources.beside, chosen=name, parent=self._window
        )
        sha256 = sources.sha256
        dialog.rejected.connect(lambda: self.declined.emit(question))
        dialog.accepted.connect(
            lambda: self._run(question, OwnCode(path=path, name=dialog.name(), sha256=sha256))
        )
        self._show(dialog)

    def _run(self, question: OpenFailed, code: OwnCode) -> None:
        try:
            allow_code(question.sha256, code)
        except UserError as error:
            self._window.notices.show_error(error)
            return
        self._session.open_model(replace(question.ref, arch=None, code=code))

    def _open_as(self, question: OpenFailed, architecture: str) -> None:
        if architecture:
            self._session.open_model(replace(question.ref, arch=architecture, code=None))

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
