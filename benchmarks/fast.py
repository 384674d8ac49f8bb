"""What a faster engine than torch brings: the trunk of a new picture, and whole batches."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import partial

import numpy as np
import torch
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.rivals import beside, rivals_of
from benchmarks.rows import Group, Row, ratio_row
from benchmarks.scene import METHODS, Scene
from benchmarks.timing import measure
from viewer.core.maps.arrays import Floats
from viewer.engine.fast.cut import find_cut
from viewer.engine.fast.tracing import trace, trace_whole
from viewer.engine.fast.wanted import PACKAGE
from viewer.engine.look.fast_form import fast_form
from viewer.engine.look.probe import Probe
from viewer.tasks.classification import Classification

MODELS = {  # new picture ÷ floor
    "resnet50": 0.70,
    "resnet18": 0.75,
    "efficientnet_b0": 0.68,
    "mobilenet_v3_large": 0.60,
    "vgg16": 0.93,
    "convnext_tiny": 1.0,
    "vit_b_16": 1.0,
    "swin_t": 1.0,
}
BY_LIBRARY, LIBRARY_TURNS = 0.12, 5
WHOLE = {"resnet18": 0.65, "vgg16": 0.65}  # a batch ÷ the same in today's fast form of torch
BATCH = 8
CLOSEST = 1e-5
SIDE = 512  # of a matrix
QUICK = ("resnet18",)


def trunk_rows(name: str, repeats: int) -> Iterator[Row]:
    """Yield what both maps of a new picture cost, and how far they are from torch's."""
    if importlib.util.find_spec(PACKAGE) is None:
        yield Row(f"{name}: new picture by the fast trunk ÷ floor", "–", f"no {PACKAGE}", None)
        return
    from viewer.engine.fast.compiled import compiled
    from viewer.engine.fast.trunk import Trunk

    scene = Scene(name)
    layer = scene.found.default
    cut = find_cut(scene.model, scene.x, layer, _go_on)
    graph = trace(scene.model, scene.x, cut, _go_on)
    trunk = Trunk(scene.model, cut, compiled(graph, scene.x, threads=torch.get_num_threads()))

    def new_picture() -> None:
        scene.run = trunk.run(scene.x, frozenset((layer,)), _go_on, Classification())
        for method in METHODS:
            scene.explain(method, layer, 1)

    libraries, rivals = [scene.library(method) for method in METHODS], rivals_of(scene)
    took = measure(
        {
            "floor": scene.floor,
            "fast": new_picture,
            "torch": scene.new_picture,
            "library": lambda: [work() for work in libraries],
        }
        | rivals,
        repeats,
        seldom=dict.fromkeys(("library", *rivals), LIBRARY_TURNS),
    )
    work = f"{name}: new picture by the fast trunk"
    yield ratio_row(f"{work} ÷ floor", MODELS[name], took["fast"], took["floor"])
    yield ratio_row(f"{work} ÷ by torch", None, took["fast"], took["torch"])
    yield ratio_row(f"{work} ÷ library", BY_LIBRARY, took["fast"], took["library"])
    yield from beside(work, took["fast"], took)
    new_picture()
    found = _maps(scene)
    scene.new_picture()
    known = _maps(scene)
    pairs = zip(found, known, strict=True)
    apart = max(float(np.abs(a - b).max() / np.abs(b).max()) for a, b in pairs)
    told = f"{apart:.1e}"
    yield Row(f"{work}: maps off by", f"≤ {CLOSEST:.0e}", told, apart <= CLOSEST)


def whole_rows(name: str, repeats: int) -> Iterator[Row]:
    """Yield what a batch of scores costs, as RISE, occlusion, Score-CAM and deletion ask for."""
    if importlib.util.find_spec(PACKAGE) is None:
        yield Row(f"{name}: {BATCH} scores ÷ torch's fast form", "–", f"no {PACKAGE}", None)
        return
    from viewer.engine.fast.compiled import compiled
    from viewer.engine.fast.whole import Whole

    scene = Scene(name)
    x = scene.x * torch.linspace(1, 0.2, BATCH)[:, None, None, None]
    graph = trace_whole(scene.model, scene.x, _go_on)
    made = compiled(graph, x, threads=torch.get_num_threads())
    whole = Whole(scene.model, made, tuple(x.shape))
    probe = Probe(scene.model, scene.x, lambda answer: answer[1], _go_on)

    def fast() -> None:
        with whole.answering(_go_on):
            probe.scores(x)

    plain = measure({"fast": fast, "torch": lambda: probe.scores(x)}, repeats)
    with fast_form(scene.model, scene.x, scene.found.normed):
        products = partial(_products, 2 * BATCH * _multiplications(scene))
        ways = {"fast": fast, "torch": lambda: probe.scores(x), "products": products}
        took = measure(ways, repeats)
    work = f"{name}: {BATCH} scores by a compiled network ÷ torch's"
    yield ratio_row(f"{work} fast form", WHOLE[name], took["fast"], took["torch"])
    yield ratio_row(f"{work} own form", None, plain["fast"], plain["torch"])
    work = f"{name}: as many products in one of matrices ÷ torch's fast form"
    yield ratio_row(work, None, took["products"], took["torch"])


def _maps(scene: Scene) -> list[Floats]:
    """Return the maps of the recorded pass, with what speaks against the class."""
    results = [scene.map_of(method, scene.found.default, 1) for method in METHODS]
    return [one.raw if one.signed is None else one.signed for one in results]


def _multiplications(scene: Scene) -> int:
    """Return how many products of two numbers one pass adds up."""
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        scene.model(scene.x)
    return counter.get_total_flops() // 2


def _products(operations: int) -> None:
    """Compute as many operations as told in products of matrices that stay in the cache.

    What torch's library for matrices reaches is what this processor can do in float32: a network
    gets below it by fewer operations alone.
    """
    one = torch.ones(SIDE, SIDE)
    for _ in range(max(1, round(operations / (2 * SIDE**3)))):
        torch.mm(one, one)


def _go_on() -> None:
    """Never stop."""


GROUPS = (
    *(Group(f"trunk {name}", partial(trunk_rows, name), quick=name in QUICK) for name in MODELS),
    *(Group(f"whole {name}", partial(whole_rows, name), quick=name in QUICK) for name in WHOLE),
)
