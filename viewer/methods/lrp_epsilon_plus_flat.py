"""LRP, epsilon-plus-flat: as epsilon-plus, spread evenly by the first layer."""

from __future__ import annotations

from viewer.core.maps.methods import MethodRow
from viewer.methods.led_back import PASSES, led_back
from viewer.methods.method import Method

METHOD = Method(
    row=MethodRow(
        key="lrp_epsilon_plus_flat",
        title="LRP epsilon-plus-flat",
        paper="Bach et al., Layer-Wise Relevance Propagation, PLOS ONE 2015",
        year=2015,
        link="https://doi.org/10.1371/journal.pone.0130140",
        papers=("bach2015lrp", "lapuschkin2019unmasking"),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="As LRP epsilon-plus, spread evenly by the first layer: softer, whatever the colours.",
    ),
    steps=lambda look: led_back(look.probe, "epsilon_plus_flat"),
    passes=lambda _look: PASSES,
)
