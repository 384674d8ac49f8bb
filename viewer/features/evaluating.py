"""Which method and layer serve the model best: an evaluation of pictures, beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from viewer import paths
from viewer.commands import Functions
from viewer.core.asks.evaluations import (
    Evaluate,
    Evaluated,
    EvaluationFailed,
    PictureMeasured,
    RankedWay,
)
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.requests import PaneSpec
from viewer.features.engine import log_lines
from viewer.features.feature import Feature, Features
from viewer.features.figure_places import show_in_folder
from viewer.features.figure_sources import choices_of
from viewer.features.triage import TriageFeature
from viewer.house import House
from viewer.ui.looks.language import spoken
from viewer.work.evaluating import Evaluator

if TYPE_CHECKING:
    from viewer.ui.dialogs.evaluate_methods import EvaluateMethodsDialog
    from viewer.ui.dialogs.tick_list import Choice

CONTROL = "random_cam"  # what a method must beat to be worth anything


class EvaluatingFeature(Feature):
    """Owns the dialog while it is open; nothing is measured behind a closed one."""

    needs = (TriageFeature,)

    def __init__(self, house: House, known: Features) -> None:
        super().__init__(house, known)
        self.evaluator = Evaluator(paths.evaluate_command())
        self.dialog: EvaluateMethodsDialog | None = None
        self.last: Path | None = None  # where the last one of this model has written to

    @property
    def commands(self) -> Functions:
        """Open the dialog."""
        return {"evaluate_methods": self.show}

    def introduce(self) -> None:
        """Show how far an evaluation is, and its ranking; follow what is selected."""
        evaluator = self.evaluator
        self.wire(evaluator, "progressed", self._show_progress)
        self.wire(evaluator, "finished", self._show_ranking)
        self.wire(evaluator, "failed", self._show_failed)
        self.wire(evaluator, "stopped", self._show_stopped)
        self.wire(evaluator, "log_written", log_lines)
        self.wire(self._session, "model_changed", self._close)
        selection = self._window.browser.list.selectionModel()
        self.wire(selection, "selectionChanged", self._follow)

    def take_over(self, before: Self) -> None:
        """Know what was evaluated; the dialog closed with the window before."""
        self.last = before.last

    def put_away(self) -> None:
        """End an evaluation that runs."""
        self.evaluator.shut_down()

    def show(self) -> None:
        """Open the dialog, or bring the open one to the front."""
        model = self._session.model
        if model is None:
            return
        if self.dialog is None:
            self.dialog = self._make_dialog(model)
        self._follow()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _make_dialog(self, model: ModelInfo) -> EvaluateMethodsDialog:
        from viewer.measures.registry import MEASURES
        from viewer.ui.dialogs.evaluate_methods import EvaluateMethodsDialog

        panes = self._session.pane_list
        shown = {CONTROL, *(spec.method for spec in panes.specs)}
        methods: list[Choice] = [(row.title, row.key, row.key in shown) for row in panes.methods]
        layers: list[Choice] = [
            (layer.name, layer.name, layer.name == self._layer(model)) for layer in model.layers
        ]
        rows = sorted((one.row for one in MEASURES), key=lambda row: row.truth)
        measures: list[Choice] = [
            (spoken(row.title), row.key, row.cost == "one pass" and not row.truth) for row in rows
        ]
        by_truth = {row.key: row.cost == "one pass" for row in rows if row.truth}
        dialog = EvaluateMethodsDialog(
            methods, layers, measures, self._place(), self._window, by_truth=by_truth
        )
        dialog.evaluate_wished.connect(self._evaluate)
        dialog.stop_wished.connect(self.evaluator.stop)
        dialog.best_wished.connect(self._use)
        dialog.shown_wished.connect(show_in_folder)
        dialog.finished.connect(self._forget)
        return dialog

    def _layer(self, model: ModelInfo) -> str:
        """Return the layer that panes show which have none of their own."""
        return self._session.layer or model.default_layer

    def _place(self) -> Path:
        """Return where to write, unless the user chooses: beside the folder of pictures."""
        listing = self._session.listing
        folder = listing.path if listing is not None else Path.home() / "pictures"
        return folder.with_name(f"{folder.name or 'pictures'}-evaluation")

    def _evaluate(self) -> None:
        dialog, model = self.dialog, self._session.model
        if dialog is None or model is None:
            return
        order = Evaluate(
            pictures=dialog.images,
            out=dialog.out,
            model=model.ref,
            methods=dialog.chosen_methods,
            layers=dialog.chosen_layers,
            measures=dialog.chosen_measures,
            classes=dialog.classes.chosen,
            truth=dialog.truth.path,
            input_mode=self._session.options["input_mode"],  # type: ignore[arg-type]
        )
        self.evaluator.variables = self.house.engine.variables
        self.evaluator.start(order)
        dialog.set_started()

    def _use(self, ways: tuple[RankedWay, ...]) -> None:
        """Show the best ways in the panes, as many as there are."""
        model, panes = self._session.model, self._session.pane_list
        if model is None:
            return
        usual = self._layer(model)
        panes.set_specs(
            [
                PaneSpec(way.method, layer=None if way.layer in ("", usual) else way.layer)
                for way in ways[: len(panes.specs)]
            ]
        )

    def _follow(self) -> None:
        """The browser's selection has changed."""
        if self.dialog is not None:
            marked = self.of(TriageFeature).triage.marks.paths
            selected = self._window.browser.selected_pictures()
            self.dialog.set_pictures(choices_of(self._session, selected, marked))

    def _show_progress(self, told: PictureMeasured) -> None:
        if self.dialog is not None:
            self.dialog.set_progress(told)

    def _show_ranking(self, found: Evaluated) -> None:
        self.last = found.out
        if self.dialog is not None:
            self.dialog.set_ranking(found)

    def _show_failed(self, failure: EvaluationFailed) -> None:
        if self.dialog is not None:
            self.dialog.set_failed(failure)

    def _show_stopped(self, _order: Evaluate) -> None:
        if self.dialog is not None:
            self.dialog.set_stopped()

    def _close(self) -> None:
        """Another model has other layers, and other scores."""
        self.last = None
        if self.dialog is not None:
            self.dialog.close()

    def _forget(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
