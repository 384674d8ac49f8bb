"""Open a model from the zoo: a searchable list, and downloads on a click that can be stopped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from viewer.core.foreign_text import shown_path
from viewer.core.models.zoo_entries import DownloadFailed, DownloadProgress, ZooEntry, megabytes
from viewer.ui.dialogs.zoo_model import HERE, NAME, ZooModel, size_text
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import PlainLabel, title_text
from viewer.ui.looks.theme import icon

MEASURED_ROWS = 100  # of each column, for its width
STEPS = 1000  # of the progress bar; bytes would not fit its 32 bits


class ZooDialog(QDialog):
    """Wishes to open a model that is here, to download one, or to take a file for one."""

    open_wished = Signal(object)  # ZooEntry: its weights are here
    download_wished = Signal(object)  # ZooEntry
    stop_wished = Signal()
    file_wished = Signal(object)  # ZooEntry: the user has a file with its weights

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open model from the zoo"))
        self.resize(760, 600)
        self._busy = ""  # the model that is being downloaded
        self.entries = ZooModel(self)
        self.search = QLineEdit(self, clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Search by name, such as resnet50 or vit"))
        self.search.setAccessibleName(self.tr("Search"))
        self._glass = QAction(icon("search"), "", self.search)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.table = QTreeView(self)
        self.details = PlainLabel(self.tr("The list is on its way…"), self, wordWrap=True)
        self.details.setMinimumHeight(self.fontMetrics().lineSpacing() * 3 + 4)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, STEPS)
        self.go = QPushButton(self.tr("Open"), self)
        self.stop = QPushButton(self.tr("Stop"), self)
        self.file = QPushButton(self.tr("Use a weights file…"), self)
        self._place()
        self._connect()
        self._show_state()

    def set_entries(self, entries: Sequence[ZooEntry]) -> None:
        """Show the published models; none: the list could not be made."""
        self.entries.set_entries(entries)
        self._count()
        if not entries:
            self.details.setText(self.tr("The list could not be made; Help > Show log tells why."))
            return
        self._resize_columns()
        self.table.setCurrentIndex(self.entries.index(0, NAME))
        self._describe()

    def set_progress(self, progress: DownloadProgress) -> None:
        """Show how far the download is."""
        self._busy = progress.spec
        done, total = progress.done_bytes, progress.total_bytes
        self.bar.setRange(0, STEPS if total else 0)
        self.bar.setValue(done * STEPS // total if total else 0)
        words = self.tr("{done} of {total}") if total else self.tr("{done}")
        self.bar.setFormat(words.format(done=megabytes(done), total=megabytes(total)))
        self._show_state()

    def set_downloaded(self, spec: str) -> None:
        """A download is here: mark its model."""
        self._busy = ""
        self.entries.set_cached(spec)
        self._describe()
        self._show_state()

    def set_stopped(self, spec: str) -> None:
        """A download was stopped; say that it can be continued."""
        self._busy = ""
        self._show_state()
        words = self.tr("The download of {spec} was stopped. The next one goes on from there.")
        self.details.setText(words.format(spec=spec))

    def set_failed(self, failure: DownloadFailed) -> None:
        """Say why a download did not end well."""
        self._busy = ""
        self._show_state()
        self.details.setText(f"{spoken(failure.headline)}\n{spoken(failure.hint)}".strip())

    def chosen(self) -> ZooEntry | None:
        """Return the model of the current row."""
        index = self.table.currentIndex()
        return self.entries.entry(index) if index.isValid() else None

    def done(self, result: int) -> None:
        """Stop what is under way: nothing is downloaded behind a closed window."""
        self._stop_download()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._glass.setIcon(icon("search"))

    def _place(self) -> None:
        self.table.setModel(self.entries)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setAlternatingRowColors(True)
        self.table.setAllColumnsShowFocus(True)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(HERE, Qt.SortOrder.DescendingOrder)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName(self.tr("Published models"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.file, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.reject)
        for button in (*buttons.buttons(), self.stop):
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Return in the search box must download nothing
        progress = QHBoxLayout()
        progress.addWidget(self.bar, 1)
        progress.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self.details)
        column.addLayout(progress)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.table.selectionModel().currentChanged.connect(self._look)
        self.table.activated.connect(self._open)
        self.go.clicked.connect(self._go)
        self.stop.clicked.connect(self._stop_download)
        self.file.clicked.connect(self._wish_file)

    def _search(self, text: str) -> None:
        self.entries.find(text.strip())
        self._count()
        best = self.entries.index(self.entries.row_named(text.strip()), NAME)
        self.table.setCurrentIndex(best)
        self.table.scrollTo(best, self.table.ScrollHint.PositionAtTop)
        self._describe()

    def _count(self) -> None:
        count = self.tr("{found} of {all}")
        found, all_models = self.entries.rowCount(), self.entries.total
        title = self.tr("Open model from the zoo")
        title = f"{title} — {count.format(found=found, all=all_models)}"
        self.setWindowTitle(title_text(title))

    def _look(self, _current: QModelIndex) -> None:
        self._describe()

    def _describe(self) -> None:
        """Say of the chosen model what a click on the button will do, before it is clicked."""
        entry = self.chosen()
        self._show_state()
        if entry is None:
            self.details.setText(self.tr("No model of this name is published."))
            return
        order = entry.download
        if entry.cached:
            self.details.setText(self.tr("Its weights are on this computer."))
            return
        words = self.tr("Download: {file} from {host}, {size}.\nIt is kept in {folder}.")
        self.details.setText(
            words.format(
                file=f"{order.hub_id}/{order.file_name}" if order.hub_id else order.file_name,
                host=order.host,
                size=size_text(entry),
                folder=shown_path(order.folder),
            )
        )

    def _show_state(self) -> None:
        """Let the buttons say what can be done now."""
        entry, busy = self.chosen(), bool(self._busy)
        here = entry is not None and entry.cached
        self.go.setText(self.tr("Open") if here else self.tr("Download and open"))
        self.go.setEnabled(entry is not None and (here or not busy))
        self.file.setEnabled(entry is not None)
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)

    def _resize_columns(self) -> None:
        """Measure the columns once: measured again at each key, they would take a second."""
        header = self.table.header()
        header.setResizeContentsPrecision(MEASURED_ROWS)
        header.setStretchLastSection(False)  # names need the room more than a yes
        for column in range(self.entries.columnCount()):
            if column != NAME:
                self.table.resizeColumnToContents(column)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)

    def _open(self) -> None:
        """Open what is here; a download takes its own button."""
        entry = self.chosen()
        if entry is not None and entry.cached:
            self.open_wished.emit(entry)

    def _go(self) -> None:
        entry = self.chosen()
        if entry is None or entry.cached:
            self._open()
        elif not self._busy:
            self._busy = entry.spec
            self.bar.setRange(0, 0)
            self.bar.setFormat("")
            self._show_state()
            self.download_wished.emit(entry)

    def _stop_download(self) -> None:
        if self._busy:
            self.stop_wished.emit()

    def _wish_file(self) -> None:
        entry = self.chosen()
        if entry is not None:
            self.file_wished.emit(entry)
