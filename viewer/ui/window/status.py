"""The status bar: where one is, what is running, how long it took, the model and the device."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QStatusBar, QToolButton, QWidget

from viewer.ui.looks.design import GAP_PX
from viewer.ui.looks.plain_text import ElidedLabel, PlainLabel, tip


class StatusBar(QStatusBar):
    """Place and activity at the left, with a button to stop; time, model, device at the right."""

    stop_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._busy = QProgressBar(self, minimum=0, maximum=0, textVisible=False)
        self._busy.setFixedSize(64, 8)
        self._busy.hide()
        self._activity, self._elapsed = PlainLabel("", self), PlainLabel("", self)
        self._model, self._device = ElidedLabel("", self), ElidedLabel("", self)
        self._whereabouts = ElidedLabel("", self)
        self._whereabouts.setContentsMargins(GAP_PX, 0, GAP_PX, 0)
        self._whereabouts.setAccessibleName(self.tr("Place in the folder"))
        self.addWidget(self._whereabouts)
        self.addWidget(self._busy)
        self.addWidget(self._activity)
        self._stop = QToolButton(self)
        self._stop.setText(self.tr("Stop"))
        self._stop.setToolTip(self.tr("Stop what is running (Esc)"))
        self._stop.clicked.connect(self.stop_clicked)
        self._stop.hide()
        self.addWidget(self._stop)
        for label in (self._elapsed, self._model, self._device):
            label.setContentsMargins(GAP_PX, 0, GAP_PX, 0)
            self.addPermanentWidget(label)
        self._activity.setAccessibleName(self.tr("What is running"))
        self._elapsed.setToolTip(self.tr("From the request to the last heat map"))
        self._model.setAccessibleName(self.tr("Model"))
        self._device.setAccessibleName(self.tr("Device"))

    def set_whereabouts(self, text: str) -> None:
        """Say which picture of how many is shown, and what is known of it."""
        self._whereabouts.setText(text)
        self._whereabouts.setToolTip(tip(text))

    def set_activity(self, text: str, *, stoppable: bool = False) -> None:
        """Say what is running, and whether a button stops it; an empty text means nothing is."""
        self._activity.setText(text)
        self._busy.setVisible(bool(text))
        self._stop.setVisible(stoppable)

    def set_elapsed(self, milliseconds: float | None) -> None:
        """Say how long the last explanation took."""
        text = "" if milliseconds is None else self.tr("{ms} ms").format(ms=f"{milliseconds:,.0f}")
        self._elapsed.setText(text)

    def set_model(self, text: str) -> None:
        """Name the model."""
        self._model.setText(text)
        self._model.setToolTip(tip(text))

    def set_device(self, text: str) -> None:
        """Name the device that computes."""
        self._device.setText(text)
