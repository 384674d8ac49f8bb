"""The formats of model files that CamScope opens, as rows that are read without torch."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.core.files.shards import INDEX

# The engine names these by their content and says why they do not open, or opens them.
DOUBTFUL_SUFFIXES = frozenset(
    {".onnx", ".tflite", ".keras", ".h5", ".hdf5", ".tar", ".torchscript"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFormat:
    """One format: the endings that dialogs offer, and the module that knows and reads it.

    The module has ``sniff(head, size)`` and ``read(file, weights)``, as
    ``viewer.engine.models.formats.FormatReader`` says; only the engine imports it.
    """

    module: str
    suffixes: tuple[str, ...]


# The first that knows a file's first bytes reads it, whatever the file is called.
MODEL_FORMATS: tuple[ModelFormat, ...] = (
    ModelFormat(
        module="viewer.engine.models.formats.torch_zip",
        suffixes=(".pth", ".pt", ".bin", ".ckpt", ".pt2"),
    ),
    ModelFormat(module="viewer.engine.models.formats.legacy_pickle", suffixes=(".pth", ".pkl")),
    ModelFormat(module="viewer.engine.models.formats.safetensors", suffixes=(".safetensors",)),
)


def model_suffixes() -> frozenset[str]:
    """Return the endings of files that dialogs offer as models."""
    return frozenset(suffix for row in MODEL_FORMATS for suffix in row.suffixes)


def model_patterns() -> str:
    """Return what dialogs look for: files of models, and the index of weights in several files."""
    return " ".join(f"*{ending}" for ending in (*sorted(model_suffixes()), INDEX))
