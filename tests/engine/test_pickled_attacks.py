"""Hostile and broken files: each is refused in words, in little time, and nothing of it runs."""

from __future__ import annotations

import builtins
import codecs
import functools
import importlib
import io
import os
import pickle
import random
import struct
import sys
import time
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import torch
from torch import nn

from viewer.core.errors import UserError
from viewer.engine.models.pickled import classes
from viewer.engine.models.users.model_file import read_model_file

MARKER = Path("/tmp/camscope-attack-marker")  # replaced by each test's own folder
FORBIDDEN_EVENTS = (
    *("os.system", "os.exec", "os.posix_spawn", "os.fork", "subprocess.Popen", "os.mkdir"),
    *("os.remove", "os.rename", "os.rmdir", "socket.connect", "socket.bind", "exec", "compile"),
    *("pickle.find_class", "ctypes.dlopen", "shutil.rmtree", "urllib.Request"),
)
events: list[str] = []
listening = False


def _listen(event: str, arguments: tuple[Any, ...]) -> None:
    if listening and event in FORBIDDEN_EVENTS:
        events.append(event)
    if listening and event == "open" and isinstance(arguments[1], str) and "r" not in arguments[1]:
        events.append(f"open {arguments[0]} {arguments[1]}")


@pytest.fixture(scope="module", autouse=True)
def audit() -> None:
    """Import all that a good model needs, then listen to what Python does."""
    for library in ("timm", "torchvision"):
        importlib.import_module(library)

    for name in classes.table():
        classes.find_class(name)
    for codec in ("cp437", "raw_unicode_escape", "latin1"):  # Python's own, of archives and pickles
        codecs.lookup(codec)
    sys.addaudithook(_listen)


class Call:
    """A pickle that calls a function when it is executed."""

    def __init__(self, function: Callable[..., Any], *arguments: Any, state: Any = None) -> None:
        self.parts = (function, arguments) if state is None else (function, arguments, state)

    def __reduce__(self) -> tuple[Any, ...]:
        return self.parts


def model() -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(3, 2, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())


def with_attribute(key: str, value: Any) -> nn.Module:
    changed = model()
    vars(changed[1])[key] = value
    return changed


def with_slot(slot: str, key: Any, value: Any) -> nn.Module:
    changed = model()
    vars(changed[1])[slot] = {key: value}
    return changed


def nested_layers(depth: int) -> nn.Module:
    layer: nn.Module = nn.ReLU()
    for _ in range(depth):
        layer = nn.Sequential(layer)
    return layer


def doubled_layers(depth: int) -> nn.Module:
    layer: nn.Module = nn.ReLU()
    for _ in range(depth):
        outer = nn.Sequential(layer)
        outer._modules["1"] = layer
        layer = outer
    return layer


def doubled_tuples(depth: int, start: Any = 0) -> Any:
    value: Any = (start,)
    for _ in range(depth):
        value = (value, value)
    return value


def cyclic_list() -> list[Any]:
    found: list[Any] = []
    found.append(found)
    return found


