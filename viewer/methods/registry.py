"""The registry of methods: a value that is handed to the engine; ours are made once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from viewer.core.maps.methods import MethodTable
from viewer.methods import (
    ablation_cam,
    attention_rollout,
    cam,
    d_rise,
    deconvolution,
    eigen_cam,
    eigen_grad_cam,
    fem,
    finer_cam,
    full_grad,
    generic_relevance,
    grad_cam,
    grad_cam_elementwise,
    grad_cam_pp,
    gradient,
    gradient_size,
    guided_backprop,
    guided_grad_cam,
    hires_cam,
    input_x_gradient,
    integrated_gradients,
    is_cam,
    kpca_cam,
    layer_cam,
    legrad,
    occlusion,
    odam,
    random_cam,
    recipro_cam,
    refine_cam,
    rise,
    score_cam,
    seg_eigen_cam,
    shapley_cam,
    smooth_grad,
    smooth_grad_cam_pp,
    ss_cam,
    var_grad,
    xgrad_cam,
)
from viewer.methods.method import Method

OURS = (  # in the order in which they are offered
    *(grad_cam, layer_cam, grad_cam_pp, smooth_grad_cam_pp, xgrad_cam, hires_cam),
    *(grad_cam_elementwise, odam, finer_cam, shapley_cam, refine_cam, gradient_size),
    *(eigen_cam, eigen_grad_cam, seg_eigen_cam, kpca_cam, fem, random_cam, cam),
    *(gradient, input_x_gradient, integrated_gradients, smooth_grad, var_grad, full_grad),
    *(guided_backprop, deconvolution, guided_grad_cam),
    *(attention_rollout, generic_relevance, legrad),
    *(recipro_cam, ablation_cam, score_cam, ss_cam, is_cam, occlusion, rise, d_rise),
)


@dataclass(frozen=True, slots=True)
class Registry:
    """Methods with all that computes them, in the order in which they are offered."""

    methods: tuple[Method, ...]

    @property
    def table(self) -> MethodTable:
        """Their rows, for those that compute nothing."""
        return MethodTable(tuple(method.row for method in self.methods))

    def find(self, key: str) -> Method:
        """Return a method by its key, smoothed where the key says so.

        Raises:
            UserError: there is no such method; the hint lists those there are.
        """
        row = self.table.find(key)
        return replace(next(one for one in self.methods if one.row.key == row.base), row=row)


@cache
def built_in() -> Registry:
    """Return the methods that CamScope brings."""
    return Registry(tuple(module.METHOD for module in OURS))
