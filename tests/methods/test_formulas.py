from typing import Any, cast

import numpy as np
import pytest
import torch
from torch import nn

from viewer.core.errors import UserError
from viewer.engine.look.capture import record
from viewer.methods.eigen_cam import eigen_cam
from viewer.methods.eigen_grad_cam import eigen_grad_cam
from viewer.methods.grad_cam import grad_cam
from viewer.methods.grad_cam_elementwise import grad_cam_elementwise
from viewer.methods.grad_cam_pp import grad_cam_pp
from viewer.methods.hires_cam import hires_cam
from viewer.methods.layer_cam import layer_cam
from viewer.methods.method import compute
from viewer.methods.random_cam import random_cam
from viewer.methods.registry import built_in
from viewer.methods.xgrad_cam import xgrad_cam

METHODS = built_in()
FORMULAS = [method.row for method in METHODS.methods if method.is_quick]

# Two channels of 2×2, small enough to follow with a pencil.
A = np.array([[[1, 2], [3, 4]], [[2, 0], [0, 1]]], dtype=np.float32)
G = np.array([[[1, -1], [2, 2]], [[-4, 0], [1, -1]]], dtype=np.float32)


@pytest.mark.truth("grad_cam")
def test_grad_cam_by_hand():
    # mean gradients: 4/4 = 1 and -4/4 = -1
    assert grad_cam(A, G).sum(0).tolist() == [[-1, 2], [3, 3]]


@pytest.mark.truth("hires_cam")
def test_hires_cam_by_hand():
    assert hires_cam(A, G).sum(0).tolist() == [[1 - 8, -2], [6, 8 - 1]]


@pytest.mark.truth("layer_cam")
def test_layer_cam_by_hand():
    assert layer_cam(A, G).sum(0).tolist() == [[1, 0], [6, 8]]


@pytest.mark.truth("grad_cam_elementwise")
def test_grad_cam_elementwise_by_hand():
    # the products 1, -2, 6, 8 and -8, 0, 0, -1, without the negative ones
    assert grad_cam_elementwise(A, G).sum(0).tolist() == [[1, 0], [6, 8]]


@pytest.mark.truth("xgrad_cam")
def test_xgrad_cam_by_hand():
    # w_1 = (1 - 2 + 6 + 8) / 10 = 1.3, w_2 = (-8 - 1) / 3 = -3
    expected = 1.3 * A[0] - 3 * A[1]
    np.testing.assert_allclose(xgrad_cam(A, G).sum(0), expected, atol=1e-5)


@pytest.mark.truth("grad_cam_pp")
def test_grad_cam_pp_by_hand():
    # a = 1 / (2 + sum(A) G) where G is not 0: channel 1 with sum 10, channel 2 with sum 3
    w_1 = 1 / (2 + 10) * 1 + 1 / (2 + 20) * 2 * 2
    w_2 = 1 / (2 + 3) * 1
    expected = w_1 * A[0] + w_2 * A[1]
    np.testing.assert_allclose(grad_cam_pp(A, G).sum(0), expected, rtol=1e-5)


def test_grad_cam_pp_gives_no_weight_where_there_is_no_gradient():
    assert not grad_cam_pp(A, np.zeros_like(G)).any()


@pytest.mark.truth("eigen_cam", "eigen_grad_cam")
def test_eigen_cam_by_hand():
    # Cells 1, 3 / 5, 7 are centred to -3, -1 / 1, 3; the second channel is constant.
    activations = np.array([[[1, 3], [5, 7]], [[2, 2], [2, 2]]], dtype=np.float32)
    found = eigen_cam(activations)
    np.testing.assert_allclose(np.abs(found), [[3, 1], [1, 3]], atol=1e-5)
    assert found[0, 0] == pytest.approx(-found[1, 1])
    np.testing.assert_array_equal(eigen_grad_cam(activations, np.ones_like(activations)), found)


def test_eigen_cam_finds_the_direction_of_greatest_variance():
    rng = np.random.default_rng(3)
    pattern = rng.normal(size=(5, 7))
    directions = rng.normal(size=6)
    activations = directions[:, None, None] * pattern + 1e-4 * rng.normal(size=(6, 5, 7))
    found = eigen_cam(activations.astype(np.float32))
    correlation = np.corrcoef(found.ravel(), pattern.ravel())[0, 1]
    assert abs(correlation) > 0.999


