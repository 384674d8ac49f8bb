"""What one map takes of memory at its peak, against the bare forward pass.

The C library gives every large block back at once here. As it usually is, its own leftovers change
from run to run by a third: the bare pass of ResNet-50 took 244 to 327 MB. Linux only.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.fresh import run_script
from benchmarks.rows import Group, Row

NO_LEFTOVERS = {"MALLOC_MMAP_THRESHOLD_": "65536"}  # glibc; others pass it over
PEAK = """
import sys
import torch, torchvision
torch.set_num_threads(1)
from viewer.tasks.classification import Classification
from viewer.engine.look.passes import run_pass
from viewer.methods.layer_cam import METHOD as LAYER_CAM
from viewer.methods.method import compute

def peak_kb():  # getrusage would tell of the process that started this one, too
    status = open("/proc/self/status").read()
    return int(status.partition("VmHWM:")[2].split()[0])

name, kind = sys.argv[1:]
model = torchvision.models.get_model(name, weights=None).eval().requires_grad_(False)
layer = {"vgg16": "features.30", "resnet50": "layer4.2"}[name]
small = torch.randn(1, 3, 64, 64)
run_pass(model, small, frozenset((layer,)), lambda: None, Classification())
before = peak_kb()
x = torch.randn(1, 3, 1024, 1024)
if kind == "bare":
    with torch.inference_mode():
        model(x)
else:
    run = run_pass(model, x, frozenset((layer,)), lambda: None, Classification())
    found = run.capture.gradients(run.capture.answer[1], layer)
    compute(LAYER_CAM, run.capture.activations(layer).numpy(), found.numpy())
print(peak_kb() - before)
"""


def memory_rows(_repeats: int) -> Iterator[Row]:
    """Yield the peak memory of one layer's map at 1024 px against the bare pass's own."""
    for name in ("vgg16", "resnet50"):
        ours, bare = (
            int(run_script(PEAK, name, kind, settings=NO_LEFTOVERS)) for kind in ("ours", "bare")
        )
        value = ours / bare
        work = f"{name}, 1024 px: peak memory above the model ÷ bare forward"
        yield Row(work, "≤ 1.05", f"{value:.3f}", value <= 1.05, turns=1)


GROUPS = (Group("memory", memory_rows),)
