import copy

import pytest
import torch
import torchvision
from torch import nn

from viewer.core.errors import Cancelled, UserError
from viewer.engine.look.capture import record


class Small(nn.Module):
    """A convolution, a batch norm followed by an in-place ReLU, and a pooled classifier."""

    def __init__(self, classes=4):
        super().__init__()
        self.first = nn.Conv2d(3, 6, 3, padding=1)
        self.norm = nn.BatchNorm2d(6)
        self.relu = nn.ReLU(inplace=True)
        self.second = nn.Conv2d(6, 5, 3, padding=1)
        self.drop = nn.Dropout(0.5)
        self.head = nn.Linear(5, classes)

    def forward(self, x):
        x = self.relu(self.norm(self.first(x)))
        x = self.relu(self.second(x))
        return self.head(self.drop(x).mean((2, 3)))


@pytest.fixture
def small():
    torch.manual_seed(0)
    return Small()


@pytest.fixture
def x():
    return torch.randn(1, 3, 8, 12, generator=torch.Generator().manual_seed(1))


def clean(model, x, name, chosen):
    """Activation and gradient of one layer by plain autograd, on a copy without in-place modules.

    A residual block's own ``out += identity`` remains: it gets a copy of what is kept.
    """
    model = copy.deepcopy(model).eval()
    for module in model.modules():
        if hasattr(module, "inplace"):
            module.inplace = False
    kept = []

    def keep(_module, _args, output):
        output.retain_grad()
        kept.append(output)
        return output.clone()

    model.get_submodule(name).register_forward_hook(keep)
    logits = model(x)[0]
    logits[chosen].backward()
    return kept[-1][0].detach(), kept[-1].grad[0], logits.detach()


@pytest.mark.parametrize("name", ["first", "norm", "relu", "second", "drop"])
def test_activations_and_gradients_are_those_of_a_clean_run(small, x, name):
    activation, gradient, logits = clean(small, x, name, 2)
    capture = record(small, x, [name])
    torch.testing.assert_close(capture.answer.detach(), logits, rtol=0, atol=0)
    torch.testing.assert_close(capture.activations(name), activation, rtol=0, atol=0)
    found = capture.gradients(capture.answer[2], name)
    torch.testing.assert_close(found, gradient, rtol=0, atol=0)


@pytest.mark.parametrize("name", ["bn1", "layer1.0.bn2", "layer1.1", "layer3.0.conv1"])
def test_in_place_successors_do_not_reach_what_was_recorded(name):
    torch.manual_seed(0)
    model = torchvision.models.resnet18(weights=None)
    x = torch.randn(1, 3, 64, 96)
    activation, gradient, _ = clean(model, x, name, 7)
    capture = record(model, x, [name])
    torch.testing.assert_close(capture.activations(name), activation, rtol=0, atol=0)
    found = capture.gradients(capture.answer[7], name)
    torch.testing.assert_close(found, gradient, rtol=0, atol=0)


def test_an_input_handed_on_is_safe_from_in_place_steps_elsewhere(x):
    class Forked(Small):
        def __init__(self):
            super().__init__()
            self.same = nn.Identity()

        def forward(self, x):
            x = self.norm(self.first(x))
            side = self.same(x)
            x = self.second(self.relu(x))  # overwrites x, not the side's clone
            return self.head(x.mean((2, 3))) + side.mean()

    torch.manual_seed(0)
    model = Forked()
    expected = model.eval().norm(model.first(x))[0].detach()
    torch.testing.assert_close(record(model, x, ["same"]).activations("same"), expected)


def test_many_layers_in_one_pass_equal_each_alone(small, x):
    names = ["first", "norm", "second"]
    together = record(small, x, names)
    gradients = together.gradients(together.answer[1], names)
    for name in names:
        alone = record(small, x, [name])
        assert torch.equal(together.activations(name), alone.activations(name))
        assert torch.equal(gradients[name], alone.gradients(alone.answer[1], name))


def test_a_sequence_and_its_last_member_are_recorded_alike(x):
    torch.manual_seed(0)
    body = nn.Sequential(nn.Conv2d(3, 5, 3), nn.ReLU(inplace=True))
    model = nn.Sequential(body, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(5, 3))
    capture = record(model, x, ["0", "0.1"])
    assert torch.equal(capture.activations("0"), capture.activations("0.1"))
    found = capture.gradients(capture.answer[0], ["0", "0.1"])
    assert found["0"].any()
    assert torch.equal(found["0"], found["0.1"])


def test_nothing_before_the_first_recorded_layer_builds_a_graph(small, x):
    capture = record(small, x, ["second"])
    assert capture.recorded["second"][0].is_leaf
    both = record(small, x, ["norm", "second"])
    assert both.recorded["norm"][0].is_leaf
    assert not both.recorded["second"][0].is_leaf


def test_another_score_is_only_another_backward_pass(small, x):
    capture = record(small, x, ["norm"])
    first = capture.gradients(capture.answer[0], "norm")
    second = capture.gradients(capture.answer[1], "norm")
    difference = capture.gradients(capture.answer[0] - capture.answer[1], "norm")
    torch.testing.assert_close(difference, first - second)
    assert torch.equal(capture.gradients(capture.answer[0], "norm"), first)


def test_a_layer_the_score_does_not_need_has_gradient_zero(x):
    class Branching(Small):
        def forward(self, x):
            x = self.first(x)
            self.aside = self.norm(x).mean()
            return self.head(self.second(x).mean((2, 3)))

    capture = record(Branching(), x, ["norm", "first"])
    found = capture.gradients(capture.answer[0], ["norm", "first"])
    assert found["norm"].shape == (6, 8, 12)
    assert not found["norm"].any()
    assert found["first"].any()


