"""One page on each method: its idea, its formula, what it is good for and when it misleads."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from viewer.core.maps.methods import MethodRow, MethodTable
from viewer.paths import resource
from viewer.ui.dialogs.fared import how_it_fared
from viewer.ui.looks.language import spoken, spoken_language
from viewer.ui.looks.plain_text import PlainLabel

SIZE_PX = (560, 620)


class MethodPage(QDialog):
    """Shows the page of one method, and any other on request; links open in the browser."""

    def __init__(self, key: str, methods: MethodTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About the methods"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.box = QComboBox(self)
        self.box.setAccessibleName(self.tr("Method"))
        self._methods = methods
        for row in methods:
            self.box.addItem(row.title, row.key)
        self.page = QTextBrowser(self, openExternalLinks=True)
        self.page.setAccessibleName(self.tr("Explanation"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        top = QHBoxLayout()
        label = PlainLabel(self.tr("Method"), self)
        label.setBuddy(self.box)
        top.addWidget(label)
        top.addWidget(self.box, 1)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.page, 1)
        column.addWidget(buttons)
        self.resize(*SIZE_PX)
        self.box.currentIndexChanged.connect(self._show)
        self.box.setCurrentIndex(self.box.findData(methods.find(key).base))
        self._show()

    def _show(self) -> None:
        self.page.setMarkdown(page_of(self._methods.find(self.box.currentData())))


def page_of(row: MethodRow) -> str:
    """Return a method's page as Markdown; one without a page is told by its row of the table."""
    pages, name = resource("methods"), f"{row.key}.md"
    for path in (pages / spoken_language() / name, pages / name):
        if path.is_file():
            return path.read_text(encoding="utf-8") + how_it_fared(row.key)
    package = QCoreApplication.translate("MethodPage", "Of the package {0}").format(row.package)
    told = f"# {row.title}\n\n{spoken(row.help)}\n\n{row.paper}: [{row.link}]({row.link})\n"
    return f"{told}\n{package}\n" if row.package else told


def show_method(key: str, methods: MethodTable, parent: QWidget | None = None) -> None:
    """Open the page of a method beside the window."""
    MethodPage(key, methods, parent).show()
