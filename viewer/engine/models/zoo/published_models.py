"""Open a torchvision or timm network by name, with pretrained weights found on this computer."""

from __future__ import annotations

from pathlib import Path

import torch

from viewer.core.errors import UserError
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.recognising.architectures import Architecture, find_architecture
from viewer.engine.models.recognising.state_dict import Weights, read_weights
from viewer.engine.models.recognising.weights import fit_weights
from viewer.engine.models.zoo.published import Published, published


def open_zoo(name: str) -> OpenedModel:
    """Open ``zoo:NAME`` (torchvision) or ``timm:NAME`` with weights from the download caches.

    Raises:
        UserError: there is no such network, or its weights are not on this computer.
    """
    architecture = find_architecture(name)
    known = published(architecture)
    for one in known:
        path = _cached(one)
        if path is not None:
            weights = _verified(path, one)
            return fit_weights(weights, architecture, title=one.title, source=path.name)
    raise UserError(
        f"The weights of {architecture.name} are not on this computer.",
        hint=_download_hint(architecture, known),
    )


def weights_on_disk(architecture: Architecture) -> Path | None:
    """Return the pretrained weights that ``open_zoo`` would take, if they are on this computer."""
    found = (_cached(one) for one in published(architecture))
    return next((path for path in found if path is not None), None)


def _cached(one: Published) -> Path | None:
    """Find a set of weights in torch's cache, or in the Hugging Face hub's."""
    path = Path(torch.hub.get_dir(), "checkpoints", one.file_name)
    if one.file_name and path.is_file():
        return path
    if one.hub_id:
        from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - only for timm

        found = try_to_load_from_cache(one.hub_id, "model.safetensors")
        return Path(found) if isinstance(found, str) else None
    return None


def _verified(path: Path, one: Published) -> Weights:
    """Read weights from torch's cache, whose file names carry the start of their hash."""
    weights = read_weights(path)
    if path.name == one.file_name and not weights.sha256.startswith(one.hash_prefix):
        raise UserError(
            f"“{path.name}” in the download cache is not the published file.",
            hint=f"Delete it and download it again from {one.url}.",
            detail=f"{path}: SHA-256 {weights.sha256}",
        )
    return weights


def _download_hint(architecture: Architecture, known: tuple[Published, ...]) -> str:
    """Say in one sentence how to get the weights."""
    source = "timm" if architecture.family == "timm" else "zoo"
    if any(one.hub_id or one.url for one in known):
        spec = f"{source}:{architecture.name}"
        return f"“camscope download {spec}” or File > Open model from the zoo… gets them."
    arch = f"{'timm:' if source == 'timm' else ''}{architecture.name}"
    return f"Open a file with its weights: --model FILE --arch {arch}."
