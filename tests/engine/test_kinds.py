"""Files of other kinds are recognised by their content and named in words."""

from __future__ import annotations

import gzip
import io
import pickle
import sys
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from viewer.core.errors import UserError
from viewer.engine.models.users.model_file import read_model_file


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, kind)
    return stream.getvalue()


def tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("model.pth"))
    return stream.getvalue()


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"x" * 100)
    return stream.getvalue()


def numpy_file(*, several: bool) -> bytes:
    stream = io.BytesIO()
    if several:
        np.savez(stream, a=np.zeros(3))
    else:
        np.save(stream, np.zeros(3))
    return stream.getvalue()


def field(number: int, content: bytes) -> bytes:
    """Return a field of a protobuf message."""
    return bytes([number << 3 | 2, len(content)]) + content


ONNX_GRAPH = field(1, field(4, b"Conv")) + field(2, b"main_graph")
FILES: dict[str, tuple[bytes, str]] = {
    "onnx of pytorch": (b"\x08\x08" + field(2, b"pytorch") + field(3, b"2.14"), "ONNX"),
    "onnx of keras": (b"\x08\x07" + field(2, b"tf2onnx"), "ONNX"),
    "onnx without a producer": (b"\x08\x0a" + field(7, ONNX_GRAPH), "ONNX"),
    "saved model": (b"\x08\x01\x12\x99\x07\x0a\x1f" + b"serve" * 20, "SavedModel"),
    "frozen graph": (b"\x0a\x2b\x0a\x05input\x12\x0bPlaceholder" + b"x" * 40, "TensorFlow graph"),
    "keras h5": (b"\x89HDF\r\n\x1a\n" + bytes(100), "Keras"),
    "keras": (zipped("metadata.json", "config.json", "model.weights.h5"), "Keras"),
    "tflite": (b"\x1c\x00\x00\x00TFL3" + bytes(50), "TensorFlow Lite"),
    "web page": (b"\n <!DOCTYPE html>\n<html><body>404</body></html>", "web page"),
    "xml": (b'<?xml version="1.0"?><net/>', "XML"),
    "git lfs": (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n", "Git LFS"),
    "gguf": (b"GGUF\x03\x00\x00\x00" + bytes(20), "GGUF"),
    "npy": (numpy_file(several=False), "NumPy array"),
    "npz": (numpy_file(several=True), "NumPy arrays"),
    "png": (picture("PNG"), "picture"),
    "jpeg": (picture("JPEG"), "picture"),
    "gif": (picture("GIF"), "picture"),
    "bmp": (picture("BMP"), "picture"),
    "tiff": (picture("TIFF"), "picture"),
    "webp": (picture("WEBP"), "picture"),
    "tar": (tar(), "tar archive"),
    "tar.gz": (gzip.compress(tar()), "compressed"),
    "zip of weights": (
        zipped("runs/1/best.pth", "log.txt"),
        "“runs/1/best.pth” in it",
    ),
    "zip of pictures": (zipped("train/cat/1.jpg"), "archive of pictures"),
    "zip of something": (zipped("a", "b"), "archive"),
    "torch package": (zipped("p/.data/extern_modules", "p/model.py"), "torch.package"),
    "wheel": (zipped("x/__init__.py", "x-1.dist-info/METADATA"), "program package"),
    "document": (zipped("word/document.xml"), "office document"),
    "core ml": (zipped("net.mlmodel"), "Core ML"),
    "torchserve": (zipped("MAR-INF/MANIFEST.json", "model.pt"), "TorchServe"),
    "plain pickle": (pickle.dumps({"weights": [1.0] * 9}, 4), "plain Python pickle"),
    "empty": (b"", "empty"),
    "zeros": (bytes(5000), "damaged or cut short"),
    "json": (b'{"a": [1, 2]}', "JSON"),
    "index": (b'{"metadata": {"total_size": 3}, "weight_map": {}}', "several files"),
    "python": (b"import torch\n\nclass Net: ...\n", "Python source"),
    "prototxt": (b'name: "AlexNet"\nlayer {\n}\n', "Caffe"),
    "labels": ("cat\ndog\n猫\n".encode(), "a text"),
    "text cut within a character": (("猫" * 3000).encode(), "a text"),
    "pdf": (b"%PDF-1.7\n\xff", "PDF"),
    "program": (b"\x7fELF" + bytes(60), "a program"),
    "matlab": (b"MATLAB 5.0 MAT-file" + bytes(60), "MATLAB"),
    "noise": (bytes(range(199, 256)) * 20, "damaged or cut short"),
}


@pytest.mark.parametrize("name", FILES)
def test_other_kinds_are_named(name: str, tmp_path: Path) -> None:
    content, words = FILES[name]
    (tmp_path / "model.pth").write_bytes(content)
    with pytest.raises(UserError) as refused:
        read_model_file(tmp_path / "model.pth")
    assert words in refused.value.headline
    assert refused.value.hint
    assert refused.value.headline.endswith(".")


@pytest.mark.parametrize(
    ("part", "words"),
    [("saved_model.pb", "SavedModel"), ("config.json", "model.safetensors"), ("x", "a folder")],
)
def test_folders_are_named(part: str, words: str, tmp_path: Path) -> None:
    (tmp_path / part).write_bytes(b"x")
    with pytest.raises(UserError) as refused:
        read_model_file(tmp_path)
    assert words in str(refused.value)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "m.pth")
    with pytest.raises(UserError, match="not an ordinary file"):
        read_model_file(tmp_path / "m.pth")


def test_names_do_not_matter(tmp_path: Path) -> None:
    torch.save({"w": torch.ones(2)}, tmp_path / "picture.jpg")
    assert read_model_file(tmp_path / "picture.jpg").tensors
