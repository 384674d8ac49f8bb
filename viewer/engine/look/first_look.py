"""Run a network once on an empty picture for all that opening asks: its answer and its layers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_setup import Answer, ModelSetup
from viewer.engine.look.answers import detect, to_logits
from viewer.engine.look.device import wants_memory
from viewer.engine.look.dry_run import DryRun, noting
from viewer.engine.look.forward import FORWARD_ERRORS
from viewer.engine.look.layers import Survey, survey_of
from viewer.engine.look.preprocess import blank_input
from viewer.engine.look.still import undisturbed

LONGEST_SAID = 300  # characters of what a network says of its own failure


class DoesNotRun(UserError):  # noqa: N818 - a refusal like the others
    """A network that fails with an empty picture, as old files do with today's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLook:
    """What one pass has shown of a network, read as a setup says."""

    setup: ModelSetup
    rule: InputRule
    answer: Answer
    draws: bool  # the pass took random numbers
    output: object  # on its graph
    run: DryRun

    def survey(self) -> Survey:
        """List the layers that can be explained.

        Raises:
            UserError: no layer has spatial extent.
        """
        width, height = self.rule.size
        classes = self.answer.classes
        return survey_of(self.run, (height, width), classes=classes, reach=self._reach)

    def _reach(self, names: list[str]) -> Mapping[str, Tensor]:
        """Return d(best logit) / d(output) of layers that give tokens, (n, K) each."""
        best = to_logits(self.output, self.answer).max()
        tensors = {name: self.run.tokens[name] for name in names if name in self.run.tokens}
        if not best.requires_grad or not tensors:
            return {}
        found = torch.autograd.grad(best, [*tensors.values()], retain_graph=True, allow_unused=True)
        pairs = zip(tensors.items(), found, strict=True)
        return {name: torch.zeros_like(t[0]) if g is None else g[0] for (name, t), g in pairs}


def look_first(module: nn.Module, rule: InputRule, setup: ModelSetup) -> FirstLook:
    """Run a network on an empty picture, with the graph that tells how its answer was made.

    Raises:
        DoesNotRun: the network fails with such a picture.
        UserError: it is no classifier.
    """
    device = device_of(module)
    x = blank_input(rule, device).requires_grad_()
    with undisturbed(module, x), torch.enable_grad(), noting(module) as run:
        before = _random_numbers(device)
        output = _answer_of(module, x.clone(), rule)
        draws = before != _random_numbers(device)
        answer = detect(output, kind=setup.answer, part=setup.part)
    return FirstLook(setup=setup, rule=rule, answer=answer, draws=draws, output=output, run=run)


def device_of(module: nn.Module) -> torch.device:
    """Return where a network's weights are."""
    return next((parameter.device for parameter in module.parameters()), torch.device("cpu"))


def _answer_of(module: nn.Module, x: Tensor, rule: InputRule) -> object:
    width, height = rule.size
    kind = "colour" if rule.channels == 3 else "one-channel"
    try:
        return module(x)
    except FORWARD_ERRORS as error:
        if wants_memory(error):
            raise
        raise DoesNotRun(
            f"This {shown(type(module).__name__)} does not run with a {kind} picture of"
            f" {width}×{height} pixels: {_said(error)}",
            hint="Set the size and the channels that it was trained with in Model > Model setup."
            " A file of another version of torchvision or timm may open by its state_dict() and"
            " --arch NAME.",
            detail=repr(error)[:500],
        ) from error


def _said(error: BaseException) -> str:
    """Return what a network's own error says, as one line."""
    text = " ".join(str(error).split()) or type(error).__name__
    return shown(text, LONGEST_SAID)


def _random_numbers(device: torch.device) -> tuple[object, ...]:
    """Return the state of the sources of random numbers that a network may draw from."""
    _, keys, place, *_ = np.random.get_state(legacy=True)  # noqa: NPY002 - what networks draw from
    states = [torch.random.get_rng_state()]
    if device.type == "cuda":
        states.append(torch.cuda.get_rng_state(device))
    drawn = [state.numpy().tobytes() for state in states]
    return *drawn, random.getstate(), np.asarray(keys).tobytes(), place
