"""torchvision and timm come without torch's compiler, which stays whole for whoever wants it."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys, warnings
warnings.simplefilter("ignore")
from viewer.engine.light_import import import_zoos
import_zoos()
assert {"torchvision", "timm"} <= sys.modules.keys()
assert "torch._dynamo" not in sys.modules, "the compiler was imported"
import torch, torchvision
assert torchvision.ops.roi_align(torch.rand(1, 3, 8, 8), [torch.rand(1, 4)], 2).shape[0] == 1
import torch._dynamo.utils
assert torch._dynamo.utils.is_compile_supported.__module__ == "torch._dynamo.utils"
assert torch._dynamo.disable.__module__.startswith("torch._dynamo")
"""


def test_the_compiler_is_not_imported_and_not_lost() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
