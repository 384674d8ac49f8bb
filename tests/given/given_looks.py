"""A model, a picture and a layer as a method is given them, without an engine around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from viewer.core.asks.target import ResolvedTarget
from viewer.core.maps.geometry import InputRule
from viewer.core.maps.merging import parse_layers
from viewer.engine.explain.mapping import quick_map
from viewer.engine.explain.resolving import ResolvedPane
from viewer.engine.explain.slow import PaneLook, SlowJob
from viewer.engine.explain.slow import look as look_of
from viewer.engine.look.layers import survey
from viewer.engine.look.passes import run_pass
from viewer.engine.look.sight import Sight
from viewer.methods.look import Step
from viewer.methods.method import MethodResult
from viewer.methods.registry import built_in
from viewer.tasks.classification import Classification

CHOSEN = 2
RULE = InputRule(size=(64, 64), shorter_side=None)


@dataclass(frozen=True, slots=True)
class GivenLook(PaneLook):
    """What a method of many passes is given, and a way to the methods of one."""

    @property
    def model(self) -> nn.Module:
        return self.probe.model

    def quick(self, method: str, **target: Any) -> MethodResult:
        """Return the map of a method of one pass."""
        pane = ResolvedPane(built_in().find(method), self.job.pane.layers, "default")
        wanted = ResolvedTarget(title="two", **{"members": (CHOSEN,), **target})
        return quick_map(pane, wanted, self.job.sight, self.run, list(pane.layers.names))

    def signed(self, method: str, **target: Any) -> NDArray[np.float32]:
        """Return the signed map of a method that has one."""
        signed = self.quick(method, **target).signed
        assert signed is not None
        return signed


def look_at(model: nn.Module, x: torch.Tensor, layer: str, method: str = "rise") -> GivenLook:
    """Return the look at one layer, for the class `CHOSEN`."""
    found = survey(model, x)
    sight = Sight(None, None, None, x, found)  # type: ignore[arg-type]
    sight.run = run_pass(model, x, frozenset((layer,)), lambda: None, Classification())
    job = SlowJob(
        pane=ResolvedPane(built_in().find(method), parse_layers(layer), "default"),
        subject=SimpleNamespace(  # type: ignore[arg-type]
            opened=SimpleNamespace(module=model),
            model=SimpleNamespace(
                task=Classification(), answer=SimpleNamespace(by_itself=False), rule=RULE
            ),
            info=SimpleNamespace(layers=found.layers),
        ),
        sight=sight,
        target=ResolvedTarget(title="two", members=(CHOSEN,)),
        check=lambda: None,
    )
    plain = look_of(job)
    return GivenLook(plain.job, plain.run, plain.probe)


def last(steps: Iterator[Step]) -> Step:
    """Return the last step, after a look at the order of all."""
    every = list(steps)
    assert [step.done for step in every] == sorted({step.done for step in every})
    assert every[-1].done == every[-1].total
    return every[-1]
