"""What a small file may not make of itself: it is refused in words before it is built or run."""

from __future__ import annotations

import os
import struct
import time
from pathlib import Path

import pytest
import torch
from torch import nn

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.bounds import MOST_PANES, MOST_TENSORS
from viewer.core.errors import UserError
from viewer.engine.engine import Engine
from viewer.engine.models.extent import extent_of
from viewer.engine.models.formats import FormatReader
from viewer.engine.models.users import model_file
from viewer.engine.models.zoo.published import ANY_MODEL

SOON_S = 3.0  # of the processor: far more than a refusal takes, far less than the work


def save(tmp_path: Path, content: object) -> str:
    torch.save(content, tmp_path / "m.pth")
    return str(tmp_path / "m.pth")


def refusal(path: str) -> str:
    start = time.process_time()
    with Engine("cpu") as engine, pytest.raises(UserError) as told:
        engine.open(ModelRef.parse(path))
    assert time.process_time() - start < SOON_S
    return str(told.value)


@pytest.mark.parametrize(
    ("side", "words"),
    [
        (316, "answers with 299,568 numbers; CamScope explains up to 100,000 classes"),
        (1000, "answers with 3,000,000 numbers"),
        (20_000, "A Upsample of this model answers with 1,200,000,000 numbers"),
        (10_000_000, "A Upsample of this model answers with 300,000,000,000,000 numbers"),
    ],
)
def test_a_model_of_too_many_outputs_is_refused_at_once(
    tmp_path: Path, side: int, words: str
) -> None:
    model = nn.Sequential(nn.Conv2d(3, 3, 1), nn.Upsample(size=(side, side)), nn.Flatten())
    assert words in refusal(save(tmp_path, model))


def test_a_model_of_too_many_layers_is_refused(tmp_path: Path) -> None:
    doubled: nn.Module = nn.Identity()
    for _ in range(40):
        doubled = nn.ModuleDict({"a": doubled, "b": doubled})
    model = nn.Sequential(nn.Conv2d(3, 3, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    model[0].more = doubled
    assert "more than 10,000 layers" in refusal(save(tmp_path, model))


@pytest.mark.parametrize("suffix", ["pth", "safetensors"])
def test_a_file_of_too_many_weights_is_refused(tmp_path: Path, suffix: str) -> None:
    from safetensors.torch import save_file

    weights = {f"layer.{number}": torch.zeros(0) for number in range(MOST_TENSORS + 1)}
    path = tmp_path / f"m.{suffix}"
    if suffix == "pth":
        torch.save(dict.fromkeys(weights, torch.zeros(1)), path)
    else:
        save_file(weights, path)
    assert "more than 20,000 weights" in refusal(str(path))


def test_a_long_structure_is_cut(tmp_path: Path) -> None:
    model = nn.Sequential(nn.Conv2d(3, 3, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    unused = nn.Unflatten(1, (3, 1))
    unused.unflattened_size = (3,) * 1_000_000
    model[0].unused = unused
    with Engine("cpu") as engine:
        info = engine.open(ModelRef.parse(save(tmp_path, model)))
    assert len(info.tree) < 2_000  # the one line is cut, too


def test_too_many_panes_are_refused(tmp_path: Path) -> None:
    request = ExplainRequest(
        serial=1,
        image=ImageRef(path=tmp_path / "a.png"),
        model=ModelRef(),
        target=Target(),
        panes=(PaneSpec(method="grad_cam"),) * (MOST_PANES + 1),
    )
    with Engine("cpu") as engine, pytest.raises(UserError, match="More than 400 heat maps"):
        list(engine.explain(request))


def test_shapes_are_looked_at_and_nothing_else_changes() -> None:
    class Keeper(nn.Conv2d):
        def forward(self, input: torch.Tensor) -> torch.Tensor:  # noqa: A002
            self.kept = input
            return super().forward(input)

    model = nn.Sequential(Keeper(3, 4, 3), nn.BatchNorm2d(4)).eval()
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    extent_of(model)(ANY_MODEL)
    assert not hasattr(model[0], "kept")
    assert not any(layer._forward_hooks for layer in model.modules())
    after = model.state_dict()
    assert all(torch.equal(after[name], tensor) for name, tensor in before.items())


def test_a_model_that_is_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "m.pth")
    assert "not an ordinary file" in refusal(str(tmp_path / "m.pth"))


def test_a_file_that_is_overwritten_while_it_is_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its weights would be opened under the hash, and with the setup, of another file."""
    path = Path(save(tmp_path, nn.Sequential(nn.Conv2d(3, 3, 3), nn.Flatten())))
    readers = model_file.readers

    def overwritten() -> tuple[FormatReader, ...]:
        path.write_bytes(path.read_bytes())
        return readers()

    monkeypatch.setattr(model_file, "readers", overwritten)
    with pytest.raises(UserError, match="changed while it was being read"):
        model_file.read_model_file(path)


def test_a_zip_whose_parts_lie_before_it_is_damaged(tmp_path: Path) -> None:
    data = bytearray(Path(save(tmp_path, {"a": torch.zeros(2)})).read_bytes())
    directory = data.rindex(b"PK\6\6")  # the last record of a large archive, which torch writes
    (start,) = struct.unpack_from("<Q", data, directory + 48)
    struct.pack_into("<Q", data, directory + 48, start + 5_000)  # as if 5,000 bytes were cut off
    (tmp_path / "d.pth").write_bytes(data)
    assert "damaged or cut short" in refusal(str(tmp_path / "d.pth"))
