"""“Check with grad-cam”: the library's own map from the same input; equal where it is right."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.asks.trust import CheckMap
from viewer.core.errors import UserError
from viewer.engine.engine import Engine

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the library's, of NumPy


@pytest.fixture(scope="module")
def engine():
    with Engine("cpu") as one:
        one.open(ModelRef.default())
        yield one


def wish(photo, pane: PaneSpec, model: ModelRef | None = None, **other) -> CheckMap:
    request = ExplainRequest(
        image=ImageRef.of(photo), model=model or ModelRef.default(), panes=(pane,), **other
    )
    return CheckMap(request=request, ticket=3)


@pytest.mark.parametrize("method", ["grad_cam", "layer_cam", "eigen_cam", "grad_cam+eigen_smooth"])
def test_the_library_gives_the_same_map(engine, photo, method) -> None:
    model = engine._subject.opened.module
    weights = {name: one.clone() for name, one in model.state_dict().items()}
    list(engine.explain(wish(photo, PaneSpec(method)).request))
    hooks = sum(len(module._forward_hooks) for module in model.modules())
    found = engine.check_map(wish(photo, PaneSpec(method)))
    assert found.ticket == 3
    assert found.ours.shape == found.theirs.shape == (224, 224)
    assert found.theirs.max() > 0.9
    assert found.largest == np.abs(found.ours - found.theirs).max() <= 1e-5
    assert all(torch.equal(weights[name], one) for name, one in model.state_dict().items())
    assert not any(one.grad is not None for one in model.parameters())
    assert sum(len(module._forward_hooks) for module in model.modules()) == hooks


def test_another_class_and_a_group_too(engine, photo) -> None:
    first = engine.check_map(wish(photo, PaneSpec("grad_cam"), target=Target.parse("dog")))
    other = engine.check_map(wish(photo, PaneSpec("grad_cam"), target=Target.parse("cat")))
    assert max(first.largest, other.largest) <= 1e-4
    assert np.abs(first.theirs - other.theirs).max() > 0.1


def test_where_something_works_in_place_the_library_is_wrong(photo) -> None:
    """What stands behind the layer adds to its output in place, which overwrites it."""

    def add(_module, arguments) -> None:
        arguments[0].add_(torch.linspace(0, 20, 7))

    with Engine("cpu") as one:
        one.open(ModelRef.default())
        handle = one._subject.opened.module.global_pool.register_forward_pre_hook(add)
        found = one.check_map(wish(photo, PaneSpec("eigen_cam")))
        handle.remove()
    assert found.largest > 0.1
    assert found.kept <= 1e-4


def test_what_the_library_has_not_is_said_in_words(engine, photo) -> None:
    with pytest.raises(UserError, match="cannot check"):
        engine.check_map(wish(photo, PaneSpec("rise")))
