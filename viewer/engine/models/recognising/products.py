"""Compute weights that a file keeps in parts: pruned, normed by length or spectrum, adapted.

Each is computed as torch does it in evaluation mode:

    pruned              weight = weight_orig * weight_mask
    weight norm         weight = g * v / |v|, the norm over all dimensions that g lacks
    spectral norm       weight = weight_orig / (u · W v), W the weight as a matrix
    low rank (LoRA)     weight = W + scale * B A, where B is 0 or the scale is told; layers that
                        were trained whole beside it stand for the original ones

What is computed in another way is refused by name: a guess would be a wrong answer in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from viewer.core.errors import ArchitectureNeeded

State = dict[str, Tensor]
PARAMETRISED = re.compile(r"^(.*?)parametrizations\.(\w+)\.(.+)$")
LOW_RANK = re.compile(r"^(.*?)\.?lora_([AB])(?:\.\w+)?(?:\.weight)?$")
CODE = "Or give the code that builds it with --code FILE.py:NAME."
SAVED = ".modules_to_save.default."  # as PEFT names the layers that it trains whole
SPECTRAL = "spectral_norm"


@dataclass(frozen=True, slots=True)
class Folded:
    """Weights as a network has them, and how many were computed in which way."""

    tensors: State
    notes: tuple[str, ...]


def folded(tensors: Mapping[str, Tensor], *, low_rank_scale: float | None = None) -> Folded:
    """Compute all weights that stand in parts; the others stay as they are.

    Args:
        tensors: a state dict.
        low_rank_scale: alpha / rank of low-rank adapters, where something beside the file says it.

    Raises:
        ArchitectureNeeded: weights are computed in a way that the file does not tell.
    """
    state, kinds = dict(tensors), list[str]()
    for fold in (_parametrised, _pruned, _weight_normed, _spectral_normed):
        kinds += fold(state)
    kinds += _low_rank(state, low_rank_scale)
    _take_saved(state)
    if not kinds:
        return Folded(state, ())
    ways = ", ".join(dict.fromkeys(kinds))
    return Folded(
        state, (f"Weights computed from their parts in the file: {len(kinds)} ({ways}).",)
    )


def _parametrised(state: State) -> list[str]:
    """Fold what ``torch.nn.utils.parametrizations`` writes."""
    groups: dict[tuple[str, str], dict[str, str]] = {}
    for key in state:
        found = PARAMETRISED.match(key)
        if found:
            groups.setdefault((found[1], found[2]), {})[found[3]] = key
    kinds = []
    for (layer, name), parts in groups.items():
        given = {part: state[key] for part, key in parts.items()}
        weight, kind = _parametrisation(given)
        if weight is None:
            raise _unknown(layer, name, parts)
        _put(state, f"{layer}{name}", weight, parts.values())
        kinds.append(kind)
    return kinds


def _parametrisation(given: Mapping[str, Tensor]) -> tuple[Tensor | None, str]:
    if given.keys() == {"original0", "original1"}:
        return _length_times_direction(given["original0"], given["original1"]), "weight_norm"
    if given.keys() == {"original", "0._u", "0._v"}:
        return _over_sigma(given["original"], given["0._u"], given["0._v"]), SPECTRAL
    return None, ""


def _pruned(state: State) -> list[str]:
    return _fold(state, ("_orig", "_mask"), lambda o, m: o * m.to(o.dtype), "weight_mask")


def _weight_normed(state: State) -> list[str]:
    return _fold(state, ("_g", "_v"), _length_times_direction, "weight_norm")


def _spectral_normed(state: State) -> list[str]:
    return _fold(state, ("_orig", "_u", "_v"), _over_sigma, SPECTRAL)


def _fold(
    state: State, ends: tuple[str, ...], compute: Callable[..., Tensor | None], kind: str
) -> list[str]:
    """Fold the entries of one name with these ends."""
    kinds = []
    for first in [key for key in state if key.endswith(ends[0])]:
        name = first.removesuffix(ends[0])
        parts = [f"{name}{end}" for end in ends]
        if name in state or not all(part in state for part in parts):
            continue
        weight = compute(*(state[part] for part in parts))
        if weight is not None:
            _put(state, name, weight, parts)
            kinds.append(kind)
    return kinds


def _length_times_direction(g: Tensor, v: Tensor) -> Tensor | None:
    """Return g * v / |v|; None where the shapes are not those of a weight norm."""
    if g.ndim not in (0, v.ndim) or any(
        one not in (1, all_) for one, all_ in zip(g.shape, v.shape, strict=False)
    ):
        return None
    if g.numel() == 1:
        return g * v / v.norm()
    kept = [n for n, size in enumerate(g.shape) if size > 1]
    if len(kept) != 1:
        return None
    others = tuple(n for n in range(v.ndim) if n != kept[0])
    return g * v / torch.linalg.vector_norm(v, dim=others, keepdim=True)


def _over_sigma(weight: Tensor, u: Tensor, v: Tensor) -> Tensor | None:
    """Return the weight over its largest singular value, as u and v estimate it."""
    if u.ndim != 1 or v.ndim != 1 or u.numel() * v.numel() != weight.numel():
        return None
    if weight.ndim < 2 or weight.shape[0] != u.numel():
        return None
    return weight / torch.dot(u, torch.mv(weight.reshape(u.numel(), -1), v))


def _low_rank(state: State, scale: float | None) -> list[str]:
    """Add low-rank adapters to their weights."""
    layers: dict[str, dict[str, str]] = {}
    for key in state:
        found = LOW_RANK.match(key)
        if found:
            layers.setdefault(found[1], {})[found[2]] = key
    kinds = []
    for layer, keys in layers.items():
        base = next(
            (k for k in (f"{layer}.base_layer.weight", f"{layer}.weight") if k in state), ""
        )
        if keys.keys() != {"A", "B"} or not base:
            raise _adapter(
                f"{layer} has a low-rank adapter (LoRA), and its own weight is not in the file."
            )
        a, b = state[keys["A"]], state[keys["B"]]
        if b.is_meta or bool(b.any()):
            product = _product(b, a, state[base])
            if scale is None or product is None:
                raise _adapter(
                    f"{layer} has a low-rank adapter (LoRA), and how strongly it counts is not in"
                    " the file."
                )
            state[base] = state[base] + scale * product
        for key in keys.values():
            del state[key]
        kinds.append("LoRA")
    for key in [key for key in state if layers and ".base_layer." in key]:
        _put(state, key.replace(".base_layer.", "."), state[key], (key,))
    return kinds


def _take_saved(state: State) -> None:
    """Take the layers that were trained whole beside adapters in place of the original ones."""
    for key in [key for key in state if SAVED in key]:
        layer, _, entry = key.partition(SAVED)
        original = f"{layer}.original_module.{entry}"
        if original in state:
            del state[original]
            _put(state, f"{layer}.{entry}", state[key], (key,))


def _product(b: Tensor, a: Tensor, weight: Tensor) -> Tensor | None:
    """Return B A in the shape of a weight, also of a convolution: B is then one of single pixels.

    None where the shapes are not those of an adapter.
    """
    if min(a.ndim, b.ndim) < 2 or b[0, 0].numel() != 1 or b.shape[1] != a.shape[0]:
        return None
    product = b.flatten(1) @ a.flatten(1)
    return product.reshape(weight.shape) if product.numel() == weight.numel() else None


def _put(state: State, name: str, weight: Tensor, parts: object) -> None:
    """Put a computed weight where its first part stood, so that the order stays."""
    gone = {*parts}  # type: ignore[misc] - keys
    entries, placed = list(state.items()), False
    state.clear()
    for key, tensor in entries:
        if key not in gone:
            state[key] = tensor
        elif not placed:
            state[name], placed = weight, True


def _unknown(layer: str, name: str, parts: Mapping[str, str]) -> ArchitectureNeeded:
    where = layer.rstrip(".") or "the network"
    return ArchitectureNeeded(
        f"The {name} of {where} is computed from {', '.join(sorted(parts.values())[:3])} in a way"
        " that the file does not tell.",
        hint="Where the model is made, call torch.nn.utils.parametrize.remove_parametrizations"
        f"(layer, “{name}”) and save its state_dict() again. {CODE}",
    )


def _adapter(headline: str) -> ArchitectureNeeded:
    return ArchitectureNeeded(
        headline,
        hint="Where the model is made, call model.merge_and_unload() and save the state_dict() of"
        f" what it returns. {CODE}",
    )
