"""How a model wants its pictures, as preprocessor_config.json or open_clip_config.json tells."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.maps.geometry import InputRule, Interpolation, Size

MAX_BYTES = 4 << 20
TRANSFORMERS, OPEN_CLIP = "preprocessor_config.json", "open_clip_config.json"
BY_NUMBER: dict[object, Interpolation] = {0: "nearest", 2: "bilinear", 3: "bicubic"}  # as Pillow's
Table = Mapping[str, Any]


def read_table(path: Path) -> Table:
    """Return a file of JSON; what is damaged, missing or of another form tells nothing."""
    try:
        table = json.loads(read_file(path, most_bytes=MAX_BYTES))
    except (UserError, ValueError, RecursionError):
        return {}
    return cast("Table", table) if isinstance(table, Mapping) else {}


def transformers_rule(folder: Path, rule: InputRule) -> InputRule:
    """Return a rule with what transformers has written of its pictures, at the size that runs."""
    table = read_table(folder / TRANSFORMERS)
    cropped = table.get("do_center_crop") is True
    size = _size(table.get("crop_size") if cropped else table.get("size")) or rule.size
    shorter = _shorter(table.get("size")) if cropped else None
    interpolation = BY_NUMBER.get(table.get("resample"), rule.interpolation)
    if table.get("do_normalize", True) is True:
        rule = _scaled(rule, table.get("image_mean"), table.get("image_std"))
    made = replace(rule, size=size, shorter_side=shorter, interpolation=interpolation)
    return _valid(made, rule) if table else rule


def open_clip_rule(folder: Path, rule: InputRule) -> InputRule:
    """Return a rule with what OpenCLIP has written of its pictures, at the size that runs."""
    said = read_table(folder / OPEN_CLIP).get("preprocess_cfg")
    table: Table = cast("Table", said) if isinstance(said, Mapping) else {}
    squashed = table.get("resize_mode") == "squash"
    side = rule.size[1]
    word = table.get("interpolation", "bicubic")
    interpolation: Interpolation = "bilinear" if word == "bilinear" else "bicubic"
    rule = _scaled(rule, table.get("mean"), table.get("std"))
    return replace(rule, shorter_side=None if squashed else side, interpolation=interpolation)


def _scaled(rule: InputRule, mean: object, std: object) -> InputRule:
    """Return a rule with a told mean and deviation, where they are three numbers each."""
    means, deviations = _three(mean), _three(std)
    if means is None or deviations is None:
        return rule
    return _valid(replace(rule, mean=means, std=deviations), rule)


def _valid(made: InputRule, otherwise: InputRule) -> InputRule:
    try:
        return made.checked()
    except (ValueError, TypeError):
        return otherwise


def _size(told: object) -> Size | None:
    """Return width, height of a number or a table with both; None: it tells neither."""
    if isinstance(told, Mapping):
        sides = cast("Table", told)
        width, height = sides.get("width"), sides.get("height")
    else:
        width = height = told
    return (width, height) if isinstance(width, int) and isinstance(height, int) else None


def _shorter(told: object) -> int | None:
    side = cast("Table", told).get("shortest_edge") if isinstance(told, Mapping) else told
    return side if isinstance(side, int) else None


def _three(told: object) -> tuple[float, ...] | None:
    numbers = cast("Sequence[object]", told) if isinstance(told, list) else ()
    kept = tuple(float(one) for one in numbers if isinstance(one, (int, float)))
    return kept if len(kept) == 3 else None
