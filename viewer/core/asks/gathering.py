"""The replies to one request, put together as they come: the one way from replies to a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import ExplainedPicture, HeatMap, Prediction


class Gathering:
    """Grows as the replies come; maps follow their panes when those are moved."""

    def __init__(self) -> None:
        self.prediction: Prediction | None = None
        self._maps: dict[int, HeatMap] = {}

    def put_prediction(self, prediction: Prediction) -> None:
        """Take what the model says of the picture."""
        self.prediction = prediction

    def put_map(self, heat: HeatMap) -> None:
        """Take the map of one pane."""
        self._maps[heat.pane] = heat

    def forget(self, pane: int = -1) -> None:
        """Drop one pane's map, or with -1 all of them."""
        self._maps = {key: heat for key, heat in self._maps.items() if pane not in (-1, key)}

    def move(self, origins: Sequence[int]) -> None:
        """Let the maps follow their panes; ``origins`` tells where each pane was before."""
        kept = [(new, self._maps[old]) for new, old in enumerate(origins) if old in self._maps]
        self._maps = {new: replace(heat, pane=new) for new, heat in kept}

    def whole(self, model: ModelInfo | None) -> ExplainedPicture | None:
        """Return everything as one record; None while model or prediction are missing."""
        if model is None or self.prediction is None:
            return None
        maps = tuple(self._maps[pane] for pane in sorted(self._maps))
        return ExplainedPicture(model=model, prediction=self.prediction, maps=maps)
