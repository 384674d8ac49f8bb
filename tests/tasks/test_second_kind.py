"""Another kind of answer is one module: it is found, explained to a map known by hand, and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor, nn

from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Resolved, Target
from viewer.core.asks.wire import Unpacker, pack
from viewer.core.errors import UserError
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import Geometry, plan_geometry
from viewer.core.maps.shapes import Shape
from viewer.core.models.labels import Labels
from viewer.core.models.model_setup import Answer, ModelSetup
from viewer.core.pictures.images import load_picture
from viewer.engine.engine import Engine
from viewer.engine.look.passes import run_pass
from viewer.engine.look.preprocess import to_input
from viewer.tasks.protocol import Said, Worth
from viewer.tasks.registry import TaskRegistry, built_in

LAYER = "1"
CELL = 32


@dataclass(frozen=True)
class Brightness:
    """The task of a model that answers with a map: how bright a part of it is."""

    key: str = "brightness"
    notes: tuple[str, ...] = ()
    local: bool = False

    def read(self, output: object) -> Tensor:
        assert isinstance(output, Tensor)
        return output

    def say(self, answer: Floats, geometry: Geometry) -> Said:
        return Said(probabilities=np.zeros(0, np.float32))

    def resolve(self, target: Target, answer: Floats, geometry: Geometry) -> Resolved:
        return Resolved(title=target.name or "all")

    def score(self, answer: Tensor, target: Resolved) -> Tensor:
        half = answer.shape[-2] // 2
        return {"all": answer, "upper": answer[:, :half], "left": answer[..., :half]}[
            target.title
        ].mean()

    def against_rivals(self, target: Resolved, answer: Tensor, count: int) -> Resolved:
        raise NotImplementedError

    def worth(self, target: Resolved, seen: Prediction) -> Worth:
        return Worth(score=float(self.score(torch.from_numpy(seen.answer), target)))

    def probability(self, target: Resolved, answer: Floats) -> float | None:
        return None

    def remark(self, target: Resolved, seen: Prediction) -> tuple[str, str]:
        return "", ""

    def shapes(self, target: Resolved, seen: Prediction) -> tuple[Shape, ...]:
        width, height = seen.geometry.original
        corners = ((0.0, 0.0), (float(width), 0.0), (float(width), height / 2), (0.0, height / 2))
        return (Shape(points=corners),) if target.title == "upper" else ()


@dataclass(frozen=True)
class Maps:
    """The kind of model that answers with one map."""

    key: str = "brightness"

    def detect(
        self, output: object, setup: ModelSetup, counts: Sequence[int] = ()
    ) -> Answer | None:
        shown = isinstance(output, Tensor) and output.ndim == 4 and output.shape[1] == 1
        return Answer(classes=1) if shown else None

    def task(self, answer: Answer, labels: Labels) -> Brightness:
        return Brightness()


TASKS = TaskRegistry((*built_in().kinds, Maps()))


def network() -> nn.Module:
    """A map of weighed positive features, each over a cell of its own."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(4)
        features = nn.Conv2d(3, 5, CELL, stride=CELL)
        return nn.Sequential(features, nn.ReLU(), nn.Conv2d(5, 1, 1, bias=False)).eval()


def by_hand(model: nn.Module, x: Tensor, part: str) -> tuple[np.ndarray, np.ndarray, float]:
    """Return Grad-CAM and HiResCAM of the ReLU, and the score: mean over a part of sum_k w_k A_k.

    G_k = w_k / n inside the part of n cells, and 0 elsewhere; w_k times the part's share of all
    cells, divided by n, is its mean.
    """
    with torch.no_grad():
        activations = model[1](model[0](x))[0].numpy()
        weights = model[2].weight[0, :, 0, 0].numpy()
    weighed = np.tensordot(weights, activations, axes=1)
    inside = np.zeros_like(weighed)
    half = len(inside) // 2
    inside[{"all": np.s_[:], "upper": np.s_[:half], "left": np.s_[:, :half]}[part]] = 1
    mean = float((weighed * inside).sum() / inside.sum())
    return weighed / weighed.size, weighed * inside / inside.sum(), mean


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    pixels = np.random.default_rng(7).integers(0, 256, (200, 300, 3), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "p.png")
    return tmp_path / "p.png"


