"""Another format of models is a row and a module: it opens, and dialogs offer its files."""

from importlib import import_module
from pathlib import Path

import pytest
import torch

from viewer.core.errors import UserError
from viewer.core.models import model_formats
from viewer.core.models.model_formats import MODEL_FORMATS, ModelFormat, model_suffixes
from viewer.engine.models.formats import readers
from viewer.engine.models.users.model_file import read_model_file
from viewer.features.opening import has_model_name

TOY = b"toy model\nfc.weight=1 2.5 -3\nfc.bias=0\n"


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    path = tmp_path / "net.toy"
    path.write_bytes(TOY)
    return path


def test_a_row_and_a_module_are_all_that_a_format_needs(
    toy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="a text"):
        read_model_file(toy)
    assert not has_model_name(toy)
    row = ModelFormat(module="given_format", suffixes=(".toy",))
    monkeypatch.setattr(model_formats, "MODEL_FORMATS", (*MODEL_FORMATS, row))
    tensors = read_model_file(toy).tensors
    assert tensors is not None
    assert {name: tensor.tolist() for name, tensor in tensors.items()} == {
        "fc.weight": [1.0, 2.5, -3.0],
        "fc.bias": [0.0],
    }
    assert has_model_name(toy)
    assert ".toy" in model_suffixes()


def test_dialogs_offer_what_they_always_did() -> None:
    usual = {".pth", ".pt", ".safetensors", ".bin", ".ckpt", ".pkl", ".pt2"}
    assert model_suffixes() == usual
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in usual)


def test_every_module_of_a_format_has_its_row() -> None:
    folder = Path(import_module("viewer.engine.models.formats").__path__[0])
    modules = {f"viewer.engine.models.formats.{path.stem}" for path in folder.glob("[a-z]*.py")}
    assert {row.module for row in MODEL_FORMATS} == modules


@pytest.mark.parametrize("legacy", [True, False])
def test_each_file_is_known_by_one_format_whatever_it_is_called(
    tmp_path: Path, *, legacy: bool
) -> None:
    path = tmp_path / "net.safetensors"
    torch.save({"a": torch.ones(2)}, path, _use_new_zipfile_serialization=not legacy)
    head, size = path.read_bytes()[:4096], path.stat().st_size
    assert [reader.sniff(head, size) for reader in readers()].count(True) == 1
    tensors = read_model_file(path).tensors
    assert tensors is not None
    assert tensors["a"].tolist() == [1.0, 1.0]
