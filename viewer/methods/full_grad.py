"""FullGrad: what the input and every bias of a network add to the score, laid over one another."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Prober, Step
from viewer.methods.method import Method

PASSES = 3  # forward once, and back to the very input


def full_grad(probe: Prober) -> Iterator[Step]:
    """Add the input's and every bias's share of the score, each scaled to 0..1.

    f(x) = ∇f(x) · x + sum_l sum_k b_lk sum_yx G_lk(y, x)
    L = sum_c ψ(|∇f(x)_c * x_c|) + sum_l sum_k ψ(|b_lk * G_lk|), ψ scales to 0..1 and enlarges

    The biases are those of convolutions and batch norms; a batch norm's running mean is part of
    its bias. Two things differ from the grad-cam library. It knows modules by their exact type and
    so overlooks batch norms with an activation of their own, which timm's networks have: here each
    operation counts, whatever module calls it. And it puts gradients in the order of calls beside
    biases in the order of definition, which are not the same in every network, and fails where a
    module is called twice. Wherever these make no difference the maps are equal.

    Source: Srinivas and Fleuret, "Full-Gradient Representation for Neural Network Visualization",
        NeurIPS 2019, arXiv:1905.00780
    """
    height, width = probe.x.shape[-2:]
    total = np.zeros((height, width), np.float32)

    def add(shares: Floats) -> None:
        nonlocal total
        total = total + enlarged_sum(shares, (width, height))

    probe.each_share(add)
    yield Step(1, 1, lambda: total)


def enlarged_sum(shares: Floats, size: tuple[int, int]) -> Floats:
    """Return sum_k ψ(|shares_k|): each channel scaled to 0..1, then all of them enlarged.

    Enlarging is linear, so the channels are added first: one resize instead of thousands.

    Args:
        shares: (K, h, w).
        size: width and height of the result.
    """
    import cv2

    values = np.abs(shares)
    values = values - values.min(axis=(1, 2), keepdims=True)
    values = values / (1e-7 + values.max(axis=(1, 2), keepdims=True))
    return np.asarray(cv2.resize(values.sum(axis=0), size), np.float32)


METHOD = Method(
    row=MethodRow(
        key="full_grad",
        title="FullGrad",
        paper="Srinivas and Fleuret, FullGrad, NeurIPS 2019",
        year=2019,
        link="https://arxiv.org/abs/1905.00780",
        papers=("srinivas2019fullgrad",),
        gradients=True,
        by_layer=False,
        cost="seconds",
        help="Adds the share of the input and of every bias in the score. Needs no layer.",
    ),
    steps=lambda look: full_grad(look.probe),
    passes=lambda _look: PASSES,
    never_negative=True,
)
