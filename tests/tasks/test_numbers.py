"""Numbers of a regression: the map of one is known by hand, in the words that tell it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from given_records import given_prediction
from torch import nn

from viewer.cli import main
from viewer.core.asks.target import ResolvedNumber, Target
from viewer.core.asks.wire import Unpacker, pack
from viewer.core.errors import UserError
from viewer.core.maps.geometry import Geometry
from viewer.core.models.labels import named_labels, numbered_labels
from viewer.core.models.model_setup import NUMBERS, Answer, ModelSetup
from viewer.engine.look.passes import run_pass
from viewer.engine.look.reader import Reader
from viewer.tasks.numbers import Numbers, asked_baseline
from viewer.tasks.registry import built_in

GEOMETRY = Geometry(original=(96, 64), resized=(96, 64), offset=(0, 0), input=(96, 64))
ANSWER = np.array([31.25, -4.0, 0.5], np.float32)
NAMES = ("age", "height", "mood")
CELL = 32


def task() -> Numbers:
    return Numbers(Answer(kind="numbers", classes=3), named_labels(NAMES))


@pytest.mark.parametrize(
    ("text", "title", "explained"),
    [
        ("top", "age: 31.25", 31.25),
        ("1", "height: -4", -4.0),
        ("lower:age", "age: 31.25", -31.25),
        ("0-1", "age − height: 35.25", 35.25),
        ("age from 20", "age: 31.25, 11.25 above 20", 31.25),
        ("age from 40.5", "age: 31.25, 9.25 below 40.5", -31.25),
        ("lower:age from 40.5", "age: 31.25, 9.25 below 40.5", 31.25),
        ("height from -1e1", "height: -4, 6 above -10", -4.0),
    ],
)
def test_a_number_is_told_in_words_and_explained_on_its_side(
    text: str, title: str, explained: float
) -> None:
    numbers, answer = task(), torch.from_numpy(ANSWER)
    found = numbers.resolve(Target.parse(text), ANSWER, GEOMETRY)
    assert found.title == title
    assert float(numbers.score(answer, found)) == pytest.approx(explained)
    worth = numbers.worth(found, given_prediction(GEOMETRY, answer=ANSWER))
    assert worth.score == pytest.approx(explained * found.sign)
    assert worth.probability is None


def test_rows_tell_the_numbers_themselves() -> None:
    rows = task().say(ANSWER, GEOMETRY).top
    assert [(row.name, row.said) for row in rows] == [
        ("age", "31.25"), ("height", "-4"), ("mood", "0.5"),
    ]  # fmt: skip
    unnamed = Numbers(Answer(kind="numbers", classes=1), numbered_labels(1))
    assert unnamed.say(ANSWER[:1], GEOMETRY).top[0].name == "output 0"
    assert unnamed.say(np.zeros(1, np.float32), GEOMETRY).top[0].probability == 0


def test_what_is_no_number_is_said() -> None:
    with pytest.raises(UserError):
        task().resolve(Target.parse("weight"), ANSWER, GEOMETRY)
    with pytest.raises(UserError, match="invalid numbers"):
        task().resolve(Target(), np.array([np.nan], np.float32), GEOMETRY)
    assert asked_baseline("age from x") is asked_baseline("from 3") is None
    record = ResolvedNumber(title="age: 3", index=0, sign=-1)
    assert list(Unpacker().feed(pack(record))) == [record]


@pytest.mark.parametrize("outputs", [1, 3])
def test_only_the_users_word_makes_outputs_numbers(outputs: int) -> None:
    output = torch.rand(1, outputs)
    assert built_in().detect(output, ModelSetup())[0].key == "classes"
    for setup in (ModelSetup(answer="numbers"), ModelSetup(task=NUMBERS)):
        kind, answer = built_in().detect(output, setup)
        assert (kind.key, answer.kind, answer.classes) == (NUMBERS, "numbers", outputs)
        assert torch.equal(kind.task(answer, numbered_labels(outputs)).read(output), output)


def network(outputs: int = 2) -> nn.Sequential:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        body = (nn.Conv2d(3, 6, CELL, CELL), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        return nn.Sequential(*body, nn.Linear(6, outputs)).eval()


def test_the_slope_of_a_number_is_known_by_hand() -> None:
    """d(y_i) / dA_k is w_ik / n at each of the n places; below a baseline its negative."""
    model, numbers = network(), Numbers(Answer(kind="numbers", classes=2), named_labels(NAMES[:2]))
    Reader(model).task = numbers
    run = run_pass(model, torch.randn(1, 3, 64, 96), frozenset("1"), lambda: None, numbers)
    rows = run.capture.answer.detach().numpy()
    for text, sign in (("height from -1000", 1), ("height from 1000", -1)):
        target = numbers.resolve(Target.parse(text), rows, GEOMETRY)
        found = run.gradients(target, ["1"])["1"]
        weights = model[4].weight[1].detach() / 6
        assert torch.allclose(found, sign * weights[:, None, None].expand(6, 2, 3), atol=1e-7)


def test_the_command_line_explains_numbers(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.save(network(), tmp_path / "m.pth")
    (tmp_path / "names.txt").write_text("age\nheight\n")
    words = ["export", str(photo), "--model", str(tmp_path / "m.pth"), "--maps", "--answer",
             "numbers", "--labels", str(tmp_path / "names.txt"), "--methods", "hires_cam",
             "--out", str(tmp_path / "out")]  # fmt: skip
    assert main([*words, "--classes", "age,age from 1000,lower:age"]) == 0
    with np.load(tmp_path / "out" / f"{photo.stem}.npz", allow_pickle=False) as maps:
        found = dict(maps)
    assert [*found] == [f"{text}/hires_cam" for text in ("age", "age from 1000", "lower:age")]
    assert np.array_equal(found["age from 1000/hires_cam"], found["lower:age/hires_cam"])
    assert not np.array_equal(found["age/hires_cam"], found["lower:age/hires_cam"])
    assert main(["inspect", str(tmp_path / "m.pth"), "--answer", "numbers"]) == 0
    assert "2 numbers of a regression" in capsys.readouterr().out
