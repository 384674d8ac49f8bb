"""What stands in a file beside the network: its losses, metrics, observers, its normalisation.

Only what no answer depends on is left out, and it is told by name. A number whose use is not known
(a temperature, a learnt scale) is no such thing: it stays, and the weights match no network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from viewer.core.maps.geometry import InputRule
from viewer.engine.models.recognising.signatures import COUNTER

# Modules of training, by name, with all that is in them.
TRAINING = re.compile(
    r"(?:^|\.)(?:\w*loss(?:es)?\w*|\w*criterion\w*|(?:\w+_)?metrics?(?:_\w+)?"
    r"|(?:train|val|valid|test|eval)_?\w*(?:acc\w*|auroc|auc|f1\w*|precision|recall)"
    r"|class_weights?|pos_weight|queue(?:_ptr)?)(?:\.|$)",
    re.IGNORECASE,
)
# Values that are compared with answers or used by losses, by name.
VALUES = re.compile(
    r"(?:^|\.)(?:(?:best_)?thresholds?|cent(?:er|re)s?|best_\w+|epoch|global_step|mask_token)$"
)
OBSERVER = re.compile(r"(?:^|\.)(?:activation_post_process|\w*observer\w*)(?:\.|$)")
NORMALISATION = re.compile(
    r"^((?:.*\.)?(?:\w*norm\w*\.|\w*preproc\w*\.|\w*transform\w*\.)?"
    r"(?:_|pixel_|image_|img_|input_|data_)?)(mean|std)$"
)
MOST_NAMED = 3
BRIGHTEST = 255


@dataclass(frozen=True, slots=True)
class SortedOut:
    """A file's entries that may be a network's, and what is known of the others."""

    tensors: dict[str, Tensor]
    beside: tuple[str, ...] = ()
    mean: tuple[float, ...] = ()  # of the pictures, 0 to 1, as the network subtracts it itself
    std: tuple[float, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what is left out, and by what pictures are normalised."""
        told = []
        if self.beside:
            told.append(f"Left out, as no part of the network: {listed(self.beside)}.")
        if self.mean:
            told.append(
                "The network normalises pictures itself: this is done once, by the mean and the"
                " deviation in its file."
            )
        return tuple(told)

    def rule(self, rule: InputRule) -> InputRule:
        """Return an input rule with the network's own normalisation, where it has one."""
        if len(self.mean) != rule.channels:
            return rule
        return replace(rule, mean=self.mean, std=self.std)


def sort_out(tensors: Mapping[str, Tensor]) -> SortedOut:
    """Part a file's entries into what may be the network's and what stands beside it."""
    mean, std, normalising = _normalisation(tensors)
    beside = [key for key, t in tensors.items() if key not in normalising and is_beside(key, t)]
    gone = {*beside, *normalising}
    kept = {key: tensor for key, tensor in tensors.items() if key not in gone}
    told = tuple(key for key in beside if not key.endswith(COUNTER))
    return SortedOut(kept, told, mean, std)


def is_beside(key: str, tensor: Tensor) -> bool:
    """Tell whether no answer depends on an entry."""
    if key.endswith(COUNTER):
        return False
    if OBSERVER.search(key):
        return not _simulates(key, tensor)
    if TRAINING.search(key) or VALUES.search(key):
        return True
    return "." not in key and not tensor.ndim and not tensor.is_floating_point()


def listed(names: tuple[str, ...]) -> str:
    """Name the first few."""
    return ", ".join((*names[:MOST_NAMED], *("…" for _ in names[MOST_NAMED : MOST_NAMED + 1])))


def _simulates(key: str, tensor: Tensor) -> bool:
    """Tell whether a quantisation is simulated, which changes the answer."""
    return key.endswith("fake_quant_enabled") and (tensor.is_meta or bool(tensor.any()))


def _normalisation(
    tensors: Mapping[str, Tensor],
) -> tuple[tuple[float, ...], tuple[float, ...], frozenset[str]]:
    """Find the one pair of mean and deviation of pictures; their scale is told by their size."""
    pairs = []
    for key, tensor in tensors.items():
        found = NORMALISATION.match(key)
        other = tensors.get(f"{found[1]}std") if found and found[2] == "mean" else None
        if other is not None and _is_of_colours(tensor) and _is_of_colours(other):
            pairs.append((key, f"{found[1]}std"))  # type: ignore[index] - it is there
    if len(pairs) != 1:
        return (), (), frozenset()
    mean, std = (tensors[key].detach().to(torch.float64).flatten() for key in pairs[0])
    scale = BRIGHTEST if bool((mean.abs() > 1).any()) else 1
    if mean.shape != std.shape or not bool((std > 0).all() and (mean + std).isfinite().all()):
        return (), (), frozenset()
    numbers = (tuple(round(value, 6) for value in (t / scale).tolist()) for t in (mean, std))
    return *numbers, frozenset(pairs[0])  # type: ignore[return-value] - two of them


def _is_of_colours(tensor: Tensor) -> bool:
    return tensor.numel() in (1, 3) and tensor.is_floating_point() and not tensor.is_meta
