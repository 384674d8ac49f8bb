"""Our measures beside those of grad-cam, torch-cam and Quantus: same network, picture and map.

Where they differ from us on purpose, the test says so and compares what is left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from benchmarks.trust import GivenMap
from viewer.measures.confidence import scaled
from viewer.measures.registry import find_measures
from viewer.measures.removal import deletion_curve
from viewer.measures.road_removal import First, road_curve
from viewer.measures.trial import Answers, Trial

SIZE = (20, 30)  # 600 pixels: into twenty equal pieces, and 2:3
CHOSEN = 2


class Small(nn.Sequential):
    """A network of random weights."""

    def __init__(self) -> None:
        super().__init__(
            nn.Conv2d(3, 8, 3, padding=1),
            nn.GELU(),
            nn.AdaptiveAvgPool2d((4, 6)),
            nn.Flatten(),
            nn.Linear(192, 5),
        )


class Asked:
    """A network as a measure asks it."""

    def __init__(self, model: nn.Module) -> None:
        self.model = model

    def __call__(self, pictures: Any) -> Answers:
        with torch.inference_mode():
            answer = self.model(torch.from_numpy(np.stack([*pictures])))
        return Answers(
            scores=answer[:, CHOSEN].numpy(),
            probabilities=answer.softmax(1)[:, CHOSEN].numpy(),
            best=answer.argmax(1).numpy(),
        )


@pytest.fixture
def model() -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(11)
        return Small().eval()


@pytest.fixture
def trial(model: nn.Module) -> Trial:
    """A picture, and a map of it in which no two values are the same."""
    random = np.random.default_rng(5)
    values = np.asarray(random.permutation(600).reshape(SIZE) / 599, np.float32)
    return Trial(
        x=random.standard_normal((3, *SIZE)).astype(np.float32),
        cells=values,
        map=values,
        ask=Asked(model),
        black=np.zeros(3, np.float32),
        white=np.ones(3, np.float32),
        start="black",
    )


def read(trial: Trial, key: str) -> float:
    (measure,) = find_measures((key,))
    return measure.read(trial).value


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # NumPy's, of the library
def test_road_is_the_grad_cam_librarys(trial, model, monkeypatch) -> None:
    """Without the noise, which each draws from a generator of its own.

    The library removes what is not below a percentile, which is one pixel more than the share for
    some shares; so both are given the library's counts.
    """
    from pytorch_grad_cam.metrics import road
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputSoftmaxTarget

    monkeypatch.setattr(torch, "randn_like", torch.zeros_like)
    monkeypatch.setattr("viewer.measures.road_removal.imputed", without_noise())
    target, x = ClassifierOutputSoftmaxTarget(CHOSEN), torch.from_numpy(trial.x)[None]
    kinds: list[tuple[First, Any, Any]] = [
        ("most", road.ROADMostRelevantFirst, trial.map),
        ("least", road.ROADLeastRelevantFirst, 1 - trial.map),
    ]
    for first, kind, values in kinds:
        percents = (20, 50, 80)
        theirs = [float(kind(one)(x, trial.map[None], [target], model)[0]) for one in percents]
        counts = [int((values >= np.percentile(values, one)).sum()) for one in percents]
        ours = road_curve(trial, first, [count / values.size for count in counts])
        assert [value for _, value in ours] == pytest.approx(theirs, abs=1e-4)


def without_noise() -> Any:
    from viewer.measures.imputation import imputed

    return lambda x, missing, _random=None: imputed(x, missing)


def test_drop_and_increase_are_the_grad_cam_librarys_but_for_the_whole(trial, model) -> None:
    """The library's drop is not divided by the whole, as the paper has it; ours is."""
    from pytorch_grad_cam.metrics.cam_mult_image import DropInConfidence, IncreaseInConfidence
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputSoftmaxTarget

    target, x = ClassifierOutputSoftmaxTarget(CHOSEN), torch.from_numpy(trial.x)[None]
    whole = float(trial.ask([trial.x]).probabilities[0])
    for seed in range(4):
        values = np.random.default_rng(seed).permutation(trial.map.ravel()).reshape(SIZE)
        values = values.astype(np.float32)
        other, given = replace(trial, map=values), scaled(values)[None]
        theirs = float(DropInConfidence()(x, given, [target], model)[0])
        assert read(other, "drop") * whole == pytest.approx(theirs, abs=1e-4)
        theirs = float(IncreaseInConfidence()(x, given, [target], model)[0])
        assert read(other, "increase") == theirs


def softmax(answer: torch.Tensor) -> torch.Tensor:
    return answer.softmax(-1)


def test_deletion_insertion_and_drop_are_torch_cams(trial, model) -> None:
    metrics = pytest.importorskip("torchcam.metrics", reason="torch-cam comes with “peers”")
    x = torch.from_numpy(trial.x)[None]
    taken = next(
        kind for name, kind in vars(metrics).items() if hasattr(kind, "_compute_curves") and name
    )
    curves = taken(GivenMap(model, trial.map), softmax, steps=20, baseline=torch.zeros(1))
    curves.update(x, CHOSEN)
    found = curves.summary()
    assert read(trial, "deletion") == pytest.approx(found["deletion_auc"], abs=1e-4)
    assert read(trial, "insertion") == pytest.approx(found["insertion_auc"], abs=1e-4)
    drops = metrics.ClassificationMetric(GivenMap(model, scaled(trial.map)), softmax)
    drops.update(x, CHOSEN)
    found = drops.summary()
    assert read(trial, "drop") == pytest.approx(found["avg_drop"], abs=1e-4)
    assert read(trial, "increase") == found["conf_increase"]


def test_the_deletion_curve_is_quantus_pixel_flipping(trial, model) -> None:
    """Quantus takes each channel of a pixel for a place of its own, and leaves out our first point.

    So it is given a map whose channels differ less than its pixels, and steps of whole pixels.
    """
    quantus = pytest.importorskip("quantus", reason="Quantus comes with “peers”")
    flipping = quantus.PixelFlipping(
        features_in_step=3 * 20,
        perturb_baseline="black",
        disable_warnings=True,
        display_progressbar=False,
        return_aggregate=False,
    )
    channels = np.stack([3 * np.round(trial.map * 599) + channel for channel in range(3)])
    (theirs,) = flipping(
        model=model,
        x_batch=trial.x[None],
        y_batch=np.array([CHOSEN]),
        a_batch=channels[None],
        softmax=True,
        device="cpu",
    )
    ours = [value for _, value in deletion_curve(lowest(trial), steps=30)][1:]
    assert ours == pytest.approx([float(one) for one in theirs], abs=1e-4)


def lowest(trial: Trial) -> Trial:
    """Quantus' black is the picture's least value."""
    return replace(trial, black=np.full(3, trial.x.min(), np.float32))
