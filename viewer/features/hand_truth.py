"""True objects, drawn by hand or told by a file beside the picture: outlined and measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from viewer import paths
from viewer.commands import Functions
from viewer.core.asks.records import ExplainedPicture, Prediction
from viewer.core.asks.references import ImageRef
from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown_path
from viewer.core.maps.geometry import Size
from viewer.core.maps.shapes import Shape
from viewer.core.pictures.drawn import DrawnShape
from viewer.features.drawing import DrawingFeature
from viewer.features.feature import Feature, Features
from viewer.features.figure_places import ask_truth_path
from viewer.features.history import HistoryFeature
from viewer.features.trust import TrustFeature
from viewer.house import House
from viewer.session.hand_truth import HandTruth
from viewer.ui.panes.truth_outlines import TruthOutline
from viewer.work.errands import Errands

if TYPE_CHECKING:
    from viewer.measures.truth import TruthRegions
    from viewer.ui.window.truth_tools import TruthTools

KEY = "truth_draw"


@dataclass(frozen=True)
class ToldTruth:
    """What a file beside the picture tells.

    Args:
        file: it.
        truth: the objects.
        original: the picture's width and height.
    """

    file: Path
    truth: TruthRegions
    original: Size

    @property
    def scale(self) -> tuple[float, float]:
        """How many times as wide and high the picture is as what was drawn on."""
        width, height = self.truth.size or self.original
        return self.original[0] / width, self.original[1] / height


class HandTruthFeature(Feature):
    """Keeps what is drawn as the picture's objects; where nothing is, a file beside it tells."""

    needs = (DrawingFeature, HistoryFeature, TrustFeature)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.truth = HandTruth(paths.user_data() / "truth", self)
        self._tools: TruthTools | None = None
        self._outlines: tuple[TruthOutline, ...] = ()
        self._errands = Errands(self)  # files beside the picture are read beside the window
        self._told: ToldTruth | None = None
        self._looked: Path | None = None  # beside which a file was looked for
        self._noted = self.truth.version  # of what undo knows

    @property
    def commands(self) -> Functions:
        """Draw objects, take the last one back, and export all of the folder."""
        return {
            KEY: self._toggle,
            "truth_back": self.truth.remove_last,
            "truth_export": self._export,
        }

    def introduce(self) -> None:
        """Know the objects of the picture that is shown; a drawn shape is one more."""
        session = self._session
        self.wire(session, "image_changed", self._look_at)
        self.wire(session, "explained", self._offer_classes)
        self.wire(self.of(DrawingFeature), "drawn", self._add)
        self.wire(session, "prediction_changed", self._look_beside)
        self.of(HistoryFeature).history.objects = self.truth
        self.wire(self.truth, "changed", self._show, self._note)
        self.wire(self._window.pane_row, "layers_changed", self._outline)

    def show_state(self) -> None:
        """Show what is known of the picture."""
        self._look_at(self._session.image)

    def take_over(self, before: Self) -> None:
        """Know nothing: what was drawn is kept on the disk."""

    def put_away(self) -> None:
        """Leave nothing at work: objects are kept as they are drawn."""
        self._errands.shut_down()

    def _toggle(self) -> None:
        tools = self._made_tools()
        self.of(DrawingFeature).toggle(KEY, self.tr("True objects"), tools, "box")

    def _made_tools(self) -> TruthTools:
        """Return the tools, which are made when they are first wanted."""
        if self._tools is None:
            from viewer.ui.window.truth_tools import TruthTools

            self._tools = tools = TruthTools(self._window)
            tools.hide()
            self.wire(tools, "back_wished", self._wish_back)
            self.wire(tools, "export_wished", self._wish_export)
            self.wire(tools, "written", self._draw_on)
            self._offer_classes(self._session.explanation)
            self._tools.show_count(len(self.truth.regions))
        return self._tools

    def _offer_classes(self, explanation: ExplainedPicture | None) -> None:
        model = self._session.model
        if self._tools is None or model is None:
            return
        titles = [heat.resolved.title for heat in explanation.maps] if explanation else []
        self._tools.set_classes(model.class_names, titles[0] if titles else "")

    def _draw_on(self) -> None:
        """Let the keys draw again, after a class was typed."""
        self._window.pane_row.panes[0].setFocus()

    def _look_at(self, image: ImageRef | None) -> None:
        self._errands.stop()
        self._told = self._looked = None
        self.truth.look_at(image.path if image is not None and not image.page else None)

    def _look_beside(self, prediction: Prediction | None) -> None:
        """Look for a file beside the picture that tells its objects, once."""
        if prediction is None or prediction.image.page or prediction.image.path == self._looked:
            return
        path = self._looked = prediction.image.path
        original = prediction.geometry.original

        def look(_cancelled: object) -> ToldTruth | None:
            from viewer.measures.annotations.reading import said_beside

            found = said_beside(path)
            return None if found is None else ToldTruth(*found, original)

        self._errands.start(look, self._take_told)

    def _take_told(self, told: ToldTruth | None) -> None:
        if told is not None:
            self._told = told
            self._show()

    def _add(self, user: str, shape: DrawnShape) -> None:
        """Keep an object; where that fails, say why."""
        if user != KEY:
            return
        label = self._tools.label if self._tools is not None else ""
        size = self._window.pane_row.view.picture_size
        try:
            self.truth.add(shape, size, label)
        except UserError as error:
            self._window.notices.show_error(error)

    def _wish_back(self) -> None:
        self.house.commands.run("truth_back")

    def _wish_export(self) -> None:
        self.house.commands.run("truth_export")

    def _show(self) -> None:
        """Outline the objects, and let the measures of places know them."""
        self._outlines = self._drawn()
        self._outline()
        shapes = tuple(Shape(points=line) for one in self._outlines for line in one.lines)
        self.of(TrustFeature).watch.outline(self.truth.picture, shapes)
        told = self._told.file if self._told is not None else None
        self.of(TrustFeature).watch.set_truth(self.truth.file or told, self.truth.version)
        if self._tools is not None:
            self._tools.show_count(len(self.truth.regions))

    def _note(self) -> None:
        """Let undo know the objects: drawn on this picture, or those of another one."""
        history, version = self.of(HistoryFeature).history, self.truth.version
        if version != self._noted:
            history.note_objects()
        else:
            history.forget_objects()
        self._noted = version

    def _drawn(self) -> tuple[TruthOutline, ...]:
        """Return the outlines of what is drawn by hand, else of what a file beside tells."""
        regions, scale = self.truth.regions, (1.0, 1.0)
        if not regions and self._told is not None:
            regions, scale = self._told.truth.regions, self._told.scale
        if not regions:
            return ()
        from viewer.measures.annotations.drawn import scaled_outlines

        return tuple(TruthOutline(scaled_outlines(one, *scale), one.label) for one in regions)

    def _outline(self) -> None:
        for pane in self._window.pane_row.panes:
            pane.set_truth(self._outlines)

    def _export(self) -> None:
        """Write all that was drawn on the folder's pictures, else on the present one.

        Raises:
            UserError: there is nothing, or it cannot be written.
        """
        from viewer.measures.annotations.coco_writing import coco_text

        image = self._session.image
        found = self.truth.drawn_on(self._names())
        if not found or image is None:
            headline = self.tr("No true objects are drawn in this folder.")
            raise UserError(headline, hint=self.tr("Pictures > Draw true objects does it."))
        kept = self.house.store.figure_folder()
        path = ask_truth_path(self._window, self.tr("Export truth as COCO"), kept, image)
        if path is not None:
            self.house.store.set_figure_folder(path.parent)
            write_whole(path, coco_text(found).encode())
            words = self.tr("Saved as “{name}”.").format(name=shown_path(path.name))
            self._window.toast.tell_of(path, words)

    def _names(self) -> dict[str, Path]:
        """Return the folder's pictures by their names below it."""
        image, listing = self._session.image, self._session.listing
        if listing is None:
            return {image.path.name: image.path} if image is not None else {}
        return {_below(path, listing.path): path for path in listing.pictures}


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
