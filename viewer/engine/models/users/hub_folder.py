"""Networks of transformers, as the config.json beside their weights tells: built once allowed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

import torch
from torch import nn

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.engine.look.two_towers import TwoTowers
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.users.allowing import allowed_class
from viewer.engine.models.users.folder_rule import Table, read_table, transformers_rule
from viewer.engine.models.users.model_file import Contents
from viewer.engine.models.users.tokenizing import read_tokenizer
from viewer.engine.models.users.whole import open_whole

MOST_DEPTH = 8
SPARE = 10_000_000  # numbers that a network may have besides its file's
# What would run other code, or fetch something; and what is of training or of another machine.
LEFT_OUT = frozenset(
    {"auto_map", "quantization_config", "_name_or_path", "torch_dtype", "dtype", "custom_pipelines"}
)
TOWERS = ("get_image_features", "get_text_features")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,99}")
HINT = "Its config.json may be of another version of the package."


def told_class(path: Path) -> str:
    """Return the dotted name of the class that a config.json names; empty: it names none."""
    table = _config(path)
    kind, listed = table.get("model_type"), table.get("architectures")
    name = cast("list[object]", listed)[0] if isinstance(listed, list) and listed else None
    if not (isinstance(kind, str) and isinstance(name, str)):
        return ""
    if not (_WORD.fullmatch(kind) and _WORD.fullmatch(name)):
        return ""
    inner = kind.replace("-", "_").lower()
    return f"transformers.models.{inner}.modeling_{inner}.{name}"


def open_told(contents: Contents, path: Path, device: torch.device) -> OpenedModel | None:
    """Open weights with the network that a config.json beside them names; None: it names none.

    Raises:
        OwnClasses: the package is installed, and the user has not allowed it.
        UserError: the network cannot be built, or the weights do not fit it.
    """
    full, tensors = told_class(path), contents.tensors
    if not full or tensors is None:
        return None
    kind = allowed_class(full)
    if kind is None:
        return None
    config = _made(kind, _cleaned(_config(path)))
    with torch.device("meta"):  # a config of a few bytes may ask for any size
        wanted = sum(one.numel() for one in _told(kind, lambda: kind(config)).parameters())
    if wanted > 2 * sum(one.numel() for one in tensors.values()) + SPARE:
        raise UserError(f"The weights do not fit {kind.__name__}.", hint=HINT)
    module = _filled(kind, config, tensors)
    towers = _towers(module, config, path.parent)
    opened = open_whole(towers or module, contents, device)
    rule = transformers_rule(path.parent, opened.rule)
    if rule != opened.rule:
        opened = replace(opened, rule=rule, look=None, notes=())
    if towers is None:
        return opened
    return replace(opened, title=kind.__name__, counted=False, class_names=())


def _towers(module: nn.Module, config: Any, folder: Path) -> TwoTowers | None:
    """Return a network that embeds pictures and texts as one that is asked for pictures."""
    if not all(hasattr(module, name) for name in TOWERS):
        return None
    text, kind = getattr(config, "text_config", None), str(getattr(config, "model_type", ""))
    length = getattr(text, "max_position_embeddings", None)
    if not isinstance(length, int):
        return None
    filled = getattr(text, "pad_token_id", None) if kind.startswith("siglip") else None
    tokenizer = read_tokenizer(folder, length, padding=filled, bare=kind == "siglip")
    return TwoTowers(module, *TOWERS, tokenizer)


def _made(kind: type[nn.Module], table: Mapping[str, Any]) -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"  # nothing is fetched, whatever the config says
    return _told(kind, lambda: cast("Any", kind).config_class.from_dict(dict(table)))


def _filled(kind: type[nn.Module], config: Any, tensors: Mapping[str, torch.Tensor]) -> nn.Module:
    """Return a network with its weights, under the names that the package has for them today.

    Raises:
        UserError: some are missing or left over.
    """
    load = partial(
        cast("Any", kind).from_pretrained,
        None,  # no file is read
        config=config,
        state_dict=dict(tensors),
        output_loading_info=True,
        attn_implementation="eager",
    )
    module, info = _told(kind, load)
    if any(info.get(key) for key in ("missing_keys", "unexpected_keys", "mismatched_keys")):
        raise UserError(
            f"The weights do not fit {kind.__name__}.", hint=HINT, detail=str(info)[:1000]
        )
    return module


def _told(kind: type[nn.Module], make: Callable[[], Any]) -> Any:
    """Turn whatever the package raises into one sentence."""
    try:
        return make()
    except Exception as error:
        raise UserError(
            f"{kind.__name__} cannot be built: “{shown(str(error))}”", hint=HINT, detail=repr(error)
        ) from error


def _cleaned(table: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """Return settings without what reaches beyond them."""
    if depth > MOST_DEPTH:
        raise UserError("The config.json is nested too deeply.", hint=HINT)
    kept: dict[str, Any] = {}
    for key, value in table.items():
        if key in LEFT_OUT:
            continue
        inner = cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else None
        kept[key] = _cleaned(inner, depth + 1) if inner is not None else value
    if "use_pretrained_backbone" in kept:
        kept["use_pretrained_backbone"] = False
    return kept


def _config(path: Path) -> Table:
    return read_table(path.with_name("config.json"))
