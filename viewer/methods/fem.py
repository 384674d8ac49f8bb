"""FEM: every channel weighed by how much of it stands out."""

from __future__ import annotations

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import MethodRow
from viewer.methods.channels import weigh
from viewer.methods.method import Method


def fem(activations: Floats) -> Floats:
    """Weigh every channel by the share of its cells that stand out; return their sum, (h, w).

    w_k = mean_yx [A_k(y, x) > mean(A_k) + 2 std(A_k)];  L(y, x) = sum_k w_k * A_k(y, x)

    Source: Fuad et al., "Features Understanding in 3D CNNs for Actions Recognition in Video",
        IPTA 2020, hal-02963298
    """
    limits = np.mean(activations, axis=(1, 2)) + 2 * np.std(activations, axis=(1, 2))
    weights = (activations > limits[:, None, None]).mean(axis=(1, 2))
    return weigh(weights, activations).sum(axis=0)


METHOD = Method(
    row=MethodRow(
        key="fem",
        title="FEM",
        paper="Fuad et al., Features Understanding in 3D CNNs, IPTA 2020",
        year=2020,
        link="https://hal.science/hal-02963298",
        papers=("fuad2020fem",),
        library="FEM",
        gradients=False,
        help="Weighs each channel by how often it stands out; the same for every class.",
    ),
    formula=fem,
)
