"""What a person feels of a start: first painted window, longest stall, clicks, first map."""

from __future__ import annotations

import json
import resource
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

import torch
import torchvision

from benchmarks.fresh import run_script
from benchmarks.rows import Group, Row

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


def start_rows(_repeats: int) -> Iterator[Row]:
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


def _cold_start(picture: Path, folder: Path) -> Row:
    weights = folder / "resnet50.pth"
    torch.manual_seed(0)
    torch.save(torchvision.models.resnet50().state_dict(), weights)
    times: dict[str, list[float]] = {OURS: [], PLAIN: []}
    for _ in range(STARTS):
        for script, taken in times.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            run_script(script, str(weights), str(picture))
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    ours, plain = (statistics.median(taken) for taken in times.values())
    work = f"resnet50: first map from a cold start ({ours:.1f} s) ÷ plain script ({plain:.1f} s)"
    return Row(work, "≤ 0.4", f"{ours / plain:.3f}", ours / plain <= 0.4)


def _picture(folder: Path) -> Path:
    from PIL import Image

    path = folder / "picture.png"
    Image.effect_noise((600, 400), 60).convert("RGB").save(path)
    return path


def _window(picture: Path, settings: Path) -> dict:
    return json.loads(run_script(WINDOW, str(picture), str(settings)))


GROUPS = (Group("start", start_rows, quick=True),)
