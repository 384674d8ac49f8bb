"""Watch the memory over many pictures: ``python benchmarks/soak.py FOLDER [500] [cuda]``.

After the first tenth the resident memory has to stay flat within 5 %; no hook may be left.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.files.folder import list_folder
from viewer.engine.engine import Engine
from viewer.engine.serve.freed_memory import keep_freed_memory

CACHE_BYTES = 40_000  # a few pictures' results: every picture is computed anew
PREPARED = 10  # every so many pictures, the idle work is done as well


def main() -> int:
    """Print the resident memory as it goes; return 1 if it grew."""
    torch.set_num_threads(1)
    keep_freed_memory()  # as the engine's process does
    pictures = list_folder(Path(sys.argv[1])).pictures
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    device = sys.argv[3] if len(sys.argv) > 3 else "cpu"
    panes = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))
    settled, most = 0, 0
    with Engine(device=device, cache_bytes=CACHE_BYTES) as engine:
        for turn, path in zip(range(count), itertools.cycle(pictures), strict=False):
            image = ImageRef.of(path)
            request = ExplainRequest(image=image, model=ModelRef.default(), panes=panes)
            list(engine.explain(request))
            if turn % PREPARED == 0:
                engine.prepare(request)
            most = max(most, resident_kb()) if turn >= count // 10 else 0
            if turn == count // 10:
                settled = resident_kb()
            if turn % max(1, count // 10) == 0:
                print(f"{turn:5d} pictures  {resident_kb() / 1024:7.1f} MB{on_gpu()}", flush=True)
    growth = most / settled - 1
    print(f"growth after the first tenth: {growth:+.1%}")
    return int(growth > 0.05)


def on_gpu() -> str:
    """Return what torch holds on an NVIDIA GPU, if it holds anything there."""
    held = torch.cuda.memory_allocated()
    return f", {held / 1e6:7.1f} MB on the GPU" if held else ""


def resident_kb() -> int:
    """Return this process's resident memory in kB (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


if __name__ == "__main__":
    sys.exit(main())
