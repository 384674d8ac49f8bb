"""Pictures × methods: the selected pictures at once, a row for each, in the place of the panes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from viewer.commands import Functions
from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import image_ref
from viewer.core.maps.heat_style import STYLE_OPTIONS, style_of
from viewer.features.feature import Feature, Features
from viewer.features.figures import FiguresFeature
from viewer.house import House
from viewer.ui.panes.picture_rows import PictureRows
from viewer.work.errands import Errands
from viewer.work.levels_errand import reading_levels

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from viewer.work.figures import FigureOrder

MOST_PICTURES = 12  # at once; each takes as long as a picture of its own
JOB = "pictures"  # among what figures ask for


class PictureGridFeature(Feature):
    """Asks for what the rows lack as figures do, and reads their pictures beside the window."""

    needs = (FiguresFeature,)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.page = PictureRows()
        self._errands = Errands(self)
        self._waiting: list[Path] = []  # pictures that are still to be read

    @property
    def commands(self) -> Functions:
        """Show the pictures that are selected."""
        return {"grid_pictures": self.show}

    def introduce(self) -> None:
        """Fill the rows as answers come; go back when another thing is chosen."""
        session, page = self._session, self.page
        explanations = self.of(FiguresFeature).desk.explanations
        self.wire(explanations, "answered", self._take)
        self.wire(self._errands, "failed", self._skip)
        self.wire(page, "picture_chosen", self._show_alone)
        self.wire(page, "close_wished", self.leave)
        self.wire(session, "image_changed", self.leave)
        self.wire(session, "model_changed", self.leave)
        self.wire(session, "option_changed", self._show_option)

    def take_over(self, before: Self) -> None:
        """Know nothing: another window begins with one picture."""

    def put_away(self) -> None:
        """Let nothing more be read; where the page was never shown, nobody else owns it."""
        self._errands.shut_down()
        if self.page.parent() is None:
            self.page.deleteLater()

    @property
    def shown(self) -> bool:
        """Whether the rows are in the place of the panes."""
        return self.page.isVisibleTo(self._window)

    def show(self) -> None:
        """Show the selected pictures, in the order of the list.

        Raises:
            UserError: fewer than two are selected.
        """
        from viewer.figure.style import FigureStyle

        paths = self._window.browser.selected_pictures()[:MOST_PICTURES]
        if len(paths) < 2:
            raise UserError(
                self.tr("Select the pictures first: two or more."),
                hint=self.tr("Click the first, then the last with Shift, or each with Ctrl."),
            )
        panes = self._session.pane_list.specs
        self.page.set_style(style_of(self._session.options))
        self.page.set_pictures(paths, len({(spec.method, spec.layer) for spec in panes}))
        self._window.show_page(self.page)
        self._waiting = list(paths)
        self._read_next()
        desk, style = self.of(FiguresFeature).desk, FigureStyle(kind="table")
        desk.gather(style, tuple(paths), (self._session.target,), self._finish, name=JOB)

    def leave(self, *_what: object) -> None:
        """Show one picture again."""
        if self.shown:
            self._errands.stop()
            self._waiting = []
            self._window.show_grid(shown=False)

    def _show_alone(self, path: Path) -> None:
        self.leave()
        self._session.set_image(path)

    def _take(self, _request: ExplainRequest, explanation: ExplainedPicture) -> None:
        """Show one answer, also before all are there."""
        if self.shown:
            self.page.set_maps(explanation)

    def _finish(self, order: FigureOrder) -> None:
        """Show all answers: some were known before."""
        for explanation in order.explanations:
            self.page.set_maps(explanation)

    def _read_next(self) -> None:
        """Read one picture after the other, so that the first is there soon."""
        if self._waiting:
            path = self._waiting[0]
            self._errands.start(reading_levels(image_ref(path)), self._show_picture)

    def _show_picture(self, levels: Sequence[QImage]) -> None:
        self.page.set_levels(self._waiting.pop(0), levels)
        self._read_next()

    def _skip(self, error: UserError) -> None:
        """Say in its row why a picture cannot be read."""
        if self._waiting:
            self.page.set_failure(self._waiting.pop(0), error.headline, error.hint)
            self._read_next()

    def _show_option(self, key: str, _value: object) -> None:
        if self.shown and key in STYLE_OPTIONS:
            self.page.set_style(style_of(self._session.options))
