"""A model's root answers as its task reads it, whatever the network returns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from torch import nn

from viewer.engine.look.further_inputs import Given, hook_for
from viewer.tasks.protocol import Task


class Reader:
    """Hooks on a model's root: it is given its further inputs, and answers (B, …) on the graph."""

    def __init__(self, module: nn.Module) -> None:
        self.task: Task | None = None  # None: the output is left as it is
        self.given: tuple[Given, ...] = ()  # what the model is given beside the picture
        module.register_forward_pre_hook(self._give, with_kwargs=True)
        module.register_forward_hook(self._hook)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Let the way of reading be changed; an exception brings the old way back."""
        before = self.task, self.given
        try:
            yield
        except BaseException:
            self.task, self.given = before
            raise

    def _give(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return hook_for(self.given)(module, args, kwargs) if self.given else None

    def _hook(self, _module: nn.Module, _arguments: object, output: object) -> object:
        return output if self.task is None else self.task.read(output)
