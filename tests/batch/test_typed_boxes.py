"""Boxes from the command line: all of them, by number, by place; and how inspect tells of them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from given_detector import BOXES, NAMES, STREET, WEIGHTS, needs_detector

from viewer.batch.typed_boxes import BoxWish
from viewer.cli import main
from viewer.core.errors import UserError
from viewer.core.models.model_setup import ModelSetup, setup_data

CODE = Path(__file__).parents[1] / "given" / "given_fastestdet.py"


@pytest.fixture
def detector(tmp_path: Path) -> list[str]:
    """Return the options that open the detector, as a user types them."""
    setup = tmp_path / "setup.json"
    rule = {"size": [352, 352], "shorter_side": None, "mean": [0, 0, 0], "std": [1, 1, 1],
            "colours": "bgr"}  # fmt: skip
    data = setup_data(ModelSetup(task="boxes", boxes=BOXES)) | {"rule": rule}
    setup.write_text(json.dumps(data), encoding="utf-8")
    return ["--code", f"{CODE}:FastestDet", "--labels", str(NAMES), "--setup", str(setup)]


@needs_detector
def test_boxes_and_misses_are_exported_under_their_names(
    detector: list[str], tmp_path: Path
) -> None:
    words = ["export", str(STREET), "--model", str(WEIGHTS), *detector, "--figure", "none",
             "--maps"]  # fmt: skip
    assert main([*words, "--boxes", "all", "--out", str(tmp_path / "all")]) == 0
    some = ["--boxes", "2,4", "--miss", "440,100,40,100", "--threshold", "0.9"]
    assert main([*words, *some, "--out", str(tmp_path / "some")]) == 0
    every = np.load(tmp_path / "all" / f"{STREET.stem}.npz", allow_pickle=False)
    chosen = np.load(tmp_path / "some" / f"{STREET.stem}.npz", allow_pickle=False)
    assert set(every) == {f"box {number}/hires_cam" for number in (1, 2, 3, 4)}
    assert set(chosen) == {
        f"{name}/hires_cam" for name in ("box 2", "box 4", "miss 440,100,40,100")
    }
    for key in ("box 2/hires_cam", "box 4/hires_cam"):  # together, or each by itself
        assert np.allclose(every[key], chosen[key], atol=1e-5 * every[key].max())
    recipe = json.loads((tmp_path / "some" / f"{STREET.stem}.json").read_text(encoding="utf-8"))
    assert [one["asks"] for one in recipe["predictions"]] == ["box 1"]  # at 0.9 there is but one
    assert recipe["model"]["setup"]["boxes"]["threshold"] == 0.9


@needs_detector
def test_a_picture_without_boxes_is_left_out_in_words(
    detector: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", str(STREET), "--model", str(WEIGHTS), *detector, "--out", str(tmp_path)]
    assert main([*words, "--boxes", "all", "--threshold", "0.99"]) == 1
    assert "No box of this picture reaches the threshold." in capsys.readouterr().err


@needs_detector
def test_inspect_says_how_boxes_are_decoded(
    detector: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(WEIGHTS), *detector]) == 0
    out = capsys.readouterr().out
    assert (
        "Answer: boxes of 80 classes: a grid of cells; centre (tanh t + cell) / cells, size sigmoid"
        " t, in shares of the input; confidence objectness^0.6 × class^0.4; threshold 0.5,"
        " overlap 0.45\n"
    ) in out
    assert "Default layer: backbone.stage4\n" in out


def test_a_classifier_has_no_boxes(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(photo), "--boxes", "1", "--out", str(tmp_path)]) == 2
    assert "does not answer with boxes" in capsys.readouterr().err


def test_what_is_typed_is_read_or_refused() -> None:
    wish = BoxWish.parse("1, 3", ["40, 60,20,30.5"], 0.3)
    assert wish.names == ("box 1", "box 3", "miss 40,60,20,30.5")
    assert (wish.every, wish.threshold, wish.asks) == (False, 0.3, True)
    assert BoxWish.parse("all", [], None).every
    assert not BoxWish.parse(None, [], None).asks
    for boxes, misses in (("0", []), ("1,x", []), (None, ["1,2,3"]), (None, ["1,2,0,4"])):
        with pytest.raises(UserError):
            BoxWish.parse(boxes, misses, None)