def test_a_module_called_twice_is_recorded_at_its_last_call(small, x):
    capture = record(small, x, ["relu"])
    assert len(capture.recorded["relu"]) == 2
    assert capture.activations("relu").shape == (5, 8, 12)
    assert capture.gradients(capture.answer[0], "relu").shape == (5, 8, 12)


def traces(model):
    hooks = [
        (len(module._forward_hooks), len(module._forward_pre_hooks)) for module in model.modules()
    ]
    parameters = [(p.requires_grad, p.grad) for p in model.parameters()]
    training = [module.training for module in model.modules()]
    buffers = [buffer.clone() for buffer in model.buffers()]
    fastpath = torch.backends.mha.get_fastpath_enabled()
    return hooks, parameters, training, buffers, torch.get_rng_state(), fastpath


def assert_untouched(model, before):
    hooks, parameters, training, buffers, rng, fastpath = traces(model)
    assert hooks == before[0]
    for (trainable, grad), (was_trainable, was_grad) in zip(parameters, before[1], strict=True):
        assert trainable == was_trainable
        assert grad is was_grad
    assert training == before[2]
    assert all(torch.equal(a, b) for a, b in zip(buffers, before[3], strict=True))
    assert torch.equal(rng, before[4])
    assert fastpath == before[5]
    assert torch.is_grad_enabled()


def unusual(model):
    """A state that is neither all on nor all off."""
    model.train()
    model.norm.eval()
    model.first.weight.requires_grad_(False)
    model.head.weight.grad = torch.ones_like(model.head.weight)
    return model


def test_no_trace_is_left(small, x):
    model = unusual(small)
    before = traces(model)
    capture = record(model, x, ["norm", "second"], check=lambda: None)
    capture.gradients(capture.answer[0], ["norm", "second"])
    assert_untouched(model, before)
    assert x.grad is None
    assert not x.requires_grad


def test_no_trace_is_left_when_forward_raises(small, x):
    model = unusual(small)
    model.head = nn.Linear(6, 4)
    model.head.weight.grad = None
    before = traces(model)
    with pytest.raises(RuntimeError, match="shapes"):
        record(model, x, ["norm", "second"], check=lambda: None)
    assert_untouched(model, before)


def test_a_model_that_draws_random_numbers_leaves_the_generator_alone(small, x):
    small.register_forward_pre_hook(lambda _module, args: (args[0] + torch.rand(1),))
    before = torch.get_rng_state()
    record(small, x, ["norm"])
    assert torch.equal(torch.get_rng_state(), before)


def test_cancel_stops_at_the_next_module(small, x):
    calls = []

    def check():
        calls.append(None)
        if len(calls) == 3:
            raise Cancelled

    before = traces(small)
    with pytest.raises(Cancelled):
        record(small, x, ["second"], check=check)
    assert len(calls) == 3  # the model, its first convolution, and the norm that did not run
    assert_untouched(small, before)


def test_gradients_switched_off_inside_are_told(x):
    class Frozen(Small):
        def forward(self, x):
            with torch.no_grad():
                x = self.norm(self.first(x))
            return self.head(self.second(x).mean((2, 3)))

    model = Frozen()
    with pytest.raises(UserError, match="switches gradients off around layer “norm”"):
        record(model, x, ["norm"])
    capture = record(model, x, ["second"])
    assert capture.gradients(capture.answer[0], "second").any()


def test_weights_made_in_inference_mode_are_told(x):
    with torch.inference_mode():
        model = Small()
    with pytest.raises(UserError, match="inference mode"):
        record(model, x, ["norm"])


def test_it_works_from_within_inference_mode(small, x):
    with torch.inference_mode():
        capture = record(small, x + 0, ["norm"])
    assert capture.gradients(capture.answer[0], "norm").any()


def test_layers_that_are_missing_or_idle_are_told(small, x):
    small.idle = nn.Conv2d(3, 3, 1)
    with pytest.raises(UserError, match=r"no layer “features.99”"):
        record(small, x, ["features.99"])
    with pytest.raises(UserError, match="no layer “”"):
        record(small, x, [""])
    with pytest.raises(UserError, match="“idle” takes no part"):
        record(small, x, ["idle"])


def test_an_answer_that_does_not_depend_on_the_layer_is_told(x):
    class Aside(Small):
        def forward(self, x):
            self.second(self.first(x))
            return self.head(self.first(x).mean((2, 3))[:, :5])

    with pytest.raises(UserError, match="does not depend"):
        record(Aside(), x, ["second"])


def test_an_answer_without_a_row_for_the_picture_is_told(x):
    class Flat(Small):
        def forward(self, x):
            return super().forward(x)[0]

    before = traces(model := Flat())
    with pytest.raises(UserError, match="one answer for each picture"):
        record(model, x, ["second"])
    assert_untouched(model, before)


def test_one_picture_at_a_time(small):
    with pytest.raises(ValueError, match="one picture"):
        record(small, torch.zeros(2, 3, 8, 8), ["norm"])


def test_a_turned_picture_gives_turned_activations_and_gradients(x):
    torch.manual_seed(0)
    model = Small()
    with torch.no_grad():
        for conv in (model.first, model.second):
            conv.weight.copy_((conv.weight + conv.weight.transpose(2, 3)) / 2)
    straight = record(model, x, ["norm"])
    turned = record(model, x.transpose(2, 3), ["norm"])
    assert straight.activations("norm").shape == (6, 8, 12)
    torch.testing.assert_close(turned.activations("norm").mT, straight.activations("norm"))
    torch.testing.assert_close(
        turned.gradients(turned.answer[3], "norm").mT,
        straight.gradients(straight.answer[3], "norm"),
    )
