"""What a person feels of a start: first painted window, longest stall, clicks, first map.

Every process is a fresh one and a first round is not counted, so that files are cached and modules
compiled, as for anyone who starts the program a second time.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
import torchvision

from benchmarks.fresh import environment, run_script
from benchmarks.rows import Group, Row
from viewer.core.asks.messages import OpenModel
from viewer.core.asks.records import Finished
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.wire import Unpacker, pack
from viewer.paths import engine_command

STARTS = 5

BARE = """
import time
import numpy
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
application.processEvents()
print(time.process_time())
"""
# The command itself is run; the event loop is watched from its beginning. Its turns are told apart
# by what the dispatcher says before and after it waits; a turn's time is this thread's alone.
WINDOW = """
import gc, json, os, sys, time
from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication
import viewer.cli

turns, gaps, marks, found = [], [], [], {}


class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched is found["app"].window.centralWidget():
            if "shown" not in found:
                found.update(shown=0.0)
                QTimer.singleShot(0, painted)
        return False


def painted():
    found.update(shown=time.process_time(), torch="torch" in sys.modules)


def turn():
    now = time.thread_time()
    turns.append(now - marks[-1] if marks else 0.0)
    marks.append(now)


def tick():
    now = time.perf_counter()
    gaps.append(now - found.get("tick", now))
    found["tick"] = now


def until(signal, ms=120000):
    loop = QEventLoop()
    if signal is not None:
        signal.connect(loop.quit)
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def measure(*_):
    import viewer.app
    from viewer.core.asks.target import Target

    application = QApplication.instance()
    watch, clock = Watch(), QTimer(interval=5)
    application.installEventFilter(watch)
    dispatcher = QAbstractEventDispatcher.instance()
    dispatcher.awake.connect(turn)
    dispatcher.aboutToBlock.connect(turn)
    clock.timeout.connect(tick)
    clock.start()
    app = found["app"]
    until(app.session.explained)
    until(None, 2000)
    stall, gap = max(turns), max(gaps)
    clock.stop()
    clicks = []
    for score in app.session.explanation.prediction.top[1:]:
        begun = time.perf_counter()
        app.session.set_target(Target(kind="class", index=score.index))
        until(app.session.explained)
        app.window.repaint()
        clicks.append(time.perf_counter() - begun)
    told = dict(shown=found["shown"], torch=found["torch"], stall=stall, gap=gap, clicks=clicks)
    print(json.dumps(told), flush=True)
    app.engine.shut_down()
    os._exit(0)


def build(*arguments, **options):
    found["app"] = make(*arguments, **options)
    return found["app"]


QApplication.exec = staticmethod(measure)
gc.disable()  # as the command does before it imports what follows
import viewer.app
make, viewer.app.build = viewer.app.build, build
viewer.cli.main(["--new-window", sys.argv[1]])
"""
PLAIN = """
import sys
import numpy as np, torch, torchvision
torch.set_num_threads(1)
from PIL import Image
from pytorch_grad_cam import GradCAM, LayerCAM
model = torchvision.models.resnet50()
model.load_state_dict(torch.load(sys.argv[1], weights_only=True))
model.eval()
from torchvision.transforms import v2
make = v2.Compose([v2.Resize(256), v2.CenterCrop(224), v2.PILToTensor(),
    v2.ToDtype(torch.float32, scale=True),
    v2.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])])
x = make(Image.open(sys.argv[2]).convert("RGB"))[None]
for kind in (GradCAM, LayerCAM):
    with kind(model=model, target_layers=[model.layer4[-1]]) as cam:
        cam(input_tensor=x, targets=None)
"""
# What any answer of this network costs at least, in a process that has nothing yet.
FORWARD = """
import sys
import torch, torchvision
torch.set_num_threads(1)
model = torchvision.models.resnet50()
model.load_state_dict(torch.load(sys.argv[1], weights_only=True))
model.eval()
with torch.inference_mode():
    model(torch.rand(1, 3, 224, 224))
