"""What it is worth that the engine's process keeps freed memory, and how much of it stays."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator

from benchmarks.fresh import run_script
from benchmarks.rows import Group, Row

MODELS = ("vgg16", "resnet50", "efficientnet_b0", "convnext_tiny")
PAIRS = 5  # of processes, in turn
PASSES = """
import json, resource, statistics, sys, time
import torch, torchvision
from viewer.engine.serve.freed_memory import keep_freed_memory

torch.set_num_threads(1)
if sys.argv[2] == "kept":
    keep_freed_memory()
model = torchvision.models.get_model(sys.argv[1], weights=None).eval().requires_grad_(False)
x, taken = torch.randn(1, 3, 224, 224), []
with torch.inference_mode():
    for _ in range(15):
        start = time.process_time()
        model(x)
        taken.append(time.process_time() - start)
pages = int(open("/proc/self/statm").read().split()[1])
print(json.dumps([statistics.median(taken[3:]), pages * resource.getpagesize() / 2**20]))
"""


def freed_rows(_repeats: int) -> Iterator[Row]:
    """Yield one row for each model: the median pair of processes. Linux only."""
    for name in MODELS:
        pairs = [(_passes(name, "kept"), _passes(name, "usual")) for _ in range(PAIRS)]
        ratio = statistics.median(kept[0] / usual[0] for kept, usual in pairs)
        more_mb = statistics.median(kept[1] - usual[1] for kept, usual in pairs)
        work = f"{name}: a bare pass with freed memory kept ({more_mb:+.0f} MB stay) ÷ without"
        yield Row(work, "", f"{ratio:.3f}", None, turns=PAIRS)


def _passes(name: str, kind: str) -> tuple[float, float]:
    """Return the seconds of a pass, and the resident memory in MB after the last."""
    seconds, megabytes = json.loads(run_script(PASSES, name, kind))
    return seconds, megabytes


GROUPS = (Group("freed", freed_rows),)
