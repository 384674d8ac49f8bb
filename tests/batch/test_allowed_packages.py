"""The word for a package on the command line: for this and later commands, in this version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from given_installed import NAME, Installed, installed_package
from PIL import Image

from viewer.cli import main


@pytest.fixture
def model(tmp_path: Path) -> Iterator[Path]:
    with installed_package(tmp_path / "site") as found:
        yield saved(found, tmp_path / "own.pth")


def saved(installed: Installed, path: Path) -> Path:
    nets = installed.nets()
    torch.save(nets.Net(nets.NetConfig(nets.Sizes(4, 3))).eval(), path)
    installed.forget()
    return path


def test_a_model_opens_once_its_package_is_allowed(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(model)]) == 2
    assert "“shapenets” 1.2. Allow them with --allow shapenets" in capsys.readouterr().err
    assert main(["inspect", str(model), "--allow", "os"]) == 2
    assert "no package “os”" in capsys.readouterr().err
    picture = tmp_path / "a.png"
    Image.fromarray(np.full((60, 90, 3), 90, np.uint8)).save(picture)
    words = [
        "export",
        str(picture),
        "--model",
        str(model),
        "--out",
        str(tmp_path / "out"),
        "--maps",
    ]
    assert main([*words, "--methods", "grad_cam", "--allow", f"{NAME}", "--figure", "none"]) == 0
    assert (tmp_path / "out" / "a.npz").exists()
    assert main(["inspect", str(model)]) == 0  # it is remembered
    assert "Net" in capsys.readouterr().out