@pytest.fixture
def saved(tmp_path: Path) -> ModelRef:
    torch.save(network(), tmp_path / "m.pth")
    return ModelRef(source="file", path=tmp_path / "m.pth")


@pytest.mark.parametrize("part", ["all", "upper", "left"])
def test_a_new_kind_is_explained_to_the_map_known_by_hand(
    saved: ModelRef, picture: Path, part: str
) -> None:
    with Engine(device="cpu", tasks=TASKS) as engine:
        info = engine.open(saved)
        assert info.task == "brightness"
        request = ExplainRequest(
            image=ImageRef.of(picture),
            model=info.ref,
            target=Target() if part == "all" else Target.parse(part),
            panes=(PaneSpec("grad_cam", layer=LAYER), PaneSpec("hires_cam", layer=LAYER)),
        )
        replies = list(engine.explain(request))
        engine.prepare(request)  # nothing that is offered: nothing to be computed ahead
    seen, *maps = replies
    assert isinstance(seen, Prediction)
    loaded = load_picture(picture)
    x = to_input(loaded, plan_geometry(loaded.size, info.rule, "default"), info.rule)
    *expected, mean = by_hand(network(), x, part)
    for heat, own in zip(maps, expected, strict=True):
        assert isinstance(heat, HeatMap)
        assert heat.signed is not None
        assert np.allclose(heat.signed, own, atol=1e-7)
        assert (heat.score, heat.probability) == (pytest.approx(mean, abs=1e-6), None)
        assert heat.worth() == f"{mean:.3g}"
        assert bool(heat.shapes) == (part == "upper")
        (again,) = Unpacker().feed(pack(heat))
        assert (again.resolved, again.shapes) == (heat.resolved, heat.shapes)


def test_methods_of_many_passes_follow_the_same_score(saved: ModelRef, picture: Path) -> None:
    """Ablation-CAM weighs each channel by the share of the score that goes with it."""
    with Engine(device="cpu", tasks=TASKS) as engine:
        info = engine.open(saved)
        request = ExplainRequest(
            image=ImageRef.of(picture),
            model=info.ref,
            panes=(PaneSpec("ablation_cam", layer=LAYER),),
        )
        *_, heat = engine.explain(request)
    assert isinstance(heat, HeatMap)
    loaded, model = load_picture(picture), network()
    x = to_input(loaded, plan_geometry(loaded.size, info.rule, "default"), info.rule)
    with torch.no_grad():
        activations = model[:2](x)[0].numpy()
    shares = model[2].weight[0, :, 0, 0].detach().numpy() * activations.mean((1, 2))
    own = np.tensordot(shares / abs(shares.sum()), activations, axes=1)
    assert heat.signed is not None
    assert np.allclose(heat.signed, own, atol=1e-4 * np.abs(own).max())


def test_several_targets_go_back_together() -> None:
    model, x = network(), torch.randn(1, 3, 4 * CELL, 6 * CELL)
    targets = [Resolved(title=part) for part in ("all", "upper", "left")]
    run = run_pass(model, x, frozenset((LAYER,)), lambda: None, Brightness())
    together = run.gradients_of_each(targets, [LAYER])
    for target, found in zip(targets, together, strict=True):
        alone = run_pass(model, x, frozenset((LAYER,)), lambda: None, Brightness())
        assert torch.allclose(found[LAYER], alone.gradients(target, [LAYER])[LAYER])


def test_without_its_module_the_model_is_refused(saved: ModelRef) -> None:
    with Engine(device="cpu") as engine, pytest.raises(UserError, match="one score per class"):
        engine.open(saved)


def test_the_users_word_chooses_among_kinds() -> None:
    both = torch.ones(1, 1, 1, 1)  # one number, and a map of one cell
    assert TASKS.detect(both, ModelSetup())[0].key == "classes"
    assert TASKS.detect(both, ModelSetup(task="brightness"))[0].key == "brightness"
    assert TASKS.detect(both, ModelSetup(task="gone"))[0].key == "classes"
    with pytest.raises(UserError, match="one score per class"):
        TASKS.detect(torch.ones(1, 1, 4, 4), replace(ModelSetup(), task="classes"))
