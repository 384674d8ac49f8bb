"""The consensus of methods is the mean of their ranks, by hand and beside slow methods."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from given_looks import last, look_at
from scipy.stats import rankdata
from torch import nn

from viewer.core.errors import UserError
from viewer.core.maps.heat import upsample
from viewer.core.maps.ranks import consensus as mean_ranks
from viewer.methods.consensus import MEMBERS, consensus
from viewer.methods.method import compute
from viewer.methods.registry import built_in

FIND = built_in().find
A = np.array([[[1, 2], [3, 4]], [[2, 0], [0, 1]]], dtype=np.float32)
G = np.array([[[1, -1], [2, 2]], [[-4, 0], [1, -1]]], dtype=np.float32)


@pytest.mark.truth("consensus")
def test_consensus_by_hand():
    # Grad-CAM 0 2 3 3, HiResCAM 0 0 6 7, LayerCAM 1 0 6 8 have the ranks
    # 1 2 3½ 3½, 1½ 1½ 3 4 and 2 1 3 4, which add up to 4½ 4½ 9½ 11½
    method = FIND("consensus.grad_cam.hires_cam.layer_cam")
    found = compute(method, A, G)
    expected = (np.array([[4.5, 4.5], [9.5, 11.5]]) / 3 - 1) / 3
    np.testing.assert_allclose(found.raw, expected, atol=1e-7)
    assert found.signed is None
    assert method.is_quick


def test_by_itself_it_is_that_of_five_methods():
    random = np.random.default_rng(3)
    activations, gradients = random.standard_normal((2, 8, 5, 7)).astype(np.float32)
    maps = [compute(one, activations, gradients).raw for one in MEMBERS]
    ranks = np.mean([rankdata(one).reshape(5, 7) for one in maps], axis=0)
    np.testing.assert_allclose(consensus(activations, gradients), (ranks - 1) / 34, atol=1e-6)
    named = FIND(".".join(("consensus", *(one.row.key for one in MEMBERS))))
    assert np.array_equal(
        compute(named, activations, gradients).raw, consensus(activations, gradients)
    )


def test_equal_maps_agree_and_a_map_without_contrast_has_no_say():
    one = np.arange(6, dtype=np.float32).reshape(2, 3)
    np.testing.assert_allclose(mean_ranks([one, one * 9 + 4]), one / 5)
    assert np.ptp(mean_ranks([np.ones_like(one)])) == 0


def test_slow_methods_take_part_each_at_the_size_of_the_largest():
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(2)
        model = nn.Sequential(
            nn.Conv2d(3, 6, 3, padding=1, stride=4),
            nn.ReLU(),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
            nn.Linear(6, 4),
        ).eval()
    x = torch.randn(1, 3, 24, 36, generator=torch.Generator().manual_seed(1))
    look = look_at(model, x, "1")
    method = FIND("consensus.grad_cam.eigen_cam.occlusion")
    assert method.row.cost == "seconds"
    assert not method.row.smoothable
    assert method.passes(look) == 2 + FIND("occlusion").passes(look)
    occlusion = FIND("occlusion")
    assert method.steps is not None
    assert occlusion.steps is not None
    found = last(method.steps(look)).make()
    slow = np.maximum(last(occlusion.steps(look)).make(), 0)
    assert slow.shape == (14, 21)
    small = [upsample(look.quick(key).raw, (21, 14)) for key in ("grad_cam", "eigen_cam")]
    ranks = np.mean([rankdata(one).reshape(14, 21) for one in (*small, slow)], axis=0)
    np.testing.assert_allclose(found, (ranks - 1) / (14 * 21 - 1), atol=1e-6)


@pytest.mark.parametrize(
    "key",
    ["consensus.grad_cam", "grad_cam.layer_cam", "consensus.grad_cam.consensus", "consensus.a.b"],
)
def test_what_is_no_consensus_is_refused(key):
    with pytest.raises(UserError):
        FIND(key)


def test_methods_of_another_score_or_layers_are_refused_by_name():
    for key in ("finer_cam", "shapley_cam", "refine_cam"):
        with pytest.raises(UserError, match="cannot take part"):
            FIND(f"consensus.grad_cam.{key}")


def test_a_method_counts_once():
    row = built_in().table.find("consensus.grad_cam.layer_cam.grad_cam")
    assert row.key == "consensus.grad_cam.layer_cam"
    assert row.title == "Consensus: Grad-CAM, LayerCAM"
    assert row.base == "consensus"
