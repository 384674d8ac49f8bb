"""Randomisation of one layer at a time: which of them a map depends on."""

from __future__ import annotations

from viewer.measures.forgetting import MOST, left
from viewer.measures.measure import Bounds, Measure, MeasureRow

MEASURE = Measure(
    row=MeasureRow(
        key="randomisation_layers",
        title="Randomisation, layer by layer",
        paper="Adebayo et al., NeurIPS 2018",
        link="https://arxiv.org/abs/1810.03292",
        better="lower",
        low=-1.0,
        high=1.0,
        cost="seconds",
        bounds=Bounds(
            0.6,
            0.9,
            (
                "When single layers forget their weights, the map changes.",
                "When single layers forget their weights, most of the map stays.",
                "The map stays whichever layer has forgotten its weights.",
            ),
        ),
        help=(
            "The mean rank correlation of the map with maps of the model with one layer's "
            "weights dealt anew at random, for layers from the top down. Layers that the "
            "map's own is not above change little."
        ),
    ),
    read=lambda trial: left(trial, cascade=False),
    maps=MOST,
)
