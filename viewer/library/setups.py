"""What a program says of a model: which one, and what the model does not tell itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_setup import ModelSetup
from viewer.core.models.typed_setup import typed_setup

OF_RULE = ("size", "shorter_side", "mean", "std", "interpolation", "colours", "white")
OF_MODEL = ("arch", "labels", "setup", "weights", "answer", "part", "task")
# What torchvision's recipes train with, and most networks in memory therefore.
USUAL = InputRule(size=(224, 224), shorter_side=256)


def reference_of(model: str | Path | nn.Module | ModelRef, **said: Any) -> ModelRef:
    """Return the reference of a model with its setup.

    Raises:
        UserError: something is said that no model has.
    """
    if isinstance(model, ModelRef):
        return model
    _check(said)
    in_memory = isinstance(model, nn.Module)
    if in_memory:
        ref = ModelRef(source="memory", name=type(model).__name__)
    else:
        ref = ModelRef.parse(str(model), said.get("arch"))
    setup = _setup(said)
    if setup is None and in_memory:
        setup = ModelSetup()
    return replace(ref, setup=setup)


def _setup(said: Mapping[str, Any]) -> ModelSetup | None:
    """Return the setup that is said; None: nothing is."""
    labels: object = said.get("labels")
    file = Path(labels) if isinstance(labels, str | Path) else None
    typed = typed_setup(file, said.get("setup"), said.get("weights"))
    if labels is not None and file is None:
        names = tuple(str(name) for name in cast("Iterable[object]", labels))
        typed = replace(typed or ModelSetup(), class_names=names)
    answer = {name: said[name] for name in ("answer", "part", "task") if name in said}
    if answer:
        typed = replace(typed or ModelSetup(), **answer)
    rule = {name: said[name] for name in OF_RULE if name in said}
    if rule:
        typed = typed or ModelSetup()
        typed = replace(typed, rule=_rule(typed.rule or USUAL, rule))
    return typed


def _rule(base: InputRule, said: Mapping[str, Any]) -> InputRule:
    values = {
        key: tuple(value) if isinstance(value, list) else value for key, value in said.items()
    }
    if isinstance(values.get("size"), int):
        values["size"] = (values["size"], values["size"])
    try:
        return replace(base, **values).checked()
    except (TypeError, ValueError) as error:
        raise UserError("The model's input cannot be prepared so.", hint=str(error)) from error


def _check(said: Mapping[str, Any]) -> None:
    known = (*OF_MODEL, *OF_RULE)
    for name in said:
        if name not in known:
            raise UserError(
                f"Nothing called “{shown(name)}” is said of a model.",
                hint=f"Known: {', '.join(known)}.",
            )
