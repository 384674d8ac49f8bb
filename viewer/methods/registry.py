"""The registry of methods: a value that is handed to the engine; ours are made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import overload

from viewer.core.errors import UserError
from viewer.core.maps.methods import MethodRow, MethodTable
from viewer.methods.method import Method

OURS = (  # in the order in which they are offered; each is a module of this room
    *("grad_cam", "layer_cam", "grad_cam_pp", "smooth_grad_cam_pp", "xgrad_cam", "hires_cam"),
    *("grad_cam_elementwise", "odam", "finer_cam", "shapley_cam", "refine_cam", "sess"),
    *("gradient_size", "eigen_cam", "eigen_grad_cam", "seg_eigen_cam", "kpca_cam", "fem"),
    *("random_cam", "cam", "dff"),
    *("gradient", "input_x_gradient", "integrated_gradients", "expected_gradients"),
    *("smooth_grad", "var_grad", "full_grad"),
    *("lrp_epsilon_plus", "lrp_epsilon_plus_flat", "lrp_alpha_beta", "lrp_gamma_box"),
    *("guided_backprop", "deconvolution", "guided_grad_cam"),
    *("attention_rollout", "generic_relevance", "legrad"),
    *("recipro_cam", "ablation_cam", "score_cam", "ss_cam", "is_cam", "occlusion", "rise"),
    *("d_rise", "consensus"),
)


@dataclass(frozen=True, slots=True)
class Registry:
    """Methods with all that computes them, in the order in which they are offered.

    Args:
        methods: all that can be computed.
        problems: why some of the user's own are not among them.
    """

    methods: tuple[Method, ...]
    problems: tuple[UserError, ...] = ()

    @property
    def table(self) -> MethodTable:
        """Their rows, for those that compute nothing."""
        return MethodTable(tuple(method.row for method in self.methods))

    def find(self, key: str) -> Method:
        """Return a method by its key, smoothed where the key says so.

        Raises:
            UserError: there is no such method; the hint lists those there are, or says what is
                wrong with the user's own.
        """
        row = self._row(key)
        method = next(one for one in self.methods if one.row.key == row.base)
        if members := key.partition("+")[0].split(".")[1:]:
            from viewer.methods.consensus import joined_of

            method = joined_of([self.find(member) for member in dict.fromkeys(members)])
        return replace(method, row=row)

    def _row(self, key: str) -> MethodRow:
        try:
            return self.table.find(key)
        except UserError as error:
            for problem in self.problems[-1:]:
                raise UserError(error.headline, hint=problem.headline) from error
            raise


@cache
def built_in() -> Registry:
    """Return the methods that CamScope brings."""
    return Registry(tuple(map(_load, OURS)))


class OwnRows(Sequence[MethodRow]):
    """The rows of our methods; each is loaded when it is looked at, the first ones before others.

    So a window is painted that shows two of them before all are loaded.
    """

    def __len__(self) -> int:
        return len(OURS)

    @overload
    def __getitem__(self, place: int) -> MethodRow: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[MethodRow, ...]: ...
    def __getitem__(self, place: int | slice) -> MethodRow | tuple[MethodRow, ...]:
        if isinstance(place, slice):
            return tuple(_load(name).row for name in OURS[place])
        return _load(OURS[place]).row


def own_table() -> MethodTable:
    """Return the rows of our methods, which are loaded as they are looked at."""
    return MethodTable(OwnRows())


def _load(name: str) -> Method:
    return import_module(f"viewer.methods.{name}").METHOD
