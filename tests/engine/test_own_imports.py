"""What the user's code imports: listed and hashed before it runs, and seen by nobody else."""

from __future__ import annotations

import os
import py_compile
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from torch import nn

from viewer.core.asks.records import ModelRef
from viewer.core.errors import ArchitectureNeeded, UserError
from viewer.core.files.file_reading import hash_file
from viewer.core.files.own_code import OwnCode
from viewer.core.files.own_imports import read_sources
from viewer.core.stores.allowed_code import allow_code
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.opening import open_model
from viewer.engine.models.users.own_import import ROOT, OwnImports

NET = """
from torch import nn
{imports}

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 4, 3)
        self.f = nn.Linear(4, 3)

    def forward(self, x):
        {lazy}
        return self.f(self.c(x).mean((2, 3)))
"""
UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH
TELL = "import pathlib; pathlib.Path(__file__).with_name('RAN').touch()\n"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    weights = nn.ModuleDict({"c": nn.Conv2d(3, 4, 3), "f": nn.Linear(4, 3)}).state_dict()
    torch.save(weights, tmp_path / "own.pth")
    yield tmp_path
    for name in [one for one in sys.modules if one.partition(".")[0] == ROOT]:
        del sys.modules[name]
    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, OwnImports)]


def write(folder: Path, imports: str = "", *, lazy: str = "pass") -> None:
    (folder / "net.py").write_text(NET.format(imports=imports, lazy=lazy))


def allow(folder: Path) -> None:
    model = hash_file(folder / "own.pth", most_bytes=1 << 20)
    allow_code(model, OwnCode.parse(f"{folder / 'net.py'}:Net"))


def opened(folder: Path) -> OpenedModel:
    return open_model(ModelRef.parse(str(folder / "own.pth")), torch.device("cpu"))


def ran(folder: Path) -> bool:
    return any(folder.rglob("RAN"))


def test_our_own_imports_never_see_the_folder(folder: Path) -> None:
    write(folder)
    for name in ("torchvision", "timm", "numpy", "json", "pathlib", "argparse", "platformdirs"):
        (folder / f"{name}.py").write_text(TELL)
    command = [sys.executable, "-m", "viewer", "inspect", "own.pth", "--code", "net.py:Net"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert run.returncode == 0, run.stderr
    assert "Net" in run.stdout
    assert not ran(folder)


def test_all_that_it_imports_is_listed_and_runs(folder: Path) -> None:
    write(
        folder,
        "import layers.attention as a\nfrom layers import conv\nfrom .near import near\n"
        "from plain.deep import inner\nassert (a.A, conv.C, near, inner.D) == (1, 2, 3, 4)\n",
        lazy="import late; assert late.L == 5",
    )
    (folder / "layers").mkdir()
    (folder / "layers" / "__init__.py").touch()
    (folder / "layers" / "attention.py").write_text("from .conv import C\nA = C - 1\n")
    (folder / "layers" / "conv.py").write_text("C = 2\n")
    (folder / "near.py").write_text("near = 3\n")
    (folder / "plain" / "deep").mkdir(parents=True)
    (folder / "plain" / "deep" / "inner.py").write_text("D = 4\n")
    (folder / "late.py").write_text("L = 5\n")
    (folder / "stranger.py").write_text(TELL)
    assert read_sources(folder / "net.py").beside == (
        "late.py",
        *(f"layers/{name}.py" for name in ("__init__", "attention", "conv")),
        "near.py",
        "plain/deep/inner.py",
    )
    allow(folder)
    module = opened(folder).module
    assert module(torch.zeros(1, 3, 32, 32)).shape == (1, 3), "also what it imports late"
    assert not {"layers", "near", "plain", "late"} & sys.modules.keys()


@pytest.mark.parametrize("name", ["beside.py", "deep/__init__.py", "deep/er.py"])
def test_a_change_of_any_of_them_asks_again(folder: Path, name: str) -> None:
    write(folder, "import beside, deep.er")
    (folder / "deep").mkdir()
    for one in ("beside.py", "deep/__init__.py", "deep/er.py"):
        (folder / one).write_text("WIDTH = 4\n")
    allow(folder)
    opened(folder)
    (folder / name).write_text(TELL)
    with pytest.raises(ArchitectureNeeded, match="or what it imports, has changed"):
        opened(folder)
    assert not ran(folder)


def test_a_file_that_comes_to_stand_before_a_library_asks_again(folder: Path) -> None:
    write(folder, "import timm")
    allow(folder)
    opened(folder)
    (folder / "timm.py").write_text(TELL)
    with pytest.raises(ArchitectureNeeded, match="has changed"):
        opened(folder)
    (folder / "timm.py").unlink()
    (folder / "torchvision.py").write_text(TELL)  # which it does not import
    opened(folder)
    assert not ran(folder)


def test_what_only_running_tells_does_not_run(folder: Path) -> None:
    write(folder, "import importlib\nimportlib.import_module('be' + 'side')")
    (folder / "beside.py").write_text(TELL)
    allow(folder)
    with pytest.raises(ArchitectureNeeded, match="imports “beside” by a name that only running"):
        opened(folder)
    assert not ran(folder)


def test_a_folder_that_the_code_makes_importable_is_not(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path_factory.mktemp("installed")
    (installed / "a_library.py").write_text("try:\n    import extra\nexcept ImportError: ...")
    monkeypatch.syspath_prepend(str(installed))
    before = [*sys.path]
    write(
        folder,
        "import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\nimport a_library",
    )
    (folder / "extra.py").write_text(TELL)  # which the library imports, and not the code
    allow(folder)
    opened(folder)
    assert not ran(folder)
    assert sys.path == before


def test_kept_bytecode_is_not_taken_for_the_code(folder: Path) -> None:
    beside = folder / "beside.py"
    write(folder, "import beside")
    beside.write_text(TELL)
    kept = Path(py_compile.compile(str(beside), invalidation_mode=UNCHECKED) or "")
    beside.write_text("WIDTH = 4\n")
    assert kept.is_file()
    allow(folder)
    opened(folder)
    assert not ran(folder)


def test_a_module_of_the_users_is_nobody_elses(folder: Path) -> None:
    """A package that is installed goes on importing its own ``utils``."""
    write(folder, "import utils\nassert utils.OURS")
    (folder / "utils.py").write_text("OURS = True\n")
    allow(folder)
    opened(folder)
    assert "utils" not in sys.modules
    with pytest.raises(ImportError):
        __import__("utils")


def test_a_module_that_is_missing_is_told_as_python_tells_it(folder: Path) -> None:
    write(folder, "try:\n    import nowhere\nexcept ImportError:\n    import beside.nothing")
    (folder / "beside.py").touch()
    allow(folder)
    with pytest.raises(ArchitectureNeeded, match="failed in line 6: ModuleNotFoundError: "):
        opened(folder)


def test_no_future_of_ours_is_in_the_users_code(folder: Path) -> None:
    write(folder, "def f(x: int): ...\nassert f.__annotations__ == {'x': int}")
    allow(folder)
    opened(folder)


def test_too_many_files_are_refused(folder: Path) -> None:
    write(folder, "\n".join(f"import m{number}" for number in range(600)))
    for number in range(600):
        (folder / f"m{number}.py").touch()
    with pytest.raises(UserError, match="more than 500 files"):
        read_sources(folder / "net.py")


def test_a_pipe_is_no_code(folder: Path) -> None:
    os.mkfifo(folder / "pipe.py")
    with pytest.raises(UserError, match="cannot be read"):
        read_sources(folder / "pipe.py")
