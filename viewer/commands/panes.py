"""What can be done with the panes: commands of the table, and the menu of a single pane."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QDialog

from viewer.core.maps.colour_maps import COLOUR_MAPS
from viewer.session.history import History
from viewer.session.marks import Marks
from viewer.session.session import Session
from viewer.ui.dialogs.method_page import show_method
from viewer.ui.panes.pane_lines import TITLE_PX
from viewer.ui.panes.pane_menu import PaneMenu, PanePlace
from viewer.ui.window.window import MainWindow

THRESHOLD_STEP = 5
USUAL_CONTOUR = 50
TOGGLES = ("cells", "proportional", "keep_zoom", "show_original")


class PaneCommands(QObject):
    """Reads and changes the list of panes and how maps are shown."""

    def __init__(self, window: MainWindow, session: Session, marks: Marks) -> None:
        super().__init__()
        self._window = window
        self._session = session
        comparing = window.pane_row.comparing
        comparing.changed.connect(self._mark_comparing)
        for place in (window.pane_row, window.controls.scale_box):
            place.levels_wished.connect(self._show_levels)
        self.history = History(session, marks, parent=self)

    @property
    def functions(self) -> dict[str, Callable[[], object]]:
        """Return what each command does, by its key."""
        panes, comparing = self._session.pane_list, self._window.pane_row.comparing
        return {
            **{key: (lambda key=key: self._toggle(key)) for key in TOGGLES},
            "undo": self.history.undo,
            "redo": self.history.redo,
            "add_pane": panes.add,
            "remove_pane": self._remove,
            "pane_menu": self._show_focused_menu,
            "all_methods": panes.show_methods,
            "top_classes": self._show_classes,
            "reset_panes": lambda: panes.set_specs(()),
            "about_methods": lambda: show_method(
                panes.specs[0].method, panes.methods, self._window
            ),
            "wipe": lambda: comparing.wipe(*comparing.chosen()),
            "blink": lambda: comparing.blink(*comparing.chosen()),
            "difference": lambda: comparing.subtract(*comparing.chosen()),
            "move_alone": self._toggle_alone,
            "contour": self._toggle_contour,
            "levels": self._show_levels,
            "next_colours": self._next_colours,
            "threshold_down": lambda: self._change_threshold(-THRESHOLD_STEP),
            "threshold_up": lambda: self._change_threshold(THRESHOLD_STEP),
        }

    def show_menu(self, pane: int, at: QPoint) -> None:
        """Open the menu of a pane; the original has none of its own.

        Args:
            pane: index into the row's panes, the original first.
            at: where, in global coordinates.
        """
        specs, explanation = self._session.pane_list.specs, self._session.explanation
        if not 1 <= pane <= len(specs):
            return
        place = PanePlace(
            pane=pane - 1,
            count=len(specs),
            spec=specs[pane - 1],
            model=self._session.model,
            prediction=explanation.prediction if explanation is not None else None,
            methods=self._session.pane_list.methods,
        )
        menu = PaneMenu(place, self._window)
        menu.spec_chosen.connect(self._session.pane_list.change)
        menu.action_chosen.connect(self.act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _show_focused_menu(self) -> None:
        """Open the menu of the heat pane that has the focus, else of the first."""
        row = self._window.pane_row
        pane = max(1, row.comparing.focused())
        self.show_menu(pane, row.panes[pane].mapToGlobal(QPoint(0, TITLE_PX)))

    def act(self, pane: int, key: str) -> None:
        """Do one of the things a pane's menu offers."""
        panes = self._session.pane_list
        row, comparing = self._window.pane_row, self._window.pane_row.comparing
        pair = comparing.pair_at(pane + 1)
        actions: dict[str, Callable[[], object]] = {
            "wipe": lambda: comparing.wipe(*pair),
            "difference": lambda: comparing.subtract(*pair),
            "about": lambda: show_method(panes.specs[pane].method, panes.methods, row.window()),
            "duplicate": lambda: panes.add(panes.specs[pane]),
            "left": lambda: panes.move(pane, pane - 1),
            "right": lambda: panes.move(pane, pane + 1),
            "remove": lambda: panes.remove(pane),
        }
        actions[key]()

    def _mark_comparing(self, wiping: bool, blinking: bool, subtracting: bool) -> None:
        for key, on in (("wipe", wiping), ("blink", blinking), ("difference", subtracting)):
            self._window.commands.set_shown(key, on)

    def _remove(self) -> None:
        """Remove the heat pane that has the focus, else the last one."""
        place = self._window.pane_row.comparing.focused() - 1
        last = len(self._session.pane_list.specs) - 1
        self._session.pane_list.remove(place if place >= 0 else last)

    def _show_levels(self) -> None:
        """Open the histogram of the maps, or bring it to the front."""
        open_now = self._window.findChild(QDialog, "levels")
        if open_now is not None:
            open_now.activateWindow()
            return
        QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
        try:  # pyqtgraph takes half a second to import, once
            from viewer.ui.dialogs.levels import LevelsDialog

            dialog, row = LevelsDialog(self._window), self._window.pane_row
        finally:
            QGuiApplication.restoreOverrideCursor()

        def follow() -> None:
            dialog.set_layers([(pane.title, pane.heat) for pane in row.panes[1:]])

        dialog.setObjectName("levels")
        dialog.option_chosen.connect(self._session.set_option)
        row.layers_changed.connect(follow)
        dialog.finished.connect(lambda: row.layers_changed.disconnect(follow))
        follow()
        dialog.show()

    def _show_classes(self) -> None:
        explanation = self._session.explanation
        if explanation is not None:
            classes = [score.index for score in explanation.prediction.top]
            self._session.pane_list.show_classes(classes)

    def _toggle(self, key: str) -> None:
        self._session.set_option(key, not self._session.options[key])

    def _toggle_alone(self) -> None:
        action = self._window.commands.action("move_alone")
        self._window.pane_row.set_alone(action.isChecked())

    def _toggle_contour(self) -> None:
        on = int(self._session.options["contour"]) > 0
        self._session.set_option("contour", 0 if on else USUAL_CONTOUR)

    def _next_colours(self) -> None:
        keys = [row.key for row in COLOUR_MAPS]
        place = keys.index(str(self._session.options["colour_map"]))
        self._session.set_option("colour_map", keys[(place + 1) % len(keys)])

    def _change_threshold(self, step: int) -> None:
        threshold = int(self._session.options["threshold"]) + step
        self._session.set_option("threshold", min(100, max(0, threshold)))
