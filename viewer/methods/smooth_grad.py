"""SmoothGrad: the gradient averaged over noisy copies of the picture."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Prober, Step
from viewer.methods.method import Method
from viewer.methods.noise import noisy
from viewer.methods.pixels import PASS, strongest

SAMPLES = 50
NOISE = 0.15  # standard deviation, as a share of the input's range


def smooth_grad(probe: Prober, *, samples: int = SAMPLES, noise: float = NOISE) -> Iterator[Step]:
    """Average the score's gradient over noisy copies of the picture.

    L(y, x) = max_c |mean_n ds / dx_c at x + noise_n|

    Returns:
        Steps with maps of the input's size.

    Source: Smilkov et al., "SmoothGrad: removing noise by adding noise", 2017, section 3,
        arXiv:1706.03825
    """
    total = probe.x[0] * 0
    for done, changed in enumerate(noisy(probe.x, samples, noise), 1):
        total = total + probe.input_gradient(changed)[1]
        yield Step(done, samples, lambda done=done, total=total: strongest(total / done))


METHOD = Method(
    row=MethodRow(
        key="smooth_grad",
        title="SmoothGrad",
        paper="Smilkov et al., SmoothGrad: removing noise by adding noise, 2017",
        year=2017,
        link="https://arxiv.org/abs/1706.03825",
        papers=("smilkov2017smoothgrad",),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="The gradient averaged over fifty noisy copies of the picture. Needs no layer.",
    ),
    steps=lambda look: smooth_grad(look.probe),
    passes=lambda _look: PASS * SAMPLES,
    never_negative=True,
)
