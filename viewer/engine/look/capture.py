"""One forward pass records any set of layers; gradients go back to them only, and no trace is left.

Nothing before the first recorded layer builds a graph. At each recorded layer the output is cut
off into a leaf, unless an earlier leaf already leads to it, and a clone is passed on: a later
in-place ReLU would otherwise overwrite what was recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.engine.look.outputs import find_tensor, read_each, replace_tensor
from viewer.engine.look.still import Check, hooked, undisturbed, watch


@dataclass(frozen=True, slots=True)
class Capture:
    """The answer to one picture, with the graph that leads back to the recorded layers.

    A module that is called several times has one output per call; its map is the last one's.
    Pictures that were recorded together share the graph; each is a row of it.
    """

    answer: Tensor  # as the model's task reads it, without the batch, on the graph
    recorded: Mapping[str, tuple[Tensor, ...]]  # layer -> its output at each call, with the batch
    row: int = 0  # which picture of the batch

    def activations(self, layer: str) -> Tensor:
        """Return the layer's output at its last call, detached and without the batch."""
        return self.recorded[layer][-1].detach()[self.row]

    @overload
    def gradients(self, score: Tensor, layer: str) -> Tensor: ...

    @overload
    def gradients(self, score: Tensor, layer: list[str] | tuple[str, ...]) -> dict[str, Tensor]: ...

    def gradients(
        self, score: Tensor, layer: str | list[str] | tuple[str, ...]
    ) -> Tensor | dict[str, Tensor]:
        """Return d(score) / d(activations) of one layer, or of several in one backward pass.

        The graph is kept, so that another score is only another backward pass; no ``.grad`` is
        touched. A layer the score does not depend on has gradient zero.

        Args:
            score: a scalar made from `answer`.
            layer: a recorded layer, or several.

        Returns:
            One tensor of the activations' shape, or a dictionary of them by layer.
        """
        names = [layer] if isinstance(layer, str) else list(layer)
        tensors = [self.recorded[name][-1] for name in names]
        found = torch.autograd.grad(score, tensors, retain_graph=True, allow_unused=True)
        gradients = {
            name: torch.zeros_like(tensor[0]) if gradient is None else gradient[self.row]
            for name, tensor, gradient in zip(names, tensors, found, strict=True)
        }
        return gradients[layer] if isinstance(layer, str) else gradients

    def gradients_of_each(
        self, scores: Sequence[Tensor], layers: Sequence[str]
    ) -> list[dict[str, Tensor]]:
        """Return the gradients of several scores by layer, batched into one backward pass.

        Operations that cannot be batched are done one score after the other.

        Args:
            scores: scalars made from `answer`.
            layers: recorded layers.
        """
        if len(scores) > 1:
            tensors = [self.recorded[name][-1] for name in layers]
            chosen = torch.stack(list(scores))
            each = torch.eye(len(scores), dtype=chosen.dtype, device=chosen.device)
            try:
                found = torch.autograd.grad(
                    chosen,
                    tensors,
                    grad_outputs=each,
                    retain_graph=True,
                    allow_unused=True,
                    is_grads_batched=True,
                )
            except RuntimeError:  # an operation without a batching rule
                pass
            else:
                place = self.row
                return [_row((i, place), layers, tensors, found) for i in range(len(scores))]
        return [self.gradients(score, list(layers)) for score in scores]


def record(
    model: nn.Module, x: Tensor, layers: Sequence[str], *, check: Check | None = None
) -> Capture:
    """Run the model once and record the outputs of some layers.

    Args:
        model: it is run in eval mode and left in the mode it was in.
        x: one picture, (1, C, H, W), normalised.
        layers: module paths, e.g. "features.12".
        check: called before every module of the model; what it raises ends the pass.

    Raises:
        UserError: a layer does not exist or takes no part, gradients are switched off on the way,
            or the model does not give one answer for each picture.
        ValueError: x holds more than one picture.
    """
    if x.shape[0] != 1:
        raise ValueError(f"one picture at a time, not {x.shape[0]}")
    return record_each(model, x, layers, check=check)[0]


