"""Models of the user's own classes: built by the user's code where it is allowed, never else."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.core.errors import ArchitectureNeeded, OwnClasses
from viewer.core.files.file_reading import hash_file
from viewer.core.files.own_code import OwnCode
from viewer.core.stores.allowed_code import allow_code, allowed_code
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.opening import open_model
from viewer.engine.models.users.own_import import ROOT, OwnImports

CPU = torch.device("cpu")
SOURCE = '''
"""The user's own network."""
import pathlib
import torch
from torch import nn
from beside import WIDTH

pathlib.Path(__file__).with_name("ran").touch()

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(WIDTH, WIDTH, 3, padding=1)
        self.scale = 1.0

    def forward(self, x):
        return x + self.scale * torch.relu(self.conv(x))

class Net(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.model = nn.Sequential(nn.Conv2d(3, WIDTH, 3, stride=4), nn.BatchNorm2d(WIDTH), Block())
        self.head = nn.Linear(WIDTH, num_classes)

    def forward(self, x):
        return self.head(self.model(x).mean((2, 3)))

class Wrapped(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = Net(3)

    def forward(self, x):
        return self.model(x)

class Needy(Net):
    def __init__(self, num_classes, depth):
        super().__init__(num_classes)

def make():
    return Net(3)

def number():
    return 3

def failing():
    raise KeyError("no such thing")

def leaving():
    raise SystemExit(3)

if __name__ == "__main__":
    raise SystemExit("training would start")
'''


def allow_for(model: Path, code: OwnCode) -> None:
    allow_code(hash_file(model, most_bytes=1 << 30), code)


class Users:
    """A user's folder with code, and what the code defines when the user runs it."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.code = folder / "net.py"
        self.code.write_text(SOURCE)
        (folder / "beside.py").write_text("WIDTH = 4\n")
        self.ran = folder / "ran"
        self.patch = patch
        self.names = types.ModuleType("users_script")
        self.names.__file__ = str(self.code)
        patch.setitem(sys.modules, "users_script", self.names)
        patch.syspath_prepend(str(folder))
        exec(compile(SOURCE, "net.py", "exec"), vars(self.names))
        patch.delitem(sys.modules, "beside")
        self.ran.unlink()

    def model(self, name: str = "Net", *arguments: object) -> nn.Module:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(0)
            model = vars(self.names)[name](*arguments).eval()
        return model.requires_grad_(False)

    def save(self, content: object, name: str = "m.pth") -> Path:
        path = self.code.with_name(name)
        torch.save(content, path)
        for module in ("users_script", "beside"):
            self.patch.delitem(sys.modules, module, raising=False)
        self.patch.undo()
        return path

    def open(self, path: Path, name: str | None = None, *, allow: bool = True) -> OpenedModel:
        code = OwnCode.parse(f"{self.code}:{name}") if name else None
        if code and allow:
            allow_for(path, code)
        return open_model(ModelRef.parse(str(path), code=code), CPU)


@pytest.fixture
def users(tmp_path: Path) -> Iterator[Users]:
    with pytest.MonkeyPatch.context() as patch:
        yield Users(tmp_path, patch)
    sys.modules.pop("beside", None)
    for name in [one for one in sys.modules if one.startswith(ROOT)]:
        del sys.modules[name]
    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, OwnImports)]


def answers(opened: OpenedModel, model: nn.Module) -> bool:
    x = torch.linspace(-1, 1, 3 * 64 * 64).reshape(1, 3, 64, 64)
    return torch.equal(opened.module(x), model(x))


def test_own_classes_are_named_and_nothing_runs(users: Users) -> None:
    path = users.save(users.model("Net", 3))
    with pytest.raises(OwnClasses, match=r"own Python code \(users_script.Net, ") as asked:
        users.open(path)
    assert asked.value.classes == ("users_script.Net", "users_script.Block")
    assert "--code FILE.py:NAME" in asked.value.hint
    assert not users.ran.exists()


def test_code_that_is_not_allowed_does_not_run(users: Users) -> None:
    path = users.save(users.model("Net", 3))
    with pytest.raises(ArchitectureNeeded, match="not allowed"):
        users.open(path, "Net", allow=False)
    allow_for(path, OwnCode.parse(f"{users.code}:make"))
    with pytest.raises(ArchitectureNeeded, match="not allowed"):
        users.open(path, "Net", allow=False)
    assert not users.ran.exists()


@pytest.mark.parametrize("name", ["Net", "make"])
def test_a_whole_model_opens_with_its_code(users: Users, name: str) -> None:
    model = users.model("Net", 3)
    path = users.save(model)
    opened = users.open(path, name)
    assert users.ran.exists()
    assert answers(opened, model)
    assert opened.title == "Net"
    assert opened.notes[0] == (
        f"Built by {name} in “net.py”; the file's weights were loaded into it."
    )


@pytest.mark.parametrize(
    ("name", "prefix"),
    [("Net", ""), ("Net", "module."), ("Net", "net._orig_mod."), ("Wrapped", "")],
)
def test_weights_open_with_their_code(users: Users, name: str, prefix: str) -> None:
    model = users.model(name, *((3,) if name == "Net" else ()))
    state = {f"{prefix}{key}": value for key, value in model.state_dict().items()}
    path = users.save({"epoch": 3, "state_dict": state})
    assert answers(users.open(path, name), model)


def test_settings_of_the_file_are_taken(users: Users) -> None:
    model = users.model("Net", 3)
    model.model[2].scale = 0.25
    model.model[0].stride = (2, 2)
    opened = users.open(users.save(model), "Net")
    assert answers(opened, model)
    assert "model.2.scale is 0.25 in the file and 1.0 today (taken)" in opened.notes[1]


def test_allowed_code_is_remembered_until_it_changes(users: Users) -> None:
    model = users.model("Net", 3)
    path = users.save(model)
    users.open(path, "Net")
    assert answers(users.open(path), model)
    users.ran.unlink()
    users.code.write_text(SOURCE + "\n# changed\n")
    with pytest.raises(OwnClasses) as asked:
        users.open(path)
    assert asked.value.headline == (
        "“net.py”, or what it imports, has changed since it was allowed to build this model."
    )
    assert asked.value.sha256 == hash_file(path, most_bytes=1 << 30)
    assert not users.ran.exists()
    users.code.unlink()
    with pytest.raises(OwnClasses):
        users.open(path)


def test_weights_that_do_not_fit_ask_again(users: Users) -> None:
    path = users.save(users.model("Net", 3))
    with pytest.raises(ArchitectureNeeded, match="do not fit Block: 2 entries are missing"):
        users.open(path, "Block")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Needy", "needs arguments that CamScope cannot know"),
        ("number", "gives no model but a int"),
        ("failing", "failed in line 47: KeyError: 'no such thing'"),
        ("leaving", "failed in line 50: SystemExit: 3"),
    ],
)
def test_what_goes_wrong_is_told_and_asked_again(users: Users, name: str, words: str) -> None:
    path = users.save(users.model("Net", 3))
    with pytest.raises(ArchitectureNeeded) as asked:
        users.open(path, name)
    assert words in asked.value.headline
    assert asked.value.hint


def test_code_that_fails_names_the_line(users: Users) -> None:
    path = users.save(users.model("Net", 3))
    users.code.write_text("class Net: ...\n\nimport nothing_of_this_name\n")
    with pytest.raises(ArchitectureNeeded, match="failed in line 3: ModuleNotFoundError"):
        users.open(path, "Net")


def test_the_code_leaves_no_path_behind(users: Users) -> None:
    path = users.save(users.model("Net", 3))
    before = [*sys.path]
    users.open(path, "Net")
    assert sys.path == before


def test_an_own_network_around_a_known_one_offers_it(users: Users) -> None:
    from torchvision.models import squeezenet1_1

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.backbone = squeezenet1_1(num_classes=2)

    Net.__module__, Net.__qualname__ = "users_script", "Net"
    vars(users.names)["Net"] = Net
    model = Net()
    path = users.save(model)
    with pytest.raises(OwnClasses) as asked:
        users.open(path)
    assert asked.value.candidates == ("squeezenet1_1",)
    assert "--arch squeezenet1_1" in asked.value.hint
    opened = open_model(ModelRef.parse(str(path), arch="squeezenet1_1"), CPU)
    assert torch.equal(
        opened.module.state_dict()["classifier.1.bias"],
        model.get_parameter("backbone.classifier.1.bias"),
    )
    assert allowed_code(opened.weights_sha256) is None


def test_the_engine_tells_which_code_it_took_and_sees_its_change(users: Users) -> None:
    from viewer.engine.engine import Engine

    path = users.save(users.model("Net", 3))
    code = OwnCode.parse(f"{users.code}:Net")
    allow_for(path, code)
    ref = ModelRef.parse(str(path))
    with Engine("cpu") as engine:
        assert engine.open(ref).ref == ModelRef.parse(str(path), code=code)
        users.ran.unlink()
        engine.open(ref)
        engine.open(ModelRef.parse(str(path), code=code))
        assert not users.ran.exists()  # the open network is kept
        users.code.write_text(SOURCE + "# changed")
        with pytest.raises(ArchitectureNeeded, match="has changed"):
            engine.open(ref)
