"""The trust panel: whether the map of one pane deserves to be believed, a row for each measure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.records import HeatMap
from viewer.core.asks.trust_reading import TrustReading
from viewer.measures.measure import MeasureRow
from viewer.measures.verdict import Kind, verdict
from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.language import class_word, spoken
from viewer.ui.looks.plain_text import ElidedLabel, PlainLabel, row_text, tip
from viewer.ui.panels.trust_agreement import TrustAgreement
from viewer.ui.panels.trust_plot import TrustPlot
from viewer.ui.panels.trust_rows import ROW, TrustDelegate


@dataclass(frozen=True, slots=True)
class TrustRow:
    """One measure as its row shows it; ``reading`` is None while it has not come."""

    row: MeasureRow
    title: str
    number: str = ""
    kind: Kind = "none"
    verdict: str = ""
    reading: TrustReading | None = None


class TrustPanel(QWidget):
    """One row a measure, the cheap ones first; what is chosen is explained below."""

    stop_clicked = Signal()
    measure_clicked = Signal()
    page_wished = Signal(str)  # a measure's key
    check_clicked = Signal()

    def __init__(self, rows: Iterable[MeasureRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, MeasureRow] = {}
        self._missing = False
        self.heading = ElidedLabel("", self)
        self.heading.setProperty("role", "heading")
        self.state = ElidedLabel("", self)
        self.button = QPushButton("", self)
        self.list = QListWidget(self)
        self.list.setItemDelegate(TrustDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Measures of trust"))
        self.agreement = TrustAgreement(self)
        self.plot = TrustPlot(self)
        self.told = PlainLabel("", self)
        self.told.setWordWrap(True)
        self.page = QPushButton(self.tr("What is this?"), self)
        self.check = QPushButton(self.tr("Check with grad-cam"), self)
        self.check.setToolTip(tip(self.tr("Make this map anew with the grad-cam library.")))
        self._arrange()
        self.set_rows(rows)
        self.list.currentRowChanged.connect(self._tell)
        self.button.clicked.connect(self._act)
        self.page.clicked.connect(self._wish_page)
        self.check.clicked.connect(self.check_clicked)
        self._running = False
        self.show_card(None, {}, running=False)

    def sizeHint(self) -> QSize:
        """Ask for room for the verdicts' words."""
        return QSize(340, 560)

    def set_rows(self, rows: Iterable[MeasureRow]) -> None:
        """Show other measures, as where the objects are has become known; none is chosen."""
        found = {row.key: row for row in rows}
        if found == self._rows:
            return
        self._rows = found
        with QSignalBlocker(self.list):
            self.list.clear()
            for row in found.values():
                item = QListWidgetItem(row_text(spoken(row.title)), self.list)
                item.setData(ROW, TrustRow(row, spoken(row.title)))

    def show_card(
        self,
        heat: HeatMap | None,
        readings: dict[str, TrustReading],
        *,
        running: bool,
        left_s: float | None = None,
        problem: tuple[str, str] = ("", ""),
    ) -> None:
        """Show what is known of one map.

        Args:
            heat: the map; None: there is none yet.
            readings: what has come, by the measure's key.
            running: whether more is coming.
            left_s: about how long that takes.
            problem: why nothing comes: a sentence and a hint.
        """
        self._running, self._missing = running, len(readings) < len(self._rows)
        self.heading.setText(self._name(heat))
        self._say_state(len(readings), left_s, problem)
        self.button.setText(self.tr("Stop") if running else self.tr("Measure"))
        self.button.setVisible(heat is not None and (running or self._missing))
        self.check.setEnabled(heat is not None)
        with QSignalBlocker(self.list):
            for place, key in enumerate(self._rows):
                self._fill(self.list.item(place), key, readings.get(key))
        self.list.viewport().update()
        self._tell()

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.state, 1)
        line.addWidget(self.button)
        below = QHBoxLayout()
        below.addWidget(self.check)
        below.addStretch(1)
        below.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, GAP_PX)
        column.setSpacing(GAP_PX)
        column.addWidget(self.heading)
        column.addLayout(line)
        column.addWidget(self.list, 1)
        column.addWidget(self.agreement)
        column.addWidget(self.plot)
        column.addWidget(self.told)
        column.addLayout(below)

    def _name(self, heat: HeatMap | None) -> str:
        if heat is None:
            return self.tr("Trust is measured once a picture is explained.")
        return self.tr("{method} · {title}").format(
            method=heat.row.title, title=class_word(heat.resolved.title)
        )

    def _say_state(self, done: int, left_s: float | None, problem: tuple[str, str]) -> None:
        text = self.tr("{done} of {all} measures").format(done=done, all=len(self._rows))
        if self._running and left_s is not None:
            seconds = max(1, round(left_s))
            text = self.tr("{text}, about {seconds} s left").format(text=text, seconds=seconds)
        said = " ".join(filter(None, map(spoken, problem)))
        self.state.setText(said or text)
        self.state.setToolTip(tip(said))

    def _fill(self, item: QListWidgetItem, key: str, reading: TrustReading | None) -> None:
        row = self._rows[key]
        told = TrustRow(row, spoken(row.title)) if reading is None else self._told(row, reading)
        item.setData(ROW, told)
        said = ". ".join(filter(None, (told.title, told.number, told.verdict)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setToolTip(tip(told.verdict or spoken(row.help)))

    def _told(self, row: MeasureRow, reading: TrustReading) -> TrustRow:
        title = spoken(row.title)
        if reading.headline:
            return TrustRow(row, title, "–", "none", spoken(reading.headline), reading)
        found = verdict(row, reading.value, reading.rank, reading.of)
        words = {
            "passes": self.tr("Passes: {why}"),
            "doubtful": self.tr("Doubtful: {why}"),
            "fails": self.tr("Fails: {why}"),
            "none": "{why}",
        }
        said = words[found.kind].format(why=spoken(found.sentence))
        number = "–" if math.isnan(reading.value) else f"{reading.value:.3f}"
        return TrustRow(row, title, number, found.kind, said, reading)

    @property
    def chosen(self) -> TrustRow | None:
        """The row that is explained below."""
        item = self.list.currentItem()
        return None if item is None else item.data(ROW)

    def _tell(self, _row: int = -1) -> None:
        told = self.chosen
        self.page.setVisible(told is not None)
        self.told.setVisible(told is not None)
        self.plot.set_reading(*((told.row, told.reading) if told is not None else (None, None)))
        if told is not None:
            hint = spoken(told.reading.hint) if told.reading is not None else ""
            parts = (told.verdict, hint, spoken(told.row.help))
            self.told.setText("\n".join(filter(None, parts)))

    def _act(self) -> None:
        (self.stop_clicked if self._running else self.measure_clicked).emit()

    def _wish_page(self) -> None:
        told = self.chosen
        if told is not None:
            self.page_wished.emit(told.row.key)
