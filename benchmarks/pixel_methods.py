"""What methods by pixels and by attention cost, in passes forward and back to the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor

from benchmarks.rows import Group, Row, ratio_row
from benchmarks.scene import Scene
from benchmarks.timing import Took, measure
from viewer.engine.look.probe import Probe
from viewer.methods.attention_rollout import attention_rollout
from viewer.methods.generic_relevance import generic_relevance
from viewer.methods.gradient import gradient
from viewer.methods.guided_backprop import guided_backprop
from viewer.methods.integrated_gradients import STEPS, integrated_gradients
from viewer.methods.led_back import led_back
from viewer.methods.legrad import legrad

CNN, VIT = "resnet18", "vit_b_16"


def pixel_rows(repeats: int) -> Iterator[Row]:
    """Yield integrated gradients against as many bare passes, then the rest in units of one."""
    scene, turns = Scene(CNN), max(1, repeats // 5)
    probe, one_pass = probe_of(scene), bare(scene)
    took = measure(
        {
            "ours": lambda: list(integrated_gradients(probe)),
            "bare": lambda: [one_pass() for _ in range(STEPS)],
        },
        turns,
    )
    work = f"{CNN}: integrated gradients of {STEPS} steps ÷ as many bare passes there and back"
    yield ratio_row(work, 1.1, took["ours"], took["bare"])
    cheap: dict[str, Callable[[], object]] = {
        "gradient": lambda: list(gradient(probe)),
        "guided backpropagation": lambda: list(guided_backprop(probe)),
        "LRP epsilon-plus": lambda: list(led_back(probe, "epsilon_plus")),
        "LRP alpha2-beta1": lambda: list(led_back(probe, "epsilon_alpha2_beta1")),
    }
    yield from _in_passes(CNN, cheap, one_pass, repeats)


def attention_rows(repeats: int) -> Iterator[Row]:
    """Yield LeGrad and its relatives in units of one pass there and back."""
    scene = Scene(VIT)
    probe = probe_of(scene)
    look: Any = SimpleNamespace(probe=probe, on_grid=Tensor.cpu)
    list(legrad(look))  # finds the blocks, once for each model
    methods = {"attention rollout": attention_rollout, "generic relevance": generic_relevance}
    works = {name: _run(method, look) for name, method in methods.items()}
    works["LeGrad"] = _run(legrad, look)
    yield from _in_passes(VIT, works, bare(scene), repeats, limit=1.3)


def probe_of(scene: Scene) -> Probe:
    """Return the scene's model and picture, to be asked for the second class."""
    return Probe(scene.model, scene.x, lambda logits: logits[1], lambda: None)


def bare(scene: Scene) -> Callable[[], object]:
    """Return one pass forward and back to the picture, with nothing around it."""

    def work() -> Tensor:
        x = scene.x.clone().requires_grad_()
        return torch.autograd.grad(scene.model(x)[0, 1], x)[0]

    return work


def _run(method: Callable[[Any], Iterator[Any]], look: Any) -> Callable[[], object]:
    return lambda: list(method(look))


def _in_passes(
    model: str,
    works: dict[str, Callable[[], object]],
    one_pass: Callable[[], object],
    repeats: int,
    *,
    limit: float | None = None,
) -> Iterator[Row]:
    took: dict[str, Took] = measure({**works, "bare": one_pass}, repeats)
    for name in works:
        work = f"{model}: {name} ÷ one bare pass there and back"
        yield ratio_row(work, limit, took[name], took["bare"])


GROUPS = (Group("pixels", pixel_rows), Group("attention", attention_rows, quick=True))
