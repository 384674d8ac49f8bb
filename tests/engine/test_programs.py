"""TorchScript and torch.export files: their weights are read as data, their programs never run."""

from __future__ import annotations

import contextlib
import io
import json
import random
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.core.errors import ArchitectureNeeded, UserError
from viewer.engine.models.opening import open_model
from viewer.engine.models.users.model_file import read_model_file

CPU = torch.device("cpu")
X = torch.linspace(-1, 1, 3 * 64 * 64).reshape(1, 3, 64, 64)
CONFIG = "data/weights/model_weights_config.json"


def squeezenet() -> nn.Module:
    from torchvision.models import squeezenet1_1

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return squeezenet1_1(num_classes=3).eval().requires_grad_(False)


def own() -> nn.Module:
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2))


def trace(model: nn.Module, path: Path) -> None:
    torch.jit.trace(model, X, check_trace=False).save(path)


def script(model: nn.Module, path: Path) -> None:
    torch.jit.script(model).save(path)


def export(model: nn.Module, path: Path) -> None:
    torch.export.save(torch.export.export(model, (X,)), path.with_suffix(".pt2"))
    path.with_suffix(".pt2").rename(path)


def early_export(model: nn.Module, path: Path) -> None:
    """Write a file laid out as torch.export did up to PyTorch 2.7."""
    weights = io.BytesIO()
    torch.save(model.state_dict(), weights)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("serialized_exported_program.json", "{}")
        archive.writestr("serialized_state_dict.pt", weights.getvalue())
        archive.writestr("version", "7.3")


Writer = Callable[[nn.Module, Path], None]
WRITERS: dict[str, Writer] = {
    "trace": trace,
    "script": script,
    "export": export,
    "early export": early_export,
}


def write(how: str, model: nn.Module, path: Path) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch says that TorchScript is on its way out
        WRITERS[how](model, path)
    return path


@pytest.mark.parametrize("how", WRITERS)
def test_weights_of_a_program_open_as_the_network_they_fit(how: str, tmp_path: Path) -> None:
    model = squeezenet()
    path = write(how, model, tmp_path / "program.bin")
    opened = open_model(ModelRef.parse(str(path)), CPU)
    assert torch.equal(opened.module(X), model(X))
    assert opened.title == "program (squeezenet1_1)"
    kind = "torch.export" if "export" in how else "TorchScript"
    assert f"a {kind} program, which was not run" in opened.notes[0]


@pytest.mark.parametrize("how", WRITERS)
def test_a_program_of_an_unknown_network_is_told_in_words(how: str, tmp_path: Path) -> None:
    path = write(how, own().eval(), tmp_path / "program.bin")
    with pytest.raises(ArchitectureNeeded, match="fit no known network") as asked:
        open_model(ModelRef.parse(str(path)), CPU)
    for line in ("import torch", "model.eval()", "torch.save(model, “model.pth”)"):
        assert line in asked.value.hint


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def configured(key: str, value: object) -> Callable[[dict[str, bytes]], None]:
    """Change one thing in the description of the first weight."""

    def change(parts: dict[str, bytes]) -> None:
        name = next(name for name in parts if name.endswith(CONFIG))
        config = json.loads(parts[name])
        first = next(iter(config["config"].values()))
        (first if key in first else first["tensor_meta"])[key] = value
        parts[name] = json.dumps(config).encode()

    return change


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("use_pickle", True),
        ("use_pickle", None),
        ("path_name", "../../models/model.json"),
        ("path_name", "weight_999"),
        ("path_name", 5),
        ("dtype", 99),
        ("dtype", "float"),
        ("dtype", [1]),
        ("sizes", [{"as_int": 1 << 60}]),
        ("sizes", [{"as_expr": "__import__('os').system('true')"}]),
        ("sizes", 3),
        ("strides", [{"as_int": -1}]),
        ("storage_offset", {"as_int": 1 << 70}),
        ("storage_offset", {"as_int": "0"}),
        ("storage_offset", {}),
        ("tensor_meta", None),
    ],
)
def test_odd_descriptions_of_weights_are_refused(key: str, value: object, tmp_path: Path) -> None:
    path = rewritten(write("export", own(), tmp_path / "m.pt2"), configured(key, value))
    with pytest.raises(UserError):
        read_model_file(path)


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"config": 3}', b"[" * 100_000, b"\xff"])
def test_broken_lists_of_weights_are_refused(text: bytes, tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[next(name for name in parts if name.endswith(CONFIG))] = text

    with pytest.raises(UserError):
        read_model_file(rewritten(write("export", own(), tmp_path / "m.pt2"), change))


def test_an_export_without_weights_is_refused(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        del parts[next(name for name in parts if name.endswith(CONFIG))]

    with pytest.raises(UserError, match="damaged"):
        read_model_file(rewritten(write("export", own(), tmp_path / "m.pt2"), change))


def test_hostile_parts_of_programs_are_never_run(tmp_path: Path) -> None:
    """The sample inputs of an export are a pickle, and TorchScript holds source text."""
    marker = tmp_path / "marker"
    bomb = b"cos\nmkdir\n(V" + str(marker).encode() + b"\ntR."

    def change(parts: dict[str, bytes]) -> None:
        for name in parts:
            if name.endswith((".pt", "constants.pkl", ".debug_pkl", "model.json", ".py")):
                parts[name] = bomb

    for how in ("trace", "script", "export"):
        path = rewritten(write(how, squeezenet(), tmp_path / f"{how}.bin"), change)
        assert read_model_file(path).tensors
        assert not marker.exists()


@pytest.mark.parametrize("how", ["trace", "export"])
def test_mutated_programs_are_read_or_refused(how: str, tmp_path: Path) -> None:
    good = write(how, own(), tmp_path / "good.bin").read_bytes()
    draw = random.Random(how)
    for number in range(150):
        changed = bytearray(good)
        for _ in range(draw.choice((1, 3, 10))):
            changed[draw.randrange(len(changed))] = draw.randrange(256)
        path = tmp_path / "m.bin"
        path.write_bytes(changed[: draw.randrange(len(changed))] if number % 5 == 0 else changed)
        with contextlib.suppress(UserError):
            read_model_file(path)
