"""Regions of a segmenter: drawn, marked by a mask, and where the model is wrong by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from PySide6.QtWidgets import QFileDialog

from viewer import paths
from viewer.commands import Functions
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import answering_folder
from viewer.core.models.model_setup import REGIONS
from viewer.core.pictures.drawn import DrawnShape
from viewer.features.drawing import DrawingFeature
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.tasks.region_asking import outline_name
from viewer.ui.panes.outline_layer import OutlineLayer

if TYPE_CHECKING:
    from viewer.ui.window.region_tools import RegionTools

KEY = "region_draw"
MASKS = "*.png *.tif *.tiff *.bmp *.gif"


class RegionsFeature(Feature):
    """Asks about the places that a file tells of, or that are drawn."""

    needs = (DrawingFeature,)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.outline = OutlineLayer(house.window.pane_row.panes[0])
        self._tools: RegionTools | None = None
        self._parts: tuple[DrawnShape, ...] = ()  # of the region, as drawn so far

    @property
    def commands(self) -> Functions:
        """Draw a region, choose a mask of one, or one of true classes."""
        return {
            KEY: self._toggle,
            "region_file": lambda: self._choose("region"),
            "wrong_file": lambda: self._choose("wrong"),
        }

    def introduce(self) -> None:
        """Let a region be drawn around where the model is a segmenter."""
        session = self._session
        self.wire(session, "model_changed", self._set_model)
        self.wire(session, "target_changed", self.outline.set_target)
        self.wire(self.outline, "target_chosen", self._ask)
        self.wire(self.of(DrawingFeature), "drawn", self._take)
        self.wire(session, "image_changed", self._forget)

    def show_state(self) -> None:
        """Show the outline that is explained."""
        self._set_model(self._session.model)
        self.outline.set_target(self._session.target)

    def take_over(self, before: Self) -> None:
        """Know nothing: what is asked about is the session's target."""

    def put_away(self) -> None:
        """Leave nothing at work."""

    def _can_ask(self) -> bool:
        """Tell whether regions can be asked about; if not, say why."""
        session = self._session
        if session.model is not None and session.model.task == REGIONS and session.image:
            return True
        headline = self.tr("This model does not answer with regions.")
        hint = self.tr("Open a segmenter: a model that finds a class for every place.")
        self._window.notices.show_error(UserError(headline, hint=hint))
        return False

    def _toggle(self) -> None:
        drawing = self.of(DrawingFeature)
        if drawing.user != KEY and not self._can_ask():
            self._window.commands.set_shown(KEY, False)
            return
        if self._tools is None:
            from viewer.ui.window.region_tools import RegionTools

            self._tools = RegionTools(self._window)
            self._tools.hide()
        drawing.toggle(KEY, self.tr("Region"), self._tools, "brush")

    def _take(self, user: str, shape: DrawnShape) -> None:
        """Explain what is drawn, alone or with the parts before it."""
        if user != KEY:
            return
        adds = self._tools is not None and self._tools.adds.isChecked()
        self._parts = (*self._parts, shape) if adds else (shape,)
        try:
            self._ask_drawn()
        except UserError as error:
            self._window.notices.show_error(error)

    def _ask_drawn(self) -> None:
        """Ask by an outline as a text where one tells all of it, else by a mask.

        Raises:
            UserError: the mask cannot be kept.
        """
        from viewer.core.pictures.drawn import mask_of
        from viewer.core.pictures.mask_writing import keep_mask
        from viewer.measures.annotations.coco import from_mask
        from viewer.measures.annotations.drawn import outlines_of

        name = _name_of(self._parts)
        if name:
            self._ask(Target(kind="name", name=name))
            return
        mask = mask_of(self._parts, self._window.pane_row.view.picture_size)
        if mask.any():
            file = keep_mask(paths.user_data() / "regions", mask)
            target = Target(kind="name", name=f"region {file}")
            self._ask(target)
            self.outline.set_lines(target, outlines_of(from_mask(mask)))

    def _forget(self, _image: object) -> None:
        self._parts = ()

    def _choose(self, word: Literal["region", "wrong"]) -> None:
        session = self._session
        if not self._can_ask() or session.image is None:
            return
        start = str(answering_folder(session.image.path.parent))
        titles = {"region": self.tr("Mask of a region"), "wrong": self.tr("Mask of true classes")}
        kinds = self.tr("Masks") + f" ({MASKS})"
        chosen, _ = QFileDialog.getOpenFileName(self._window, titles[word], start, kinds)
        if chosen:
            self._ask(Target(kind="name", name=f"{word} {Path(chosen).absolute()}"))

    def _set_model(self, model: ModelInfo | None) -> None:
        known = model is not None and model.task == REGIONS
        self.outline.setVisible(known)
        drawing = self.of(DrawingFeature)
        if not known and drawing.user == KEY:
            drawing.end()

    def _ask(self, target: Target) -> None:
        """Explain places in the way the present target is asked for."""
        self._session.set_target(target.asked_like(self._session.target))


def _name_of(parts: Sequence[DrawnShape]) -> str:
    """Return how a single polygon or box is asked for; empty: a mask tells more."""
    if len(parts) != 1 or parts[0].tool == "brush":
        return ""
    if parts[0].tool == "polygon":
        return outline_name(parts[0].points)
    left, top, right, bottom = (round(side) for side in parts[0].box)
    sides = (left, top, max(1, right - left), max(1, bottom - top))
    return "region " + ",".join(map(str, sides))
