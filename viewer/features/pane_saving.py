"""What one pane shows, kept: copied, or saved with the picture, alone, or as raw values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from PySide6.QtGui import QGuiApplication, QImage

from viewer.commands import Functions
from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ImageRef
from viewer.core.errors import UserError
from viewer.features.drags import as_name, png_of
from viewer.features.feature import Feature
from viewer.features.figure_places import MapKind, ask_data_path, suggested_file
from viewer.features.figures import FiguresFeature
from viewer.features.panes import KEEPING, PanesFeature
from viewer.ui.panes.pane import Pane

TOLD_MS = 2_000  # how long the status bar says what was copied
MOST_SAVED_PX = 4_096  # the longer side of what is saved


class PaneSavingFeature(Feature):
    """Takes the pane that has the focus or was clicked last, or the one whose menu was opened."""

    needs = (PanesFeature, FiguresFeature)

    @property
    def commands(self) -> Functions:
        """Copy or save the map of the active pane."""
        return {key: (lambda key=key: self._keep_active(key)) for key in KEEPING}

    def introduce(self) -> None:
        """Hear what a pane's own menu asks for."""
        self.wire(self.of(PanesFeature), "keep_wished", self._keep)

    def take_over(self, before: Self) -> None:
        """Know nothing: what was copied is the desktop's."""

    def put_away(self) -> None:
        """Leave nothing at work: files that were asked for are finished by the figures."""

    def _keep_active(self, key: str) -> None:
        self._keep(self._window.pane_row.comparing.active() - 1, key)

    def _keep(self, number: int, key: str) -> None:
        """Copy or save the map of one heat pane, counted from 0.

        Raises:
            UserError: there is no map.
        """
        pane, image = self._window.pane_row.panes[number + 1], self._session.image
        if pane.heat is None or image is None:
            raise UserError(
                self.tr("There is no map in this pane."),
                hint=self.tr("Open a picture and wait until the heat maps are painted."),
            )
        if key == "copy_map":
            self._copy(pane)
        elif key == "save_map_values":
            self._save(image, pane, "npz", self._values(pane.heat.heat))
        else:
            draw = pane.map_alone if key == "save_map_alone" else pane.as_drawn
            drawn = draw(MOST_SAVED_PX)
            if drawn is not None:
                self._save(image, pane, "png", lambda: png_of(drawn))

    def _copy(self, pane: Pane) -> None:
        QGuiApplication.clipboard().setImage(pane.as_drawn() or QImage())
        self._window.status.showMessage(self.tr("Map copied."), TOLD_MS)

    def _save(self, image: ImageRef, pane: Pane, kind: MapKind, make: Callable[[], bytes]) -> None:
        """Ask where, then let the file be made beside the window."""
        store = self.house.store
        what = as_name(pane.title).replace(" ", "_")
        file = suggested_file(store.figure_folder(), image, (), what)
        path = ask_data_path(self._window, self.tr("Save this map"), file, kind)
        if path is not None:
            store.set_figure_folder(path.parent)
            self.of(FiguresFeature).figures.write(make, path)

    def _values(self, heat: HeatMap) -> Callable[[], bytes]:
        """Return what makes the file of raw values: one array, under CLASS/METHOD."""
        model = self._session.model

        def make() -> bytes:
            from viewer.core.models.typed_target import spelled_of
            from viewer.figure.raw_data import pack_npz

            target = (
                spelled_of(heat.target, model) if model is not None else heat.target.spelled_fully
            )
            return pack_npz([(f"{target}/{heat.method}", heat)])

        return make
