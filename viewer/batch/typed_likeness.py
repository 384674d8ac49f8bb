"""What --like and --prompt ask: maps of what makes a picture like others, or like a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ModelRef
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.core.models.model_setup import LIKENESS, ModelSetup
from viewer.tasks.likeness_asking import (
    EMBEDDING,
    asked_likeness,
    compared_with,
    likeness_name,
)


def likeness_names(typed: Sequence[str]) -> tuple[str, ...]:
    """Return the names of targets that compare with pictures, each given or several with commas.

    Raises:
        UserError: there is no such file.
    """
    paths = [path for text in typed for path in _paths(text)]
    return tuple(dict.fromkeys(likeness_name(path) for path in paths))


def prompt_names(typed: Sequence[str]) -> tuple[str, ...]:
    """Return the names of targets that compare with texts.

    Raises:
        UserError: one is empty.
    """
    texts = [text.strip() for text in typed]
    if not all(texts):
        raise UserError("The text to compare with is empty.", hint="Write --prompt “a red bus”.")
    return tuple(dict.fromkeys(map(likeness_name, texts)))


def compared(ref: ModelRef, names: Iterable[str], info: ModelInfo) -> ModelRef:
    """Return the model read before its last layer, where pictures are compared."""
    if not any(map(asked_likeness, names)) or info.task == LIKENESS:
        return ref
    return replace(ref, setup=replace(info.setup or ModelSetup(), task=LIKENESS))


def check_likeness(names: Sequence[str], info: ModelInfo) -> None:
    """Refuse classes beside pictures that are compared, and texts where none are read.

    Raises:
        UserError: there are some.
    """
    if info.answer.part == EMBEDDING:
        return  # any name is a text
    if any(isinstance(one, str) for name in names for one in compared_with(name)):
        raise UserError(
            "This model reads no texts.",
            hint="Open a model with a tower for texts, such as CLIP, from its folder.",
        )
    if info.task == LIKENESS and not all(map(_is_likeness, names)):
        raise UserError(
            "Pictures are compared here, and no classes.",
            hint="Ask about classes without --like, in another export.",
        )


def _is_likeness(name: str) -> bool:
    target = Target.parse(name).plain
    return target == Target() or bool(asked_likeness(target.name))


def _paths(text: str) -> list[Path]:
    whole = Path(text).expanduser().absolute()
    parts = [text] if whole.is_file() else [part.strip() for part in text.split(",")]
    paths = [Path(part).expanduser().absolute() for part in parts if part]
    for path in paths:
        if not path.is_file():
            raise UserError(
                f"There is no picture “{shown_path(path)}” to compare with.",
                hint="Write --like PICTURE, or several with commas.",
            )
    return paths
