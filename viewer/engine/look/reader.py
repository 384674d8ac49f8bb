"""A model's root answers as its task reads it, whatever the network returns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from torch import nn
from torch.utils.hooks import RemovableHandle

from viewer.engine.look.further_inputs import Given, hook_for
from viewer.tasks.protocol import Task


class Reader:
    """Hooks on a model's root: it is given its further inputs, and answers (B, …) on the graph."""

    def __init__(self, module: nn.Module) -> None:
        self.task: Task | None = None  # None: the output is left as it is
        self.given: tuple[Given, ...] = ()  # what the model is given beside the picture
        self._handed: object = None  # what the layer was given before which the answer is read
        self._before: tuple[nn.Module, RemovableHandle] | None = None
        module.register_forward_pre_hook(self._give, with_kwargs=True)
        module.register_forward_hook(self._hook)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Let the way of reading be changed; an exception brings the old way back."""
        before = self.task, self.given, self.layer
        try:
            yield
        except BaseException:
            self.task, self.given, layer = before
            self.read_before(layer)
            raise

    @property
    def layer(self) -> nn.Module | None:
        """The layer before which the answer is read; None: the network's own output is."""
        return self._before[0] if self._before is not None else None

    def reset(self) -> None:
        """Leave the output as it is, and give the model nothing beside the picture."""
        self.task, self.given = None, ()
        self.read_before(None)

    def read_before(self, layer: nn.Module | None) -> None:
        """Take what a layer is given for the answer, from now on."""
        if self._before is not None:
            self._before[1].remove()
        self._before = self._handed = None
        if layer is not None:
            self._before = layer, layer.register_forward_pre_hook(self._take)

    def _take(self, _layer: nn.Module, args: tuple[Any, ...]) -> None:
        self._handed = args[0]

    def _give(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return hook_for(self.given)(module, args, kwargs) if self.given else None

    def _hook(self, _module: nn.Module, _arguments: object, output: object) -> object:
        if self._before is not None:
            output, self._handed = self._handed, None
        return output if self.task is None else self.task.read(output)
