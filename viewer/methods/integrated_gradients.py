"""Integrated gradients: what each pixel adds to the score on the way from a plain colour."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Prober, Step
from viewer.methods.method import Method
from viewer.methods.pixels import PASS, summed

STEPS = 50


def integrated_gradients(probe: Prober, *, steps: int = STEPS) -> Iterator[Step]:
    """Integrate the score's gradient on the straight way from the average colour to the picture.

    L(y, x) = sum_c x_c(y, x) * mean_i ds / dx_c at (i - 1/2) / n * x, i = 1..n

    The way begins at zeros, which for a normalised input is the average colour. With endless steps
    the map adds up to s(x) - s(0) (completeness); how far it is from that is told with the map.

    Returns:
        Steps with signed maps of the input's size; the last one's note tells both sums.

    Source: Sundararajan et al., "Axiomatic Attribution for Deep Networks", ICML 2017, eq. 1 and 3,
        arXiv:1703.01365; the sum by midpoints
    """
    total = probe.x[0] * 0
    note = ("", "")
    for done in range(1, steps + 1):
        total = total + probe.input_gradient((done - 0.5) / steps * probe.x)[1]
        if done == steps:
            note = _completeness(probe, float((probe.x[0] * total / steps).sum()), steps)
        yield Step(
            done, steps, lambda total=total, done=done: summed(probe.x[0] * total / done), note
        )


def _completeness(probe: Prober, total: float, steps: int) -> tuple[str, str]:
    rise = float(probe.scores(probe.x)[0] - probe.scores(probe.x * 0)[0])
    share = abs(total - rise) / (abs(rise) or 1.0)
    return (
        f"The map adds up to {total:.4g}; from the average colour the score rose by {rise:.4g}.",
        f"With endless steps these are equal; {steps} steps leave {share:.1%} between them.",
    )


METHOD = Method(
    row=MethodRow(
        key="integrated_gradients",
        title="Integrated gradients",
        paper="Sundararajan et al., Axiomatic Attribution for Deep Networks, ICML 2017",
        year=2017,
        link="https://arxiv.org/abs/1703.01365",
        papers=("sundararajan2017integrated",),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="What each pixel adds on the way from a plain colour; it adds up. Needs no layer.",
    ),
    steps=lambda look: integrated_gradients(look.probe),
    passes=lambda _look: PASS * STEPS,
)
