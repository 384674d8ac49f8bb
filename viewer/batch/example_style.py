"""The style of an export's figures: as in an example, with what is typed over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from viewer.core.maps.heat_style import HeatStyle
from viewer.figure.recipe_reading import read_recipe
from viewer.figure.style import FigureStyle


def choose_style(example: Path | None, typed: Mapping[str, Any]) -> FigureStyle:
    """Return a figure's style: that of an example, or the usual one, with what was typed.

    Args:
        example: an exported figure, or the JSON that was written beside one.
        typed: options by name; None: not typed.

    Raises:
        UserError: the example cannot be read, or is no figure of CamScope's.
    """
    style = FigureStyle(kind="table") if example is None else read_recipe(example).style
    names = {"figure": "kind", "format": "file_format"}
    wanted = {names.get(key, key): value for key, value in typed.items() if value is not None}
    if wanted.get("kind") in {"single", "none"}:
        wanted["kind"] = "row"
    style = replace(style, heat=replace(style.heat, **_fields_of(HeatStyle, wanted)))
    return replace(style, **_fields_of(FigureStyle, wanted))


def _fields_of(kind: type, wanted: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.name for field in fields(kind)}
    return {key: value for key, value in wanted.items() if key in known}
