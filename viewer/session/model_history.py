"""The models opened last, as the settings file keeps them: newest first, the last one reopened."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QObject, QSettings, Signal

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ModelRef
from viewer.core.models.model_text import PastModel, model_from_text, model_to_text
from viewer.core.plain import parse_json

KEPT = 10
KEY = "recent/models"
LAST = "recent/model"


class ModelHistory(QObject):
    """Remembers what was opened; a settings file that says nonsense has forgotten it."""

    changed = Signal(list)  # of PastModel

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def models(self) -> list[PastModel]:
        """Return the models opened last, newest first, without the default one."""
        value = self._settings.value(KEY)
        lines = cast("list[object]", value) if isinstance(value, list) else [value]
        found = [_read(line) for line in lines if isinstance(line, str)]
        return [model for model in found if model is not None][:KEPT]

    def last(self) -> ModelRef | None:
        """Return the model that was open last; None: the default one, or none is known."""
        model = _read(str(self._settings.value(LAST, "")))
        return model.ref if model is not None else None

    def note(self, info: ModelInfo) -> None:
        """Remember that a model was opened; the default one is always at hand."""
        model = PastModel(replace(info.ref, setup=None), info.title)
        is_default = info.ref.source == "default"
        self._settings.setValue(LAST, "" if is_default else _write(model))
        if is_default:
            return
        kept = [model, *(past for past in self.models() if past.ref != model.ref)]
        self._settings.setValue(KEY, [_write(past) for past in kept[:KEPT]])
        self.changed.emit(kept[:KEPT])


def _write(model: PastModel) -> str:
    return json.dumps([model_to_text(model.ref), model.title])


def _read(text: str) -> PastModel | None:
    """Return what ``_write`` wrote; None for anything else."""
    try:
        line, title = parse_json(text)
    except (ValueError, TypeError):
        return None
    ref = model_from_text(line) if isinstance(line, str) and isinstance(title, str) else None
    return PastModel(ref, title) if ref is not None else None
