"""The published weights of an architecture: their title, address and input rule."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from viewer.core.maps.geometry import InputRule, Interpolation
from viewer.engine.models.recognising.architectures import Architecture
from viewer.engine.serve.light_import import import_lightly

ANY_MODEL = InputRule(size=(224, 224), shorter_side=256)  # when nothing else is known


@dataclass(frozen=True, slots=True)
class Published:
    """One published set of weights, and the input it was trained for."""

    title: str  # "resnet50 (IMAGENET1K_V2)"
    url: str  # empty where only the hub has it
    hub_id: str  # repository on the Hugging Face hub, or empty
    rule: InputRule

    @property
    def file_name(self) -> str:
        """The name that torch's download cache gives the file."""
        return self.url.rpartition("/")[2]

    @property
    def hash_prefix(self) -> str:
        """The start of the file's SHA-256, where its name tells it: ``resnet18-f37072fd.pth``."""
        found = re.search(r"-([0-9a-f]{8,64})\.\w+$", self.file_name)
        return found[1] if found else ""


def published(architecture: Architecture) -> tuple[Published, ...]:
    """Return the published weights of an architecture, the recommended ones first."""
    if architecture.family == "timm":
        return _timm(architecture.name)
    return _torchvision(architecture.name)


def input_rule(architecture: Architecture, sha256: str) -> InputRule:
    """Return the input rule of a file of weights: that of the published file it is, if it is one.

    Other weights (fine-tuned ones) get the rule of the recommended published weights.
    """
    known = published(architecture)
    for one in known:
        if one.hash_prefix and sha256.startswith(one.hash_prefix):
            return one.rule
    return known[0].rule if known else ANY_MODEL


def timm_input_rule(config: Mapping[str, Any]) -> InputRule | None:
    """Return the input rule in the settings that a timm network carries, or None.

    The settings come from a file, so each is checked.
    """
    resolve_data_config = import_lightly("timm.data.config").resolve_data_config
    try:
        rule = _timm_rule(resolve_data_config(pretrained_cfg=dict(config)))
        sides = (*rule.size, rule.shorter_side or 1)
        numbers = (*rule.mean, *rule.std)
        if (
            all(type(side) is int and 1 <= side <= 4096 for side in sides)
            and len(rule.mean) == len(rule.std) == 3
            and all(math.isfinite(number) for number in numbers)
            and min(rule.std) > 0
        ):
            return rule
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError, OverflowError):
        pass
    return None


def _torchvision(name: str) -> tuple[Published, ...]:
    models = import_lightly("torchvision.models")
    kinds = models.get_model_weights(name)
    recommended = next(iter(kinds)) if not hasattr(kinds, "DEFAULT") else kinds["DEFAULT"]
    ordered = sorted(kinds, key=lambda one: one is not recommended)
    return tuple(
        Published(f"{name} ({one.name})", one.url, "", _torchvision_rule(one.transforms()))
        for one in ordered
    )


def _torchvision_rule(preset: Any) -> InputRule:
    """Read torchvision's ``ImageClassification`` preset."""
    return InputRule(
        size=(preset.crop_size[0], preset.crop_size[-1])[::-1],
        shorter_side=preset.resize_size[0],
        interpolation=cast("Interpolation", preset.interpolation.value),
        mean=tuple(preset.mean),
        std=tuple(preset.std),
    )


def _timm(name: str) -> tuple[Published, ...]:
    resolve_data_config = import_lightly("timm.data.config").resolve_data_config
    try:
        config = import_lightly("timm.models").get_pretrained_cfg(name, allow_unregistered=True)
    except RuntimeError:  # there are no weights of this tag
        return ()
    if config is None:
        return ()
    rule = _timm_rule(resolve_data_config(pretrained_cfg=config.to_dict()))
    title = f"{name} ({config.tag or 'pretrained'})"
    return (Published(title, str(config.url or ""), str(config.hf_hub_id or ""), rule),)


def _timm_rule(config: dict[str, Any]) -> InputRule:
    """Read timm's data config as its own evaluation transform does."""
    _, height, width = config["input_size"]
    squash = config["crop_mode"] == "squash" or height != width
    kind = config["interpolation"]
    return InputRule(
        size=(width, height),
        shorter_side=None if squash else math.floor(height / config["crop_pct"]),
        interpolation=kind if kind in ("nearest", "bilinear", "bicubic") else "bicubic",
        mean=tuple(config["mean"]),
        std=tuple(config["std"]),
    )
