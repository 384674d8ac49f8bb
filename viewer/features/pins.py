"""A picture pinned below the panes, so that the next ones can be held against it."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from viewer.commands import Functions
from viewer.core.foreign_text import shown_path
from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.core.maps.heat_style import STYLE_OPTIONS, style_of
from viewer.core.tables.commands import Command
from viewer.features.feature import Feature, Features
from viewer.features.pictures import PicturesFeature
from viewer.house import House
from viewer.ui.panes.pinned_row import Pinned


class PinsFeature(Feature):
    """Keeps one picture with its maps on the screen; how they are painted follows the panes."""

    needs = (PicturesFeature,)
    rows = (
        Command("pin_picture", QT_TRANSLATE_NOOP("Command", "Pin to compare"), ("Ctrl+K",),
                "panes", 4, "", "maps",
                help=QT_TRANSLATE_NOOP("Command", "Keep the picture below the next ones.")),
        Command("unpin_picture", QT_TRANSLATE_NOOP("Command", "Unpin the picture"),
                ("Ctrl+Shift+K",), "panes", 4, "close"),
    )  # fmt: skip

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._pinned: Pinned | None = None

    @property
    def commands(self) -> Functions:
        """Pin the present picture, or let go of the pinned one."""
        return {"pin_picture": self._pin, "unpin_picture": self._unpin}

    def introduce(self) -> None:
        """Paint as the panes do, and let go when asked to."""
        row, session = self._window.pinned, self._session
        self.wire(row, "unpin_wished", self._unpin)
        self.wire(row, "menu_wished", self._show_menu)
        self.wire(session, "option_changed", self._show_option)

    def show_state(self) -> None:
        """Offer to unpin only what is pinned."""
        self._show(None)

    def take_over(self, before: Self) -> None:
        """Keep the picture pinned."""
        self._show(before._pinned)

    def put_away(self) -> None:
        """Leave nothing at work."""

    def _pin(self) -> None:
        """Pin what the panes show, if it is all there."""
        picture, explained = self.of(PicturesFeature).picture, self._session.explanation
        if picture is None or explained is None or not explained.maps:
            return
        specs = self._session.pane_list.specs
        name = shown_path(picture.ref.path.name)
        maps = tuple(explained.maps)
        self._show(Pinned(name=name, levels=picture.levels, maps=maps, specs=specs))

    def _unpin(self) -> None:
        self._show(None)

    def _show(self, pinned: Pinned | None) -> None:
        self._pinned = pinned
        self._window.pinned.pin(pinned)
        for key in ("opacity", "show_original", "arrangement"):
            self._show_option(key, self._session.options[key])
        self._window.commands.action("unpin_picture").setEnabled(pinned is not None)

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self._window)
        menu.addAction(self._window.commands.action("unpin_picture"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _show_option(self, key: str, value: object) -> None:
        row, options = self._window.pinned.row, self._session.options
        if row is None:
            return
        if key in STYLE_OPTIONS:
            row.set_style(style_of(options))
        elif key == "show_original":
            row.show_original(bool(value))
        elif key == "arrangement":
            row.set_arrangement(value)  # type: ignore[arg-type]
