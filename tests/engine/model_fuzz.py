"""Mutated model files through the real reader: what torch.save, safetensors and exports write.

Run by test_model_fuzz.py, or by hand: ``python tests/engine/model_fuzz.py COUNT [SEED]`` with the
checkout and tests/given on PYTHONPATH. The last line printed is a summary as JSON. A file that
takes too long ends the process, with its number on stderr; so does a fault that is no UserError,
and anything that only a file which is being run could do.
"""

from __future__ import annotations

import encodings
import io
import json
import sys
import warnings
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from given_fuzz import mutate, run
from torch import nn

from viewer.core.errors import UserError
from viewer.engine.models.pickled import classes
from viewer.engine.models.users.model_file import read_model_file

FORBIDDEN = (
    *("os.system", "os.exec", "os.posix_spawn", "os.fork", "subprocess.Popen", "os.mkdir"),
    *("os.remove", "os.rename", "os.rmdir", "socket.connect", "socket.bind", "exec", "compile"),
    *("pickle.find_class", "ctypes.dlopen", "shutil.rmtree", "urllib.Request"),
)
_reading: list[Path] = []  # the file that is being read


def network() -> nn.Sequential:
    """Return a small network with the usual kinds of layers."""
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1),
        nn.BatchNorm2d(4),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(2),
        nn.AdaptiveAvgPool2d((2, 2)),
        nn.Flatten(1),
        nn.Dropout(),
        nn.Linear(16, 3),
    ).eval()


def seeds() -> dict[str, tuple[str, bytes]]:
    """Return small model files of every kind that is opened."""
    from safetensors.torch import save

    net = network()
    state = net.state_dict()
    checkpoint = {"model": net, "class_to_idx": {"cat": 0, "dog": 1, "猫": 2}, "epoch": 3}
    found = {
        "whole": (".pth", _saved(net)),
        "whole-legacy": (".pth", _saved(net, _use_new_zipfile_serialization=False)),
        "checkpoint": (".pth", _saved(checkpoint)),
        "state": (".pth", _saved(state)),
        "state-legacy": (".pth", _saved(state, _use_new_zipfile_serialization=False)),
        "safetensors": (".safetensors", save(state, metadata={"classes": "cat,dog,fish"})),
    }
    stream = io.BytesIO()
    torch.jit.save(torch.jit.trace(net, torch.zeros(1, 3, 8, 8)), stream)
    found["torchscript"] = (".pt", stream.getvalue())
    return found


def mutate_model(data: bytes, other: bytes, random: np.random.Generator) -> bytes:
    """Return a mutation; most zips are mutated in a part and sealed again, to get further in."""
    if not data.startswith(b"PK") or random.random() < 0.3:
        return mutate(data, other, random)
    parts = _parts(data)
    names = list(parts)
    chosen = next((name for name in names if name.endswith("data.pkl")), names[0])
    if random.random() < 0.3:
        chosen = names[random.integers(0, len(names))]
    strange = _parts(other) if other.startswith(b"PK") else {"": other}
    piece = list(strange.values())[random.integers(0, len(strange))] or other
    parts[chosen] = mutate(parts[chosen], piece, random)
    return _zipped(parts)


def open_model(path: Path) -> str:
    """Read a file; return "shown" or the sentence why not."""
    _reading.append(path)
    try:
        contents = read_model_file(path)
        if contents.module is not None:
            assert isinstance(contents.module, nn.Module)
        else:
            assert contents.payload.sketch is not None or contents.tensors is not None
    except UserError as error:
        return error.headline.split("“")[0].strip() or error.headline
    finally:
        _reading.clear()
    return "shown"


def listen(event: str, arguments: tuple[Any, ...]) -> None:
    """End the process where a file does what data cannot do."""
    if _reading and event in FORBIDDEN and not _is_codec(event, arguments):
        sys.stderr.write(f"a file did “{event}”: {arguments}\n")
        raise SystemExit(3)


def _is_codec(event: str, arguments: tuple[Any, ...]) -> bool:
    """Tell whether Python imports one of its own codecs, as damaged names and texts make it do."""
    place = getattr(arguments[0], "co_filename", "") if event == "exec" else ""
    return Path(place).parent == Path(encodings.__file__).parent


def _saved(thing: object, **options: Any) -> bytes:
    stream = io.BytesIO()
    torch.save(thing, stream, **options)
    return stream.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    count, seed, *_ = [*map(int, sys.argv[1:]), 11]
    for name in classes.table():
        classes.find_class(name)
    known = seeds()
    sys.addaudithook(listen)
    print(json.dumps(run(known, open_model, mutate_model, count=count, seed=seed)))
