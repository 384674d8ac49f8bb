"""The palette of everything: commands, methods, layers, classes, recent places, and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from viewer.commands import Functions
from viewer.core.asks.target import Target
from viewer.core.files.path_list import PathList
from viewer.core.foreign_text import shown_path
from viewer.features.feature import Feature
from viewer.features.folders import FoldersFeature
from viewer.ui.looks.language import class_words
from viewer.ui.window.actions import command_text

Row = tuple[str, str, Callable[[], object]]  # what is read, of which kind, and what it does


class PaletteFeature(Feature):
    """Gathers what can be done now, each time it is asked for."""

    needs = (FoldersFeature,)

    @property
    def commands(self) -> Functions:
        """Find anything, or a picture by its name."""
        return {"palette": self._show_all, "quick_open": self._show_pictures}

    def take_over(self, before: Self) -> None:
        """Know nothing: what can be done is gathered anew."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def _show_all(self) -> None:
        words = self.tr("Find a command, method, layer, class or folder")
        rows = [*self._commands(), *self._methods(), *self._layers(), *self._classes()]
        self._show([*rows, *self._folders()], words)

    def _show_pictures(self) -> None:
        listing = self._session.listing
        pictures = listing.pictures if listing is not None else ()
        names = pictures.names if isinstance(pictures, PathList) else [one.name for one in pictures]
        show = self._show_picture
        rows = [(name, "", partial(show, number)) for number, name in enumerate(names)]
        self._show(rows, self.tr("Find a picture by name"))

    def _show(self, rows: Sequence[Row], words: str) -> None:
        from viewer.ui.dialogs.palette import Deed, Palette

        deeds = [Deed(*row) for row in rows]
        dialog = Palette(deeds, words, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _commands(self) -> Iterator[Row]:
        style = QKeySequence.SequenceFormat.NativeText
        for row in self._window.commands.rows:
            action = self._window.commands.action(row.key)
            if action.isEnabled() and row.key != "palette":
                keys = ", ".join(key.toString(style) for key in action.shortcuts())
                yield (command_text(row), keys, action.trigger)

    def _methods(self) -> Iterator[Row]:
        kind = self.tr("Method")
        for row in self._session.pane_list.methods:
            yield (row.title, kind, partial(self._show_method, row.key))

    def _layers(self) -> Iterator[Row]:
        kind, model = self.tr("Layer"), self._session.model
        for layer in model.layers if model is not None else ():
            yield (layer.name, kind, partial(self._session.set_layer, layer.name))

    def _classes(self) -> Iterator[Row]:
        kind, model = self.tr("Class"), self._session.model
        titles = class_words(model.class_titles) if model is not None else ()
        for index, title in enumerate(titles):
            yield (title, kind, partial(self._explain, index))

    def _folders(self) -> Iterator[Row]:
        kind, turn = self.tr("Recent folder"), self.of(FoldersFeature).opener.turn_to
        for folder in self.house.store.recents():
            yield (shown_path(folder), kind, partial(turn, folder))

    def _show_method(self, key: str) -> None:
        """Show a method in the pane that has the focus, else in the first."""
        panes = self._session.pane_list
        pane = max(0, self._window.pane_row.comparing.focused() - 1)
        panes.change(pane, replace(panes.specs[pane], method=key))

    def _explain(self, index: int) -> None:
        target = Target(kind="class", index=index)
        self._session.set_target(target.asked_like(self._session.target))

    def _show_picture(self, number: int) -> None:
        listing = self._session.listing
        pictures: Sequence[Path] = listing.pictures if listing is not None else ()
        if number < len(pictures):
            self._session.set_image(pictures[number])
