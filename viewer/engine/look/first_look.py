"""Run a network once on an empty picture for all that opening asks: its answer and its layers."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_setup import FurtherInput, ModelSetup
from viewer.engine.look.device import wants_memory
from viewer.engine.look.dry_run import DryRun, noting
from viewer.engine.look.forward import FORWARD_ERRORS, said
from viewer.engine.look.further_inputs import (
    Given,
    giving,
    wanted_inputs,
    ways_to_give,
    widened,
)
from viewer.engine.look.layers import Survey, survey_of
from viewer.engine.look.outputs import read_each
from viewer.engine.look.preprocess import blank_input
from viewer.engine.look.still import undisturbed
from viewer.tasks.protocol import Task

FIVE_DIMENSIONS = "This network takes volumes or films: five dimensions, where a picture has four."
ONE_PICTURE = "CamScope explains networks that answer to one picture."
# As torch and Python say of a picture that was taken for a volume or a film.
OF_FIVE = re.compile(r"expected 5, got 4|expected 5D|5D \(batched\)|5[- ]dimensional")
SIZE_HINT = (
    "Set the size and the channels that it was trained with in Model > Model setup. A file of"
    " another version of torchvision or timm may open by its state_dict() and --arch NAME."
)


class DoesNotRun(UserError):  # noqa: N818 - a refusal like the others
    """A network that fails with an empty picture, as old files do with today's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLook:
    """What one pass has shown of a network, made ready as a setup says."""

    setup: ModelSetup
    rule: InputRule
    draws: bool  # the pass took random numbers
    given: tuple[Given, ...]  # beside the picture
    output: object  # on its graph
    run: DryRun

    def survey(self, task: Task) -> Survey:
        """List the layers that can be explained, of a network that is read by a task.

        Raises:
            UserError: no layer has spatial extent.
        """
        width, height = self.rule.size
        answers = read_each(task.read(self.output), 1)

        def reach(names: list[str]) -> Mapping[str, Tensor]:
            return self._slopes(answers.max(), names)

        shape = tuple(answers.shape[1:])
        return survey_of(self.run, (height, width), answer=shape, reach=reach)

    def _slopes(self, best: Tensor, names: list[str]) -> Mapping[str, Tensor]:
        """Return d(best) / d(output) of layers that give tokens, (n, K) each."""
        tensors = {name: self.run.tokens[name] for name in names if name in self.run.tokens}
        if not best.requires_grad or not tensors:
            return {}
        found = torch.autograd.grad(best, [*tensors.values()], retain_graph=True, allow_unused=True)
        pairs = zip(tensors.items(), found, strict=True)
        return {name: torch.zeros_like(t[0]) if g is None else g[0] for (name, t), g in pairs}


def look_first(module: nn.Module, rule: InputRule, setup: ModelSetup) -> FirstLook:
    """Run a network on an empty picture, with the graph that tells how its answer was made.

    Args:
        module: in evaluation mode.
        rule: how its pictures are prepared.
        setup: what the user has said of it.

    Raises:
        DoesNotRun: the network fails with such a picture.
        UserError: the user has said an input that it does not take.
    """
    wanted = wanted_inputs(module, setup.inputs)
    try:
        return _look_given(module, rule, setup, wanted)
    except DoesNotRun as error:
        for wide in widened(wanted, setup.inputs, error.detail):
            with suppress(DoesNotRun):
                return _look_given(module, rule, setup, wide)
        raise


def _look_given(
    module: nn.Module, rule: InputRule, setup: ModelSetup, inputs: Sequence[FurtherInput]
) -> FirstLook:
    """Try one form of the further inputs after the other; the first failure is the one told."""
    failed: DoesNotRun | None = None
    for given in ways_to_give(inputs):
        try:
            with giving(module, given):
                return _looked(module, rule, setup, given)
        except DoesNotRun as error:
            failed = failed or error
    raise failed or AssertionError


def _looked(
    module: nn.Module, rule: InputRule, setup: ModelSetup, given: tuple[Given, ...]
) -> FirstLook:
    device = device_of(module)
    x = blank_input(rule, device).requires_grad_()
    with undisturbed(module, x), torch.enable_grad(), noting(module) as run:
        before = _random_numbers(device)
        output = _answer_of(module, x.clone(), rule, given)
        draws = before != _random_numbers(device)
    return FirstLook(
        setup=setup,
        rule=rule,
        draws=draws,
        given=given,
        output=output,
        run=run,
    )


def device_of(module: nn.Module) -> torch.device:
    """Return where a network's weights are."""
    return next((parameter.device for parameter in module.parameters()), torch.device("cpu"))


def _answer_of(module: nn.Module, x: Tensor, rule: InputRule, given: Sequence[Given]) -> object:
    width, height = rule.size
    kind = "colour" if rule.channels == 3 else "one-channel"
    try:
        return module(x)
    except FORWARD_ERRORS as error:
        if wants_memory(error):
            raise
        names = ", ".join(f"“{shown(one.told.name)}”" for one in given)
        hint = (
            f"Beside the picture it is given {names}: the values are set in Model > Model setup, or"
            " under “inputs” in the file of --setup."
        )
        raise DoesNotRun(
            f"This {shown(type(module).__name__)} does not run with a {kind} picture of"
            f" {width}×{height} pixels: “{said(error)}”.",
            hint=hint if given else _way_out(error),
            detail=repr(error)[:500],
        ) from error


def _way_out(error: BaseException) -> str:
    """Return what to do where a network fails with a picture alone."""
    return f"{FIVE_DIMENSIONS} {ONE_PICTURE}" if OF_FIVE.search(str(error)) else SIZE_HINT


def _random_numbers(device: torch.device) -> tuple[object, ...]:
    """Return the state of the sources of random numbers that a network may draw from."""
    _, keys, place, *_ = np.random.get_state(legacy=True)  # noqa: NPY002 - what networks draw from
    states = [torch.random.get_rng_state()]
    if device.type == "cuda":
        states.append(torch.cuda.get_rng_state(device))
    drawn = [state.numpy().tobytes() for state in states]
    return *drawn, random.getstate(), np.asarray(keys).tobytes(), place
