"""LayerCAM: every activation weighed by its own positive gradient."""

from __future__ import annotations

from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import EITHER, MethodRow
from viewer.methods.method import Method


def layer_cam(activations: Floats, gradients: Floats) -> Floats:
    """Weigh every activation by its own positive gradient, then add the channels.

    L(y, x) = sum_k relu(G_k(y, x)) * A_k(y, x)

    Source: Jiang et al., "LayerCAM", IEEE TIP 2021, eq. 6-8, doi:10.1109/TIP.2021.3089943
    """
    return np.maximum(gradients, 0) * activations


METHOD = Method(
    row=MethodRow(
        key="layer_cam",
        title="LayerCAM",
        paper="Jiang et al., LayerCAM, IEEE TIP 2021",
        year=2021,
        link="https://doi.org/10.1109/TIP.2021.3089943",
        papers=("jiang2021layercam",),
        library="LayerCAM",
        gradients=True,
        smoothable=EITHER,
        help="Weighs every activation by its own positive gradient. Sharp, also at early layers.",
    ),
    formula=layer_cam,
)
