"""One page on each measure of trust: what it says, when it misleads, and where it comes from."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from viewer.core.foreign_text import shown
from viewer.measures.measure import MeasureRow
from viewer.ui.looks.language import spoken

SIZE_PX = (520, 440)


class MeasurePage(QDialog):
    """Shows the page of one measure; links open in the browser."""

    def __init__(self, row: MeasureRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About the measures"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = QTextBrowser(self, openExternalLinks=True)
        self.page.setAccessibleName(self.tr("Explanation"))
        self.page.setMarkdown(page_of(row))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.page, 1)
        column.addWidget(buttons)
        self.resize(*SIZE_PX)


def page_of(row: MeasureRow) -> str:
    """Return a measure's page as Markdown."""
    parts = (
        f"# {spoken(row.title)}",
        spoken(row.help),
        _direction(row),
        f"{row.paper}: [{shown(row.link)}]({row.link})",
    )
    return "\n\n".join(filter(None, parts)) + "\n"


def _direction(row: MeasureRow) -> str:
    words = {
        "higher": QCoreApplication.translate("MeasurePage", "Higher is better."),
        "lower": QCoreApplication.translate("MeasurePage", "Lower is better."),
    }
    if row.low is None or row.high is None:
        return words[row.better]
    between = QCoreApplication.translate("MeasurePage", "It lies between {low} and {high}.")
    return f"{words[row.better]} {between.format(low=f'{row.low:g}', high=f'{row.high:g}')}"


def show_measure(row: MeasureRow, parent: QWidget | None = None) -> None:
    """Open the page of a measure beside the window."""
    MeasurePage(row, parent).show()
