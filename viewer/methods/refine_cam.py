"""RefineCAM: the product of the Grad-CAM++ maps of the chosen layer and the stages after it."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.core.asks.model_info import LayerInfo
from viewer.core.maps.merging import Merge
from viewer.core.maps.methods import EITHER, MethodRow
from viewer.methods.grad_cam_pp import grad_cam_pp
from viewer.methods.method import Method

BEFORE = 2  # stages before the suggested layer
STAGES = 4  # of models that keep one size of map, such as plain vision transformers


def refining(chosen: Merge, blocks: Sequence[str], layers: Sequence[LayerInfo]) -> Merge:
    """Return the layers whose maps are multiplied.

    Several chosen layers are taken as they are. Of a single one the map is refined by the ends of
    the later stages; where nothing comes later, as at the suggested layer, by the ends of the two
    stages before it. Earlier ones mark edges alone, and would leave hardly anything of the product.

    Args:
        chosen: by the user, or the suggested layer.
        blocks: one layer for each step of the model, in forward order.
        layers: all layers that can be explained, in forward order.
    """
    if len(chosen.names) > 1:
        return Merge(chosen.names, "product")
    order = {layer.name: index for index, layer in enumerate(layers)}
    grids = {layer.name: layer.grid for layer in layers}
    ends = stage_ends([block for block in blocks if block in grids], grids)
    own = max((order[name] for name in chosen.names if name in order), default=-1)
    later = [end for end in ends if order[end] > own]
    before = [end for end in ends if order[end] < own]
    names = [*chosen.names, *later] if later else [*before[-BEFORE:], *chosen.names]
    return Merge(tuple(names), "product")


def stage_ends(blocks: Sequence[str], grids: dict[str, tuple[int, int]]) -> list[str]:
    """Return the last block of every size of map; of one size only, every quarter's last."""
    last = {grids[block]: block for block in blocks if min(grids[block]) > 1}
    if len(last) > 1:
        return list(last.values())
    count = len(blocks)
    return (
        [blocks[-(-count * part // STAGES) - 1] for part in range(1, STAGES + 1)] if blocks else []
    )


METHOD = Method(
    row=MethodRow(
        key="refine_cam",
        title="RefineCAM",
        paper="Domeniconi et al., How to Evaluate and Refine your CAM, 2026",
        year=2026,
        link="https://arxiv.org/abs/2605.14641",
        papers=("domeniconi2026refinecam",),
        gradients=True,
        smoothable=EITHER,
        help="Multiplies the Grad-CAM++ maps of several layers: sharp, and only where all agree.",
    ),
    formula=grad_cam_pp,
    layers=refining,
    scaled_twice=True,
)
