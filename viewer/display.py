"""What the session's facts mean for the widgets: one short method for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject

from viewer.core.asks.messages import OpenFailed, Ready
from viewer.core.asks.records import (
    Failure,
    HeatMap,
    ImageRef,
    ModelInfo,
    PaneSpec,
    Prediction,
    Target,
)
from viewer.core.errors import UserError
from viewer.core.files.folder import FolderListing
from viewer.core.foreign_text import shown_path
from viewer.core.maps.heat_style import STYLE_OPTIONS, style_of
from viewer.session.session import Session
from viewer.ui.looks.language import class_word, group_word, spoken
from viewer.ui.looks.plain_text import title_text
from viewer.ui.panes.arrangement import Arrangement
from viewer.ui.window.window import MainWindow
from viewer.work.loader import CoarsePicture, LoadedPicture, Loader

MARKED_OPTIONS = ("cells", "proportional", "contour", "keep_zoom", "show_original")


class Display(QObject):
    """Puts facts on the screen; it reads the session and never writes it."""

    def __init__(self, window: MainWindow, session: Session, loader: Loader) -> None:
        super().__init__()
        self._window = window
        self._session = session
        self._loader = loader
        self.picture: LoadedPicture | None = None  # what the panes show, for figures

    def show_listing(self, listing: FolderListing) -> None:
        """Fill the browser and leave the welcome page."""
        self._window.browser.set_listing(listing)
        self._window.commands.set_available("folder", available=True)
        self._window.show_panes()
        self._window.setWindowTitle(title_text(shown_path(listing.path.name or listing.path)))

    def show_image(self, image: ImageRef | None) -> None:
        """Select another picture; the panes stay empty until its pixels are there."""
        panes = self._window.pane_row
        self._window.browser.set_current(image.path if image else None)
        self._window.commands.set_available("picture", available=image is not None)
        panes.set_message(-1, "")
        panes.panes[0].set_words("")
        panes.set_geometry(None)
        if image is None:
            self.picture = None
            panes.set_picture((), keep_view=False)
            panes.panes[0].set_title(self.tr("Original"))
            return
        folder = image.path.parent
        title = f"{shown_path(image.path.name)} — {shown_path(folder.name or folder)}"
        self._window.setWindowTitle(title_text(title))
        self._loader.load_picture(image, self.neighbours(image.path))

    def show_coarse(self, coarse: CoarsePicture) -> None:
        """Paint a large picture in few pixels while it is being decoded."""
        if coarse.ref == self._session.image:
            self._window.pane_row.set_picture((coarse.image,), keep_view=True, size=coarse.size)
            self._window.pane_row.panes[0].set_title(
                self.tr("Original") + " · " + self.tr("Reading…")
            )

    def show_picture(self, loaded: LoadedPicture) -> None:
        """Paint the picture in every pane; the heat maps follow."""
        self.picture = loaded
        height, width = loaded.rgb.shape[:2]
        keep = bool(self._session.options["keep_zoom"])
        self._window.pane_row.set_picture(loaded.levels, keep_view=keep)
        parts = (
            shown_path(loaded.ref.path.name),
            f"{width} × {height}",
            *(spoken(note).rstrip(".。") for note in loaded.notes),
        )
        original = self._window.pane_row.panes[0]
        original.set_title(self.tr("Original") + " · " + " · ".join(parts))

    def show_unreadable(self, image: ImageRef, error: UserError) -> None:
        """Say in the panes why a picture cannot be shown."""
        self.picture = None
        panes = self._window.pane_row
        panes.set_picture((), keep_view=False)
        panes.panes[0].set_title(self.tr("Original") + " · " + shown_path(image.path.name))
        panes.panes[0].set_words(error.headline, error.hint)
        self._window.browser.set_failed(image.path, spoken(error.headline))

    def show_prediction(self, prediction: Prediction | None) -> None:
        """Show what the model says, and where it looked."""
        self._window.controls.set_prediction(prediction)
        self._window.predictions.set_prediction(prediction)
        if prediction is not None:
            self._window.pane_row.set_geometry(prediction.geometry)

    def show_heat_map(self, pane: int, heat: HeatMap | None) -> None:
        """Show one heat map under its own title, or clear its pane."""
        panes = self._window.pane_row
        if heat is None:
            panes.set_heat(pane, None)
            panes.set_title(pane, self._expected_title(pane))
            return
        panes.set_title(pane, heat_title(heat))
        panes.set_heat(pane, heat)

    def show_panes(self, specs: Sequence[PaneSpec], origins: Sequence[int]) -> None:
        """Arrange the heat panes anew; each keeps its map wherever it goes."""
        row = self._window.pane_row
        self._window.model_panel.set_panes(specs)
        row.rearrange([*origins, *[-1] * len(specs)][: len(specs)])
        for pane in range(len(specs)):
            if row.panes[pane + 1].heat is None:
                row.set_title(pane, self._expected_title(pane))

    def show_updating(self, updating: bool) -> None:
        """Dim what is out of date."""
        self._window.pane_row.set_updating(updating)
        available = not updating and self._session.explanation is not None
        self._window.commands.set_available("maps", available=available)

    def show_explained(self, _explanation: object) -> None:
        """The whole answer is on the screen: figures can be made of it."""
        self._window.commands.set_available("maps", available=True)

    def show_failure(self, failure: Failure) -> None:
        """Tell of a failure: in the panes it concerns, or across the window."""
        if failure.serial:
            self._window.pane_row.set_message(failure.pane, failure.headline, failure.hint)
        else:
            self._window.notices.show_notice(failure.headline, failure.hint, "warning")

    def show_error(self, error: UserError) -> None:
        """Tell of something that went wrong with what the user asked for."""
        self._window.notices.show_notice(error.headline, error.hint, "error")

    def show_damaged_settings(self, aside: Path) -> None:
        """Say that everything stands at its default, and where the old file is."""
        headline = self.tr("The settings file was damaged; CamScope starts with its defaults.")
        hint = self.tr("The old file is kept as “{path}”.").format(path=shown_path(aside))
        self._window.notices.show_notice(headline, hint, "warning")

    def show_model(self, model: ModelInfo) -> None:
        """Show another model's classes, layers and name."""
        self._window.controls.set_model(model)
        self._window.model_panel.set_model(model)
        self._window.commands.set_available("model", available=True)
        self._window.status.set_model(spoken(model.title))
        self._window.status.set_device(model.device)
        if model.notes:
            self._window.notices.show_notice(" ".join(model.notes), "", "info")

    def show_model_failure(self, failure: OpenFailed) -> None:
        """Say why a model did not open; the one before stays in use."""
        self._window.notices.show_notice(failure.headline, failure.hint, "error")

    def show_ready(self, ready: Ready) -> None:
        """Show where the engine computes."""
        self._window.status.set_device(ready.device)

    def show_target(self, target: Target) -> None:
        """Mark the class that is explained."""
        self._window.controls.set_target(target.plain)
        self._window.predictions.set_target(target.plain)
        self._window.commands.set_choice("direction", target.direction)
        self._window.commands.set_choice("scale", target.scale)

    def show_layer(self, layer: str | None) -> None:
        """Mark the layer that is explained."""
        self._window.controls.set_layer(layer)
        self._window.model_panel.set_layer(layer)

    def show_option(self, key: str, value: object) -> None:
        """Show one option's new value wherever it is seen."""
        window = self._window
        if key in STYLE_OPTIONS:
            window.pane_row.set_style(style_of(self._session.options))
            window.layer_strip.set_style(style_of(self._session.options))
            window.controls.scale_box.set_option(key, self._session.options[key])
        if key in MARKED_OPTIONS:
            window.commands.set_shown(key, bool(value))
        if key == "opacity" and isinstance(value, int):
            window.controls.set_opacity(value)
        elif key == "colour_map":
            window.controls.set_colour_map(str(value))
        elif key == "input_mode":
            window.controls.set_input_mode(str(value))
        elif key == "show_original":
            window.pane_row.show_original(bool(value))
        elif key in {"arrangement", "folders", "theme", "extent", "scaling"}:
            window.commands.set_choice(key, str(value))
        if key == "folders":
            window.browser.set_folders(str(value))
        if key == "arrangement":
            window.pane_row.set_arrangement(cast(Arrangement, value))

    def show_everything(self) -> None:
        """Bring a new window up to date with the session."""
        for key, value in self._session.options.items():
            self.show_option(key, value)
        self.show_target(self._session.target)
        self.show_panes(self._session.pane_list.specs, (0, 1))

    def show_recents(self, recents: Iterable[Path]) -> None:
        """Fill the menu of recent folders."""
        self._window.set_recents(list(recents))

    def _expected_title(self, pane: int) -> str:
        panes = self._session.pane_list
        return panes.methods.find(panes.specs[pane].method).title

    def neighbours(self, path: Path) -> tuple[Path, ...]:
        """Return the pictures after and before this one, which will be wanted next."""
        pictures = self._session.listing.pictures if self._session.listing else ()
        if path not in pictures:
            return ()
        index = pictures.index(path)
        return (*pictures[index + 1 : index + 2], *pictures[max(0, index - 1) : index])


def heat_title(heat: HeatMap) -> str:
    """Return method · layer · class with its probability, as panes and figures say it."""
    resolved = heat.resolved
    title = group_word(resolved.title) if resolved.is_group else class_word(resolved.title)
    precision = "" if heat.precision == "float32" else f" · {heat.precision}"
    return f"{heat.row.title} · {heat.layer} · {title} {heat.worth('.1%')}{precision}"
