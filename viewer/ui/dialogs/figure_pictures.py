"""Which pictures a figure shows: this one, the selected, the marked, or all of the folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from viewer.core.foreign_text import shown_path
from viewer.ui.looks.plain_text import PlainLabel

Source = Literal["this", "selected", "marked", "all"]
SOURCES: tuple[Source, ...] = get_args(Source)
NAMED = 4  # pictures told by name


class FigurePictures(QObject):
    """A box of sources with how many pictures each has, and the names of those that are drawn."""

    changed = Signal()

    def __init__(self, parent: QWidget, usual: Source = "this") -> None:
        """Offer sources; the usual one is chosen where nobody has chosen or selected any."""
        super().__init__(parent)
        self._usual = usual
        self._choices: Mapping[Source, tuple[Path, ...]] = {}
        self._by_hand = False
        self.box = QComboBox(parent)
        for source in SOURCES:
            self.box.addItem("", source)
        self.names = PlainLabel("", parent, wordWrap=True)
        self.names.setProperty("role", "quiet")
        self.box.activated.connect(self._choose)

    @property
    def source(self) -> Source:
        """What is chosen."""
        return SOURCES[self.box.currentIndex()]

    @property
    def images(self) -> tuple[Path, ...]:
        """The pictures that are chosen."""
        return self._choices.get(self.source, ())

    def set_choices(self, choices: Mapping[Source, tuple[Path, ...]]) -> None:
        """Offer what there is now.

        Until the user has chosen, it is the selected pictures where they are several, else the
        usual source.
        """
        self._choices = choices
        words = {
            "this": self.tr("This picture"),
            "selected": self.tr("Selected ({0})"),
            "marked": self.tr("Marked ({0})"),
            "all": self.tr("All ({0})"),
        }
        rows = self.box.model()
        with QSignalBlocker(self.box):
            for number, source in enumerate(SOURCES):
                count = len(choices.get(source, ()))
                self.box.setItemText(number, words[source].format(count))
                rows.setData(rows.index(number, 0), _flags(enabled=count > 0), _ENABLED)
            if not self._by_hand or not self.images:
                several = len(choices.get("selected", ())) > 1
                self.box.setCurrentIndex(SOURCES.index("selected" if several else self._usual))

    def name(self, *, only_first: bool) -> None:
        """Name the pictures that are drawn."""
        drawn = self.images[:1] if only_first else self.images
        names = ", ".join(shown_path(path.name) for path in drawn[:NAMED])
        more = len(drawn) - NAMED
        self.names.setText(names + (self.tr(" and %n more", "", more) if more > 0 else ""))

    def _choose(self) -> None:
        self._by_hand = True
        self.changed.emit()


_ENABLED = 256 - 1  # Qt's own role for a row's flags: Qt.UserRole - 1


def _flags(*, enabled: bool) -> int | None:
    """Return what enables a row, None, or what disables it."""
    return None if enabled else 0
