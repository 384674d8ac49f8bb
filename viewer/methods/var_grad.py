"""VarGrad: how much the gradient differs between noisy copies of the picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Prober, Step
from viewer.methods.method import Method
from viewer.methods.noise import noisy
from viewer.methods.pixels import PASS, summed
from viewer.methods.smooth_grad import NOISE, SAMPLES

if TYPE_CHECKING:
    from torch import Tensor


def var_grad(probe: Prober, *, samples: int = SAMPLES, noise: float = NOISE) -> Iterator[Step]:
    """Take the variance of the score's gradient over noisy copies of the picture.

    L(y, x) = sum_c mean_n (G_n,c(y, x) - mean_n G_n,c(y, x))²,   G_n = ds / dx at x + noise_n

    The mean and the sum of squares are followed as the gradients come, none of which is kept.

    Returns:
        Steps with maps of the input's size.

    Source: Adebayo et al., "Local Explanation Methods for Deep Neural Networks Lack Sensitivity to
        Parameter Values", 2018, section 2, arXiv:1810.03307
    """
    mean = probe.x[0] * 0
    spread = mean
    for done, changed in enumerate(noisy(probe.x, samples, noise), 1):
        slopes = probe.input_gradient(changed)[1]
        away = slopes - mean
        mean = mean + away / done
        spread = spread + away * (slopes - mean)

        def make(spread: Tensor = spread, done: int = done) -> Floats:
            return summed(spread / done)

        yield Step(done, samples, make)


METHOD = Method(
    row=MethodRow(
        key="var_grad",
        title="VarGrad",
        paper="Adebayo et al., Local Explanation Methods Lack Sensitivity, 2018",
        year=2018,
        link="https://arxiv.org/abs/1810.03307",
        papers=("adebayo2018vargrad",),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="How much the gradient differs between fifty noisy copies. Needs no layer.",
    ),
    steps=lambda look: var_grad(look.probe),
    passes=lambda _look: PASS * SAMPLES,
    never_negative=True,
)
