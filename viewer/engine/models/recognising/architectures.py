"""Build a network by its architecture's name, as a state dict needs it, without random weights."""

from __future__ import annotations

import contextlib
import difflib
import functools
import math
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.engine.models.recognising.other_size import other_side
from viewer.engine.models.zoo.imagenet import CLASSES
from viewer.engine.serve.light_import import import_lightly

Factory = Callable[..., nn.Module]  # from a number of classes, and a side where it is another


@dataclass(frozen=True, slots=True)
class Architecture:
    """A network's recipe: a name in torchvision or in timm, and what weights do not tell of it."""

    family: Literal["torchvision", "timm"]
    name: str
    words: tuple[str, ...] = ()  # "relu", "head_a", "small": as the user fills what is left open

    @property
    def spelled(self) -> str:
        """Its name as ``find_architecture`` reads it, without the words."""
        return self.name if self.family == "torchvision" else f"timm:{self.name}"


@functools.cache
def torchvision_names() -> tuple[str, ...]:
    """Return the classifiers that torchvision can build."""
    models = import_lightly("torchvision.models")
    return tuple(models.list_models(module=models))


@functools.cache
def timm_names() -> tuple[str, ...]:
    """Return the networks that timm can build."""
    return tuple(import_lightly("timm").list_models())


def all_names() -> tuple[str, ...]:
    """Return all that ``find_architecture`` knows; both libraries are imported for it."""
    return (*torchvision_names(), *(f"timm:{name}" for name in timm_names()))


def find_architecture(text: str) -> Architecture:
    """Read ``resnet18``, ``zoo:resnet18``, ``timm:vit_tiny_patch16_224`` or ``resnet18+relu``.

    Raises:
        UserError: there is no such architecture; the hint lists near matches.
    """
    spelled, _, said = text.strip().partition("+")
    words = tuple(word.strip() for word in said.split(",") if word.strip())
    family, _, name = spelled.strip().rpartition(":")
    if family in ("", "zoo", "torchvision") and name in torchvision_names():
        return Architecture("torchvision", name, words)
    if family in ("", "timm") and name.partition(".")[0] in timm_names():
        return Architecture("timm", name, words)
    raise UserError(f"There is no architecture “{text}”.", hint=_near(family, name))


@dataclass(frozen=True, slots=True)
class BuiltNetwork:
    """A network without values, and what its weights have told of it."""

    module: nn.Module
    classes: int
    side: int | None = None  # of the pictures it takes, in pixels, where its weights tell it


def build(architecture: Architecture, tensors: Mapping[str, Tensor]) -> BuiltNetwork:
    """Build a network that the given weights fit; none given: the usual one for ImageNet.

    The weights tell the number of classes, ViT's picture size and auxiliary heads. Parameters
    are left without values: load weights with ``strict=True`` next.
    """
    factory = _factory(architecture, tensors)
    with without_initialising():
        module = factory(CLASSES)
        classes = count_classes(module.state_dict(), tensors)
        side = other_side(module, tensors)
        if side is not None:
            with contextlib.suppress(TypeError, ValueError, AssertionError):  # no other is made
                return BuiltNetwork(factory(classes, img_size=side), classes, side)
        module = module if classes == CLASSES else factory(classes)
    return BuiltNetwork(module, classes, _torchvision_side(architecture.name, tensors))


def converted(architecture: Architecture, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return weights under today's names, where timm knows how an old network's were called."""
    if architecture.family != "timm":
        return tensors
    with without_initialising():
        module = _factory(architecture, tensors)(CLASSES)
    rename = vars(sys.modules[type(module).__module__]).get("checkpoint_filter_fn")
    if rename is None:
        return tensors
    try:
        renamed = rename(dict(tensors), module)
    except (RuntimeError, AttributeError, TypeError, ValueError, LookupError):
        return tensors
    return renamed if isinstance(renamed, dict) else tensors


def count_classes(wanted: Mapping[str, Tensor], found: Mapping[str, Tensor]) -> int:
    """Tell the number of classes from the entries that differ only in their first dimension.

    Args:
        wanted: the state dict of the network for 1,000 classes.
        found: the weights at hand.
    """
    for name in reversed(list(wanted)):
        tensor = wanted[name]
        other = found.get(name)
        if (
            other is not None
            and other.ndim == tensor.ndim > 0
            and tensor.shape[0] == CLASSES != other.shape[0]
            and tensor.shape[1:] == other.shape[1:]
        ):
            return other.shape[0]
    return CLASSES


@contextlib.contextmanager
def without_initialising() -> Iterator[None]:
    """Silence ``torch.nn.init``, whose values the weights would replace, and keep the RNG's state.

    Building a ResNet-50 takes a third of the time.
    """
    originals = {k: v for k, v in vars(nn.init).items() if re.fullmatch(r"[a-z]\w*[a-z]_", k)}
    with torch.random.fork_rng(devices=[]):
        try:
            nn.init.__dict__.update(dict.fromkeys(originals, _leave))
            yield
        finally:
            nn.init.__dict__.update(originals)


def _leave(tensor: Tensor, *_args: Any, **_options: Any) -> Tensor:
    return tensor


def _factory(architecture: Architecture, tensors: Mapping[str, Tensor]) -> Factory:
    """Return a function from a number of classes to a network."""
    if architecture.family == "timm":
        timm = import_lightly("timm")
        return lambda classes, **size: timm.create_model(
            architecture.name, pretrained=False, num_classes=classes, **size
        )
    models = import_lightly("torchvision.models")
    options = _torchvision_options(architecture.name, tensors)
    return lambda classes: models.get_model(
        architecture.name, weights=None, num_classes=classes, **options
    )


def _torchvision_options(name: str, tensors: Mapping[str, Tensor]) -> dict[str, Any]:
    """Return what a torchvision builder must be told beside the number of classes."""
    if name in ("googlenet", "inception_v3"):
        # torchvision's own weights are trained on inputs transformed once more.
        has_aux = any(key.startswith(("aux1.", "AuxLogits.")) for key in tensors)
        return {"aux_logits": has_aux, "transform_input": True, "init_weights": False}
    side = _torchvision_side(name, tensors)
    return {} if side is None else {"image_size": side}


def _torchvision_side(name: str, tensors: Mapping[str, Tensor]) -> int | None:
    """Return the side of the pictures that a ViT of torchvision was made for."""
    embedding, patch = tensors.get("encoder.pos_embedding"), tensors.get("conv_proj.weight")
    if not name.startswith("vit_") or embedding is None or patch is None:
        return None
    return math.isqrt(embedding.shape[1] - 1) * patch.shape[-1]


def _near(family: str, name: str) -> str:
    """Name the architectures that are spelled like this one."""
    names = [*(torchvision_names() if family != "timm" else ()), *timm_names()]
    near = list(dict.fromkeys(difflib.get_close_matches(name, names, n=4, cutoff=0.5)))
    if near:
        return f"Did you mean {', '.join(near)}?"
    return "“camscope models” lists the names that torchvision and timm know."
