"""A pane's map made anew by the installed grad-cam library, from the very same input, and ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from viewer.core.asks.target import Resolved
from viewer.core.asks.trust import CheckMap, LibraryMap
from viewer.core.errors import Cancelled, UserError
from viewer.core.maps.arrays import Floats
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.mapping import scaled
from viewer.engine.explain.quick import explain
from viewer.engine.explain.resolving import ResolvedPane, placed
from viewer.engine.look.outputs import read_each
from viewer.engine.look.sight import Sight
from viewer.engine.look.still import hooked, undisturbed, watch
from viewer.engine.look.tokens import to_maps

ALIKE = 1e-4  # of the scale 0..1: larger differences are looked into


def check_with_library(answering: Answering, wish: CheckMap) -> LibraryMap:
    """Return the library's map, ours, and what sets them apart.

    The library keeps what a layer gave; where an operation works in place behind the layer, that
    is overwritten, and its map is wrong. Then it is asked once more, and a copy is passed on.

    Raises:
        UserError: the library has no such method, fails, or the map cannot be made.
        Cancelled: something else is wanted.
    """
    (pane,) = answering.panes
    if isinstance(pane, UserError):
        raise pane
    row = pane.method.row
    if row.library is None or not pane.method.is_quick:
        raise UserError(
            f"The grad-cam library cannot check {row.title}.",
            hint="It checks methods that take one pass and that it has, too.",
        )
    resolved = answering.resolve(pane, answering.predict(answering.request.input_mode))
    known = explain(answering, pane, resolved)
    sight = answering.look(pane.mode)
    size = sight.x.shape[-1], sight.x.shape[-2]
    ours = scaled(scaled(known.raw, size))
    theirs = _asked(answering, pane, resolved, sight)
    largest = apart = _largest(ours, theirs)
    if largest > ALIKE:
        apart = _largest(ours, _asked(answering, pane, resolved, sight, kept=True))
    return LibraryMap(
        ticket=wish.ticket,
        method=row.library,
        ours=ours,
        theirs=theirs,
        largest=largest,
        kept=apart,
    )


class _Answers(nn.Module):
    """A model whose output is the answer that its task reads, (1, …)."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor) -> Tensor:
        return read_each(self.model(x), len(x))


def _asked(
    answering: Answering,
    pane: ResolvedPane,
    resolved: Resolved,
    sight: Sight,
    *,
    kept: bool = False,
) -> Floats:
    """Return the library's map, (H, W) float32, 0..1; ``kept``: of what the layers truly gave."""
    import pytorch_grad_cam as library  # noqa: PLC0415 - it loads what nobody else needs

    subject, row = answering.subject, pane.method.row
    model, names = subject.opened.module, placed(pane, subject, sight.survey).layers.names
    layout = sight.survey.layout(names[0])

    def score(answer: Tensor) -> Tensor:
        return subject.model.task.score(answer, resolved)

    def maps(tensor: Tensor) -> Tensor:
        return torch.stack([to_maps(one, layout) for one in tensor])

    reshape = None if layout.kind == "maps" else maps  # which copies: nothing is overwritten
    kind: Any = getattr(library, row.library or "")
    layers = [model.get_submodule(name) for name in names]
    x = sight.x.detach().clone().requires_grad_()  # so that there is a graph; weights stay frozen
    with undisturbed(model, x), torch.enable_grad(), hooked() as handles:
        handles.extend(watch(model, answering.check))
        cam = kind(_Answers(model).eval(), layers, reshape_transform=reshape)
        if kept:  # after the library's own hooks, which then keep what nothing overwrites
            handles.extend(layer.register_forward_hook(_cloned) for layer in layers)
        smooth = {"aug_smooth": row.aug_smooth, "eigen_smooth": row.eigen_smooth}
        with _failing_in_words(cam):
            found = cam(input_tensor=x, targets=[score], **smooth)
    return np.asarray(found[0], np.float32)


@contextmanager
def _failing_in_words(cam: Any) -> Iterator[None]:
    """Let the library's hooks go in any case, and say so where it fails."""
    try:
        yield
    except (Cancelled, UserError):
        raise
    except Exception as error:  # it is not ours, and may raise whatever it likes
        raise UserError(
            "The grad-cam library fails at this map.",
            hint="Check another layer or method.",
            detail=repr(error),
        ) from error
    finally:
        cam.activations_and_grads.release()


def _cloned(_module: nn.Module, _arguments: object, output: Any) -> Any:
    """Pass a copy on, so that nothing behind a layer overwrites what it gave."""
    return output.clone() if isinstance(output, Tensor) else output


def _largest(ours: Floats, theirs: Floats) -> float:
    return float(np.abs(ours - theirs).max())
