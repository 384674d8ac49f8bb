"""torchvision and timm come without torch's compiler and only when asked for; so do other rooms."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch
import torchvision

WHOLE = """
import sys, warnings
warnings.simplefilter("ignore")
from viewer.engine.serve.light_import import import_lightly
import_lightly("torchvision")
assert "timm" not in sys.modules
import_lightly("timm.models")
assert {"torchvision", "timm"} <= sys.modules.keys()
assert "torch._dynamo" not in sys.modules, "the compiler was imported"
import torch, torchvision
assert torchvision.ops.roi_align(torch.rand(1, 3, 8, 8), [torch.rand(1, 4)], 2).shape[0] == 1
import torch._dynamo.utils
assert torch._dynamo.utils.is_compile_supported.__module__ == "torch._dynamo.utils"
assert torch._dynamo.disable.__module__.startswith("torch._dynamo")
"""
DEMANDING = """
import sys, warnings
warnings.simplefilter("ignore")
from viewer.engine.serve import light_import
from types import ModuleType
# As for a version that does more with the compiler than our stand-in can:
light_import._stand_ins = lambda: {"torch._dynamo": ModuleType("torch._dynamo")}
import torchvision
assert light_import.import_lightly("timm").list_models("resnet18")
assert sys.modules["torchvision"] is torchvision
assert "torch._dynamo" in sys.modules, "nobody asked for the compiler"
import torch._dynamo.utils
assert torch._dynamo.utils.is_compile_supported.__module__ == "torch._dynamo.utils"
"""
EXPLAIN = """
import sys
from pathlib import Path
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.engine.engine import Engine
panes = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))
model = ModelRef.parse(sys.argv[1], arch="resnet18")
with Engine(device="cpu") as engine:
    request = ExplainRequest(image=ImageRef.of(Path(sys.argv[2])), model=model, panes=panes)
    assert len(list(engine.explain(request))) == 3
print(*sorted({name.partition(".")[0] for name in sys.modules}), "torch._dynamo" in sys.modules)
"""


def python(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize("script", [WHOLE, DEMANDING], ids=["light", "other versions"])
def test_the_compiler_is_not_imported_and_not_lost(script: str) -> None:
    python(script)


def test_an_explanation_loads_nothing_that_only_other_methods_need(
    tmp_path: Path, photo: Path
) -> None:
    weights = tmp_path / "weights.pth"
    torch.save(torchvision.models.resnet18().state_dict(), weights)
    loaded = python(EXPLAIN, str(weights), str(photo)).split()
    unwanted = {"pytorch_grad_cam", "sklearn", "scipy", "matplotlib", "sympy", "timm", "pandas"}
    assert not unwanted & set(loaded)
    assert {"torch", "torchvision"} <= set(loaded)
    assert loaded[-1] == "False"
