"""The main window: places the widgets and the menus, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QChildEvent, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.core.foreign_text import shown_path
from viewer.core.tables.commands import COMMANDS, Command
from viewer.ui.bar.controls import Controls
from viewer.ui.browser.browser import Browser
from viewer.ui.browser.picture_grid import GridPage
from viewer.ui.looks.design import GAP_PX, HALF_PX
from viewer.ui.looks.plain_text import menu_row
from viewer.ui.looks.screen_room import highest_px
from viewer.ui.looks.theme import icon
from viewer.ui.panels.predictions import Predictions
from viewer.ui.panes.pane_row import PaneRow
from viewer.ui.panes.pinned_row import PinnedRow
from viewer.ui.panes.slow_panes import SlowPanes
from viewer.ui.window.actions import Actions
from viewer.ui.window.docks import Docks
from viewer.ui.window.dropped import may_be_taken, read_dropped
from viewer.ui.window.full_screen import FullScreen
from viewer.ui.window.homecoming import Homecoming
from viewer.ui.window.layout_memory import LayoutMemory
from viewer.ui.window.lent_bar import LentBar
from viewer.ui.window.menu_keys import MenuKeys
from viewer.ui.window.naming_strip import NamingStrip
from viewer.ui.window.notices import Notices
from viewer.ui.window.page_bar import PageBar
from viewer.ui.window.recent_models import RecentModels, insert_after
from viewer.ui.window.side_column import SideColumn
from viewer.ui.window.status import StatusBar
from viewer.ui.window.toast import Toast
from viewer.ui.window.welcome import WAIT_MS, Welcome

if TYPE_CHECKING:
    from viewer.ui.window.tour import Stop

SIDE_PX = 236
OF_MODELS = ("open_model", "open_zoo", "model_structure")  # of File and View, in Model too


# Long, because every part of the window is placed here, and reached through it.
class MainWindow(QMainWindow):
    """Browser and predictions at the left; controls, notices and panes at the right."""

    paths_dropped = Signal(list)  # of Path
    data_dropped = Signal(object)  # Dropped, without a path
    recent_chosen = Signal(object)  # Path
    closing = Signal()

    def __init__(self, rows: tuple[Command, ...] = COMMANDS) -> None:
        super().__init__()
        self.commands = Actions(self, rows)
        self.browser, self.predictions = Browser(self), Predictions(self)
        self.controls, self.notices = Controls(self), Notices(self)
        self.naming = NamingStrip(self)
        self.pane_row, self.welcome = PaneRow(self), Welcome(self)
        self.grid_page = GridPage(self)
        self.browser.attach(self.grid_page.grid)
        self.pinned = PinnedRow(self)
        self.pages = PageBar(self.commands, self)
        self.lent_bar, self.status = LentBar(self), StatusBar(self)
        self.setStatusBar(self.status)
        self._under_bar = QMainWindow(self)  # the panes, and the panels below them
        self.docks = Docks(self, self._under_bar)
        self.slow_panes = SlowPanes(self.pane_row)
        self.docks.shown_changed.connect(self.commands.set_shown)
        self._side = SideColumn(self.browser, self.predictions, self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self, childrenCollapsible=False)
        self._pages = QStackedWidget(self)
        self.toast = Toast(self._pages)
        self.notices.confirmed.connect(self.toast.tell)
        self._place()
        parts = {"docks": self, "below": self._under_bar, "split": self._split}
        parts["folders"] = self.browser.split
        self._memory = LayoutMemory(self, self._side, parts)
        self._add_menus()
        self.commands.scope_to(self, [self.pane_row, self.browser.list, self.predictions.list])
        self.grid_page.grid.addAction(self.commands.action("mark"))
        self._menu_keys = MenuKeys(self)
        self._menu_keys.watch(self)
        self.homecoming = Homecoming(self.browser.list, self.commands)
        self.homecoming.follow(self.controls, self.browser)
        for page in (self.welcome, self.pane_row.vacancy):
            page.command_chosen.connect(self.commands.triggered)
        self.setAcceptDrops(True)
        self.full_screen = FullScreen(self, self.pane_row, self._around_panes)
        self.welcome.setFocus()
        room = QSize(self.screen().availableSize().width(), highest_px(self))
        self.resize(QSize(1280, 800).boundedTo(room))

    def expect_pictures(self) -> None:
        """Say for a moment neither that nothing is open nor what could be: something comes."""
        self.welcome.wait()
        self.browser.list.wait(WAIT_MS)
        self.browser.list.setFocus()

    def show_panes(self) -> None:
        """Leave the welcome page for good; the keys then step through the pictures."""
        if self._pages.currentIndex() == 0:
            self._pages.setCurrentIndex(1)
            self.browser.list.setFocus()

    def show_grid(self, *, shown: bool) -> None:
        """Show many pictures over the panes' place, or the panes again."""
        self.browser.fill_grid(shown=shown)
        self._pages.setCurrentIndex(2 if shown else 1)
        (self.grid_page.grid if shown else self.browser.list).setFocus()

    def show_above_panes(self, bar: QWidget) -> None:
        """Give a bar of a feature its place above the panes, where it shows and hides itself."""
        self._around_row.insertWidget(0, bar)

    def show_page(self, page: QWidget) -> None:
        """Show a page of a feature's own in the place of the panes, until `show_grid` leaves it."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.setFocus()

    def come_forward(self) -> None:
        """Stand before other windows, with the focus where the desktop gives it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def tour_stops(self) -> tuple[Stop, ...]:
        """Return what the tour shows."""
        from viewer.ui.window.tour import stops_at  # noqa: PLC0415 - no start needs it

        return stops_at(self._side, self.pane_row, self.controls)

    def set_recents(self, folders: list[Path]) -> None:
        """Fill File > Open recent."""
        self._recents.clear()
        picture = icon("folder" if folders else "")
        for folder in folders:
            action = menu_row(self._recents, shown_path(folder), picture)
            action.setData(folder)
        self._recents.setEnabled(bool(folders))

    def layouts(self) -> dict[str, QByteArray]:
        """Return size, place, splitters and docks, to be remembered."""
        self.full_screen.leave()  # else what it hides would be gone at the next start
        return self._memory.taken_down()

    def restore_layout(self, layouts: Mapping[str, QByteArray]) -> None:
        """Bring back what ``layouts`` returned; what does not fit is ignored."""
        self._memory.bring_back(layouts)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders, pictures and addresses of others, and nothing of ours."""
        if event.source() is None and may_be_taken(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass on what is dropped."""
        dropped = read_dropped(event.mimeData())
        event.acceptProposedAction()
        if dropped.paths:
            self.paths_dropped.emit(list(dropped.paths))
        else:
            self.data_dropped.emit(dropped)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window is going, so that the workers can end."""
        self.closing.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "commands"):
            self.commands.retint()

    def childEvent(self, event: QChildEvent) -> None:
        """Guard the keys of a menu that is made later, such as a pane's."""
        super().childEvent(event)
        if not event.polished() or not hasattr(self, "_menu_keys"):
            return  # to look at each new child would take a tenth of the start
        child = event.child()
        if isinstance(child, QMenu):
            self._menu_keys.watch(child)

    def _around_panes(self) -> list[QWidget]:
        """Return all that the full screen hides."""
        rooms = (self._side, self.controls, self.status)
        return [self.menuBar(), *rooms, *self.findChildren(QDockWidget)]

    def _place(self) -> None:
        page = QWidget(self)
        self._around_row = around = QVBoxLayout(page)
        around.setContentsMargins(GAP_PX, 0, GAP_PX, HALF_PX)
        around.addWidget(self.pane_row, 1)
        around.addWidget(self.pinned, 1)
        around.addWidget(self.pages)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.controls)
        column.addWidget(self.lent_bar)
        column.addWidget(self.naming)
        column.addWidget(self.notices)
        column.addWidget(self._under_bar, 1)
        self._under_bar.setCentralWidget(self._pages)
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(page)
        self._pages.addWidget(self.grid_page)
        self._split.addWidget(self._side)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([SIDE_PX, 1280 - SIDE_PX])
        self.setCentralWidget(self._split)

    def _add_menus(self) -> None:
        bar, actions = self.menuBar(), self.commands
        file_menu = bar.addMenu(self.tr("&File"))
        actions.fill(file_menu, "file")
        self._recents = QMenu(self.tr("Open recent"), file_menu)
        self._recents.triggered.connect(lambda action: self.recent_chosen.emit(action.data()))
        file_menu.insertMenu(actions.action("open_samples"), self._recents)
        self.recent_models = RecentModels(file_menu)
        insert_after(file_menu, actions.action("open_zoo"), self.recent_models)
        actions.fill(bar.addMenu(self.tr("&Edit")), "edit")
        view = bar.addMenu(self.tr("&View"))
        actions.fill(view, "view")
        view.addSeparator()
        shown = view.addMenu(self.tr("Heat maps"))
        actions.fill(shown, "map")
        shown.addSeparator()
        actions.fill(shown.addMenu(self.tr("Range of values")), "extent")
        actions.fill(shown.addMenu(self.tr("Scale shared by")), "scaling")
        actions.fill(view.addMenu(self.tr("Arrangement")), "arrangement")
        actions.fill(view.addMenu(self.tr("Sub-folders")), "folders")
        actions.fill(view.addMenu(self.tr("Theme")), "theme")
        panes = bar.addMenu(self.tr("&Panes"))
        actions.fill(panes, "panes")
        self.controls.panes_button.setMenu(panes)
        actions.fill(bar.addMenu(self.tr("&Go")), "go")
        actions.fill(bar.addMenu(self.tr("&Pictures")), "triage")
        actions.fill(bar.addMenu(self.tr("&Class")), "class")
        actions.fill(bar.addMenu(self.tr("&Model")), "model", OF_MODELS)
        actions.fill(bar.addMenu(self.tr("&Help")), "help")
