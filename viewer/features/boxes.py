"""A detector's boxes in the window: shown on the original, chosen there, and what suits them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from viewer.commands import Functions
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Prediction
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.models.model_setup import BOXES, REGIONS
from viewer.features.feature import Feature, Features
from viewer.house import House
from viewer.session.pane_list import DEFAULT_PANES
from viewer.ui.panes.box_layer import BoxLayer
from viewer.work.errands import Errands

if TYPE_CHECKING:
    from viewer.measures.found_objects import FoundObjects

CONTROL = "gradient_size"  # the method that knows nothing of what is seen
DRAWN = {BOXES: "miss", REGIONS: "region"}  # what a drawn place is, by the model's task
SUITED = (PaneSpec("hires_cam"), PaneSpec("layer_cam"))  # averaged gradients are wrong for a box


class BoxesFeature(Feature):
    """Paints boxes, and explains the one that is clicked, drawn, or stepped to."""

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self._boxes: tuple[Target, ...] = ()  # of the picture, the surest first
        self.layer = BoxLayer(house.window.pane_row.panes[0])
        self._errands = Errands(self)  # what is true is read beside the window

    @property
    def commands(self) -> Functions:
        """Step through the boxes, the surest first, and hold their maps against a control."""
        return {
            "box_next": lambda: self._step(1),
            "box_previous": lambda: self._step(-1),
            "box_control": self._show_control,
        }

    def introduce(self) -> None:
        """Follow what the model finds and what is explained; a click explains a box."""
        session = self._session
        self.wire(session, "model_changed", self._set_model)
        self.wire(session, "prediction_changed", self._set_prediction)
        self.wire(session, "target_changed", self.layer.set_target)
        self.wire(self.layer, "target_chosen", self._choose)

    def show_state(self) -> None:
        """Mark the box that is explained."""
        self.layer.set_target(self._session.target)
        model = self._session.model
        self.layer.set_word(DRAWN.get(model.task, "") if model is not None else "")

    def take_over(self, before: Self) -> None:
        """Know nothing yet: the next answer brings the boxes."""

    def put_away(self) -> None:
        """Leave nothing at work."""
        self._errands.shut_down()

    def _set_model(self, model: ModelInfo | None) -> None:
        """Show methods that suit the model, where nobody has chosen others."""
        local = model is not None and model.local
        self.layer.set_word(DRAWN.get(model.task, "") if model is not None else "")
        panes = self._session.pane_list
        usual, suited = (SUITED, DEFAULT_PANES) if not local else (DEFAULT_PANES, SUITED)
        if panes.specs == usual:
            panes.set_specs(suited)

    def _set_prediction(self, prediction: Prediction | None) -> None:
        rows = prediction.top if prediction is not None else ()
        self._boxes = tuple(row.target for row in rows if row.asks)
        self.layer.set_rows(rows)
        self._errands.stop()
        model = self._session.model
        if prediction is not None and model is not None and model.task == BOXES:
            self._look_for_truth(prediction)

    def _look_for_truth(self, prediction: Prediction) -> None:
        """Tell hits, misses and false alarms apart, where a file beside the picture says them."""
        path, size = prediction.image.path, prediction.geometry.original

        def look(_cancelled: object) -> FoundObjects:
            from viewer.measures.found_objects import FoundObjects, compared, truth_beside

            truth = truth_beside(path)
            return FoundObjects() if truth is None else compared(prediction.top, truth, size)

        self._errands.start(look, self._show_truth)

    def _show_truth(self, found: FoundObjects) -> None:
        self.layer.set_truth(found.missed, found.alarms)

    def _choose(self, target: Target) -> None:
        """Explain a box in the way the present target is asked for."""
        self._session.set_target(target.asked_like(self._session.target))

    def _show_control(self) -> None:
        """Add a pane of the control, unless there is one."""
        panes = self._session.pane_list
        if all(spec.method != CONTROL for spec in panes.specs):
            panes.show_method(CONTROL)

    def _step(self, by: int) -> None:
        """Explain another box; the first or the last one, where none is explained."""
        target = self._session.target.plain
        if target in self._boxes:
            at = self._boxes.index(target) + by
        else:
            at = by if target == Target() else min(by, 0)
        if self._boxes:
            self._choose(self._boxes[at % len(self._boxes)])
