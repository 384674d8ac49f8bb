"""A model's root answers as its task reads it, whatever the network returns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from torch import nn

from viewer.tasks.protocol import Task


class Reader:
    """A forward hook on a model's root that turns its output into answers (B, …), on the graph."""

    def __init__(self, module: nn.Module) -> None:
        self.task: Task | None = None  # None: the output is left as it is
        module.register_forward_hook(self._hook)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Let the way of reading be changed; an exception brings the old way back."""
        before = self.task
        try:
            yield
        except BaseException:
            self.task = before
            raise

    def _hook(self, _module: nn.Module, _arguments: object, output: object) -> object:
        return output if self.task is None else self.task.read(output)