class Own(nn.Module):
    """A class that no library has."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 2, 3)


class OwnStorageKind(torch.Tensor):
    pass


def from_text(text: str) -> Any:
    return Call(eval, text)


relu = cast(Any, nn.ReLU)  # which takes no list
CONTENTS: dict[str, Callable[[], Any]] = {
    "os.system": lambda: Call(os.system, f"mkdir {MARKER}"),
    "os.mkdir": lambda: Call(os.mkdir, str(MARKER)),
    "exec": lambda: Call(exec, f"import os; os.mkdir({str(MARKER)!r})"),
    "eval": lambda: from_text(f"__import__('os').mkdir({str(MARKER)!r})"),
    "import": lambda: Call(builtins.__import__, "os"),
    "getattr": lambda: Call(getattr, Path(str(MARKER)), "mkdir"),
    "pathlib": lambda: Call(Path.mkdir, MARKER),
    "open": lambda: Call(open, str(MARKER), "w"),
    "nested torch.load": lambda: Call(torch.storage._load_from_bytes, b"x"),
    "torch.load": lambda: Call(torch.load, str(MARKER)),
    "operator": lambda: Call(__import__("operator").methodcaller, "mkdir"),
    "hub": lambda: Call(torch.hub.load, "a/b", "c"),
    "timeit": lambda: Call(__import__("timeit").timeit, f"open({str(MARKER)!r},'w')"),
    "layer called": lambda: Call(nn.Linear, 300_000, 300_000),
    "layer called inside": lambda: with_slot("_modules", "0", Call(nn.Linear, 9, 9)),
    "program inside a layer": lambda: with_attribute("note", Call(os.system, f"mkdir {MARKER}")),
    "program inside hooks": lambda: with_attribute(
        "_forward_hooks", OrderedDict({0: Call(os.system, f"mkdir {MARKER}")})
    ),
    "own class": Own,
    "own class inside": lambda: nn.Sequential(nn.ReLU(), Own()),
    "forward replaced by a function": lambda: with_attribute("forward", torch.nn.functional.relu),
    "forward replaced by a layer": lambda: with_attribute("forward", nn.ReLU()),
    "forward replaced by a partial": lambda: with_attribute(
        "forward", functools.partial(torch.nn.functional.relu, inplace=True)
    ),
    "eval replaced": lambda: with_attribute("eval", torch.nn.functional.relu),
    "call replaced": lambda: with_attribute("_call_impl", torch.nn.functional.relu),
    "instance setstate": lambda: with_attribute("__setstate__", torch.nn.functional.relu),
    "instance class": lambda: with_attribute("__class__", nn.Linear),
    "instance dict": lambda: with_attribute("__dict__", {"a": 1}),
    "partial of a program": lambda: with_attribute("act", functools.partial(os.system, "true")),
    "partial of a builtin": lambda: with_attribute("act", functools.partial(print, "x")),
    "partial with arguments": lambda: with_attribute("act", functools.partial(nn.Linear, 9, 9)),
    "partial with a list": lambda: with_attribute("act", functools.partial(relu, inplace=[1])),
    "partial with attributes": lambda: with_attribute(
        "act", Call(functools.partial, nn.ReLU, state=(nn.ReLU, (), {}, {"forward": 1}))
    ),
    "partial without a state": lambda: with_attribute("act", Call(functools.partial, nn.ReLU)),
    "bound method": lambda: with_attribute("act", nn.ReLU().forward),
    "plain function": lambda: with_attribute("act", torch.relu),
    "property replaced": lambda: with_attribute("named_modules", 3),
    "annotation replaced": lambda: with_attribute("T_destination", 3),
    "layer list as layers": lambda: with_attribute("_modules", [nn.ReLU()]),
    "ParameterDict as layers": lambda: with_attribute("_modules", nn.ParameterDict()),
    "text as a layer": lambda: with_slot("_modules", "0", "x"),
    "class as a layer": lambda: with_slot("_modules", "0", nn.ReLU),
    "layer as a weight": lambda: with_slot("_parameters", "w", nn.ReLU()),
    "text as a buffer": lambda: with_slot("_buffers", "b", "x"),
    "dotted layer name": lambda: with_slot("_modules", "a.b", nn.ReLU()),
    "number as a layer name": lambda: with_slot("_modules", 0, nn.ReLU()),
    "no training flag": lambda: with_attribute("training", "yes"),
    "attribute that is no name": lambda: with_attribute("a b", 1),
    "attribute that is a number": lambda: with_attribute(3, 1),  # type: ignore[arg-type]
    "lazy layer": lambda: nn.Sequential(nn.LazyLinear(3)),
    "recurrent layer": lambda: nn.Sequential(nn.LSTM(3, 3)),
    "graph module": lambda: torch.fx.symbolic_trace(model()),
    "quantised": lambda: with_slot("_modules", "0", torch.ao.nn.quantized.ReLU6()),
    "pruned": lambda: with_slot("_parameters", "weight_orig", nn.Parameter(torch.zeros(2))),
    "deep layers": lambda: nested_layers(120),
    "doubled layers": lambda: doubled_layers(30),
    "doubled tuples": lambda: with_attribute("extra", doubled_tuples(60)),
    "hash bomb": lambda: with_attribute("extra", {doubled_tuples(22): 1}),
    "hash collisions": lambda: with_attribute(
        "extra", {n * sys.hash_info.modulus: 0 for n in range(1, 20_000)}
    ),
    "float keys": lambda: with_attribute("extra", {0.5: 1}),
    "cycle": lambda: with_attribute("extra", cyclic_list()),
    "huge number": lambda: with_attribute("extra", 1 << 5000),
    "size bomb": lambda: with_attribute("extra", Call(bytearray, 1 << 40)),
    "slice of text": lambda: with_attribute("extra", slice("a", "b")),
    "size of floats": lambda: with_attribute("extra", Call(torch.Size, ("a",))),
    "own tensor class": lambda: {"w": torch.zeros(2).as_subclass(OwnStorageKind)},
    "nothing": lambda: {"epoch": 1},
    "a number": lambda: 3,
}


def read(path: Path) -> UserError | None:
    """Read a file while listening; return the refusal, if it is one."""
    global listening  # noqa: PLW0603 - an audit hook cannot be taken away again
    events.clear()
    listening = True
    try:
        contents = read_model_file(path)
        if contents.payload.refusal is None:
            assert contents.module is not None or contents.tensors
        return contents.payload.refusal
    except UserError as error:
        return error
    finally:
        listening = False
        assert not events
    return None


def refused(path: Path, seconds: float = 5.0) -> UserError:
    start = time.process_time()
    error = read(path)
    assert time.process_time() - start < seconds
    assert error is not None, "the file was opened"
    assert error.headline.endswith(".")
    assert len(error.headline) < 400
    return error


@pytest.mark.filterwarnings("ignore")  # torch warns of quantised, lazy and traced models
@pytest.mark.parametrize("form", ["zip", "legacy"])
@pytest.mark.parametrize("name", CONTENTS)
def test_contents(name: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marker = tmp_path / "marker"
    monkeypatch.setattr(sys.modules[__name__], "MARKER", marker)
    importing = builtins.__import__  # Qt may have put one of its own there, which has no home
    monkeypatch.setattr(builtins, importing.__name__, importing, raising=False)
    torch.save(CONTENTS[name](), tmp_path / "m.pth", _use_new_zipfile_serialization=form == "zip")
    refused(tmp_path / "m.pth")
    assert not marker.exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("os.system", "run programs"),
        ("exec", "run programs"),
        ("program inside a layer", "run programs"),
        ("program inside hooks", "run programs"),
        ("own class inside", r"its own Python code \(.*Own\)"),
        ("forward replaced by a function", r"replaces the code of a layer \(ReLU.forward\)"),
        ("bound method", r"replaces the code of a layer \(Sequential\)"),
        ("quantised", "no gradients"),
        ("doubled layers", "unreasonably large"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_words(name: str, words: str, tmp_path: Path) -> None:
    import re

    torch.save(CONTENTS[name](), tmp_path / "m.pth")
    assert re.search(words, refused(tmp_path / "m.pth").headline)


def test_weights_beside_a_program_open_with_a_warning(tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    torch.save({"x": Call(os.mkdir, str(marker)), "net": model().state_dict()}, tmp_path / "m.pth")
    contents = read_model_file(tmp_path / "m.pth")
    assert set(contents.tensors or ()) == {"0.weight", "0.bias"}
    assert any("run programs" in note for note in contents.notes)
    assert not marker.exists()


# Pickles that no pickler writes, put into an otherwise good zip file.
CLASS = b"ctorch.nn.modules.activation\nReLU\n"
PICKLES: dict[str, bytes] = {
    "empty": b"",
    "no end": b"\x80\x02}",
    "unknown instruction": b"\x80\x02\xff.",
    "extension registry": b"\x80\x02\x82\x01.",
    "old instance": b"\x80\x02(ios\nsystem\n.",
    "old object": b"\x80\x02(" + CLASS + b"o.",
    "textual reference": b"\x80\x02Pabc\n.",
    "out-of-band buffer": b"\x80\x05\x97.",
    "duplicate": b"\x80\x02}2.",
    "state of a dictionary": b"\x80\x02}}b.",
    "layer filled twice": b"\x80\x02" + CLASS + b")\x81}X\x08\x00\x00\x00_modules}sb}b.",
    "popped program": b"\x80\x02cos\nsystem\nX\x04\x00\x00\x00true\x85R0"
    + CLASS
    + b")\x81}X\x08\x00\x00\x00_modules}sb.",
    "computed import": b"\x80\x04})\x93.",
    "mark as a value": b"\x80\x02(.",
    "mark as a target": b"\x80\x02(}b.",
    "missing memo": b"\x80\x02h\x05.",
    "stack runs dry": b"\x80\x02R.",
    "odd dictionary": b"\x80\x02(K\x01d.",
    "long text": b"\x80\x04\x8d" + struct.pack("<Q", 1 << 62) + b"x.",
    "long number": b"\x80\x02I" + b"9" * 100_000 + b"\n.",
    "longest number": b"\x80\x02\x8b" + struct.pack("<i", 200_000) + b"\x7f" * 200_000 + b".",
    "long name": b"\x80\x02c" + b"a" * 5000 + b"\nb\n.",
    "deep tuples": b"\x80\x02)" + b"\x85" * 200_000 + b".",
    "memo bomb": b"\x80\x02)" + b"q\x00h\x00\x86" * 100_000 + b".",
    "many steps": b"\x80\x02" + b"N0" * 2_000_001 + b".",
}


def zipped(path: Path, description: bytes, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("m/data.pkl", description)
        for name, content in parts.items():
            archive.writestr(f"m/{name}", content)
    return path


@pytest.mark.parametrize("name", PICKLES)
def test_pickles(name: str, tmp_path: Path) -> None:
    refused(zipped(tmp_path / "m.pth", PICKLES[name]), seconds=20)


def tensor_pickle(
    size: tuple[int, ...], stride: tuple[int, ...], offset: int = 0, count: int = 4, key: str = "0"
) -> bytes:
    """A state dict with one tensor, laid out as told."""

    class Pickler(pickle.Pickler):
        def persistent_id(self, obj: Any) -> Any:
            return ("storage", torch.FloatStorage, key, "cpu", count) if obj is place else None

    place = object()
    rebuild = torch._utils._rebuild_tensor_v2
    stream = io.BytesIO()
    Pickler(stream, 2).dump({"w": Call(rebuild, place, offset, size, stride, False, OrderedDict())})
    return stream.getvalue()


@pytest.mark.parametrize(
    "description",
    [
        tensor_pickle((5,), (1,)),
        tensor_pickle((2,), (4,)),
        tensor_pickle((1,), (1,), offset=4),
        tensor_pickle((1,), (1,), offset=-1),
        tensor_pickle((-1,), (1,)),
        tensor_pickle((2,), (-1,)),
        tensor_pickle((2, 2), (1,)),
        tensor_pickle((1 << 39,), (0,)),
        tensor_pickle((1 << 30, 1 << 30, 1 << 30), (0, 0, 0)),
        tensor_pickle((5,), (1,), count=5),
        tensor_pickle((4,), (1,), key="1"),
        tensor_pickle((4,), (1,), key="../data.pkl"),
        tensor_pickle((1,) * 100, (1,) * 100),
    ],
)
def test_tensors_outside_their_storage(description: bytes, tmp_path: Path) -> None:
    refused(zipped(tmp_path / "m.pth", description, **{"data/0": bytes(16)}))


def test_the_tensor_inside_its_storage_opens(tmp_path: Path) -> None:
    values = struct.pack("<4f", 1, 2, 3, 4)
    path = zipped(tmp_path / "m.pth", tensor_pickle((2,), (2,), 1), **{"data/0": values})
    tensors = read_model_file(path).tensors or {}
    assert tensors["w"].tolist() == [2, 4]


def good(path: Path, form: str = "zip") -> Path:
    torch.save(model(), path, _use_new_zipfile_serialization=form == "zip")
    return path


@pytest.mark.parametrize("how", ["deflated", "repeated", "two", "big", "none", "package", "script"])
def test_archives(how: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(good(tmp_path / "good.pth")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    path = tmp_path / "m.pth"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            if how != "none" or not name.endswith("data.pkl"):
                packed = zipfile.ZIP_DEFLATED if how == "deflated" else zipfile.ZIP_STORED
                archive.writestr(
                    name, b"big" if how == "big" and "byteorder" in name else content, packed
                )
        if how == "repeated":
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr("good/data.pkl", parts["good/data.pkl"])
        if how == "two":
            archive.writestr("other/data.pkl", b"")
        if how == "package":
            archive.writestr("good/.data/extern_modules", b"")
        if how == "script":
            archive.writestr("good/code/__torch__.py", b"")
    refused(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.pth", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("m/data.pkl", bytes(50 << 20))
    refused(tmp_path / "m.pth", seconds=0.5)


@pytest.mark.parametrize("form", ["zip", "legacy"])
@pytest.mark.parametrize("part", [0.01, 0.2, 0.5, 0.9, 0.99])
def test_truncated(part: float, form: str, tmp_path: Path) -> None:
    content = good(tmp_path / "m.pth", form).read_bytes()
    (tmp_path / "m.pth").write_bytes(content[: int(part * len(content))])
    assert "damaged" in refused(tmp_path / "m.pth").headline


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "m.pth")
    assert "not an ordinary file" in refused(tmp_path / "m.pth").headline


def mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8))):
        place = chance.randrange(len(changed))
        length = chance.choice((1, 1, 1, 4))
        if chance.random() < 0.8:
            changed[place : place + length] = chance.randbytes(length)
        elif chance.random() < 0.5:
            del changed[place : place + length]
        else:
            changed[place:place] = chance.randbytes(length)
    return bytes(changed)


MUTATIONS = 1700  # of each of three forms, which makes five thousand


@pytest.mark.parametrize("form", ["zip", "legacy", "description"])
def test_mutations(form: str, tmp_path: Path) -> None:
    """Thousands of seeded changes of a good file give a typed error or a model, never more."""
    content = good(tmp_path / "m.pth", "legacy" if form == "legacy" else "zip").read_bytes()
    with zipfile.ZipFile(good(tmp_path / "m.pth")) as archive:
        parts = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    description = parts.pop("data.pkl")
    chance, path, opened = random.Random(form), tmp_path / "n.pth", 0
    start = time.process_time()
    for _ in range(MUTATIONS):
        if form == "description":  # with right checksums, so that the pickle itself is read
            zipped(path, mutated(description, chance), **parts)
        else:
            path.write_bytes(mutated(content, chance))
        opened += read(path) is None
    assert time.process_time() - start < 60
    assert 0 < opened < MUTATIONS
