"""Ask where to save, and ask again before a file is replaced that nobody was asked about."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from viewer.core.files.disk_questions import answering_folder
from viewer.core.foreign_text import shown_path
from viewer.figure.ownership import is_ours
from viewer.ui.looks.plain_text import question_box


def ask_where(
    parent: QWidget,
    title: str,
    suggested: Path,
    kinds: str,
    *,
    kind: str = "",
    complete: Callable[[Path], Path] = lambda path: path,
    beside: Callable[[Path], Iterable[Path]] = lambda _path: (),
) -> Path | None:
    """Return where the user wants a file; None: nowhere.

    The system's dialog asks about the name that was typed, and no other: a name that gets its
    ending here, and files written beside, are asked about here. Of the latter those that bear
    our mark may be replaced.

    Args:
        parent: what the dialogs stand on.
        title: of the dialog.
        suggested: folder and name.
        kinds: of files, as Qt wants them: "PNG (*.png);;PDF (*.pdf)".
        kind: the one that is chosen first.
        complete: gives a typed name its ending.
        beside: the other files that are written with this one.
    """
    start = answering_folder(suggested.parent) / suggested.name
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(start), kinds, kind)
    if not chosen:
        return None
    path = complete(Path(chosen))
    there = [path] if path != Path(chosen) and os.path.lexists(path) else []
    there += [each for each in beside(path) if os.path.lexists(each) and not is_ours(each)]
    return path if not there or _may_replace(parent, there) else None


def _may_replace(parent: QWidget, paths: Iterable[Path]) -> bool:
    names = ", ".join(f"“{shown_path(path.name)}”" for path in paths)
    question = QCoreApplication.translate("SaveFile", "Replace {names}?").format(names=names)
    box = question_box(
        parent,
        QCoreApplication.translate("SaveFile", "Replace a file?"),
        question,
        QCoreApplication.translate("SaveFile", "What is there already would be lost."),
    )
    box.setIcon(QMessageBox.Icon.Warning)
    words = QCoreApplication.translate("SaveFile", "Replace")
    replace = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    agreed = box.clickedButton() is replace
    box.deleteLater()
    return agreed
