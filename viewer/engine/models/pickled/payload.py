"""Find what is worth opening in a file: a whole model, or the weights inside a checkpoint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from torch import Tensor, nn

from viewer.core.bounds import MOST_TENSORS
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.building import Builder
from viewer.engine.models.pickled.class_names import class_names_of
from viewer.engine.models.pickled.container import Container
from viewer.engine.models.pickled.package_classes import PackageClasses
from viewer.engine.models.pickled.policy import (
    COMPILED,
    QUANTISED,
    check_names,
    programs_in,
)
from viewer.engine.models.pickled.sketch import Sketch, sketch
from viewer.engine.models.pickled.stubs import Items, Made, Pairs, Parsed, name_of, pairs_of
from viewer.engine.models.pickled.tensors import Tensors, is_tensor
from viewer.engine.models.pickled.weight_sets import ONE_SET, WeightSets, alike, choose

WRAPPING = (
    *("state_dict", "model_state_dict", "model_state", "model", "net", "network", "weights"),
    *("model_ema", "state_dict_ema", "ema_state_dict", "ema", "params_ema", "params"),
    *("module", "generator", "backbone", "teacher", "student"),
)
OF_TRAINING = re.compile(r"optim|sched|scaler|loop|callback|rng|hyper|config|args", re.IGNORECASE)
MAX_WRAPPINGS = 8
MOST_ENTRIES = 200  # of a checkpoint that is looked through for several sets of weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What a file holds: a model, or tensors by name."""

    module: nn.Module | None = None
    tensors: dict[str, Tensor] | None = None  # also of a model that cannot be built
    sketch: Sketch | None = None  # of a model
    refusal: UserError | None = None  # why a model cannot be built from its file alone
    notes: tuple[str, ...] = ()
    class_names: tuple[str, ...] = ()  # as a checkpoint's class_to_idx or its like tells them
    program: str = ""  # "TorchScript" or "torch.export", whose weights these are
    sets: WeightSets = ONE_SET  # where the file holds weights twice: raw and averaged


def open_payload(container: Container, weights: str = "") -> Payload:
    """Build the model of a file, or else its tensors by name, with notes for the user.

    Args:
        container: of the file.
        weights: which of several sets of weights is wished: "ema", "raw", or a name.

    Raises:
        UserError: there is neither, or the model breaks a rule.
    """
    return replace(_open(container, weights), class_names=class_names_of(container.parsed.root))


def _open(container: Container, weights: str) -> Payload:
    programs = programs_in(container.parsed.names)
    tensors = Tensors(container)
    root, sets = _chosen_set(container.parsed.root, weights)
    found = _find(root)
    if isinstance(found, Made):
        if programs:
            raise refusals.programs(programs)
        return replace(_open_model(found, tensors), sets=sets)
    if found is None:
        raise _nothing(container.parsed, programs)
    notes = (refusals.programs_sentence(programs),) if programs else ()
    return Payload(tensors=_read(found, tensors), notes=notes, sets=sets)


def _open_model(found: Made, tensors: Tensors) -> Payload:
    """Build a model; where its classes are unknown here, take its weights and say why."""
    packages = PackageClasses.allowed()
    try:
        check_names(found, packages)
    except refusals.UnknownClasses as refusal:
        described = sketch(found)
        weights = _read(described.entries, tensors)
        return Payload(tensors=weights, sketch=described, refusal=refusal)
    builder = Builder(tensors, packages)
    module = builder.value(found)
    if not isinstance(module, nn.Module):
        raise refusals.unusual("The model is no layer.")
    return Payload(module=module, sketch=sketch(found), notes=tuple(builder.notes))


def _read(entries: Mapping[str, Made], tensors: Tensors) -> dict[str, Tensor]:
    """Build tensors; one that stands in two places is read once."""
    if len(entries) > MOST_TENSORS:
        raise refusals.too_large(f"more than {MOST_TENSORS:,} weights")
    built = {id(node): tensors.build(node).detach() for node in entries.values()}
    return {name: built[id(node)] for name, node in entries.items()}


