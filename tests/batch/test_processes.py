"""Several processes export what one does, byte by byte, and one that dies costs one picture."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from given_records import given_model
from PIL import Image

from viewer.batch import export as exporting
from viewer.batch.item import Item, Outcome
from viewer.batch.local import Local
from viewer.batch.order import ExportOptions
from viewer.batch.processes import Processes
from viewer.batch.way import BY_TORCH, Opened
from viewer.cli import main
from viewer.core.errors import UserError


@pytest.fixture
def pictures(photo: Path, tmp_path: Path) -> Path:
    """A folder of nine pictures, one of which is none."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    plain = np.asarray(Image.open(photo))
    for number in range(8):
        turned = np.roll(plain, 20 * number, axis=1)
        Image.fromarray(turned).save(folder / f"photo{number}.png")
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_files_are_the_same_however_many_processes_there_are(
    pictures: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    used: list[int] = []
    monkeypatch.setattr(
        exporting, "Processes", lambda n, *way: used.append(n) or Processes(n, *way)
    )
    found: list[dict[str, bytes]] = []
    said: list[list[str]] = []
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        options = ("--figure", "none", "--maps", "--overlays", "--jobs", jobs)
        assert main(["export", str(pictures), "--out", str(out), *options]) == 1
        found.append(contents(out))
        lines = capsys.readouterr().err.splitlines()
        said.append(sorted(line.partition("] ")[2] for line in lines))
    assert used == [2]
    assert len(found[0]) == 8 * 4
    assert found[0] == found[1]
    assert said[0] == said[1]


def test_a_few_pictures_are_explained_by_one_process(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "Processes", None)
    options = ExportOptions(out=tmp_path / "out", methods=("grad_cam",), figure=False)
    assert exporting.export([photo], options, jobs=8) == 0


def test_a_process_that_dies_costs_one_picture(photo: Path, tmp_path: Path) -> None:
    processes = Processes(1)
    options = ExportOptions(out=tmp_path, methods=("grad_cam",), figure=False)
    try:
        processes.open(options)
        (child,) = processes._children
        items = [Item(picture=photo, stem=str(number)) for number in range(3)]

        def given() -> Iterator[Item]:
            yield items[0]
            os.kill(child._process.pid, signal.SIGKILL)
            yield from items[1:]

        errors = {outcome.item.stem: outcome.error for outcome in processes.run(given())}
    finally:
        processes.close()
    assert errors["0"] is errors["2"] is None
    assert "has ended" in str(errors["1"])


class Child:
    """A process that only says when it begins and what it is asked, and where it computes."""

    device = "CPU"
    said: ClassVar[list[str]] = []

    def __init__(self) -> None:
        self.said.append("begins")

    def ask(self, message: object) -> object:
        self.said.append(type(message).__name__)
        if isinstance(message, Item):
            return Outcome(item=message)
        return Opened(info=given_model(device=self.device), way=BY_TORCH)

    def end(self) -> None:
        self.said.append("ends")


@pytest.mark.parametrize(
    ("device", "said"), [("CPU", []), ("NVIDIA H200", ["ends"])], ids=["CPU", "GPU"]
)
def test_the_others_begin_while_the_first_opens_the_model(
    device: str, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.batch.processes._Child", Child)
    monkeypatch.setattr(Child, "device", device)
    monkeypatch.setattr(Child, "said", [])
    processes = Processes(2)
    processes.open(ExportOptions(out=tmp_path))
    assert Child.said == ["begins", "begins", "Opening", *said]
    items = [Item(picture=tmp_path, stem=str(number)) for number in range(9)]
    assert len(list(processes.run(items))) == 9
    assert Child.said.count("begins") == 2
    processes.close()


def test_a_model_that_does_not_open_is_told_as_by_one_process(tmp_path: Path) -> None:
    options = ExportOptions(out=tmp_path, layer="classifier")
    told: list[str] = []
    for backend in (Local(), Processes(2)):
        with pytest.raises(UserError) as refused:
            backend.open(options)
        backend.close()
        told.append(str(refused.value))
    assert told[0] == told[1]


@pytest.mark.parametrize("text", ["0", "-1", "many", "257"])
def test_how_many_is_a_number(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "x", "--out", "y", "--jobs", text]) == 2
    assert "from 1 to 256" in capsys.readouterr().err
