"""How soon a forward pass ends when it is cancelled: the module that runs is finished, no more."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator

from torch import nn

from benchmarks.rows import Group, Row
from benchmarks.scene import Scene
from benchmarks.timing import timed
from viewer.core.errors import Cancelled
from viewer.engine.look.passes import run_pass
from viewer.tasks.classification import Classification

MOST_MS = 50
OVER_ONE_MODULE = 1.2  # besides the module: the hand-over between threads, and unwinding


def cancel_rows(repeats: int) -> Iterator[Row]:
    for name in ("resnet50", "vgg16"):
        scene = Scene(name)
        longest = longest_module(scene)
        _, whole = timed(scene.new_picture)
        tried = [delay(scene, whole * (turn + 0.5) / repeats) for turn in range(repeats)]
        delays = [one for one in tried if one is not None]
        cpu, wall = ([1e3 * one[clock] for one in delays] for clock in (0, 1))
        for what, choose in (("median", statistics.median), ("worst", max)):
            taken = choose(cpu)
            work = f"{name}: cancel takes effect, {what}"
            texts = f"{taken:.0f} ms", f"{choose(wall):.0f} ms"
            yield Row(work, f"≤ {MOST_MS} ms", texts[0], taken <= MOST_MS, texts[1], len(delays))
        ratio = max(cpu) / longest
        work = f"{name}: the same, worst ÷ its longest module alone ({longest:.0f} ms)"
        goal = f"≤ {OVER_ONE_MODULE}"
        yield Row(work, goal, f"{ratio:.2f}", ratio <= OVER_ONE_MODULE, "", len(delays))


def longest_module(scene: Scene) -> float:
    """Return the CPU time of the model's longest module without parts, the worst of 5, in ms."""
    begun, taken = [0.0], [0.0]

    def before(_module: nn.Module, _args: object) -> None:
        begun[0] = time.process_time()

    def after(_module: nn.Module, _args: object, _output: object) -> None:
        taken.append(time.process_time() - begun[0])

    parts = [module for module in scene.model.modules() if not [*module.children()]]
    handles = [module.register_forward_pre_hook(before) for module in parts]
    handles += [module.register_forward_hook(after) for module in parts]
    for _ in range(5):
        scene.floor()
    for handle in handles:
        handle.remove()
    return 1e3 * max(taken)


def delay(scene: Scene, after: float) -> tuple[float, float] | None:
    """Cancel a pass after so many seconds; return the CPU and wall time until it ends.

    None: the pass was over before.
    """
    asked: list[tuple[float, float]] = []

    def check() -> None:
        if asked:
            raise Cancelled

    timer = threading.Timer(after, lambda: asked.append((time.process_time(), time.perf_counter())))
    timer.start()
    try:
        run_pass(scene.model, scene.x, frozenset((scene.found.default,)), check, Classification())
    except Cancelled:
        return time.process_time() - asked[0][0], time.perf_counter() - asked[0][1]
    finally:
        timer.cancel()
    return None


GROUPS = (Group("cancel", cancel_rows, quick=True),)
