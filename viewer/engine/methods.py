"""The CAM methods as pure functions of activations and gradients, each as short as its formula.

Every function takes A, the layer's output, and G, the gradient of the explained score with respect
to it, both (K, h, w) float32, and returns (K, h, w): what each channel adds to the map. `compute`
adds them, or smooths them to their first component, and takes the last ReLU. Nothing is normalised.
The order of operations is that of the grad-cam library, so that the maps are equal to its own bit
by bit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.core.errors import UserError
from viewer.core.methods import find_method
from viewer.core.records import Floats
from viewer.engine.eigen import eigen_cam, eigen_grad_cam, eigen_smooth, seg_eigen_cam
from viewer.engine.kernel_pca import kpca_cam


@dataclass(frozen=True)
class MethodResult:
    """A raw map, and the same map with its negative evidence, where the method has any."""

    raw: Floats  # (h, w) float32, >= 0, not normalised
    signed: Floats | None  # (h, w) float32 before the last ReLU; None: it is never negative


def compute(
    key: str, activations: Floats, gradients: Floats | None, *, seed: int = 0
) -> MethodResult:
    """Return the map of a method.

    Args:
        key: the method's key in `viewer.core.methods`; its eigen smoothing is honoured.
        activations: A, (K, h, w) float32.
        gradients: G, (K, h, w) float32; None is enough for methods that need none.
        seed: of Random-CAM's weights.

    Raises:
        UserError: there is no such method, or the layer's values are infinite.
        ValueError: the method needs gradients and there are none.
    """
    method = find_method(key)
    if method.base == "random_cam":
        value = random_cam(activations, seed=seed).sum(axis=0)
    elif method.base in _PLAIN:
        value = _PLAIN[method.base](activations)
    elif gradients is None:
        raise ValueError(f"{key} needs gradients")
    elif method.base in _COMPONENTS:
        value = _COMPONENTS[method.base](activations, gradients)
    elif method.base in _FORMULAS:
        shares = _FORMULAS[method.base](activations, gradients)
        value = eigen_smooth(shares) if method.eigen_smooth else shares.sum(axis=0)
    else:
        raise UserError(f"The method “{key}” cannot be computed here.")
    value = np.asarray(value, dtype=np.float32)
    signed = None if key in _NEVER_NEGATIVE else value
    return MethodResult(raw=np.maximum(value, 0), signed=signed)


def grad_cam(activations: Floats, gradients: Floats) -> Floats:
    """Weigh every channel by its mean gradient.

    w_k = mean_yx G_k(y, x);   L(y, x) = sum_k w_k * A_k(y, x)

    Source: Selvaraju et al., "Grad-CAM", ICCV 2017, eq. 1-2, arXiv:1610.02391
    """
    return _weigh(np.mean(gradients, axis=(1, 2)), activations)


def layer_cam(activations: Floats, gradients: Floats) -> Floats:
    """Weigh every activation by its own positive gradient, then add the channels.

    L(y, x) = sum_k relu(G_k(y, x)) * A_k(y, x)

    Source: Jiang et al., "LayerCAM", IEEE TIP 2021, eq. 6-8, doi:10.1109/TIP.2021.3089943
    """
    return np.maximum(gradients, 0) * activations


def grad_cam_pp(activations: Floats, gradients: Floats) -> Floats:
    """Weigh positive gradients by second-order coefficients, so that every object counts.

    a_k(y, x) = G^2 / (2 G^2 + G^3 * sum_yx A_k + 1e-6), and 0 where G = 0
    w_k = sum_yx a_k * relu(G_k);   L(y, x) = sum_k w_k * A_k(y, x)

    The powers of G stand for the higher derivatives, as if the score passed an exponential.

    Source: Chattopadhay et al., "Grad-CAM++", WACV 2018, eq. 5-7 and 19, arXiv:1710.11063
    """
    squares = gradients**2
    cubes = squares * gradients
    totals = np.sum(activations, axis=(1, 2))[:, None, None]
    shares = squares / (2 * squares + totals * cubes + 0.000001)
    shares = np.where(gradients != 0, shares, 0)
    weights = np.sum(np.maximum(gradients, 0) * shares, axis=(1, 2))
    return _weigh(weights, activations)


def xgrad_cam(activations: Floats, gradients: Floats) -> Floats:
    """Weigh every channel by its gradient averaged over where the channel is active.

    w_k = sum_yx G_k(y, x) * A_k(y, x) / (sum_yx A_k + 1e-7);   L(y, x) = sum_k w_k * A_k(y, x)

    Source: Fu et al., "Axiom-based Grad-CAM", BMVC 2020, eq. 8-9, arXiv:2008.02312
    """
    totals = np.sum(activations, axis=(1, 2))[:, None, None]
    weights = gradients * activations / (totals + 1e-7)
    return _weigh(weights.sum(axis=(1, 2)), activations)


def hires_cam(activations: Floats, gradients: Floats) -> Floats:
    """Multiply gradient and activation cell by cell, then add the channels.

    L(y, x) = sum_k G_k(y, x) * A_k(y, x)

    Source: Draelos and Carin, "HiResCAM", 2020, eq. 3, arXiv:2011.08891
    """
    return gradients * activations


def grad_cam_elementwise(activations: Floats, gradients: Floats) -> Floats:
    """Add the positive products of gradient and activation over the channels.

    L(y, x) = sum_k relu(G_k(y, x) * A_k(y, x)), never negative

    Source: Gildenblat, pytorch-grad-cam, 2021, after Selvaraju et al., arXiv:1610.02391
    """
    return np.maximum(gradients * activations, 0)


def fem(activations: Floats) -> Floats:
    """Weigh every channel by the share of its cells that stand out; return their sum, (h, w).

    w_k = mean_yx [A_k(y, x) > mean(A_k) + 2 std(A_k)];  L(y, x) = sum_k w_k * A_k(y, x)

    Source: Fuad et al., "Features Understanding in 3D CNNs for Actions Recognition in Video",
        IPTA 2020, hal-02963298
    """
    limits = np.mean(activations, axis=(1, 2)) + 2 * np.std(activations, axis=(1, 2))
    weights = (activations > limits[:, None, None]).mean(axis=(1, 2))
    return _weigh(weights, activations).sum(axis=0)


def random_cam(activations: Floats, *, seed: int = 0) -> Floats:
    """Weigh the channels at random: what a real explanation must beat.

    w_k ~ uniform(-1, 1);   L(y, x) = sum_k w_k * A_k(y, x)

    The same seed gives the same map; numpy's global generator is left alone.

    Source: Gildenblat, pytorch-grad-cam, 2021
    """
    weights = np.random.default_rng(seed).uniform(-1, 1, size=activations.shape[0])
    return _weigh(weights, activations)


def _weigh(weights: NDArray[np.floating], activations: Floats) -> Floats:
    """Return w_k * A_k(y, x)."""
    return weights[:, None, None] * activations


_FORMULAS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "grad_cam": grad_cam,
    "layer_cam": layer_cam,
    "grad_cam_pp": grad_cam_pp,
    "xgrad_cam": xgrad_cam,
    "hires_cam": hires_cam,
    "grad_cam_elementwise": grad_cam_elementwise,
    "finer_cam": grad_cam,  # of another score
    "shapley_cam": grad_cam,  # of gradients that are corrected
    "refine_cam": grad_cam_pp,  # of several layers
}
_COMPONENTS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "eigen_grad_cam": eigen_grad_cam,
    "seg_eigen_cam": seg_eigen_cam,
}
_PLAIN: dict[str, Callable[[Floats], Floats]] = {
    "eigen_cam": eigen_cam,
    "kpca_cam": kpca_cam,
    "fem": fem,
}
_NEVER_NEGATIVE = frozenset({"grad_cam_elementwise"})
