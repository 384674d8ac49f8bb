"""A model's setup as the command line gives it: a file of class names, and a file of the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, cast

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.foreign_text import shown, shown_path
from viewer.core.maps.geometry import InputRule
from viewer.core.models.label_file import read_names
from viewer.core.models.labels import numbered_labels
from viewer.core.models.model_setup import AnswerKind, ModelSetup, read_setup
from viewer.core.plain import LARGEST_JSON, parse_json

INSPECTED = (  # what ``inspect --json`` prints
    "title",
    "source",
    "name",
    "path",
    "weights_sha256",
    "parameters",
    "device",
    "notes",
    "default_layer",
    "modules",
    "layers",
    "classes",
    "groups",
    "input",
    "answer",
    "setup",
    "tree",
)
INSPECTED_INPUT = (
    "width",
    "height",
    "shorter_side",
    "interpolation",
    "mean",
    "std",
    "colours",
    "white",
    "fixed_size",
)


RECIPE = {"format", "versions"}  # a recipe says of which
ONLY_SAID = ("task", "inputs", "weights", "boxes")  # what no model tells of itself


def typed_setup(
    labels: Path | None,
    setup: str | None,
    weights: str | None = None,
    answer: AnswerKind | None = None,
) -> ModelSetup | None:
    """Return the setup that was asked for; None: as remembered for the model's weights.

    Args:
        labels: a text, CSV, JSON or YAML file with class names, or a data set's folder.
        setup: a JSON file, also a recipe, or what ``inspect --json`` has printed; "none": as the
            model's own file says.
        weights: which of a file's sets of weights: "ema", "raw", or a name.
        answer: how the model's numbers are read.

    Raises:
        UserError: a file cannot be read, or is something else.
    """
    if labels is None and setup is None and weights is None and answer is None:
        return None
    base = ModelSetup() if setup in (None, "none") else _read(Path(setup))
    base = base if weights is None else replace(base, weights=weights)
    base = base if answer is None else replace(base, answer=answer)
    return base if labels is None else replace(base, class_names=read_names(labels))


def _read(path: Path) -> ModelSetup:
    try:
        data = parse_json(read_file(path, most_bytes=LARGEST_JSON))
    except (UserError, ValueError) as error:
        raise UserError(
            f"The setup “{shown_path(path)}” cannot be read.",
            hint="Give a JSON file, or none.",
            detail=str(error)[:500],
        ) from error
    return read_setup(_checked(_plain_setup(data)))


def _plain_setup(data: Any) -> Any:
    """Return the setup in a file: all of it, or what a recipe or ``inspect --json`` tells."""
    if not isinstance(data, dict):
        return data
    model = data.get("model")
    if isinstance(model, dict) and ("setup" in model or data.keys() & RECIPE):
        return model.get("setup") or {}
    if "weights_sha256" in data and isinstance(data.get("input"), dict):
        return _inspected(cast("dict[str, Any]", data))
    return data


def _inspected(data: dict[str, Any]) -> dict[str, Any]:
    """Put names, input and answer as ``inspect --json`` prints them into the form of a setup.

    The rest of what it prints is told of the model, and cannot be chosen.
    """
    _check_keys(data, INSPECTED)
    _check_keys(data["input"], INSPECTED_INPUT, "input.")
    given, answer, rows = data["input"], data.get("answer"), data.get("classes")
    rule = {key: given[key] for key in _keys(InputRule) if key in given}
    rule["size"] = [given.get("width"), given.get("height")]
    named = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
    names = [row.get("title") for row in rows or ()] if named else rows
    numbers = list(numbered_labels(len(names)).titles) if isinstance(names, list) else None
    said = data.get("setup")
    also = {key: said[key] for key in ONLY_SAID if key in said} if isinstance(said, dict) else {}
    return {
        **also,
        "class_names": [] if names == numbers else names,
        "rule": rule,
        "answer": answer.get("kind") if isinstance(answer, dict) else answer,
        "part": answer.get("part", "") if isinstance(answer, dict) else "",
    }


def _checked(data: Any) -> Any:
    """Return a setup's data, if every key is one that a setup has.

    Raises:
        UserError: one is not; the hint names those that are known.
    """
    if isinstance(data, dict):
        _check_keys(cast("dict[str, Any]", data), _keys(ModelSetup))
        if isinstance(data.get("rule"), dict):
            _check_keys(data["rule"], _keys(InputRule), "rule.")
    return data


def _check_keys(data: Mapping[str, Any], known: Sequence[str], place: str = "") -> None:
    for key in data:
        if key not in known:
            raise UserError(
                f"No setup has the key “{place}{shown(key)}”.",
                hint=f"The keys here are: {', '.join(known)}.",
            )


def _keys(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))
