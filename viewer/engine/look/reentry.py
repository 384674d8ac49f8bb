"""Run only the part of a model after a layer: all that was finished before it is remembered.

One forward pass records the output of every module that ended before the layer does. Later passes
answer these modules from memory, put other activations in the layer's place, and compute the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.engine.look.forward import FORWARD_ERRORS
from viewer.engine.look.outputs import agree, find_tensor, replace_tensor
from viewer.engine.look.still import Check, hooked, undisturbed, watch

Call = tuple[nn.Module, int]  # a module, and which of its calls


class Reentry:
    """One picture's forward pass, from which any part after one layer can be run again.

    Args:
        model: answers with (B, …); it is left as it was.
        x: one picture, (1, C, H, W).
        layer: the layer; if it is called several times, its last call counts.
        check: called before every module; what it raises ends the pass.

    Raises:
        UserError: the layer takes no part in the answer.
    """

    def __init__(
        self,
        model: nn.Module,
        x: Tensor,
        layer: nn.Module,
        check: Check,
        *,
        by_itself: bool = False,
    ) -> None:
        self._model, self._x, self._layer, self._check = model, x, layer, check
        self._by_itself = by_itself  # one picture at a time
        self._outputs: dict[Call, object] = {}
        self._last = -1  # the layer's last call
        self._owned = False  # whether every picture of a batch needs its own copy of the memory
        self._whole = False  # whether the memory is of no use, and every pass begins at the input
        with undisturbed(model, x), torch.no_grad():
            self.answer = self._record()
            if self._last < 0:
                raise UserError(
                    "The layer takes no part in this model's answer.", hint="Choose another layer."
                )
            self._whole = not self._is_exact()

    @property
    def activations(self) -> Tensor:
        """The layer's output, (1, …)."""
        tensor = find_tensor(self._outputs[self._layer, self._last])
        assert tensor is not None  # noqa: S101 - it was recorded
        return tensor

    def run(self, activations: Tensor) -> Tensor:
        """Return the answers (B, …) to other activations (B, …) in the layer's place."""
        with undisturbed(self._model, self._x), torch.no_grad(), hooked() as handles:
            handles.extend(watch(self._model, self._check))
            if self._by_itself:
                return torch.cat([self._run(one) for one in activations.split(1)])
            return self._run(activations)

    def _record(self) -> Tensor:
        calls: dict[nn.Module, int] = {}
        order: list[Call] = []

        def after(module: nn.Module, _args: object, output: object) -> None:
            calls[module] = calls.get(module, -1) + 1
            tensor = find_tensor(output)
            kept = output if tensor is None else replace_tensor(output, tensor.clone())
            self._outputs[module, calls[module]] = kept
            order.append((module, calls[module]))

        with hooked() as handles:
            handles.extend(watch(self._model, self._check))
            handles.extend(
                module.register_forward_hook(after)
                for module in self._model.modules()
                if module is not self._model
            )
            answer = self._model(self._x)
        self._last = calls.get(self._layer, -1)
        if self._last >= 0:
            self._forget(order)
        return answer

    def _forget(self, order: list[Call]) -> None:
        """Keep what ended before the layer, without the parts of modules that are kept whole."""
        end = order.index((self._layer, self._last))
        kept = set(order[: end + 1])
        for module, call in order[: end + 1]:
            inner = set(module.modules()) - {module}
            # A part that is used elsewhere too, or called more often, is still asked for.
            if call == 0 and (module, 1) not in self._outputs:
                kept -= {(part, 0) for part in inner if (part, 1) not in self._outputs}
        self._outputs = {key: value for key, value in self._outputs.items() if key in kept}

    def _is_exact(self) -> bool:
        """Return whether re-entering with the layer's own output gives the model's own answer."""
        try:
            twice = 1 if self._by_itself else 2
            found = self._run(torch.cat((self.activations,) * twice))
        except FORWARD_ERRORS:
            return False
        return agree(found, self.answer)

    def _run(self, activations: Tensor) -> Tensor:
        x = self._x.expand(activations.shape[0], *self._x.shape[1:])
        if not self._owned:
            try:
                with self._replaced(activations.clone()):
                    return self._model(x)
            except RuntimeError as error:
                if "single memory location" not in str(error):
                    raise
                self._owned = True  # the model writes into what is remembered
        with self._replaced(activations.clone()):
            return self._model(x)

    @contextmanager
    def _replaced(self, activations: Tensor) -> Iterator[None]:
        """Let every remembered module, and the layer, answer from memory."""
        kept = {} if self._whole else self._outputs
        modules = {module for module, _ in kept} | {self._layer}
        try:
            for module in modules:
                module.forward = self._stand_in(module, kept, activations)
            yield
        finally:
            for module in modules:
                vars(module).pop("forward", None)

    def _stand_in(
        self, module: nn.Module, kept: dict[Call, object], activations: Tensor
    ) -> Callable[..., Any]:
        original, calls = module.forward, iter(range(10**9))

        def forward(*args: object, **kwargs: object) -> object:
            call = next(calls)
            if module is self._layer and call == self._last:
                return replace_tensor(self._outputs[module, call], activations)
            if (module, call) in kept:
                return _repeated(kept[module, call], activations.shape[0], owned=self._owned)
            return original(*args, **kwargs)

        return forward


def _repeated(output: object, count: int, *, owned: bool) -> object:
    """Return an output of one picture for several, each in memory of its own or all in one."""
    if isinstance(output, Tensor):
        if not output.ndim:
            return output
        shape = (count, *output.shape[1:])
        return output.expand(shape).clone() if owned else output.expand(shape)
    if isinstance(output, dict):
        fields = {key: _repeated(value, count, owned=owned) for key, value in output.items()}
        return type(output)(fields)
    if isinstance(output, (tuple, list)):
        values = [_repeated(value, count, owned=owned) for value in output]
        kind: Any = type(output)
        return kind(*values) if hasattr(output, "_fields") else kind(values)
    return output
