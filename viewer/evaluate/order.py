"""What an evaluation is asked to do, what it is known by, and whether its model can do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from viewer.batch.checking import check_against_model, check_options
from viewer.batch.order import ExportOptions
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.bounds import MOST_PANES
from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputMode
from viewer.core.maps.methods import MethodTable
from viewer.measures.measure import Measure
from viewer.measures.registry import find_measures
from viewer.measures.rivals import RANDOM
from viewer.measures.trial import Start


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateOptions:
    """Everything but the pictures; the classes are kept as the user typed them."""

    out: Path
    model: ModelRef = field(default_factory=ModelRef)
    methods: tuple[str, ...] = ("grad_cam", "layer_cam")
    layers: tuple[str, ...] = ()  # empty: the model's default layer
    measures: tuple[str, ...] = ("deletion", "insertion")
    classes: tuple[str, ...] = ("top",)
    truth: Path | None = None
    input_mode: InputMode = "default"
    start: Start | None = None  # None: as each measure's paper has it
    random: int = RANDOM
    seed: int = 0

    @property
    def found_measures(self) -> tuple[Measure, ...]:
        """The measures themselves.

        Raises:
            UserError: there is no such measure.
        """
        return find_measures(self.measures)

    def checked(self, methods: MethodTable) -> EvaluateOptions:
        """Return the options, if they can be followed with some model.

        Raises:
            UserError: a class, a method or a measure is empty or unknown.
        """
        for layer in self.layers or (None,):
            check_options(self._as_export(layer), methods)
        if not self.found_measures:
            raise UserError("There is nothing to measure.", hint="Name a measure.")
        if self.truth is None and all(one.row.truth for one in self.found_measures):
            raise UserError(
                "These measures need to know where the objects are.",
                hint="Name a file or a folder with boxes or masks after --truth.",
            )
        return self

    def check_model(self, info: ModelInfo) -> None:
        """Find what the model does not have before the first picture is read.

        Raises:
            UserError: it has no such class or layer.
        """
        for layer in self.layers or (None,):
            check_against_model(self._as_export(layer), info)

    def requests(self, picture: Path, methods: MethodTable) -> Iterator[ExplainRequest]:
        """Yield what is to be explained of a picture: every method at every layer, for each class.

        A method that looks at no layer comes once.
        """
        panes = [
            PaneSpec(key, layer=layer)
            for place, layer in enumerate(self.layers or (None,))
            for key in dict.fromkeys(self.methods)
            if place == 0 or methods.find(key).by_layer
        ]
        for text in dict.fromkeys(self.classes):
            for first in range(0, len(panes), MOST_PANES):
                yield ExplainRequest(
                    image=ImageRef.of(picture),
                    model=self.model,
                    target=Target.parse(text),
                    panes=tuple(panes[first : first + MOST_PANES]),
                    input_mode=self.input_mode,
                )

    def known_by(self, info: ModelInfo) -> dict[str, object]:
        """Return what must be the same for scores to stand in one table, as plain data."""
        return {
            "model": info.weights_sha256,
            "setup": repr((info.rule, info.answer)),
            "methods": list(dict.fromkeys(self.methods)),
            "layers": list(self.layers or (info.default_layer,)),
            "measures": [one.row.key for one in self.found_measures],
            "classes": list(dict.fromkeys(self.classes)),
            "truth": "" if self.truth is None else str(self.truth.absolute()),
            "input": self.input_mode,
            "start": self.start or "",
            "random": self.random,
            "seed": self.seed,
        }

    def _as_export(self, layer: str | None) -> ExportOptions:
        return ExportOptions(
            out=self.out,
            model=self.model,
            classes=self.classes,
            layer=layer,
            methods=self.methods,
            input_mode=self.input_mode,
        )
