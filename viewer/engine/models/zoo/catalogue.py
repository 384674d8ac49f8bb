"""List the published models of torchvision and timm: how large, from where, here or not."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

from viewer.core.errors import UserError
from viewer.core.models.zoo_entries import Download, Zoo, ZooEntry
from viewer.engine.models.recognising.architectures import (
    Architecture,
    find_architecture,
    torchvision_names,
)
from viewer.engine.models.zoo.published import Published, published
from viewer.engine.models.zoo.published_models import weights_on_disk
from viewer.engine.serve.light_import import import_lightly
from viewer.paths import resource

HUB_FILE = "model.safetensors"
MEBIBYTE = 1 << 20
FLOAT_BYTES = 4
# What CLIP's image towers give: a place in a space of words and pictures, no scores of classes.
PROJECTIONS = frozenset({384, 512, 640, 768, 1024, 1152, 1280})


def list_zoo() -> Zoo:
    """Return every published classifier, torchvision's first; nothing is asked over the network."""
    return Zoo(entries=(*map(_torchvision_entry, torchvision_names()), *_timm_entries()))


def find_entry(spec: str) -> ZooEntry:
    """Return one model by what opens it: ``zoo:resnet18`` or ``timm:resnet50.a1_in1k``.

    Raises:
        UserError: there is no such network, or its weights are not published.
    """
    architecture = find_architecture(spec)
    if architecture.family == "torchvision":
        return _torchvision_entry(architecture.name)
    entry = _timm_entry(architecture.name)
    if entry is None:
        raise UserError(
            f"No weights of {architecture.name} are published.",
            hint="Open a file with its weights: --model FILE --arch NAME.",
        )
    return entry


def _torchvision_entry(name: str) -> ZooEntry:
    models = import_lightly("torchvision.models")
    architecture = Architecture("torchvision", name)
    one = published(architecture)[0]
    kinds: Any = models.get_model_weights(name)
    meta = kinds.DEFAULT.meta  # of the weights that stand first in what is published
    download = Download(
        spec=f"zoo:{name}",
        url=one.url,
        folder=_checkpoints(),
        file_name=one.file_name,
        sha256=one.hash_prefix,
        size_bytes=round(meta["_file_size"] * MEBIBYTE),
        size_is_exact=True,
    )
    return ZooEntry(
        family="torchvision",
        name=name,
        parameters=meta["num_params"],
        cached=weights_on_disk(architecture) is not None,
        download=download,
    )


def _timm_entries() -> Iterator[ZooEntry]:
    for name in import_lightly("timm").list_models(pretrained=True):
        entry = _timm_entry(name)
        if entry is not None:
            yield entry


def _timm_entry(name: str) -> ZooEntry | None:
    """Return one of timm's models; None: it is no classifier, or its weights are not published."""
    config = import_lightly("timm.models").get_pretrained_cfg(name, allow_unregistered=True)
    architecture = Architecture("timm", name)
    known = published(architecture)
    classes = (config.num_classes or 0) if config is not None else 0
    if not known or classes < 2 or classes in PROJECTIONS:
        return None
    one = known[0]
    if not (one.hub_id or one.url):
        return None
    parameters = _parameters(name.partition(".")[0], classes)
    return ZooEntry(
        family="timm",
        name=name,
        parameters=parameters,
        cached=weights_on_disk(architecture) is not None,
        download=_timm_download(f"timm:{name}", one, parameters * FLOAT_BYTES),
    )


def _timm_download(spec: str, one: Published, size_bytes: int) -> Download:
    """Prefer the hub, as timm itself does: it tells a hash of every file."""
    source: dict[str, Any] = {"spec": spec, "size_bytes": size_bytes}
    if not one.hub_id:
        name = one.file_name
        return Download(
            url=one.url, folder=_checkpoints(), file_name=name, sha256=one.hash_prefix, **source
        )
    from huggingface_hub import constants  # noqa: PLC0415 - only for timm

    url = f"{constants.ENDPOINT}/{one.hub_id}/resolve/main/{HUB_FILE}"
    folder = Path(constants.HF_HUB_CACHE)
    return Download(url=url, folder=folder, file_name=HUB_FILE, hub_id=one.hub_id, **source)


def _checkpoints() -> Path:
    return Path(torch.hub.get_dir(), "checkpoints")


def _parameters(name: str, classes: int) -> int:
    body, per_class = _parameter_table().get(name, (0, 0))
    return body + per_class * classes if body else 0


@functools.cache
def _parameter_table() -> dict[str, tuple[int, int]]:
    """Read what packaging/parameter_table.py writes: a body's parameters, and those per class."""
    lines = resource("models/parameters.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines)
    return {name: (int(body), int(per_class)) for name, body, per_class in rows}
