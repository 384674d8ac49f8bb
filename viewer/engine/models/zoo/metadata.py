"""What stands beside weights in safetensors: the header's metadata, and the hub's config.json."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.maps.geometry import InputRule
from viewer.core.models.label_data import names_in
from viewer.engine.models.recognising.architectures import timm_names
from viewer.engine.models.zoo.published import timm_input_rule

MAX_BYTES = 4 << 20
LENGTH = struct.Struct("<Q")  # of the header, at the beginning of a safetensors file


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What timm and Hugging Face write beside weights; empty where nothing is told."""

    architecture: str = ""  # "timm:resnet50"
    class_names: tuple[str, ...] = ()
    rule: InputRule | None = None


def header_names(header: bytes) -> tuple[str, ...]:
    """Return the class names in a safetensors header, whose metadata are texts of JSON.

    Args:
        header: the first bytes of the file, up to ``MAX_BYTES``.
    """
    if len(header) < LENGTH.size:
        return ()
    end = LENGTH.size + LENGTH.unpack_from(header)[0]
    table = _table(header[LENGTH.size : end]).get("__metadata__")
    if not isinstance(table, Mapping):
        return ()
    return _names({key: _json(value) for key, value in table.items() if isinstance(value, str)})


def read_config(path: Path) -> Metadata:
    """Read the ``config.json`` in the folder of a file of weights; none there: nothing is told.

    timm's names the network, its classes and its input; transformers' has the classes.
    """
    config = path.with_name("config.json")
    try:
        table = _table(read_file(config, most_bytes=MAX_BYTES))
    except UserError:
        return Metadata()
    told = table.get("pretrained_cfg")
    settings = told if isinstance(told, Mapping) else {}
    said = table.get("architecture")
    name = said if isinstance(said, str) else ""
    return Metadata(
        architecture=f"timm:{name}" if name and name.partition(".")[0] in timm_names() else "",
        class_names=_names(table) or _names({"classes": table.get("label_names")}),
        rule=timm_input_rule(settings) if "mean" in settings else None,
    )


def adapter_scale(path: Path) -> float | None:
    """Return how strongly low-rank adapters count, as the ``adapter_config.json`` beside them says.

    It is alpha / r, or alpha / √r where they were trained so (rsLoRA, Kalajdzievski 2023); None:
    nothing is told, or not the same of all layers.
    """
    try:
        table = _table(read_file(path.with_name("adapter_config.json"), most_bytes=MAX_BYTES))
    except UserError:
        return None
    rank, alpha = table.get("r"), table.get("lora_alpha")
    differing = ("rank_pattern", "alpha_pattern", "use_dora")
    if not isinstance(rank, int) or rank < 1 or any(table.get(one) for one in differing):
        return None
    if not isinstance(alpha, (int, float)) or not math.isfinite(alpha):
        return None
    return alpha / (math.sqrt(rank) if table.get("use_rslora") else rank)


def _names(table: Mapping[str, Any]) -> tuple[str, ...]:
    try:
        return names_in({key: value for key, value in table.items() if not isinstance(value, str)})
    except (UserError, ValueError, RecursionError):
        return ()


def _table(data: bytes) -> Mapping[str, Any]:
    table = _json(data)
    return table if isinstance(table, Mapping) else {}


def _json(data: bytes | str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
