"""Smooth Grad-CAM++: Grad-CAM++ with derivatives averaged over noisy copies of the picture."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.channels import weighed_sum
from viewer.methods.look import Look, Step
from viewer.methods.method import Method
from viewer.methods.noise import noisy

SAMPLES = 16
NOISE = 0.15  # standard deviation, as a share of the input's range


def smooth_grad_cam_pp(
    look: Look, *, samples: int = SAMPLES, noise: float = NOISE
) -> Iterator[Step]:
    """Average the powers of the gradient over noisy pictures, then weigh as Grad-CAM++ does.

    D_p = mean_n G_n ^ p;   a_k(y, x) = D_2 / (2 D_2 + D_3 * sum_yx A_k + 1e-6)
    w_k = sum_yx a_k * relu(D_1);   L(y, x) = sum_k w_k * A_k(y, x)

    The numerator is D_2, as in Grad-CAM++; the paper's eq. 8 writes D_1, which torch-cam corrects,
    too. But torch-cam takes G of the last noisy picture for D_1, adds up D_3 A_k over a channel
    where the formula has D_3(y, x) times the sum of A_k, and weighs the noisy picture's A: its maps
    are others.

    Args:
        look: the picture, the model and its layer.
        samples: how many noisy copies.
        noise: the standard deviation, as a share of the input's range.

    Source: Omeiza et al., "Smooth Grad-CAM++: An Enhanced Inference Level Visualization Technique
        for Deep Convolutional Neural Network Models", 2019, eq. 7-8, arXiv:1908.01224
    """
    activations = look.activations
    totals = np.sum(activations, axis=(1, 2))[:, None, None]
    powers = np.zeros((3, *activations.shape), np.float64)

    def make() -> Floats:
        first, second, third = powers / done
        shares = second / (2 * second + totals * third + 1e-6)
        weights = np.sum(np.where(second > 0, shares, 0) * np.maximum(first, 0), axis=(1, 2))
        return weighed_sum(weights, activations)

    for done, changed in enumerate(noisy(look.probe.x, samples, noise), 1):
        slope = look.gradients(changed)
        powers += np.stack([slope, slope**2, slope**3])
        yield Step(done, samples, make)


METHOD = Method(
    row=MethodRow(
        key="smooth_grad_cam_pp",
        title="Smooth Grad-CAM++",
        paper="Omeiza et al., Smooth Grad-CAM++, 2019",
        year=2019,
        link="https://arxiv.org/abs/1908.01224",
        papers=("omeiza2019smoothgradcampp",),
        gradients=True,
        cost="seconds",
        help="Grad-CAM++ with derivatives averaged over sixteen noisy copies of the picture.",
    ),
    steps=smooth_grad_cam_pp,
    passes=lambda _look: 3 * SAMPLES,
)
