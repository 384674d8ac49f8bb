"""Files that old versions of PyTorch, torchvision and timm have really written, see
packaging/old_files.py: each opens, and answers as it did then.
"""

from __future__ import annotations

import json
import lzma
import zipfile
from pathlib import Path

import pytest
import torch
from given_scripts import load_script
from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.core.errors import ArchitectureNeeded
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.opening import open_model
from viewer.engine.models.pickled.sketch import LayerSketch, Sketch
from viewer.engine.models.recognising.differences import adopt
from viewer.engine.models.recognising.rebuilt import is_from_library
from viewer.engine.models.users.model_file import read_model_file

FILES = Path(__file__).parent / "files"
ANSWERS = json.loads((FILES / "answers.json").read_text(encoding="utf-8"))
REBUILT = {
    "torchvision-0.5.0-googlenet.pth": "transform_input is False in the file",
    "torchvision-0.9.1-mobilenet_v3_small.pth": "mobilenet_v3_small; scores may differ slightly",
    "timm-0.4.12-mobilenetv3_small_100.pth": "mobilenetv3_small_100",
    "timm-0.4.12-vit_tiny_patch16_224.pth": "vit_tiny_patch16_224",
    "timm-0.4.12-dpn68.pth": "features.conv5_bn_ac.bn.act is ELU in the file and ReLU today",
    "timm-0.6.13-convnext_atto.pth": "head was Sequential",
    "timm-0.6.13-mobilevit_xxs.pth": "mobilevit_xxs",
}


def unpack(name: str, folder: Path) -> Path:
    path = folder / name
    path.write_bytes(lzma.decompress((FILES / f"{name}.xz").read_bytes()))
    return path


def opened(path: Path, arch: str | None = None) -> OpenedModel:
    return open_model(ModelRef.parse(str(path), arch), torch.device("cpu"))


def logits(module: nn.Module, side: int) -> torch.Tensor:
    within = load_script("packaging/old_files_within.py")
    with torch.inference_mode():
        return module.double()(within.picture(side))[0]


@pytest.mark.parametrize("name", ANSWERS)
def test_old_files_answer_as_they_did(name: str, tmp_path: Path) -> None:
    found = opened(unpack(name, tmp_path))
    then = torch.tensor(ANSWERS[name]["logits"], dtype=torch.float64)
    now = logits(found.module, ANSWERS[name]["side"])
    assert torch.allclose(now, then, rtol=1e-8, atol=1e-8 * then.abs().max().item())
    told = [note for note in found.notes if note.startswith("Rebuilt with today's code")]
    assert len(told) == (name in REBUILT)
    assert REBUILT.get(name, "") in "".join(told)


def test_an_old_timm_file_without_its_name_asks(tmp_path: Path) -> None:
    name = "timm-0.4.12-vit_tiny_patch16_224.pth"
    path = tmp_path / "unnamed.pth"
    with zipfile.ZipFile(unpack(name, tmp_path)) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"architecture", b"architectura"))
    with pytest.raises(ArchitectureNeeded, match="another version") as asked:
        opened(path)
    assert "timm:vit_tiny_patch16_224" in asked.value.candidates
    found = opened(path, "timm:vit_tiny_patch16_224")
    then = torch.tensor(ANSWERS[name]["logits"], dtype=torch.float64)
    assert torch.allclose(logits(found.module, 224), then, rtol=1e-8)


def test_settings_of_the_file_are_taken_and_told() -> None:
    today = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU())
    said = Sketch(
        (
            LayerSketch("", "torch.nn.modules.container.Sequential", {"training": True}),
            LayerSketch("0", "torch.nn.modules.conv.Conv2d", {"stride": (2, 2), "groups": 1}),
            LayerSketch("1", "timm.layers.norm.Odd", {"eps": 0.5, "momentum": 0.3}),
            LayerSketch("2", "torch.nn.modules.activation.ELU", {}),
            LayerSketch("3", "torch.nn.modules.pooling.MaxPool2d", {}),
            LayerSketch("4", "torch.nn.modules.dropout.Dropout", {}),
        ),
        {},
        "",
    )
    assert list(adopt(said, today)) == [
        "0.stride is (2, 2) in the file and (1, 1) today (taken)",
        "1.eps is 0.5 in the file and 1e-05 today (taken)",
        "1 was Odd, is BatchNorm2d",
        "2 is ELU in the file and ReLU today (taken)",
        "3 is gone",
    ]
    assert (today[0].stride, today[1].eps, type(today[2])) == ((2, 2), 0.5, nn.ELU)


def test_only_known_libraries_have_old_versions() -> None:
    assert is_from_library(("timm.models.layers.x", "torchvision.models.y"))
    assert not is_from_library(("timm.models.layers.x", "__main__.Net"))


def test_the_sketch_of_a_model_has_its_state_dict(tmp_path: Path) -> None:
    model = nn.DataParallel(nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Linear(2, 2)))
    model.module.register_buffer("passing", torch.zeros(1), persistent=False)
    torch.save(model, tmp_path / "m.pth")
    described = read_model_file(tmp_path / "m.pth").payload.sketch
    assert described is not None
    assert list(described.entries) == list(model.module.state_dict())
    assert dict(described.layers[1].settings)["kernel_size"] == (3, 3)
