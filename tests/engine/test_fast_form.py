"""A model's fast form answers as the model does, hides no recorded layer, and leaves no trace."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from viewer.core.errors import Cancelled
from viewer.engine.look.capture import gradients_of_all, record, record_each
from viewer.engine.look.fast_form import answers_as, fast_form
from viewer.engine.look.layers import survey

State = list[tuple[str, int, tuple[int, ...]]]


def run_on() -> None:
    """Let a pass go on."""


def with_statistics(model: nn.Module) -> nn.Module:
    """Let batch norms have seen pictures, so that leaving one out would be noticed."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.get_buffer("running_mean"))
            nn.init.uniform_(module.get_buffer("running_var"), 0.5, 2)
            nn.init.normal_(module.weight, 1, 0.2)
            nn.init.normal_(module.bias)
    return model.eval()


@pytest.fixture(params=["resnet18", "mobilenetv3_small_050", "bias"])
def model(request: pytest.FixtureRequest) -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        if request.param == "resnet18":
            from torchvision.models import resnet18

            return with_statistics(resnet18(weights=None))
        if request.param == "bias":
            return with_statistics(
                nn.Sequential(
                    nn.Conv2d(3, 6, 3),
                    nn.BatchNorm2d(6),
                    nn.ReLU(inplace=True),
                    nn.Conv2d(6, 5, 3, stride=2),
                    nn.BatchNorm2d(5),
                    nn.AdaptiveAvgPool2d(1),
                    nn.Flatten(),
                    nn.Linear(5, 4),
                )
            )
        import timm

        return with_statistics(timm.create_model("mobilenetv3_small_050", pretrained=False))


@pytest.fixture
def x() -> torch.Tensor:
    return torch.randn(1, 3, 64, 96, generator=torch.Generator().manual_seed(1))


def state_of(model: nn.Module) -> State:
    own = [(name, one.data_ptr(), one.stride()) for name, one in model.named_parameters()]
    assert not any("forward" in vars(module) for module in model.modules())
    return own


def test_every_batch_norm_after_a_convolution_is_found(model: nn.Module, x: torch.Tensor) -> None:
    norms = [name for name, one in model.named_modules() if isinstance(one, nn.BatchNorm2d)]
    assert [norm for _, norm in survey(model, x).normed] == norms


def test_the_fast_form_answers_as_the_model_and_leaves_no_trace(
    model: nn.Module, x: torch.Tensor
) -> None:
    normed, before = survey(model, x).normed, state_of(model)
    plain = model(x).detach()
    norm = model.get_submodule(normed[0][1])
    with fast_form(model, x, normed):
        assert "forward" in vars(norm)
        assert torch.allclose(model(x), plain, rtol=1e-4, atol=1e-4)
        assert answers_as(model, x, plain[0], run_on)
        assert not answers_as(model, x, plain[0] * 1.01, run_on)
    assert state_of(model) == before
    assert torch.equal(model(x), plain)
    with pytest.raises(Cancelled), fast_form(model, x, normed):
        raise Cancelled
    assert state_of(model) == before


def test_a_recorded_convolution_stays_what_it_is(model: nn.Module, x: torch.Tensor) -> None:
    normed = survey(model, x).normed
    convolution, norm = normed[-1]
    names = [convolution, norm]
    plain = record(model, x, names)
    with fast_form(model, x, normed, recorded=names):
        fast = record(model, x, names)
    for name in names:
        expected = plain.activations(name)
        assert torch.allclose(fast.activations(name), expected, rtol=1e-4, atol=1e-4)


def test_gradients_are_those_of_the_model_also_afterwards(
    model: nn.Module, x: torch.Tensor
) -> None:
    found = survey(model, x)
    layer = found.normed[len(found.normed) // 2][1]
    plain = record(model, x, [layer])
    expected = plain.gradients(plain.answer[1], layer)
    with fast_form(model, x, found.normed, recorded=[layer]):
        fast = record(model, x, [layer])
    gradients = fast.gradients(fast.answer[1], layer)
    assert torch.allclose(gradients, expected, rtol=1e-3, atol=1e-5 * float(expected.abs().max()))


class ReadTwice(nn.Module):
    """A convolution that is read by its batch norm, and once more past it."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.norm, self.head = nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Linear(4, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.conv(x)
        return self.head((self.norm(x) + x).mean((2, 3)))


def test_a_form_that_would_answer_otherwise_is_noticed(x: torch.Tensor) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = with_statistics(ReadTwice())
    plain = model(x)[0].detach()
    with fast_form(model, x, survey(model, x).normed):
        assert not answers_as(model, x, plain, run_on)


def test_pictures_recorded_together_are_those_recorded_alone(model: nn.Module) -> None:
    pictures = torch.randn(3, 3, 64, 96, generator=torch.Generator().manual_seed(2))
    layer = survey(model, pictures[:1]).default
    together = record_each(model, pictures, [layer])
    scores = [one.answer[index] for index, one in enumerate(together)]
    found = gradients_of_all(together, scores, [layer])
    for index, one in enumerate(together):
        alone = record(model, pictures[index : index + 1], [layer])
        expected = alone.gradients(alone.answer[index], layer)
        assert torch.allclose(one.answer, alone.answer, rtol=1e-4, atol=1e-4)
        assert torch.allclose(one.activations(layer), alone.activations(layer), atol=1e-4)
        assert torch.allclose(found[index][layer], expected, rtol=1e-3, atol=1e-6)
        own = one.gradients(one.answer[index], layer)  # also without the others
        assert torch.allclose(own, expected, rtol=1e-3, atol=1e-6)