def test_eigen_cam_takes_nan_as_zero_and_refuses_infinity():
    holed, zeroed, endless = A.copy(), A.copy(), A.copy()
    holed[0, 0, 0], zeroed[0, 0, 0], endless[0, 0, 0] = np.nan, 0, np.inf
    np.testing.assert_array_equal(eigen_cam(holed), eigen_cam(zeroed))
    with pytest.raises(UserError, match="infinite"):
        eigen_cam(endless)


@pytest.mark.truth("random_cam")
def test_random_cam_is_repeatable_and_leaves_the_global_generator_alone():
    state = cast(Any, np.random.get_state())[1].copy()
    first = random_cam(A, seed=5)
    np.testing.assert_array_equal(first, random_cam(A, seed=5))
    assert not np.array_equal(first, random_cam(A, seed=6))
    np.testing.assert_array_equal(cast(Any, np.random.get_state())[1], state)
    weights = np.random.default_rng(5).uniform(-1, 1, size=2)
    np.testing.assert_allclose(first, weights[:, None, None] * A, rtol=1e-6)


@pytest.mark.parametrize("key", [method.key for method in FORMULAS])
def test_every_method_of_the_table_gives_a_finite_positive_map(key):
    rng = np.random.default_rng(0)
    a = rng.normal(size=(6, 4, 6)).astype(np.float32)
    a[:, 1, 2] += 5  # one cell stands out, which FEM is made to find
    g = rng.normal(size=(6, 4, 6)).astype(np.float32)
    result = compute(METHODS.find(key), a, g)
    assert result.raw.dtype == np.float32
    assert result.raw.shape == (4, 6)
    assert result.raw.min() >= 0
    assert result.raw.max() > 0
    if result.signed is not None:
        assert result.signed.min() < 0
        np.testing.assert_array_equal(result.raw, np.maximum(result.signed, 0))


@pytest.mark.parametrize("key", [method.key for method in FORMULAS])
def test_a_transposed_layer_gives_the_transposed_map(key):
    rng = np.random.default_rng(1)
    a = rng.random((5, 4, 6), dtype=np.float32)
    g = rng.normal(size=(5, 4, 6)).astype(np.float32)
    straight, turned = compute(METHODS.find(key), a, g), compute(METHODS.find(key), a.mT, g.mT)
    assert turned.raw.shape == (6, 4)
    if key.startswith("eigen"):  # the sign of a principal component is arbitrary
        assert straight.signed is not None
        assert turned.signed is not None
        np.testing.assert_allclose(np.abs(turned.signed.T), np.abs(straight.signed), atol=1e-4)
    else:
        np.testing.assert_allclose(turned.raw.T, straight.raw, atol=1e-5)


@pytest.mark.parametrize("method", FORMULAS, ids=lambda method: method.key)
def test_the_table_says_which_methods_need_gradients(method):
    if method.gradients:
        with pytest.raises(ValueError, match="gradients"):
            compute(METHODS.find(method.key), A, None)
    else:
        assert compute(METHODS.find(method.key), A, None).raw.shape == (2, 2)


def test_an_unknown_method_is_named():
    with pytest.raises(UserError, match="magic_cam"):
        compute(METHODS.find("magic_cam"), A, G)


def pooled_classifier() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(8, 5),
    )


def test_grad_cam_is_the_classic_cam_divided_by_the_area():
    model = pooled_classifier()
    x = torch.randn(1, 3, 6, 9)
    capture = record(model, x, ["1"])
    gradients = capture.gradients(capture.answer[2], "1").numpy()
    activations = capture.activations("1").numpy()
    classic = np.tensordot(model[4].weight[2].detach().numpy(), activations, axes=1)
    found = compute(METHODS.find("grad_cam"), activations, gradients)
    assert found.signed is not None
    np.testing.assert_allclose(found.signed, classic / (6 * 9), atol=1e-7)
    hires = compute(METHODS.find("hires_cam"), activations, gradients)
    assert hires.signed is not None
    np.testing.assert_allclose(hires.signed, found.signed, atol=1e-7)
