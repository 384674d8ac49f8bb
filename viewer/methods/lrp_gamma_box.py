"""LRP, epsilon-gamma-box: relevance led back to pixels that lie between black and white."""

from __future__ import annotations

from viewer.core.maps.methods import MethodRow
from viewer.methods.led_back import PASSES, led_back
from viewer.methods.method import Method

METHOD = Method(
    row=MethodRow(
        key="lrp_gamma_box",
        title="LRP epsilon-gamma-box",
        paper="Montavon et al., Layer-Wise Relevance Propagation: An Overview, 2019",
        year=2019,
        link="https://doi.org/10.1007/978-3-030-28954-6_10",
        papers=("montavon2019overview", "bach2015lrp", "montavon2017taylor"),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="As LRP epsilon-plus, but what speaks against counts too, and black is a value.",
    ),
    steps=lambda look: led_back(look.probe, "epsilon_gamma_box", look.limits),
    passes=lambda _look: PASSES + PASSES // 2,
)
