"""What a transformer's tokens look at: every attention's weights, and the score's gradient there.

The last may be one that pools all tokens at the model's end, as in SigLIP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn

from viewer.core.errors import UserError
from viewer.engine.look.explicit_attention import explicit
from viewer.engine.look.outputs import find_tensor, read_each, replace_tensor
from viewer.engine.look.still import Check, hooked, undisturbed, watch

Score = Callable[[Tensor], Tensor]  # one answer -> the scalar that is explained
Path = tuple[nn.Module, ...]  # the modules around an attention, the outermost first


_BLOCKS: WeakKeyDictionary[nn.Module, list[nn.Module]] = WeakKeyDictionary()  # of open models


@dataclass(frozen=True, slots=True)
class Attended:
    """One attention of the model: N tokens that look at one another, or are pooled by it."""

    weights: Tensor  # (heads, N, N), each row adds up to one; (heads, M, N) where it pools
    slopes: Tensor  # d(score) / d(weights), of the same shape


@dataclass(frozen=True, slots=True)
class _Met:
    weights: Tensor  # (1, heads, N, N), on the graph
    path: Path


def attentions(model: nn.Module, x: Tensor, score: Score, check: Check) -> list[Attended]:
    """Return every attention of one picture in forward order, with the score's gradient.

    The last may be one that pools: M learned queries look at the N tokens.

    Args:
        model: answers with one row; it is left as it was.
        x: the picture, (1, C, H, W).
        score: what is explained.
        check: called before every module; what it raises ends the pass.

    Raises:
        UserError: tokens do not all look at one another, or attention cannot be seen.
    """
    with _seen(model, x, check) as met:
        scalar = score(read_each(model(_leaf(x)), 1)[0].float())
        _refuse_others(_without_pooling(met))
        slopes = torch.autograd.grad(scalar, [one.weights for one in met], allow_unused=True)
    return [_attended(one, slope) for one, slope in zip(met, slopes, strict=True)]


def attentions_by_block(model: nn.Module, x: Tensor, score: Score, check: Check) -> list[Attended]:
    """Return every attention with the gradient of what its own block's tokens would score.

    The tokens that leave a block are averaged, and the model's end is run on the average: one pass
    of the end for all blocks, in a batch. The graph is cut before every block, so that one way back
    gives each attention the gradient of its own block's score.

    Args:
        model: as in `attentions`.
        x: as in `attentions`.
        score: as in `attentions`.
        check: as in `attentions`.

    Raises:
        UserError: as in `attentions`, or the model is not made of one block after the other.
    """
    blocks = _known_blocks(model, x, check)
    left: list[Tensor] = []

    def enter(_module: nn.Module, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        tokens = find_tensor((*args, *named.values()))
        cut = tuple(_leaf(one) if one is tokens else one for one in args)
        return cut, {key: _leaf(one) if one is tokens else one for key, one in named.items()}

    def leave(_module: nn.Module, _args: object, output: object) -> object:
        tokens = find_tensor(output)
        assert tokens is not None  # noqa: S101 - a block is known to give tokens
        left.append(tokens.mean(1, keepdim=True).expand_as(tokens))
        return replace_tensor(output, torch.cat(left)) if len(left) == len(blocks) else output

    with _seen(model, x, check) as met, hooked() as handles:
        for block in blocks:
            handles.append(block.register_forward_pre_hook(enter, with_kwargs=True))
            handles.append(block.register_forward_hook(leave))
        answers = read_each(model(_leaf(x)), len(blocks)).float()
        total = torch.stack([score(row) for row in answers]).sum()
        seen = met[: len(blocks)]  # what pools, comes behind them
        slopes = torch.autograd.grad(total, [one.weights for one in seen], allow_unused=True)
    return [_attended(one, slope) for one, slope in zip(seen, slopes, strict=True)]


@contextmanager
def _seen(model: nn.Module, x: Tensor, check: Check) -> Iterator[list[_Met]]:
    """Give a list that every attention comes into while the model runs; a graph is built."""
    met: list[_Met] = []
    around: list[nn.Module] = []

    def enter(module: nn.Module, _args: object) -> None:
        around.append(module)

    def leave(_module: nn.Module, _args: object, _output: object) -> None:
        around.pop()

    def take(weights: Tensor) -> None:
        met.append(_Met(weights, tuple(around)))

    with undisturbed(model, x), torch.enable_grad(), hooked() as handles, explicit(model, take):
        for module in model.modules():
            handles.append(module.register_forward_pre_hook(enter, prepend=True))
            handles.append(module.register_forward_hook(leave, prepend=True))
        handles.extend(watch(model, check))
        yield met


def _leaf(x: Tensor) -> Tensor:
    return x.detach().clone().requires_grad_()


def _attended(one: _Met, slope: Tensor | None) -> Attended:
    weights = one.weights.detach()[0]
    return Attended(weights, torch.zeros_like(weights) if slope is None else slope[0])


def _without_pooling(met: Sequence[_Met]) -> Sequence[_Met]:
    """Return the attentions before the one that pools all tokens into fewer, if there is one."""
    if len(met) < 2:
        return met
    blocks, end, tokens = met[:-1], met[-1].weights, met[-2].weights.shape[-1]
    return blocks if end.shape[-2] < end.shape[-1] == tokens else met


def _refuse_others(met: Sequence[_Met]) -> None:
    """Refuse models in which not every token looks at every other."""
    if not met:
        raise UserError(
            "This model has no attention that can be read.",
            hint="This method is for vision transformers. Choose another one.",
        )
    shapes = {(one.weights.shape[0], *one.weights.shape[2:]) for one in met}
    batch, queries, keys = next(iter(shapes))
    if len(shapes) > 1 or batch != 1 or queries != keys:
        raise UserError(
            "In this model not every token looks at every other, as in windows or pyramids.",
            hint="This method is not defined for it. Choose a method by gradients.",
        )


def _known_blocks(model: nn.Module, x: Tensor, check: Check) -> list[nn.Module]:
    if model not in _BLOCKS:
        _BLOCKS[model] = _blocks(model, x, check)
    return _BLOCKS[model]


def _blocks(model: nn.Module, x: Tensor, check: Check) -> list[nn.Module]:
    """Return the block of each attention: what is around it alone, and gives tokens.

    Raises:
        UserError: there is no such module.
    """
    shapes: dict[nn.Module, tuple[int, ...]] = {}

    def note(module: nn.Module, _args: object, output: object) -> None:
        tensor = find_tensor(output)
        shapes[module] = () if tensor is None else tuple(tensor.shape)

    with _seen(model, x, check) as met, torch.no_grad(), hooked() as handles:
        handles.extend(module.register_forward_hook(note) for module in model.modules())
        model(x)
    seen = _without_pooling(met)
    _refuse_others(seen)
    tokens = seen[0].weights.shape[-1]
    blocks: list[nn.Module] = []
    for one in seen:
        others = {module for other in seen if other is not one for module in other.path}
        own = [module for module in one.path[1:] if module not in others]
        fitting = [module for module in own if _gives(shapes[module], tokens)]
        if not fitting:
            raise UserError(
                "The blocks of this transformer cannot be told apart.",
                hint="Choose another method by attention.",
            )
        blocks.append(fitting[0])
    return blocks


def _gives(shape: tuple[int, ...], tokens: int) -> bool:
    return len(shape) == 3 and shape[:2] == (1, tokens)
