"""A model that is watched: the check comes before whatever takes time, and costs little."""

import torch
from torch import nn

from viewer.engine.look.still import hooked, watch


def watched(model: nn.Module, x: torch.Tensor) -> int:
    """Return how often a pass asks whether to go on."""
    asked: list[None] = []
    with hooked() as handles:
        handles.extend(watch(model, lambda: asked.append(None)))
        model(x)
    model(x)  # the hooks are gone
    return len(asked)


def test_modules_with_a_kernel_or_a_matrix_are_asked_before():
    block = nn.Sequential(nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4), nn.ReLU(), nn.Dropout())
    model = nn.Sequential(block, nn.Flatten(), nn.Linear(16, 2)).eval()
    assert watched(model, torch.zeros(1, 3, 2, 2)) == 2


def test_attention_counts_though_its_parts_are_not_called():
    layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True).eval()
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        assert watched(layer, torch.zeros(1, 3, 8)) == 3  # attention and two linear layers
    finally:
        torch.backends.mha.set_fastpath_enabled(True)


def test_a_part_used_twice_is_asked_for_twice():
    shared = nn.Linear(2, 2)
    assert watched(nn.Sequential(shared, nn.ReLU(), shared), torch.zeros(1, 2)) == 2


def test_without_any_such_module_all_are_asked_before():
    assert watched(nn.Sequential(nn.ReLU(), nn.Sigmoid()), torch.zeros(1, 2)) == 3
