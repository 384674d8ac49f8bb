"""What the user's code imports: listed and hashed before it runs, and seen by nobody else."""

from __future__ import annotations

import json
import os
import py_compile
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from torch import nn

from viewer.core.asks.references import ModelRef
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


@pytest.fixture
def package(folder: Path) -> Path:
    """The same file as part of a package, two folders below the one that holds it."""
    inner = folder / "pets" / "models"
    inner.mkdir(parents=True)
    (folder / "pets" / "__init__.py").write_text("ABOVE = 1\n")
    (inner / "__init__.py").write_text("from .near import NEAR\n")
    (inner / "near.py").write_text("NEAR = 2\n")
    (folder / "pets" / "far.py").write_text("from pets import ABOVE\nFAR = ABOVE + 2\n")
    (folder / "stranger.py").write_text(TELL)
    (folder / "own.pth").rename(inner / "own.pth")
    return inner


def test_a_file_in_a_package_is_part_of_it(package: Path) -> None:
    write(
        package,
        "from .near import NEAR\nfrom ..far import FAR\nfrom pets.models import near\n"
        "from . import NEAR as again\nimport near as script\n"
        "assert (NEAR, FAR, near.NEAR, again, script.NEAR) == (2, 3, 2, 2, 2)\n"
        "assert __package__.endswith('pets.models') and __name__ != '__main__'\n",
        lazy="from .. import ABOVE; assert ABOVE == 1",
    )
    files = ("__init__", "far", "models/__init__", "models/near")
    assert read_sources(package / "net.py").beside == tuple(f"pets/{name}.py" for name in files)
    allow(package)
    assert opened(package).module(torch.zeros(1, 3, 32, 32)).shape == (1, 3)
    assert not {"pets", "near"} & sys.modules.keys()
    (package.parent / "far.py").write_text("FAR = 3\n")
    with pytest.raises(ArchitectureNeeded, match="changed"):
        opened(package)


def test_a_package_beside_the_users_is_not_found(package: Path) -> None:
    write(package, "import importlib\nimportlib.import_module('stranger')")
    allow(package)
    with pytest.raises(ArchitectureNeeded, match="No module named 'stranger'"):
        opened(package)
    assert not ran(package.parent.parent)


def test_what_a_package_imports_by_a_name_that_only_running_tells_does_not_run(
    package: Path,
) -> None:
    (package / "hidden.py").write_text(TELL)
    write(package, "import importlib\nimportlib.import_module('.hidden', __package__)")
    allow(package)
    with pytest.raises(ArchitectureNeeded, match="only running it tells"):
        opened(package)
    assert not ran(package)


RUN = """
import argparse, logging, os, pathlib, sys
assert sys.argv == ["net.py"], sys.argv
argparse.ArgumentParser().parse_args()
assert pathlib.Path("width.txt").read_text() == "4"
logging.basicConfig(stream=sys.stdout)
if __name__ == "__main__":
    raise SystemExit("it is not run as a program")
print("hello", file=sys.stderr)
with open("printed.txt", "w") as file:
    print("to a file", file=file)
sys.stdout.write("half a line")
"""


def test_the_code_runs_as_its_author_runs_it(
    folder: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "width.txt").write_text("4")
    write(folder, RUN, lazy="print('forward')")
    allow(folder)
    before = (sys.argv, Path.cwd(), sys.stdin, sys.stdout, [*sys.path])
    with caplog.at_level("INFO"):
        module = opened(folder).module
        module(torch.zeros(1, 3, 32, 32))
    assert (sys.argv, Path.cwd(), sys.stdin, sys.stdout, [*sys.path]) == before
    told = [one.getMessage() for one in caplog.records if "prints" in one.getMessage()]
    assert told[:2] == ["“net.py” prints: hello", "“net.py” prints: half a line"]
    assert told[-1] == "“net.py” prints: forward"
    assert capfd.readouterr() == ("", "")
    assert (folder / "printed.txt").read_text() == "to a file\n"


def test_a_flood_is_cut(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    flood = "for n in range(100_000): print(n)\nprint('x' * 50_000_000)\nprint('y\\n' * 1_000_000)"
    write(folder, flood)
    allow(folder)
    with caplog.at_level("INFO"):
        opened(folder)
    told = [one.getMessage() for one in caplog.records if "prints" in one.getMessage()]
    assert len(told) == 201
    assert told[-1] == "“net.py” prints more than 200 lines; the rest is left out."


def test_a_log_that_the_code_turns_to_its_own_output_does_not_go_round(folder: Path) -> None:
    write(
        folder,
        "import logging, sys\nlogging.basicConfig(stream=sys.stdout, level='INFO', force=True)\n"
        "print('hello')\nlogging.info('there')\n",
    )
    command = [sys.executable, "-m", "viewer", "inspect", "own.pth", "--code", "net.py:Net"]
    run = subprocess.run(
        [*command, "--json"], capture_output=True, text=True, check=False, cwd=folder, timeout=60
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["title"]


def test_code_that_asks_for_input_is_told_that_there_is_none(folder: Path) -> None:
    write(folder, "input('which? ')")
    allow(folder)
    with pytest.raises(ArchitectureNeeded, match="EOFError"):
        opened(folder)
