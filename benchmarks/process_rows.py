"""The goals that concern whole processes: first window, stalls, cold start, cancelling, memory."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import torch
import torchvision

from benchmarks.scene import Scene
from benchmarks.timing import Row
from viewer.core.errors import Cancelled
from viewer.engine.passes import run_pass

ROOT = Path(__file__).resolve().parents[1]
STARTS = 3

WINDOW = """
import json, sys, time
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from pathlib import Path
from viewer.app import build, make_application, start
from viewer.core.records import Target
application = make_application()
parts = build(application, settings=QSettings(sys.argv[2], QSettings.Format.IniFormat))
parts.window.show()
application.processEvents()
shown, torch_loaded = time.process_time(), "torch" in sys.modules
gaps, last = [], time.perf_counter()
def tick():
    global last
    now = time.perf_counter()
    gaps.append(now - last)
    last = now
clock = QTimer(interval=1)
clock.timeout.connect(tick)
clock.start()
def until(signal, ms=120000):
    loop = QEventLoop()
    signal.connect(loop.quit)
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
start(parts, [Path(sys.argv[1])])
until(parts.session.explained)
stall = max(gaps)
loop = QEventLoop()
QTimer.singleShot(2000, loop.quit)
loop.exec()
clicks = []
for score in parts.session.explanation.prediction.top[1:]:
    begun = time.perf_counter()
    parts.session.set_target(Target(kind="class", index=score.index))
    until(parts.session.explained)
    parts.window.repaint()
    clicks.append(time.perf_counter() - begun)
print(json.dumps(dict(shown=shown, torch=torch_loaded, stall=stall, clicks=clicks)))
parts.engine.shut_down()
import os
os._exit(0)
"""
OURS = """
import sys
from pathlib import Path
import torch
torch.set_num_threads(1)
from viewer.core.records import ExplainRequest, ImageRef, ModelRef, PaneSpec
from viewer.engine.engine import Engine
model = ModelRef.parse(sys.argv[1], arch="resnet50")
panes = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))
with Engine(device="cpu") as engine:
    request = ExplainRequest(image=ImageRef.of(Path(sys.argv[2])), model=model, panes=panes)
    assert len(list(engine.explain(request))) == 3
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
PEAK = """
import resource, sys
import torch, torchvision
torch.set_num_threads(1)
from viewer.engine.layers import survey
from viewer.engine.passes import run_pass
from viewer.engine.methods import compute
name, kind = sys.argv[1:]
model = torchvision.models.get_model(name, weights=None).eval().requires_grad_(False)
layer = {"vgg16": "features.30", "resnet50": "layer4.2"}[name]
small = torch.randn(1, 3, 64, 64)
run_pass(model, small, frozenset((layer,)), lambda: None)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
x = torch.randn(1, 3, 1024, 1024)
if kind == "bare":
    with torch.inference_mode():
        model(x)
else:
    run = run_pass(model, x, frozenset((layer,)), lambda: None)
    found = run.capture.gradients(run.capture.logits[1], layer)
    compute("layer_cam", run.capture.activations(layer).numpy(), found.numpy())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def process_rows() -> Iterator[Row]:
    """Yield what a person feels: start, stalls, clicks, cancelling."""
    with tempfile.TemporaryDirectory() as folder:
        picture = _picture(Path(folder))
        told = [_window(picture, Path(folder) / f"{n}.ini") for n in range(STARTS)]
        shown = statistics.median(one["shown"] for one in told)
        loaded = any(one["torch"] for one in told)
        work = "first painted window, torch not loaded"
        yield Row(work, "< 0.6 s", f"{shown:.2f} s", shown < 0.6 and not loaded)
        stall = 1e3 * statistics.median(one["stall"] for one in told)
        work = "longest stall of the window while the engine starts"
        yield Row(work, "< 50 ms", "", stall < 50, f"{stall:.0f} ms")
        clicks = 1e3 * statistics.median(ms for one in told for ms in one["clicks"])
        work = "click on another of the top 5 → painted (30 ms of it waiting for more clicks)"
        yield Row(work, "", "", None, f"{clicks:.0f} ms")
        yield _cold_start(picture, Path(folder))
    yield from _cancel_rows()


def memory_rows() -> Iterator[Row]:
    """Yield the peak memory of one layer's map at 1024 px against the bare pass's own."""
    for name in ("vgg16", "resnet50"):
        ours, bare = (int(_run(PEAK, name, kind)) for kind in ("ours", "bare"))
        value = ours / bare
        work = f"{name}, 1024 px: peak memory above the model ÷ bare forward"
        yield Row(work, "≤ 1.05", f"{value:.3f}", value <= 1.05)


def _cold_start(picture: Path, folder: Path) -> Row:
    weights = folder / "resnet50.pth"
    torch.manual_seed(0)
    torch.save(torchvision.models.resnet50().state_dict(), weights)
    times: dict[str, list[float]] = {OURS: [], PLAIN: []}
    for _ in range(STARTS):
        for script, taken in times.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            _run(script, str(weights), str(picture))
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    ours, plain = (statistics.median(taken) for taken in times.values())
    work = f"resnet50: first map from a cold start ({ours:.1f} s) ÷ plain script ({plain:.1f} s)"
    return Row(work, "≤ 0.4", f"{ours / plain:.3f}", ours / plain <= 0.4)


def _cancel_rows() -> Iterator[Row]:
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


def _picture(folder: Path) -> Path:
    from PIL import Image

    path = folder / "picture.png"
    Image.effect_noise((600, 400), 60).convert("RGB").save(path)
    return path


def _window(picture: Path, settings: Path) -> dict:
    return json.loads(_run(WINDOW, str(picture), str(settings)))


def _run(script: str, *arguments: str) -> str:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "OMP_NUM_THREADS": "1",
        "XDG_CONFIG_HOME": tempfile.gettempdir(),
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
