"""An evaluation of a folder with the real default model: its files, and that it goes on."""

from __future__ import annotations

import json
import math
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from viewer.cli import main
from viewer.core.errors import UserError
from viewer.engine.engine import Engine
from viewer.evaluate.evaluation import evaluate
from viewer.evaluate.order import EvaluateOptions
from viewer.evaluate.scores import read_scores

FILES = ["differences.csv", "evaluation.json", "ranking.html", "ranking.pdf", "scores.csv"]


@pytest.fixture(scope="module")
def options(tmp_path_factory) -> EvaluateOptions:
    return EvaluateOptions(
        out=tmp_path_factory.mktemp("evaluated"),
        methods=("grad_cam", "random_cam"),
        measures=("drop", "class_sensitivity"),
        random=1,
    )


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    for number, size in enumerate([(240, 160), (160, 240)]):
        rows, columns = np.mgrid[0 : size[1], 0 : size[0]]
        rgb = np.stack([rows, columns, (rows * columns) % 256], axis=-1).astype(np.uint8)
        Image.fromarray(rgb).save(folder / f"={number}.png")
    (folder / "broken.png").write_bytes(b"nothing")
    return folder


@pytest.fixture(scope="module")
def measured(options, pictures):
    """The folder, evaluated once."""
    assert evaluate([pictures], options) == 1  # one picture is broken
    return options.out


def test_every_picture_method_and_measure_has_a_row(measured, pictures):
    scores = read_scores(measured / "scores.csv")
    assert [(one.picture, one.method, one.measure) for one in scores] == [
        (str(pictures / f"={number}.png"), method, measure)
        for number in range(2)
        for method in ("grad_cam", "random_cam")
        for measure in ("drop", "class_sensitivity")
    ]
    drops = [one for one in scores if one.measure == "drop"]
    assert all(0 <= one.value <= 1 and 1 <= one.rank <= 4 for one in drops)
    others = [one for one in scores if one.measure == "class_sensitivity"]
    assert all(math.isnan(one.rank) and math.isnan(one.baseline) for one in others)
    assert [one.value for one in others if one.method == "random_cam"] == [1.0, 1.0]
    parquet = ["scores.parquet"] if find_spec("pyarrow") else []
    names = [*FILES, *parquet, "summary.csv"]
    assert sorted(one.name for one in measured.iterdir()) == names


def test_the_summary_has_the_means_of_the_scores(measured):
    head, first, *_ = (measured / "summary.csv").read_text().splitlines()
    assert head.startswith("method,layer,measure,mean,low,high,n")
    scores = read_scores(measured / "scores.csv")
    values = [one.value for one in scores if (one.method, one.measure) == ("grad_cam", "drop")]
    cells = first.split(",")
    assert cells[0] == "grad_cam"
    assert float(cells[3]) == pytest.approx(sum(values) / 2, rel=1e-4)
    assert min(values) <= float(cells[4]) <= float(cells[3]) <= float(cells[5]) <= max(values)
    assert cells[6] == "2"


def test_page_and_figure_tell_the_ways_and_need_nothing_else(measured):
    page = (measured / "ranking.html").read_text(encoding="utf-8")
    assert "grad_cam, bn2" in page
    assert "The dashed line is what random maps reach" in page
    assert "<svg" in page
    assert "src=" not in page
    assert "<link" not in page
    assert "<script" not in page
    text = PdfReader(measured / "ranking.pdf").pages[0].extract_text()
    assert "random_cam, bn2" in text
    assert "Average drop" in text


def test_what_is_known_is_not_measured_again(measured, options, pictures, monkeypatch, capsys):
    before = (measured / "scores.csv").read_bytes()
    asked = []
    plain = Engine.measure
    monkeypatch.setattr(
        Engine, "measure", lambda *a: (asked.append(a[1].image.path.name), plain(*a))[1]
    )
    assert evaluate([pictures], options) == 1
    assert asked == ["broken.png"]
    assert (measured / "scores.csv").read_bytes() == before
    assert "[1/1]" in capsys.readouterr().err


def test_another_question_needs_another_folder(measured, options, pictures):
    with pytest.raises(UserError, match="another evaluation: measures, seed differ"):
        evaluate([pictures], replace(options, measures=("increase",), seed=1))


