"""How soon a forward pass ends when it is cancelled."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator

from benchmarks.rows import Group, Row
from benchmarks.scene import Scene
from viewer.core.errors import Cancelled
from viewer.engine.passes import run_pass


def cancel_rows(_repeats: int) -> Iterator[Row]:
    for name in ("resnet50", "vgg16"):
        scene = Scene(name)
        delays: list[float] = []
        for turn in range(15):
            stop = threading.Event()
            asked: list[float] = []

            def check(stop: threading.Event = stop) -> None:
                if stop.is_set():
                    raise Cancelled

            def ask(stop: threading.Event = stop, asked: list[float] = asked) -> None:
                asked.append(time.perf_counter())
                stop.set()

            timer = threading.Timer(0.005 + 0.004 * turn, ask)
            timer.start()
            try:
                run_pass(scene.model, scene.x, frozenset((scene.found.default,)), check)
            except Cancelled:
                delays.append(time.perf_counter() - asked[0])
            timer.join()
        worst = 1e3 * max(delays, default=0)
        middle = 1e3 * statistics.median(delays or [0])
        work = f"{name}: cancel takes effect (median; worst {worst:.0f} ms)"
        yield Row(work, "≤ 50 ms", "", middle <= 50, f"{middle:.0f} ms")


GROUPS = (Group("cancel", cancel_rows, quick=True),)