def _chosen_set(root: Any, wish: str) -> tuple[Any, WeightSets]:
    """Return the set of weights to read, where a checkpoint holds several of one network."""
    entries = {key: value for key, value in pairs_of(_compiled(root)) or () if isinstance(key, str)}
    first = next((key for key in WRAPPING if _is_worth(entries.get(key))), None)
    if first is None or len(entries) > MOST_ENTRIES or _is_model(_compiled(root)):
        return root, ONE_SET
    network = _find(entries[first])
    others = [k for k, v in entries.items() if k != first and shown(k) == k and _is_worth(v)]
    names = (first, *(key for key in others if _is_alike(network, _find(entries[key]))))
    if len(names) == 1:
        return root, ONE_SET
    chosen = choose(names, wish)
    return entries[chosen], WeightSets(names, chosen)


def _is_alike(one: Made | dict[str, Made] | None, other: Made | dict[str, Made] | None) -> bool:
    """Tell whether two entries of a checkpoint are weights, or models, of one network."""
    if isinstance(one, Made) and isinstance(other, Made):
        return one.maker == other.maker
    return isinstance(one, dict) and isinstance(other, dict) and alike(one, other)


def _find(root: Any) -> Made | dict[str, Made] | None:
    """Look for a model or a dictionary of tensors, the usual names of checkpoints first."""
    for _ in range(MAX_WRAPPINGS):
        root = _compiled(root)
        if _is_model(root):
            return root
        entries = {key: value for key, value in pairs_of(root) or () if isinstance(key, str)}
        inner = next((entries[key] for key in WRAPPING if _is_worth(entries.get(key))), None)
        if inner is None and (found := _tensors_of(entries)):
            return found
        inner = inner or _only_worthy(entries)
        if inner is None:
            return None
        root = inner
    return None


def _only_worthy(entries: Mapping[str, Any]) -> Any:
    """Return the one entry of a checkpoint, of whatever name, that may lead further."""
    worthy = [
        value for key, value in entries.items() if not OF_TRAINING.search(key) and _is_worth(value)
    ]
    return worthy[0] if len(worthy) == 1 else None


def _is_worth(node: Any) -> bool:
    """Tell whether a checkpoint's entry leads to a model or to tensors."""
    node = _compiled(node)
    if _is_model(node):
        return True
    entries = pairs_of(node) or []
    return any(is_tensor(value) or pairs_of(value) or _is_model(value) for _, value in entries)


def _is_model(node: Any) -> bool:
    """Tell whether a node looks like a layer, of whatever class."""
    return (
        isinstance(node, Made)
        and name_of(node.maker) is not None
        and isinstance(node.state, Pairs)
        and any(key == "_modules" for key, _ in node.state if isinstance(key, str))
    )


def _compiled(node: Any) -> Any:
    """Return the model that torch.compile wrapped; the compiler's part is never looked at."""
    for _ in range(MAX_WRAPPINGS):
        name = name_of(node.maker) if isinstance(node, Made) else None
        if name is None or name.full != COMPILED:
            return node
        if node.how == "call" and isinstance(node.arguments, tuple) and node.arguments:
            node = node.arguments[0]
        else:
            return node
    return node


def _tensors_of(entries: dict[str, Any]) -> dict[str, Made] | None:
    """Return the tensors of a dictionary that is mostly made of them."""
    found = {key: value for key, value in entries.items() if is_tensor(value)}
    return found if found and 2 * len(found) >= len(entries) else None


def _nothing(parsed: Parsed, programs: list[str]) -> UserError:
    """Say why a file without a model is not opened."""
    if programs:
        return refusals.programs(programs)
    if isinstance(parsed.root, Made) and pairs_of(parsed.root) is None:
        name = name_of(parsed.root.maker)
        return refusals.custom_code([name.full if name else "a computed object"])
    if any(name.startswith(QUANTISED) for name in parsed.names):
        return refusals.unsupported("quantised weights")
    what = "a list" if isinstance(parsed.root, Items) else "something else"
    return UserError(
        "The file holds no state dict and no model.",
        hint=refusals.SAVE_WEIGHTS,
        detail=f"Its root is {what}.",
    )
