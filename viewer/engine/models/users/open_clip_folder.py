"""Networks of OpenCLIP, as the open_clip_config.json beside their weights tells: once allowed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.engine.look.two_towers import Tokenizer, TwoTowers
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.users.allowing import allowed_class
from viewer.engine.models.users.folder_rule import OPEN_CLIP, Table, open_clip_rule, read_table
from viewer.engine.models.users.model_file import Contents
from viewer.engine.models.users.tokenizing import read_tokenizer
from viewer.engine.models.users.whole import open_whole

SPARE = 10_000_000  # numbers that a network may have besides its file's
# What the package would fetch by name.
LEFT_OUT = frozenset({"hf_model_pretrained", "timm_model_pretrained", "pretrained"})
HINT = "Its open_clip_config.json may be of another version of the package."
LENGTH = 77  # tokens that a text has by itself


def open_clip(contents: Contents, path: Path, device: torch.device) -> OpenedModel | None:
    """Open weights with the towers that a config beside them describes; None: it describes none.

    Raises:
        OwnClasses: the package is installed, and the user has not allowed it.
        UserError: the towers cannot be built, or the weights do not fit them.
    """
    told, tensors = read_table(path.with_name(OPEN_CLIP)).get("model_cfg"), contents.tensors
    if not isinstance(told, Mapping) or tensors is None:
        return None
    config = _cleaned(cast("Table", told))
    text = config.get("text_cfg")
    text = text if isinstance(text, dict) else {}
    custom = bool(config.pop("custom_text", False)) or "hf_model_name" in text
    full = f"open_clip.model.{'CustomTextCLIP' if custom else 'CLIP'}"
    kind = allowed_class(full)
    if kind is None:
        return None
    module = _filled(kind, config, tensors)
    tokenizer = _tokenizer(path.parent, text)
    towers = TwoTowers(module, "encode_image", "encode_text", tokenizer)
    opened = open_whole(towers, contents, device)
    rule = open_clip_rule(path.parent, opened.rule)
    return replace(opened, title=_title(kind), rule=rule, look=None, counted=False, notes=())


def _title(kind: type[nn.Module]) -> str:
    return f"OpenCLIP ({kind.__name__})"


def _filled(kind: type[nn.Module], config: Table, tensors: Mapping[str, Tensor]) -> nn.Module:
    """Return the towers with their weights.

    Raises:
        UserError: they cannot be built, or some weights are missing or left over.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"  # nothing is fetched, whatever the config says
    with torch.device("meta"):  # a config of a few bytes may ask for any size
        wanted = sum(one.numel() for one in _made(kind, config).parameters())
    misfit = UserError(f"The weights do not fit {kind.__name__}.", hint=HINT)
    if wanted > 2 * sum(one.numel() for one in tensors.values()) + SPARE:
        raise misfit
    module = _made(kind, config)
    try:
        module.load_state_dict(dict(tensors))
    except RuntimeError as error:
        misfit.detail = str(error)[:1000]
        raise misfit from error
    return module.eval()


def _made(kind: type[nn.Module], config: Table) -> nn.Module:
    """Turn whatever the package raises into one sentence."""
    try:
        return kind(**config)
    except Exception as error:
        raise UserError(
            f"{kind.__name__} cannot be built: “{shown(str(error))}”", hint=HINT, detail=repr(error)
        ) from error


def _tokenizer(folder: Path, text: Mapping[str, Any]) -> Tokenizer | None:
    """Return the tokenizer of the folder's files; without any, CLIP's own from the package."""
    told = text.get("context_length")
    length = told if isinstance(told, int) else LENGTH
    found = read_tokenizer(folder, length, padding=0)
    if found is not None or "hf_tokenizer_name" in text:
        return found
    simple = cast("Any", import_module("open_clip.tokenizer")).SimpleTokenizer(
        context_length=length
    )
    return lambda typed: simple([typed])[0].tolist()


def _cleaned(table: Table) -> dict[str, Any]:
    """Return settings without what would be fetched."""
    return {
        key: _cleaned(cast("Table", value)) if isinstance(value, Mapping) else value
        for key, value in table.items()
        if key not in LEFT_OUT
    }
