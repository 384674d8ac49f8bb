"""The first principal component: the map of EigenCAM and its kin, and a smoothing of others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from viewer.core.errors import UserError
from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController


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
    projection, plain = first_component(shares), shares.sum(axis=0)
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


def first_component(values: Floats) -> Floats:
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
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")
