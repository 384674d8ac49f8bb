"""LRP, alpha2-beta1: relevance led back by what speaks for and against each value."""

from __future__ import annotations

from viewer.core.maps.methods import MethodRow
from viewer.methods.led_back import PASSES, led_back
from viewer.methods.method import Method

METHOD = Method(
    row=MethodRow(
        key="lrp_alpha_beta",
        title="LRP alpha2-beta1",
        paper="Bach et al., Layer-Wise Relevance Propagation, PLOS ONE 2015",
        year=2015,
        link="https://doi.org/10.1371/journal.pone.0130140",
        papers=("bach2015lrp",),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="The score led back to the pixels: twice what speaks for, less what speaks against.",
    ),
    steps=lambda look: led_back(look.probe, "epsilon_alpha2_beta1"),
    passes=lambda _look: PASSES + PASSES // 2,
)
