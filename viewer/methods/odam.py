"""ODAM: HiResCAM of one box, with gradients that are smoothed over their neighbours."""

from __future__ import annotations

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import EITHER, MethodRow
from viewer.methods.method import Method

DEVIATION = 1.0  # of the smoothing, in places of the layer


def odam(activations: Floats, gradients: Floats) -> Floats:
    """Smooth each channel's gradient, multiply it with the activation cell by cell, add up.

    L(y, x) = sum_k (Phi * G_k)(y, x) * A_k(y, x)

    That gradients are smoothed locally is the paper's; the kernel Phi is ours: a Gaussian of
    deviation 1 place, of which the weights within the map add up to 1. The authors' published code
    (tools/savefig_odam.py) smooths nothing: its map is relu(sum_k G_k * A_k), which is HiResCAM,
    at the level of the pyramid that the box comes from.

    Source: Zhao and Chan, "ODAM: Gradient-based Instance-Specific Visual Explanations for Object
        Detection", ICLR 2023, section 3, arXiv:2304.06354;
        https://github.com/Cyang-Zhao/ODAM
    """
    height, width = gradients.shape[1:]
    smoothed = _weights(height) @ gradients @ _weights(width).T
    return np.asarray(smoothed * activations, np.float32)


def _weights(length: int) -> Floats:
    """Return (length, length), how much each place of a line (column) counts for each (row)."""
    places = np.arange(length)
    weights = np.exp(-((places[:, None] - places) ** 2) / (2 * DEVIATION**2))
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


METHOD = Method(
    row=MethodRow(
        key="odam",
        title="ODAM",
        paper="Zhao and Chan, ODAM, ICLR 2023",
        year=2023,
        link="https://arxiv.org/abs/2304.06354",
        papers=("zhao2023odam",),
        gradients=True,
        smoothable=EITHER,
        help="Made for boxes: smooths gradients over their neighbours, then multiplies cell by"
        " cell.",
    ),
    formula=odam,
)