def test_a_stop_leaves_whole_files_and_what_was_known(options, photo_folder, tmp_path, monkeypatch):
    plain, seen = Engine.measure, []

    def stopped(self, request, wish):
        if seen:
            raise KeyboardInterrupt
        seen.append(request.image.path)
        return plain(self, request, wish)

    monkeypatch.setattr(Engine, "measure", stopped)
    options = replace(options, out=tmp_path / "new" / "out", methods=("grad_cam",), random=0)
    with pytest.raises(KeyboardInterrupt):
        evaluate([photo_folder], options)
    assert sorted(one.name for one in options.out.iterdir()) == ["evaluation.json", "scores.csv"]
    scores = read_scores(options.out / "scores.csv")
    assert {one.picture for one in scores} == {str(seen[0])}
    told = json.loads((options.out / "evaluation.json").read_text())
    assert list(told["pictures"]) == [str(seen[0])]


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"methods": ("nonsense",)}, "no method"),
        ({"measures": ("nonsense",)}, "no measure"),
        ({"measures": ()}, "nothing to measure"),
        ({"layers": ("nonsense",)}, "no layer"),
        ({"classes": ("nonsense",)}, "nonsense"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_written(options, photo, tmp_path, wrong, word):
    out = tmp_path / "out"
    with pytest.raises(UserError, match=word):
        evaluate([photo], replace(options, out=out, **wrong))
    assert not out.exists()


def test_from_the_command_line_with_truth(pictures, tmp_path, capsys):
    picture = pictures / "=0.png"
    (tmp_path / "=0.txt").write_text("disc 0.5 0.5 0.4 0.4\n")
    out = tmp_path / "out"
    typed = ["evaluate", str(picture), "--out", str(out), "--truth", str(tmp_path)]
    typed += ["--layers", "bn2,blocks.5.3", "--methods", "grad_cam,full_grad", "--classes", "7"]
    assert main([*typed, "--measures", "energy,pointing"]) == 0
    scores = read_scores(out / "scores.csv")
    assert [(one.method, one.layer) for one in scores[::2]] == [
        ("grad_cam", "bn2"),
        ("full_grad", "input"),  # it looks at no layer, and comes once
        ("grad_cam", "blocks.5.3"),
    ]
    assert all(0 <= one.value <= 1 and 1 <= one.rank <= 19 for one in scores)
    assert {one.target for one in scores} == {"cock"}
    assert "[1/1]" in capsys.readouterr().err
    assert main([*typed, "--measures", "energy"]) == 2
    assert "another evaluation: measures differ" in capsys.readouterr().err


def test_localisation_alone_needs_truth(pictures, tmp_path, capsys):
    typed = ["evaluate", str(pictures), "--measures", "iou", "--out", str(tmp_path / "out")]
    assert main(typed) == 2
    assert "need to know where the objects are" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing kills so hard here")
def test_after_a_kill_it_goes_on_and_ends_with_the_same_scores(pictures, tmp_path) -> None:
    """Killed once the first scores are on the disk; what they say is not measured again."""
    out, folder = tmp_path / "out", tmp_path / "pictures"
    folder.mkdir()
    for number in range(6):
        shutil.copy(pictures / f"={number % 2}.png", folder / f"{number}.png")
    asked = ["evaluate", str(folder), "--out", str(out), "--methods", "grad_cam"]
    asked += ["--measures", "deletion,drop"]
    slow = "import viewer.evaluate.keeping as keeping; keeping.LEAST_S = keeping.SHARE = 0.0;"
    code = f"{slow} import sys; from viewer.cli import main; sys.exit(main({asked!r}))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL) as running:
        deadline = time.monotonic() + 120
        while not (out / "evaluation.json").exists() and time.monotonic() < deadline:
            assert running.poll() is None
            time.sleep(0.01)
        running.kill()
    assert running.returncode == -signal.SIGKILL
    before = {one.picture: one for one in read_scores(out / "scores.csv")}
    assert 0 < len(before) < 6
    assert main(asked) == 0
    after = read_scores(out / "scores.csv")
    assert {(Path(one.picture).name, one.measure) for one in after} == {
        (f"{number}.png", measure) for number in range(6) for measure in ("deletion", "drop")
    }
    assert all(one in after for one in before.values())  # with the seconds that they took then
    whole = {Path(one.picture).name: one.value for one in after if one.measure == "drop"}
    assert whole["0.png"] == pytest.approx(whole["2.png"])
    assert not [*out.glob("*.part*"), *out.glob(".*")]
