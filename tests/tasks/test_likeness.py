"""Likeness: maps of a cosine known by hand and by the grad-cam library, from any classifier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor, nn

from viewer.cli import main
from viewer.core.asks.records import Failure, HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import ResolvedLikeness, Target
from viewer.core.asks.wire import Unpacker, pack
from viewer.core.errors import Cancelled, UserError
from viewer.core.judging.picture_scores import ScorePictures
from viewer.core.maps.geometry import plan_geometry
from viewer.core.models.model_setup import LIKENESS, ModelSetup
from viewer.core.pictures.images import load_picture
from viewer.engine.engine import Engine
from viewer.engine.explain.scoring import score_pictures
from viewer.engine.look.preprocess import to_input
from viewer.tasks.likeness_asking import asked_likeness, likeness_name

CELL = 32
PANES = (PaneSpec("grad_cam", layer="1"), PaneSpec("layer_cam", layer="1"))


@pytest.fixture(scope="module")
def network() -> nn.Sequential:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(4)
        body = (
            nn.Conv2d(3, 6, CELL, stride=CELL),
            nn.ReLU(),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
        )
        return nn.Sequential(*body, nn.Linear(6, 4)).eval()


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    drawn = np.random.default_rng(7).integers(0, 256, (3, 200, 300, 3), np.uint8)
    paths = [tmp_path / f"{name}.png" for name in ("a", "b", "c, d")]
    for pixels, path in zip(drawn, paths, strict=True):
        Image.fromarray(pixels).save(path)
    return paths


@pytest.fixture
def model(network: nn.Sequential, tmp_path: Path) -> ModelRef:
    path = tmp_path / "m.pth"
    torch.save(network, path)
    return ModelRef(source="file", path=path, setup=ModelSetup(task=LIKENESS))


@pytest.fixture
def engine(model: ModelRef) -> Iterator[Engine]:
    with Engine(device="cpu") as engine:
        engine.open(model)
        yield engine


def asked(
    engine: Engine, model: ModelRef, picture: Path, target: Target
) -> tuple[list[HeatMap], list[Failure], Prediction]:
    request = ExplainRequest(image=ImageRef.of(picture), model=model, target=target, panes=PANES)
    replies = list(engine.explain(request))
    maps = [one for one in replies if isinstance(one, HeatMap)]
    failures = [one for one in replies if isinstance(one, Failure)]
    return maps, failures, next(one for one in replies if isinstance(one, Prediction))


def like(path: Path, against: Path | None = None, **changes: str) -> Target:
    return Target(kind="name", name=likeness_name(path, against), **changes)  # type: ignore[arg-type]


def activations(network: nn.Sequential, engine: Engine, model: ModelRef, path: Path) -> np.ndarray:
    """Return A (6, h, w) of a picture."""
    picture, rule = load_picture(path), engine.open(model).rule
    with torch.no_grad():
        return network[:2](to_input(picture, plan_geometry(picture.size, rule, "default"), rule))[
            0
        ].numpy()


def slope(e: np.ndarray, r: np.ndarray) -> tuple[float, np.ndarray]:
    """Return cos(e, r), and its slope r / (|e| |r|) - cos e / |e|^2."""
    lengths = np.linalg.norm(e) * np.linalg.norm(r)
    cosine = float(e @ r / lengths)
    return cosine, r / lengths - cosine * e / (e @ e)


def test_the_map_of_a_cosine_is_the_one_known_by_hand(
    network: nn.Sequential, engine: Engine, model: ModelRef, pictures: list[Path]
) -> None:
    a, b, c = (activations(network, engine, model, path) for path in pictures)
    cosine, towards = slope(a.mean((1, 2)), b.mean((1, 2)))
    other, away = slope(a.mean((1, 2)), c.mean((1, 2)))
    for target, score, weights in (
        (like(pictures[1]), cosine, towards),
        (like(pictures[1], pictures[2]), cosine - other, towards - away),
        (like(pictures[1], direction="lower"), cosine, -towards),
    ):
        maps, _, seen = asked(engine, model, pictures[0], target)
        expected = np.maximum(np.tensordot(weights / a[0].size, a, axes=1), 0)
        assert np.allclose(maps[0].raw, expected, atol=1e-6 * np.abs(expected).max() + 1e-9)
        assert maps[0].score == pytest.approx(score, abs=1e-6)
        assert np.allclose(seen.answer, a.mean((1, 2)), atol=1e-6)
        assert seen.top == ()
    assert maps[0].resolved.title == "like: b.png"


def test_the_map_is_that_of_the_grad_cam_library(
    network: nn.Sequential, engine: Engine, model: ModelRef, pictures: list[Path]
) -> None:
    """Its documents explain a network without its last layer, and the cosine as the target."""
    from pytorch_grad_cam import GradCAM

    rule = engine.open(model).rule
    x, y = (
        to_input(picture, plan_geometry(picture.size, rule, "default"), rule)
        for picture in map(load_picture, pictures[:2])
    )
    body = network[:4]
    concept = body(y)[0].detach()

    def similarity(output: Tensor) -> Tensor:
        return nn.CosineSimilarity(dim=0)(output, concept)

    with GradCAM(model=body, target_layers=[body[1]]) as cam:
        theirs = cam(input_tensor=x, targets=cast(Any, [similarity]))[0]
    raw = asked(engine, model, pictures[0], like(pictures[1]))[0][0].raw
    ours = (raw - raw.min()) / (raw.max() - raw.min())
    import cv2

    ours = cv2.resize(ours, theirs.shape[::-1])
    assert np.abs((ours - ours.min()) / (ours.max() - ours.min()) - theirs).max() < 1e-5


def test_what_means_nothing_is_said(
    engine: Engine, model: ModelRef, pictures: list[Path], tmp_path: Path
) -> None:
    maps, _, seen = asked(engine, model, pictures[0], Target())
    assert maps[0].resolved.title == "embedding"
    assert maps[0].score == pytest.approx(float(np.linalg.norm(seen.answer)), rel=1e-6)
    assert "no other picture" in maps[0].note[0]
    maps, _, _ = asked(engine, model, pictures[0], like(pictures[0]))
    assert "the same to the model" in maps[0].note[0]
    assert maps[0].score == pytest.approx(1, abs=1e-6)
    missing = ExplainRequest(
        image=ImageRef.of(pictures[0]), model=model, target=like(tmp_path / "no.png"), panes=PANES
    )
    with pytest.raises(UserError, match=r"no\.png"):
        list(engine.explain(missing))
    with pytest.raises(UserError, match="no classes"):
        list(engine.explain(
            ExplainRequest(
                image=ImageRef.of(pictures[0]), model=model, panes=PANES,
                target=Target(kind="class", index=1),
            )
        ))  # fmt: skip


def test_the_model_answers_with_its_classes_again(
    network: nn.Sequential, engine: Engine, model: ModelRef, pictures: list[Path]
) -> None:
    classes = ModelRef(source="file", path=model.path, setup=ModelSetup())
    _, _, seen = asked(engine, classes, pictures[0], Target())
    a = activations(network, engine, classes, pictures[0]).mean((1, 2))
    with torch.no_grad():
        assert np.allclose(seen.answer, network[4](torch.from_numpy(a)).numpy(), atol=1e-5)


def test_names_of_a_segmenters_classes_wait_while_pictures_are_compared(
    engine: Engine, pictures: list[Path], tmp_path: Path
) -> None:
    """They are kept in the setup, and belong to what the model says without a comparison."""
    torch.save(
        nn.Sequential(nn.Conv2d(3, 6, CELL, stride=CELL), nn.ReLU(), nn.Conv2d(6, 2, 1)),
        tmp_path / "dense.pt",
    )
    setup = ModelSetup(task=LIKENESS, class_names=("sky", "road"))
    model = ModelRef(source="file", path=tmp_path / "dense.pt", setup=setup)
    info = engine.open(model)
    assert (info.task, info.class_names) == (LIKENESS, ())
    assert not any("names" in note for note in info.notes)
    request = ExplainRequest(
        image=ImageRef.of(pictures[0]), model=model, target=like(pictures[1]), panes=PANES[:1]
    )
    assert [one for one in engine.explain(request) if isinstance(one, HeatMap)]


def test_names_of_likeness_are_read_and_travel() -> None:
    one, other = Path("/a b/c.png"), Path("/d against.png")
    assert asked_likeness(likeness_name(one)) == (one,)
    assert asked_likeness(likeness_name(one, other)) == (one, other)
    assert asked_likeness("like") == asked_likeness("dog") == ()
    target = like(one, other, direction="lower")
    assert Target.parse(target.spelled) == target
    record = ResolvedLikeness(title="like c.png", like="abc", against="d", sign=-1)
    assert list(Unpacker().feed(pack(record))) == [record]


def test_the_command_line_compares_pictures(
    model: ModelRef, pictures: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["export", str(pictures[0]), "--model", str(model.path), "--out", str(out), "--maps",
             "--methods", "grad_cam", "--layer", "1", "--figure", "row"]  # fmt: skip
    assert main([*words, "--like", str(pictures[1]), "--like", str(pictures[2])]) == 0
    maps = np.load(out / "a.npz", allow_pickle=False)
    assert set(maps) == {f"like {path}/grad_cam" for path in pictures[1:]}
    assert main([*words, "--like", str(tmp_path / "no.png")]) == 2
    assert "no picture" in capsys.readouterr().err
    assert main([*words, "--like", str(pictures[1]), "--classes", "1"]) == 2
    assert "no classes" in capsys.readouterr().err


def test_the_cosines_of_many_pictures_are_those_of_each(
    engine: Engine, model: ModelRef, pictures: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"nothing")
    target, images = like(pictures[0]), (*pictures, broken)
    asked(engine, model, pictures[1], target)
    shown = engine._sights._picture
    wish = ScorePictures(
        model=model, target=target, images=tuple(map(ImageRef.of, images)), serial=3
    )
    reply = score_pictures(wish, engine.ask)
    assert engine._sights._picture is shown  # the present picture is left alone
    single = [asked(engine, model, path, target)[0][0].score for path in pictures]
    assert np.allclose(reply.scores, [*single, np.nan], atol=1e-6, equal_nan=True)
    assert reply.scores[0] == pytest.approx(1, abs=1e-6)
    assert len(set(np.round(single, 4))) == 3
    (back,) = Unpacker().feed(pack(reply))
    assert np.array_equal(back.scores, reply.scores, equal_nan=True)
    with pytest.raises(Cancelled):
        score_pictures(wish, engine.ask, hold=lambda: True)