def record_each(
    model: nn.Module, x: Tensor, layers: Sequence[str], *, check: Check | None = None
) -> tuple[Capture, ...]:
    """Run the model once on several pictures, and return what was recorded of each.

    Args:
        model: as in `record`.
        x: the pictures, (B, C, H, W), normalised.
        layers: module paths.
        check: as in `record`.

    Raises:
        UserError: as in `record`.
        ValueError: a layer's output does not have one row for each picture.
    """
    outputs: dict[str, list[Tensor]] = {name: [] for name in layers}
    modules = {name: find_module(model, name) for name in outputs}
    with undisturbed(model, x), torch.enable_grad(), hooked() as handles:
        if check is not None:
            handles.extend(watch(model, check))
        for name, module in modules.items():
            hook = _recorder(name, outputs[name])
            handles.append(module.register_forward_hook(hook, with_kwargs=True))
        answers = read_each(model(_plain(x)), len(x)).float()
        each = [answers[row] for row in range(len(x))]  # here, where graphs are built
    for name, tensors in outputs.items():
        if not tensors:
            raise UserError(
                f"Layer “{name}” takes no part in this model's answer.",
                hint="Choose another layer.",
            )
    if outputs and not answers.requires_grad:
        raise UserError(
            "The model's answer does not depend on the chosen layer.", hint="Choose another layer."
        )
    if any(tensors[-1].shape[0] != len(x) for tensors in outputs.values() if len(x) > 1):
        raise ValueError("a layer does not keep the pictures apart")
    recorded = {name: tuple(tensors) for name, tensors in outputs.items()}
    return tuple(Capture(own, recorded, row) for row, own in enumerate(each))


def gradients_of_all(
    captures: Sequence[Capture], scores: Sequence[Tensor], layers: Sequence[str]
) -> list[dict[str, Tensor]]:
    """Return the gradients of one score of each picture, in one backward pass.

    No picture has a part in another's score, so the sum of the scores has for each picture the
    gradient of its own.

    Args:
        captures: all that were recorded together, in their order.
        scores: one scalar for each, made from its `answer`.
        layers: recorded layers.
    """
    tensors = [captures[0].recorded[name][-1] for name in layers]
    total = torch.stack(list(scores)).sum()
    found = torch.autograd.grad(total, tensors, retain_graph=True, allow_unused=True)
    return [_row((one.row,), layers, tensors, found) for one in captures]


def find_module(model: nn.Module, name: str) -> nn.Module:
    """Return a module by its path.

    Raises:
        UserError: there is none; the root itself is no layer.
    """
    try:
        if name:
            return model.get_submodule(name)
    except AttributeError:
        pass
    raise UserError(
        f"The model has no layer “{shown(name)}”.",
        hint="“camscope inspect” lists the layers there are.",
    )


def _recorder(name: str, kept: list[Tensor]) -> Callable[..., Any]:
    """Return the hook that keeps a layer's output and passes a clone of it on."""

    def hook(_module: nn.Module, args: object, kwargs: dict[str, object], output: object) -> object:
        tensor = find_tensor(output)
        if tensor is None:
            raise UserError(f"Layer “{name}” gives no tensor.", hint="Choose another layer.")
        if not torch.is_grad_enabled() or torch.is_inference_mode_enabled():
            raise UserError(
                f"The model switches gradients off around layer “{name}”.",
                hint="Choose a later layer, or remove torch.no_grad() from the model's forward.",
            )
        if _shares_memory(tensor, args) or _shares_memory(tensor, kwargs):
            tensor = tensor.clone()  # its input may still be overwritten in place elsewhere
        if not tensor.requires_grad:
            tensor = tensor.detach().requires_grad_()
        kept.append(tensor)
        return replace_tensor(output, tensor.clone())

    return hook


def _row(
    place: tuple[int, ...],
    layers: Sequence[str],
    tensors: Sequence[Tensor],
    batched: Sequence[Tensor | None],
) -> dict[str, Tensor]:
    """Return one gradient for each layer from those of all scores and pictures."""
    return {
        name: torch.zeros_like(tensor[0]) if gradient is None else gradient[place].clone()
        for name, tensor, gradient in zip(layers, tensors, batched, strict=True)
    }


def _shares_memory(tensor: Tensor, inputs: object) -> bool:
    values = inputs.values() if isinstance(inputs, dict) else inputs
    storage = tensor.untyped_storage().data_ptr()
    tensors = (find_tensor(value) for value in values)  # pyright: ignore[reportGeneralTypeIssues]
    return any(
        other is not None and other.untyped_storage().data_ptr() == storage for other in tensors
    )


def _plain(x: Tensor) -> Tensor:
    """Return x free of any graph, and of inference mode."""
    return x.clone() if x.is_inference() else x.detach()
