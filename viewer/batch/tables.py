"""The tables of the command line: models, and all there is to know of one model."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from fnmatch import fnmatch
from typing import Any

from viewer.batch.printing import print_table
from viewer.core.asks.model_info import LayerInfo, ModelInfo
from viewer.core.asks.references import ModelRef
from viewer.core.asks.structure import REASONS, ModuleNode, Structure, Unfit, shape_text
from viewer.core.foreign_text import shown, shown_json
from viewer.core.models.model_setup import LIKENESS, NUMBERS, REGIONS, Answer, setup_data

COLOUR_WORDS = {"rgb": "RGB", "bgr": "BGR", "grey": "grey thrice", "single": "one grey channel"}
REMARKS: dict[Unfit, str] = {
    "idle": "not called",
    "shared": "see above",
    "no_tensor": "no tensor",
    "no_extent": "no places left",
    "no_grid": "no rows and columns",
}


def print_models(pattern: str) -> int:
    """Print the models that can be opened by name, and whether their weights are here.

    Args:
        pattern: part of a name, or a pattern with * and ?; empty: all.
    """
    rows = list(_models(pattern.strip().lower()))
    if not rows:
        sys.stderr.write(f"camscope: There is no model like “{shown(pattern)}”.\n")
        return 1
    print_table(("MODEL", "WEIGHTS"), rows)
    return 0


def print_model(ref: ModelRef, *, as_json: bool) -> int:
    """Print a model, its layers, classes and input, for people or as JSON.

    Raises:
        UserError: it cannot be opened.
    """
    from viewer.engine.engine import Engine  # noqa: PLC0415 - the other tables need no torch

    with Engine() as engine:
        info = engine.open(ref)
        modules = engine.describe(ref)
    if as_json:
        sys.stdout.write(f"{shown_json(describe_model(info, modules))}\n")
        return 0
    sys.stdout.write(f"{info.title}\n\n{info.tree}\n\n")
    grids = {layer.name: layer.grid for layer in info.layers}
    rows = [_module_row(node, grids, info.default_layer) for node in modules.nodes]
    print_table(("MODULE", "TYPE", "OUTPUT", "HEAT MAP", "PARAMETERS", ""), rows)
    sys.stdout.write("\n".join(["", *_facts(info), ""]))
    return 0


def describe_model(info: ModelInfo, modules: Structure) -> dict[str, Any]:
    """Return what ``inspect --json`` says of a model."""
    rule = info.rule
    return {
        "title": info.title,
        "source": info.ref.source,
        "name": info.ref.name,
        "path": None if info.ref.path is None else str(info.ref.path),
        "weights_sha256": info.weights_sha256,
        "parameters": info.parameters,
        "device": info.device,
        "notes": list(info.notes),
        "default_layer": info.default_layer,
        "modules": [_describe_module(node) for node in modules.nodes],
        "layers": [_describe_layer(layer, info.default_layer) for layer in info.layers],
        "classes": [
            {"index": index, "name": name, "title": title}
            for index, (name, title) in enumerate(
                zip(info.class_names, info.class_titles, strict=True)
            )
        ],
        "groups": [{"name": group.name, "members": list(group.members)} for group in info.groups],
        "input": {
            "width": rule.size[0],
            "height": rule.size[1],
            "shorter_side": rule.shorter_side,
            "interpolation": rule.interpolation,
            "mean": list(rule.mean),
            "std": list(rule.std),
            "colours": rule.colours,
            "white": rule.white,
            "fixed_size": info.fixed_size,
        },
        "answer": asdict(info.answer),
        "setup": None if info.setup is None else setup_data(info.setup),
        "tree": info.tree,
    }


def _describe_layer(layer: LayerInfo, default: str) -> dict[str, Any]:
    return {
        "name": layer.name,
        "type": layer.type,
        "shape": list(layer.shape),
        "grid": list(layer.grid),
        "channels": layer.channels,
        "default": layer.name == default,
    }


def _answer(answer: Answer, task: str) -> str:
    """Return in words what the model answers with, and how boxes are decoded."""
    if answer.boxes is not None:
        return f"boxes of {answer.classes} classes: {answer.boxes.words}"
    if task == LIKENESS:
        return "an embedding: what its last layer is given"
    if task == REGIONS:
        return f"a map for each of {answer.classes} classes, logits"
    if task == NUMBERS:
        return f"{answer.classes} numbers of a regression"
    number = "one number" if answer.single else f"{answer.classes} numbers"
    part = f" in “{answer.part}”" if answer.part else ""
    return f"{number}{part}, {answer.kind.replace('_', ' ')}"


def _facts(info: ModelInfo) -> Iterator[str]:
    rule, names = info.rule, info.class_names
    shown = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
    side = rule.shorter_side
    resize = f"shorter side to {side}, centre crop" if side else "stretched"
    yield f"Default layer: {info.default_layer}"
    yield f"Classes: {len(names)} ({shown})"
    yield f"Groups: {', '.join(group.name for group in info.groups) or 'none'}"
    yield f"Input: {rule.size[0]} × {rule.size[1]}, {resize}, {rule.interpolation}"
    scale = "value / 255" if rule.white == 1 else "value"
    colours = COLOUR_WORDS[rule.colours]
    yield f"       then ({scale} - {list(rule.mean)}) / {list(rule.std)}, {colours}"
    yield f"Answer: {_answer(info.answer, info.task)}"
    yield f"Other sizes: {'no' if info.fixed_size else 'yes'}"
    yield f"Parameters: {info.parameters:,}"
    yield f"Weights SHA-256: {info.weights_sha256 or 'unknown'}"
    for note in info.notes:
        yield f"Note: {note}"


def _module_row(
    node: ModuleNode, grids: Mapping[str, tuple[int, int]], default: str
) -> tuple[str, ...]:
    grid = " × ".join(map(str, grids.get(node.name, ())))
    remark = "default" if node.name == default else REMARKS.get(node.unfit, "")
    name = node.name or "(the model)"
    return name, node.type, shape_text(node.shape), grid, f"{node.parameters:,}", remark


def _describe_module(node: ModuleNode) -> dict[str, Any]:
    return {
        "name": node.name,
        "type": node.type,
        "arguments": node.detail,
        "parameters": node.parameters,
        "shape": list(node.shape),
        "unfit": node.unfit,
        "reason": REASONS[node.unfit],
    }


def _models(pattern: str) -> Iterator[tuple[str, str]]:
    from viewer.engine.models.recognising.architectures import (  # noqa: PLC0415 - the other tables need no torch
        Architecture,
        timm_names,
        torchvision_names,
    )
    from viewer.engine.models.zoo.published_models import weights_on_disk  # noqa: PLC0415

    if _matches("default", pattern):
        yield "default", "here"
    known = [("zoo", Architecture("torchvision", name)) for name in torchvision_names()]
    known += [("timm", Architecture("timm", name)) for name in timm_names()]
    for source, architecture in known:
        spec = f"{source}:{architecture.name}"
        if _matches(spec, pattern):
            yield spec, "here" if weights_on_disk(architecture) else "not on this computer"


def _matches(spec: str, pattern: str) -> bool:
    return pattern in spec or fnmatch(spec, pattern) or fnmatch(spec.partition(":")[2], pattern)
