"""Methods by attention on a network whose evidence is known: they find the shape that was drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from given_looks import last, look_at
from given_shapes import batch, fresh, inside, trained

from viewer.methods.attention_rollout import attention_rollout
from viewer.methods.generic_relevance import generic_relevance
from viewer.methods.legrad import legrad

PICTURES = 24
AREA = 9 / 64  # of the shape, in patches


def energies(model: Any) -> dict[str, float]:
    """Return the mean share of each method's map that lies on the shape."""
    pixels, kinds, places = batch(PICTURES, np.random.default_rng(99))
    found: dict[str, list[float]] = {"rollout": [], "relevance": [], "legrad": []}
    methods = (attention_rollout, generic_relevance, legrad)
    for picture, kind, place in zip(pixels.split(1), kinds.tolist(), places, strict=True):
        look = look_at(model, picture, "blocks.1.norm1")
        probe = replace(look.probe, score=lambda logits, kind=kind: logits[kind])
        look = replace(look, probe=probe)
        for name, method in zip(found, methods, strict=True):
            heat = last(method(look)).make()
            found[name].append(float(heat[inside(place)].sum() / heat.sum()))
    return {name: float(np.mean(each)) for name, each in found.items()}


@pytest.fixture(scope="module")
def learned() -> dict[str, float]:
    return energies(trained())


@pytest.fixture(scope="module")
def control() -> dict[str, float]:
    return energies(fresh())


def test_the_network_knows_the_shapes() -> None:
    pixels, kinds, _ = batch(64, np.random.default_rng(5))
    assert float((trained()(pixels).argmax(1) == kinds).float().mean()) > 0.9


@pytest.mark.parametrize("method", ["rollout", "relevance"])
def test_attention_finds_the_shape(method, learned, control) -> None:
    assert learned[method] >= 0.6
    assert control[method] == pytest.approx(AREA, abs=0.04)  # random weights find nothing


def test_legrad_finds_more_than_random_weights_do(learned, control) -> None:
    """It asks what more attention would add, wherever there is none: the ground answers, too.

    Its slopes are not weighed by the attention itself, so that places that no token looks at
    count by values that nothing has taught. It is a map of what could be, and of large networks.
    """
    assert learned["legrad"] > control["legrad"] > 0.9 * AREA


def test_legrad_hangs_on_a_constant_that_training_never_learns() -> None:
    """Attention adds up to one, so that a constant of all values is only a bias: why it may miss.

    The same network, with a constant moved from the bias into the values, answers the same; its
    slopes with respect to the attention are others.
    """
    plain, moved = trained(), trained()
    attention = moved.blocks[1].attn
    constant = 10 * torch.randn(48, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        attention.qkv.bias[96:] += constant
        attention.proj.bias -= attention.proj.weight @ constant
    pixels, _, _ = batch(1, np.random.default_rng(99))
    torch.testing.assert_close(moved(pixels), plain(pixels), rtol=1e-4, atol=1e-4)
    maps = [last(legrad(look_at(one, pixels, "blocks.1.norm1"))).make() for one in (plain, moved)]
    assert np.abs(maps[0] - maps[1]).max() > 0.1 * maps[0].max()
