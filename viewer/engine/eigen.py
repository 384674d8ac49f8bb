"""Maps from the first principal component: EigenCAM, its kin, and the smoothing of others."""

from __future__ import annotations

from functools import cache

import numpy as np
from threadpoolctl import ThreadpoolController

from viewer.core.errors import UserError
from viewer.core.records import Floats


def eigen_cam(activations: Floats) -> Floats:
    """Project the activations on their first principal component.

    X = A as a matrix (h·w, K), centred per channel;  X = U S V^T
    L(y, x) = X(yx, :) · V_1

    Args:
        activations: A, (K, h, w) float32.

    Returns:
        (h, w) float32, signed; the sign is the decomposition's own, as in the grad-cam library.

    Raises:
        UserError: an activation is infinite.

    Source: Muhammad and Yeasin, "Eigen-CAM", IJCNN 2020, arXiv:2008.00299
    """
    return _first_component(activations)


def eigen_grad_cam(activations: Floats, gradients: Floats) -> Floats:
    """Project activation times gradient on its first principal component.

    X = G * A as a matrix (h·w, K), centred per channel;  L(y, x) = X(yx, :) · V_1

    Args:
        activations: A, (K, h, w) float32.
        gradients: G, (K, h, w) float32, d(score) / dA.

    Returns:
        (h, w) float32, signed.

    Raises:
        UserError: a product is infinite.

    Source: Gildenblat, pytorch-grad-cam, 2021, after Muhammad and Yeasin, arXiv:2008.00299
    """
    return _first_component(gradients * activations)


def seg_eigen_cam(activations: Floats, gradients: Floats) -> Floats:
    """Project activation times absolute gradient on its first principal component, right way up.

    X = |G| * A as a matrix (h·w, K), centred per channel;  L(y, x) = X(yx, :) · V_1, or its
    negative where that has the greater extreme

    Args:
        activations: A, (K, h, w) float32.
        gradients: G, (K, h, w) float32, d(score) / dA.

    Returns:
        (h, w) float32, signed.

    Raises:
        UserError: a product is infinite.

    Source: Chung and Ying, "Seg-Eigen-CAM", Applied Sciences 2025, eq. 10-13,
        doi:10.3390/app15137562
    """
    projection = _first_component(np.abs(gradients) * activations)
    return -projection if abs(projection.min()) > abs(projection.max()) else projection


def eigen_smooth(shares: Floats) -> Floats:
    """Project what the channels add on its first principal component, instead of adding it.

    X = the shares as a matrix (h·w, K), centred per channel;  L(y, x) = ± X(yx, :) · V_1

    The sign is that with which the map agrees with the plain sum. The grad-cam library takes the
    decomposition's own, which turns some maps upside down: then the class lights up the background.

    Args:
        shares: (K, h, w) float32, what each channel adds to the plain map.

    Returns:
        (h, w) float32, signed.

    Raises:
        UserError: a share is infinite.

    Source: Gildenblat, pytorch-grad-cam, 2021 ("eigen_smooth"), after Muhammad and Yeasin,
        arXiv:2008.00299
    """
    projection, plain = _first_component(shares), shares.sum(axis=0)
    agreement = float(((plain - plain.mean()) * projection).sum())
    return -projection if agreement < 0 else projection


def finite_cells(values: Floats) -> Floats:
    """Return values as a matrix (h·w, K); as in the grad-cam library, a NaN counts as zero.

    Raises:
        UserError: a value is infinite.
    """
    values = np.ascontiguousarray(np.where(np.isnan(values), np.float32(0), values))
    if not np.isfinite(values).all():
        raise UserError(
            "The activations of this layer are infinite, so they have no principal component.",
            hint="Choose another layer, or check the model's weights.",
        )
    return values.reshape(values.shape[0], -1).transpose()


def _first_component(values: Floats) -> Floats:
    """Return (h, w): the centred cells along their direction of greatest variance.

    The thin decomposition has the very first row of V^T that the full one has, at a fraction of
    its cost.
    """
    cells = finite_cells(values)
    cells = cells - cells.mean(axis=0)
    with _blas().limit(limits=1):
        _, _, directions = np.linalg.svd(cells, full_matrices=False)
    projection = cells @ directions[0, :]
    return projection.reshape(values.shape[1:]).astype(np.float32)


@cache
def _blas() -> ThreadpoolController:
    """Return the switch of NumPy's own threads.

    For matrices as small as these they only wait for each other: on a busy machine with two cores
    a decomposition took 180 ms of CPU time with two threads and 7 ms with one; the result is equal.
    """
    return ThreadpoolController().select(user_api="blas")
