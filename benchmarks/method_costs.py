"""What every method costs, in passes forward and back to the picture: the order in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from benchmarks.pixel_methods import VIT, bare
from benchmarks.rows import Group, Row, ratio_row
from benchmarks.scene import Scene, job_of
from benchmarks.timing import Took, measure
from viewer.core.errors import UserError
from viewer.engine.explain.stages import reports
from viewer.methods.method import Method
from viewer.methods.registry import built_in

CNN, SIZE = "resnet18", 64  # small: some methods take hundreds of passes
LAYERS = {"minutes": "layer1"}  # of 64 channels; the others have the last one
LEFT_OUT = {"expected_gradients", "d_rise", "consensus"}  # want a folder, boxes, other methods


def cost_rows(_repeats: int) -> Iterator[Row]:
    """Yield every method in units of one bare pass there and back, the cheapest first."""
    scenes = {False: Scene(CNN, SIZE), True: Scene(VIT)}
    found: list[tuple[Took, Took, Method]] = []
    for method in built_in().methods:
        if method.row.key in LEFT_OUT:
            continue
        scene = scenes[method.row.attention]
        try:
            took = measure({"ours": _work(scene, method), "bare": bare(scene)}, 1)
        except UserError:  # it is not defined for this network
            continue
        found.append((took["ours"], took["bare"], method))
    for ours, one_pass, method in sorted(found, key=lambda each: each[0].cpu / each[1].cpu):
        name = VIT if method.row.attention else CNN
        work = f"{name}: {method.row.title}, told as “{method.row.cost}” ÷ one bare pass"
        yield replace(ratio_row(work, None, ours, one_pass), turns=1)


def _work(scene: Scene, method: Method) -> Callable[[], object]:
    """Return a method from nothing: the pass that records the layer belongs to it."""
    layer = scene.found.default if method.row.attention else LAYERS.get(method.row.cost, "layer4")

    def work() -> None:
        scene.forward(frozenset((layer,)))
        if method.is_quick:
            scene.explain(method.row.key, layer, 1, (layer,))
        else:
            list(reports(job_of(scene, method.row.key, layer)))

    return work


GROUPS = (Group("costs", cost_rows),)
