"""A reference to a model as one line of text, and back: for settings and for later starts."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from viewer.core.asks.references import ModelRef
from viewer.core.plain import parse_json

SOURCES = ("default", "zoo", "timm", "file")


@dataclass(frozen=True, slots=True)
class PastModel:
    """One model that was open before, for the menu of recent ones."""

    ref: ModelRef
    title: str


def model_to_text(ref: ModelRef) -> str:
    """Return a line that ``model_from_text`` reads; what was said of the model is left out."""
    path = "" if ref.path is None else str(ref.path)
    return json.dumps([ref.source, ref.name, path, ref.arch or ""])


def model_from_text(text: str) -> ModelRef | None:
    """Return the model that a line speaks of; None: it is not one of ours."""
    try:
        source, name, path, arch = parse_json(text)
        os.fsencode(path)
    except (ValueError, TypeError):
        return None
    if not all(isinstance(one, str) for one in (source, name, path, arch)):
        return None
    named, filed = source in ("zoo", "timm"), source == "file"
    if source not in SOURCES or bool(name) != named or bool(path) != filed or "\0" in path:
        return None
    return ModelRef(source=source, name=name, path=Path(path) if path else None, arch=arch or None)
