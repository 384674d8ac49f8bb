"""Names that a model's nameless classes are thought to bear, where all of them are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ModelRef
from viewer.core.asks.target import Target
from viewer.core.models.model_setup import CLASSES, ModelSetup


def supposed(ref: ModelRef, asked: Iterable[str], info: ModelInfo) -> ModelRef:
    """Return a model's reference with names for its classes, where all are asked for.

    The order is the alphabet's, as torchvision's ImageFolder counts a data set's folders: of dog
    and cat, class 0 is the cat. Whoever takes it tells so, with `supposition`.

    Args:
        ref: the model that was asked for.
        asked: what is to be explained, as it was typed.
        info: the model as it was opened by this reference.
    """
    names = sorted(set(asked))
    alone = (
        info.named or info.task != CLASSES or (info.answer.independent and not info.answer.single)
    )
    if alone or len(names) != len(info.class_names) or not all(map(_is_name, names)):
        return ref
    return replace(ref, setup=replace(info.setup or ModelSetup(), class_names=tuple(names)))


def noted(info: ModelInfo, before: ModelInfo) -> ModelInfo:
    """Return what is known of an open model, with a note where its names are supposed.

    Args:
        info: the model as it is open now.
        before: the same as it was opened first.
    """
    if before.named or not info.named:
        return info
    return replace(info, notes=(*info.notes, _sentence(info)))


def still_noted(info: ModelInfo, before: ModelInfo) -> ModelInfo:
    """Return what is known of a model that was opened anew, with the note it had before."""
    told = supposition(before)
    return replace(info, notes=(*info.notes, told)) if told else info


def supposition(info: ModelInfo) -> str:
    """Return the note on supposed names; empty: they are none."""
    sentence = _sentence(info)
    return sentence if sentence in info.notes else ""


def counted(info: ModelInfo) -> str:
    """Return the classes with their numbers: “0 = cat, 1 = dog”."""
    return ", ".join(f"{index} = {name}" for index, name in enumerate(info.class_names))


def _sentence(info: ModelInfo) -> str:
    return (
        f"This model names no classes. They are taken in the order of the alphabet: {counted(info)}"
        ". If that is wrong, say their names in the order of its outputs, as labels."
    )


def _is_name(text: str) -> bool:
    return Target.parse(text) == Target(kind="name", name=text)