"""


def start_rows(_repeats: int) -> Iterator[Row]:
    """Yield what a person feels: start, stalls, clicks, and the first map."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        picture = _picture(folder)
        told, bare = [], []
        for turn in range(STARTS + 1):
            bare.append(float(run_script(BARE)))
            told.append(_window(picture, folder / f"home{turn}"))
        yield from _window_rows(told[1:], statistics.median(bare[1:]))
        yield from _cold_start(picture, folder)


def _window_rows(told: list[dict], bare: float) -> Iterator[Row]:
    def middle(key: str) -> float:
        return statistics.median(one[key] for one in told)

    shown, stall, gap = middle("shown"), 1e3 * middle("stall"), 1e3 * middle("gap")
    fast = shown < 0.6 and not any(one["torch"] for one in told)
    work = f"first painted window, torch not loaded (an empty one with numpy: {bare:.2f} s)"
    yield Row(work, "< 0.6 s", f"{shown:.2f} s", fast, turns=STARTS)
    work = "longest stall of the window while the engine starts and computes"
    yield Row(work, "< 50 ms", f"{stall:.0f} ms", stall < 50, f"{gap:.0f} ms", STARTS)
    clicks = 1e3 * statistics.median(took for one in told for took in one["clicks"])
    work = "click on another of the top 5 → painted"
    yield Row(work, "≤ 20 ms", "", clicks <= 20, f"{clicks:.0f} ms", turns=4 * STARTS)


def _cold_start(picture: Path, folder: Path) -> Iterator[Row]:
    """Hold the engine's process, from its start to its last map, against scripts."""
    weights = folder / "resnet50.pth"
    torch.manual_seed(0)
    torch.save(torchvision.models.resnet50().state_dict(), weights)
    ways: dict[str, Callable[[], object]] = {
        "ours": lambda: _first_maps(weights, picture),
        "library": lambda: run_script(PLAIN, str(weights), str(picture)),
        "forward": lambda: run_script(FORWARD, str(weights)),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(STARTS + 1):
        for name, way in ways.items():
            before = _children_s()
            way()
            times[name].append(_children_s() - before)
    ours, library, forward = (statistics.median(taken[1:]) for taken in times.values())
    work = f"resnet50: first map from a cold start ({ours:.1f} s) ÷"
    others = (
        (f"plain script of the library ({library:.1f} s)", ours / library, 0.4),
        (f"bare script of one forward pass ({forward:.1f} s)", ours / forward, 1.3),
    )
    for other, value, goal in others:
        yield Row(f"{work} {other}", f"≤ {goal}", f"{value:.3f}", value <= goal, turns=STARTS)


def _first_maps(weights: Path, picture: Path) -> None:
    """Start the engine's process as the window does, and end it when two maps have come."""
    model = ModelRef.parse(str(weights), arch="resnet50")
    panes = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))
    request = ExplainRequest(image=ImageRef.of(picture), model=model, panes=panes, serial=1)
    process = subprocess.Popen(
        engine_command(),
        env=environment({"CAMSCOPE_DEVICE": "cpu"}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(pack(OpenModel(ref=model)) + pack(request))
        process.stdin.flush()
        unpacker, answered = Unpacker(), False
        while not answered and (data := os.read(process.stdout.fileno(), 1 << 16)):
            answered = any(isinstance(one, Finished) for one in unpacker.feed(data))
        process.stdin.close()  # the process ends at once
    if not answered:
        raise RuntimeError("the engine's process has not answered")


def _children_s() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _picture(folder: Path) -> Path:
    from PIL import Image

    path = folder / "picture.png"
    Image.effect_noise((600, 400), 60).convert("RGB").save(path)
    return path


def _window(picture: Path, home: Path) -> dict:
    names = ("CONFIG", "DATA", "STATE", "CACHE")
    homes = {f"XDG_{name}_HOME": str(home) for name in names}
    return json.loads(run_script(WINDOW, str(picture), settings=homes))


GROUPS = (Group("start", start_rows, quick=True),)
