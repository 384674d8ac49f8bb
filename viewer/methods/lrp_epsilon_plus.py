"""LRP, epsilon-plus: relevance led back by what speaks for each value."""

from __future__ import annotations

from viewer.core.maps.methods import MethodRow
from viewer.methods.led_back import PASSES, led_back
from viewer.methods.method import Method

METHOD = Method(
    row=MethodRow(
        key="lrp_epsilon_plus",
        title="LRP epsilon-plus",
        paper="Bach et al., Layer-Wise Relevance Propagation, PLOS ONE 2015",
        year=2015,
        link="https://doi.org/10.1371/journal.pone.0130140",
        papers=("bach2015lrp", "montavon2017taylor"),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="The score led back to the pixels, by what speaks for each value. Needs no layer.",
    ),
    steps=lambda look: led_back(look.probe, "epsilon_plus"),
    passes=lambda _look: PASSES,
)
