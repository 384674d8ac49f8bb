"""Which layers of a model can be explained, how they are laid out, and which one to start with.

One dry run without gradients sees every module's output. The default layer is the last one with
spatial extent that a weighted layer still reads: the map a classifier pools. Where a transformer's
answer hangs on the class token alone, it is the last normalisation whose grid tokens still count:
the last block's first one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor, nn

from viewer.core.asks.model_info import LayerInfo
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.engine.look.capture import record
from viewer.engine.look.dry_run import DryRun, Seen, noting
from viewer.engine.look.outputs import read_each
from viewer.engine.look.still import Check, hooked, undisturbed, watch
from viewer.engine.look.tokens import Grid, TokenLayout, map_layout, to_maps, token_layout

# Modules that only hand on, rearrange, project or pool what the layer before them found.
_HANDING_ON = re.compile(
    r"Dropout|DropPath|Identity|AvgPool|Adaptive|GlobalPool|Permute|Flatten|Linear"
)
_NORMALISING = re.compile(r"Norm")
_ATTENDING = re.compile(r"Attention|Attn")
_CHANNELS_FIRST = (nn.Conv2d, nn.BatchNorm2d, nn.GroupNorm, nn.MaxPool2d, nn.AvgPool2d)
TYPE_CHARACTERS = 80  # of the name of a module's class
Reach = Callable[[list[str]], Mapping[str, Tensor]]  # d(largest of the answer) / d(output)
_NORMS_TRIED = 6  # the class token's last reader is among the last blocks' norms


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a dry run found out about a model at one input size."""

    layers: tuple[LayerInfo, ...]  # those that can be explained, in forward order
    default: str
    answer: tuple[int, ...]  # of one picture, without the batch
    layouts: Mapping[str, TokenLayout]
    shapes: Mapping[str, tuple[int, ...]]  # of every module that was called, with the batch
    normed: tuple[tuple[str, str], ...]  # convolutions with the batch norm that reads each first

    def layout(self, name: str) -> TokenLayout:
        """Return how a layer's output becomes (K, h, w).

        Raises:
            UserError: the layer cannot be explained.
        """
        if name not in self.layouts:
            raise UserError(
                f"Layer “{name}” has no spatial output.",
                hint=f"Pick a layer before the pooling step, such as “{self.default}”.",
            )
        return self.layouts[name]


def survey(model: nn.Module, x: Tensor, *, check: Check | None = None) -> Survey:
    """Run the model once without gradients and list the layers that can be explained.

    Args:
        model: it is left as it was.
        x: one picture, (1, C, H, W); token grids hold for this size only.
        check: called before every module; what it raises ends the dry run.

    Raises:
        UserError: no layer has spatial extent, or the model gives no answer for one picture.
    """
    with undisturbed(model, x), torch.no_grad(), noting(model) as run, hooked() as handles:
        handles.extend(watch(model, check) if check is not None else [])
        answer = tuple(read_each(model(x), 1).shape[1:])

    def reach(names: list[str]) -> Mapping[str, Tensor]:
        capture = record(model, x, names)
        return capture.gradients(capture.answer.max(), names)

    return survey_of(run, (x.shape[-2], x.shape[-1]), answer=answer, reach=reach)


def survey_of(run: DryRun, size: Grid, *, answer: tuple[int, ...], reach: Reach) -> Survey:
    """List the layers that can be explained from what a pass has noted.

    Args:
        run: the pass.
        size: rows and columns of the model's input.
        answer: the shape of the model's answer to one picture, without the batch.
        reach: asked for gradients where a transformer's answer hangs on its class token.

    Raises:
        UserError: no layer has spatial extent.
    """
    seen = run.seen
    layouts = _find_layouts(seen, size)
    usable = [item for item in seen if item.name in layouts]
    if not usable:
        raise UserError(
            "No layer of this model has a spatial output, so there is nothing to map.",
            hint="CamScope explains image classifiers made of convolutions or patch tokens.",
        )
    return Survey(
        layers=tuple(_describe(item, layouts[item.name]) for item in usable),
        default=_choose_default(usable, layouts, run.last_weighted, reach),
        answer=answer,
        layouts=layouts,
        shapes={item.name: item.shape for item in seen},
        normed=tuple(run.normed),
    )


def _find_layouts(seen: Sequence[Seen], size: Grid) -> dict[str, TokenLayout]:
    """Return the layout of every output with spatial extent.

    Attention's own (1, heads, tokens, …) looks like maps; the number of tokens gives it away.
    """
    layouts: dict[str, TokenLayout] = {}
    grids: list[Grid] = []
    tokens: set[int] = set()
    for item in seen:
        layout = map_layout(item.shape, size, channels=_channels_of(item.module))
        if layout is not None and layout.grid not in grids:
            grids.insert(0, layout.grid)
        layout = layout or token_layout(item.shape, size, grids)
        if layout is not None and max(layout.grid) > 1:
            layouts[item.name] = layout
            tokens |= {item.shape[1]} if layout.kind == "tokens" else set()
    attention = {item.name for item in seen if len(item.shape) == 4 and item.shape[2] in tokens}
    return {name: layout for name, layout in layouts.items() if name not in attention}


def _channels_of(module: nn.Module) -> Literal["first", "last", "unknown"]:
    if isinstance(module, nn.Linear):
        return "last"
    return "first" if isinstance(module, _CHANNELS_FIRST) else "unknown"


def _describe(item: Seen, layout: TokenLayout) -> LayerInfo:
    return LayerInfo(
        name=item.name,
        type=shown(type(item.module).__name__, TYPE_CHARACTERS),
        shape=item.shape[1:],
        grid=layout.grid,
        channels=layout.channels,
    )


def _choose_default(
    usable: Sequence[Seen], layouts: Mapping[str, TokenLayout], last_weighted: int, reach: Reach
) -> str:
    finders = [item for item in usable if not _HANDING_ON.search(type(item.module).__name__)]
    read = [item for item in finders if item.step < last_weighted]
    last = _innermost((read or finders or usable)[-1], set(layouts))
    if layouts[last].skip:
        norms = [item.name for item in read if _NORMALISING.search(type(item.module).__name__)]
        tokens = [name for name in norms if layouts[name].kind == "tokens"]
        tried = list(dict.fromkeys([*tokens[-_NORMS_TRIED:], last]))
        return _last_reached(reach(tried), layouts) or _before_attention(usable, tokens)
    return last


def _innermost(item: Seen, names: set[str]) -> str:
    """Follow plain sequences to their last member, whose output is theirs."""
    name, module = item.name, item.module
    while type(module) is nn.Sequential and len(module):
        child, module = list(module.named_children())[-1]
        if f"{name}.{child}" not in names or _HANDING_ON.search(type(module).__name__):
            break
        name = f"{name}.{child}"
    return name


def _last_reached(
    gradients: Mapping[str, Tensor], layouts: Mapping[str, TokenLayout]
) -> str | None:
    """Return the last layer whose grid tokens the largest number of the answer depends on."""
    reached = [name for name, found in gradients.items() if to_maps(found, layouts[name]).any()]
    return reached[-1] if reached else None


def _before_attention(usable: Sequence[Seen], norms: Sequence[str]) -> str:
    """Return the norm before the last attention, for a head of zeros that no gradient leaves."""
    attention = [item for item in usable if _ATTENDING.search(type(item.module).__name__)]
    if not attention or not norms:
        return usable[-1].name
    last = attention[-1]
    steps = {item.name: item.step for item in usable}
    before = [
        name for name in norms if steps[name] < last.step and not name.startswith(f"{last.name}.")
    ]
    return before[-1] if before else last.name
