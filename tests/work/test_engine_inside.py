"""The engine in the window's own process: the same questions, the same answers, one process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from viewer import paths

# In a process of its own, as it imports torch into the window's.
PROGRAM = """
import os, threading
from PySide6.QtCore import QCoreApplication, QTimer
from viewer import paths
from viewer.core.asks.messages import Ready
from viewer.core.asks.records import Finished, HeatMap
from viewer.core.asks.target import Target
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.stores.samples import gather_samples
from viewer.work.engine_thread import EngineThread

app = QCoreApplication([])
engine = EngineThread(paths.engine_command())
image = next(path for path in sorted(gather_samples().iterdir()) if path.suffix == ".png")
told = []
engine.on(Ready, lambda ready: told.append("ready"))
engine.on(HeatMap, lambda heat: told.append(f"map {heat.raw.shape} {heat.raw.max() > 0}"))
engine.on(ModelInfo, lambda info: engine.ask(ExplainRequest(
    image=ImageRef.of(image), model=ModelRef.default(), target=Target(),
    panes=(PaneSpec("grad_cam"),), serial=1,
)))
engine.on(Finished, lambda finished: app.quit())
engine.start()
engine.open_model(ModelRef.default())
QTimer.singleShot(200_000, app.quit)
app.exec()
print(*told, "|", engine.process_id == os.getpid())
engine.shut_down()
for thread in threading.enumerate():
    if thread.name in {"engine", "requests", "replies"}:
        thread.join(30)
print(sorted(t.name for t in threading.enumerate() if t.name in {"engine", "requests", "replies"}))
"""


@pytest.mark.slow
def test_the_engine_answers_from_within_and_leaves_no_thread(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("CAMSCOPE_ENGINE", "inside")
    monkeypatch.setenv("PYTHONPATH", str(Path(paths.__file__).parents[1]))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=240, check=False
    )
    assert done.stdout.split("\n")[:2] == ["ready map (7, 7) True | True", "[]"], done.stderr
