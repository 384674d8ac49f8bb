"""Evaluate methods: what is measured on which pictures, how far it is, and which way is best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.asks.evaluations import Evaluated, EvaluationFailed, PictureMeasured, RankedWay
from viewer.core.foreign_text import shown_path
from viewer.ui.dialogs.classes_field import ClassesField
from viewer.ui.dialogs.figure_pictures import FigurePictures, Source
from viewer.ui.dialogs.ranked_ways import RANKED_PX, RankedWays
from viewer.ui.dialogs.saved_line import SavedLine
from viewer.ui.dialogs.tick_list import Choice, tick_list, ticked
from viewer.ui.dialogs.truth_choice import TruthChoice
from viewer.ui.looks.design import WIDE_PX
from viewer.ui.looks.language import spoken
from viewer.ui.looks.plain_text import ElidedLabel, PlainLabel, tip
from viewer.ui.looks.screen_room import highest_px

SIZE_PX = (900, 620)
MINUTES_FROM_S = 90  # time left is told in minutes


class EvaluateMethodsDialog(QDialog):
    """Takes what there is to choose from; wishes for an evaluation, its end, and its best ways."""

    evaluate_wished = Signal()
    stop_wished = Signal()
    best_wished = Signal(object)  # tuple[RankedWay, …], the best first
    shown_wished = Signal(object)  # Path: the ranking's page, in its folder

    def __init__(
        self,
        methods: Sequence[Choice],
        layers: Sequence[Choice],
        measures: Sequence[Choice],
        out: Path,
        parent: QWidget | None = None,
        *,
        by_truth: Mapping[str, bool],
    ) -> None:
        """Offer choices.

        Args:
            methods: each stands for its key.
            layers: of the model, each stands for its path.
            measures: each stands for its key.
            out: the folder to write to, unless another is chosen.
            parent: the window.
            by_truth: those that must know where the objects are, and whether one that can be
                read is ticked as soon as it can.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Evaluate methods"))
        self.resize(*SIZE_PX)
        self.out = out
        self.methods = tick_list(methods, self.tr("Methods"), self)
        self.layers = tick_list(layers, self.tr("Layers"), self)
        self.measures = tick_list(measures, self.tr("Measures"), self)
        self.classes = ClassesField(self)
        self.truth = TruthChoice(self, self.measures, by_truth)
        self.sources = FigurePictures(self, "all")
        self.ranking = RankedWays({key: name for name, key, _ticked in methods}, self)
        self.ranking.hide()
        self._running = False
        self._ways: tuple[RankedWay, ...] = ()
        self._add_buttons()
        self._place()
        self._connect()
        self._show_folder()
        self._show_state()

    @property
    def images(self) -> tuple[Path, ...]:
        """The pictures as chosen."""
        return self.sources.images

    @property
    def chosen_methods(self) -> tuple[str, ...]:
        """The keys of the methods that are ticked."""
        return tuple(ticked(self.methods))

    @property
    def chosen_layers(self) -> tuple[str, ...]:
        """The layers that are ticked."""
        return tuple(ticked(self.layers))

    @property
    def chosen_measures(self) -> tuple[str, ...]:
        """The keys of the measures that are ticked."""
        return tuple(ticked(self.measures))

    def set_pictures(self, choices: Mapping[Source, tuple[Path, ...]]) -> None:
        """Offer the pictures that there are now."""
        self.sources.set_choices(choices)
        if not self._running:
            self._show_state()

    def set_started(self) -> None:
        """An evaluation is under way; its model is being opened."""
        self._running = True
        self.bar.setRange(0, 0)
        self._show_state(self.tr("The model is being opened…"))

    def set_progress(self, told: PictureMeasured) -> None:
        """Show how many pictures are done, and how long the others take."""
        self.bar.setRange(0, max(1, told.total))
        self.bar.setValue(told.done if told.total else 1)
        words, left = self.tr("Measuring {0} of {1}"), round(told.left_s)
        if left >= MINUTES_FROM_S:
            words = self.tr("Measuring {0} of {1}, about {2} min left")
            left = round(left / 60)
        elif left:
            words = self.tr("Measuring {0} of {1}, about {2} s left")
        words = words.format(told.done, told.total, left)
        self._show_state(f"{words}. {spoken(told.problem)}" if told.problem else words)

    def set_stopped(self) -> None:
        """Say that what was measured is kept."""
        self._running = False
        self._show_state(self.tr("Stopped. The same choices go on from there."))

    def set_failed(self, failure: EvaluationFailed) -> None:
        """Say why there is no ranking."""
        self._running = False
        self._show_state(f"{spoken(failure.headline)} {spoken(failure.hint)}".strip())

    def set_ranking(self, found: Evaluated) -> None:
        """Show the ways, the best first, and where the page is that says more."""
        self._running = False
        self._ways = found.ways
        self.ranking.set_ways(found.ways)
        if found.ways and self.ranking.isHidden():
            self.ranking.show()
            self.resize(self.width(), min(self.height() + RANKED_PX, highest_px(self)))
        self.saved.tell(found.out / "ranking.html")
        words = self.tr("Pictures that could not be measured: {0}.").format(found.failed)
        self._show_state(words if found.failed else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the layer that is ticked in sight: a model has hundreds."""
        super().showEvent(event)
        chosen = (self.layers.item(number) for number in range(self.layers.count()))
        first = next((one for one in chosen if one.checkState() == Qt.CheckState.Checked), None)
        if first is not None:
            self.layers.scrollToItem(first, QAbstractItemView.ScrollHint.PositionAtCenter)

    def done(self, result: int) -> None:
        """Stop what is under way: nothing is measured behind a closed window."""
        if self._running:
            self.stop_wished.emit()
        super().done(result)

    def _add_buttons(self) -> None:
        self.folder = ElidedLabel("", self)
        self.choose = QPushButton(self.tr("Choose…"), self)
        self.told = PlainLabel("", self, wordWrap=True)
        self.bar = QProgressBar(self)
        self.saved = SavedLine(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole
        self.evaluate = self.buttons.addButton(self.tr("Evaluate"), role.ActionRole)
        self.stop = self.buttons.addButton(self.tr("Stop"), role.ActionRole)
        self.use = self.buttons.addButton(self.tr("Use the best"), role.ActionRole)
        words = self.tr("Show the best methods at their layers, as many as there are panes.")
        self.use.setToolTip(tip(words))
        self.evaluate.setDefault(True)

    def _place(self) -> None:
        lists = QHBoxLayout()
        lists.setSpacing(WIDE_PX)
        for each in (self.methods, self.layers, self.measures):
            heading = PlainLabel(each.accessibleName(), self)
            heading.setProperty("role", "heading")
            column = QVBoxLayout()
            column.addWidget(heading)
            column.addWidget(each, 1)
            lists.addLayout(column, 1)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self.choose)
        self.choose.setAccessibleName(self.tr("Folder to write to"))
        form = QFormLayout()
        form.addRow(self.tr("Pictures"), self.sources.box)
        self.sources.names.hide()  # the box says how many, and the browser which
        form.addRow(self.tr("Classes"), self.classes)
        form.addRow(self.tr("Objects"), self.truth)
        form.addRow(self.tr("Write to"), place)
        whole = QVBoxLayout(self)
        whole.setSpacing(WIDE_PX)
        whole.addLayout(lists, 1)
        whole.addLayout(form)
        for widget in (self.told, self.bar, self.ranking, self.saved, self.buttons):
            whole.addWidget(widget)

    def _connect(self) -> None:
        for each in (self.methods, self.layers, self.measures):
            each.itemChanged.connect(lambda _item: self._show_state())
        self.sources.changed.connect(self._show_state)
        self.truth.changed.connect(self._show_state)
        self.choose.clicked.connect(self._choose_folder)
        self.saved.shown_wished.connect(self.shown_wished)
        self.evaluate.clicked.connect(self.evaluate_wished)
        self.stop.clicked.connect(self.stop_wished)
        self.use.clicked.connect(lambda: self.best_wished.emit(self._ways))
        self.buttons.rejected.connect(self.reject)

    def _choose_folder(self) -> None:
        title, start = self.tr("Write to"), str(self.out.parent)
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen:
            self.out = Path(chosen)
            self._show_folder()

    def _show_folder(self) -> None:
        self.folder.setText(shown_path(self.out))
        self.folder.setToolTip(tip(shown_path(self.out)))

    def _show_state(self, words: str = "") -> None:
        """Show what can be done now; without words, how much there is to measure."""
        counts = (
            len(self.images),
            *(len(ticked(each)) for each in (self.methods, self.layers, self.measures)),
        )
        if not self._running and not words:
            text = self.tr("Pictures: {0}, methods: {1}, layers: {2}, measures: {3}")
            words = text.format(*counts)
        if words:
            self.told.setText(words)
        self.evaluate.setVisible(not self._running)
        self.evaluate.setEnabled(all(counts))
        self.use.setEnabled(bool(self._ways) and not self._running)
        for widget in (self.stop, self.bar):
            widget.setVisible(self._running)
