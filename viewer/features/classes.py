"""The class and the layer that are explained: chosen, shown, and what is asked of a class."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from PySide6.QtCore import Qt

from viewer.commands import Functions
from viewer.core.asks.records import Prediction
from viewer.core.asks.target import Target
from viewer.features.feature import Feature

RANKS = range(1, 6)


class ClassesFeature(Feature):
    """Shows what the model says, and changes the session's target and layer."""

    @property
    def commands(self) -> Functions:
        """Explain another class, or ask otherwise for the same one."""
        return {
            **{f"class_{rank}": (lambda rank=rank: self._explain_rank(rank)) for rank in RANKS},
            "class_top": lambda: self._choose(Target()),
            "class_against": self._ask_pair,
            "target_raise": lambda: self._change(direction="raise"),
            "target_lower": lambda: self._change(direction="lower"),
            "target_logit": lambda: self._change(scale="logit"),
            "target_probability": lambda: self._change(scale="probability"),
        }

    def introduce(self) -> None:
        """Follow what is explained; a click on a class or layer explains that."""
        session, controls = self._session, self._window.controls
        predictions = self._window.predictions
        self.wire(session, "prediction_changed", self._show_prediction)
        self.wire(session, "target_changed", self._show_target)
        self.wire(session, "layer_changed", controls.set_layer)
        self.wire(controls, "target_chosen", self._choose)
        self.wire(predictions, "target_chosen", self._choose)
        self.wire(controls, "layer_chosen", session.set_layer)

    def show_state(self) -> None:
        """Mark the class that is explained."""
        self._show_target(self._session.target)

    def take_over(self, before: Self) -> None:
        """Explain the same; model and picture were handed over before."""
        self._session.set_target(before._session.target)
        self._session.set_layer(before._session.layer)

    def put_away(self) -> None:
        """Leave nothing at work."""

    def _show_prediction(self, prediction: Prediction | None) -> None:
        self._window.controls.set_prediction(prediction)
        self._window.predictions.set_prediction(prediction)

    def _show_target(self, target: Target) -> None:
        """Mark the class that is explained, and what is asked of it."""
        self._window.controls.set_target(target.plain)
        self._window.predictions.set_target(target.plain)
        self._window.commands.set_choice("direction", target.direction)
        self._window.commands.set_choice("scale", target.scale)

    def _choose(self, target: Target) -> None:
        """Explain another class in the way the present one is asked for."""
        self._session.set_target(target.asked_like(self._session.target))

    def _change(self, **words: str) -> None:
        self._session.set_target(replace(self._session.target, **words))

    def _explain_rank(self, rank: int) -> None:
        explanation = self._session.explanation
        if explanation is not None and rank <= len(explanation.prediction.top):
            self._choose(explanation.prediction.top[rank - 1].target)

    def _ask_pair(self) -> None:
        """Ask for two classes; the two likeliest of the picture are offered first."""
        model, explanation = self._session.model, self._session.explanation
        if model is None or explanation is None:
            return
        from viewer.ui.dialogs.against import AgainstDialog

        likeliest = list(dict.fromkeys(score.index for score in explanation.prediction.top))
        dialog = AgainstDialog(model.class_titles, likeliest[:2], self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.target_chosen.connect(self._choose)
        dialog.open()
