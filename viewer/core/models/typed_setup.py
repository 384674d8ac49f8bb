"""A model's setup as the command line gives it: a file of class names, and a file of the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.foreign_text import shown_path
from viewer.core.models.label_file import read_names
from viewer.core.models.model_setup import ModelSetup, read_setup
from viewer.core.plain import LARGEST_JSON, parse_json


def typed_setup(
    labels: Path | None, setup: str | None, weights: str | None = None
) -> ModelSetup | None:
    """Return the setup that was asked for; None: as remembered for the model's weights.

    Args:
        labels: a text, CSV or JSON file with class names, or a data set's folder.
        weights: which of a file's sets of weights: "ema", "raw", or a name.
        setup: a JSON file, also a recipe that holds one; "none": as the model's own file says.

    Raises:
        UserError: a file cannot be read, or is something else.
    """
    if labels is None and setup is None and weights is None:
        return None
    base = ModelSetup() if setup in (None, "none") else _read(Path(setup))
    base = base if weights is None else replace(base, weights=weights)
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
    model = data.get("model") if isinstance(data, dict) else None
    return read_setup(model.get("setup") or {} if isinstance(model, dict) else data)
