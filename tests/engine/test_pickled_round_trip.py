"""Whole networks from files answer bit for bit as the ones that were saved."""

from __future__ import annotations

import argparse
import importlib.metadata
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import torch
from given_scripts import load_script
from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.core.errors import ArchitectureNeeded, UserError
from viewer.core.models.model_setup import ModelSetup
from viewer.engine.look.layers import survey
from viewer.engine.look.reader import Reader
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.opening import open_model
from viewer.engine.models.pickled import classes
from viewer.engine.models.prepared import PreparedModel, prepare
from viewer.engine.models.recognising.state_dict import read_weights
from viewer.engine.models.users.model_file import read_model_file
from viewer.tasks.registry import built_in

CPU = torch.device("cpu")
REPOSITORY = Path(__file__).resolve().parents[2]


def prepared(opened: OpenedModel) -> PreparedModel:
    return prepare(opened, Reader(opened.module), ModelSetup(), built_in())


def _vit() -> nn.Module:
    from torchvision.models.vision_transformer import VisionTransformer

    model = VisionTransformer(64, 16, 2, 2, 32, 64, num_classes=4)
    nn.init.normal_(model.get_parameter("heads.head.weight"))
    return model


def _torchvision(name: str, **options: object) -> Callable[[], nn.Module]:
    from torchvision import models

    return lambda: models.get_model(name, weights=None, **options)


def _timm(name: str) -> Callable[[], nn.Module]:
    import timm

    return lambda: timm.create_model(name, num_classes=3)


def _plain() -> nn.Module:
    body = OrderedDict[str, nn.Module](
        conv=nn.Conv2d(3, 4, 3), norm=nn.BatchNorm2d(4), act=nn.ReLU(inplace=True)
    )
    return nn.Sequential(
        nn.Sequential(body), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2)
    )


NETWORKS: dict[str, tuple[Callable[[], nn.Module], int]] = {
    "alexnet": (_torchvision("alexnet", num_classes=2), 96),
    "resnet18": (_torchvision("resnet18"), 64),
    "vgg11": (_torchvision("vgg11", num_classes=2), 64),
    "mobilenet_v3_small": (_torchvision("mobilenet_v3_small"), 64),
    "efficientnet_b0": (_torchvision("efficientnet_b0"), 64),
    "swin_t": (_torchvision("swin_t"), 64),
    "densenet121": (_torchvision("densenet121"), 64),
    "googlenet": (_torchvision("googlenet", init_weights=False, aux_logits=False), 96),
    "regnet_y_400mf": (_torchvision("regnet_y_400mf"), 64),
    "vit": (_vit, 64),
    "resnet10t": (_timm("resnet10t"), 64),
    "vit_tiny": (_timm("vit_tiny_patch16_224"), 224),
    "lite0": (_timm("tf_efficientnet_lite0"), 64),
    "plain": (_plain, 32),
    "wrapped": (lambda: nn.DataParallel(_plain()), 32),
}


@cache
def network(name: str) -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        # Attention takes another path, off by 1e-6, where weights are not frozen.
        return NETWORKS[name][0]().eval().requires_grad_(False)


def answer(module: nn.Module, side: int) -> torch.Tensor:
    with torch.random.fork_rng(devices=[]), torch.inference_mode():
        torch.manual_seed(1)
        return module(torch.rand(2, 3, side, side))


@pytest.mark.parametrize("form", ["zip", "legacy"])
@pytest.mark.parametrize("name", NETWORKS)
def test_same_logits(name: str, form: str, tmp_path: Path) -> None:
    model, side = network(name), NETWORKS[name][1]
    torch.save(model, tmp_path / "m.pth", _use_new_zipfile_serialization=form == "zip")
    module = read_model_file(tmp_path / "m.pth").module
    assert module is not None
    assert torch.equal(answer(module.eval(), side), answer(model, side))
    inner = model.module if isinstance(model, nn.DataParallel) else model
    assert str(module) == str(inner)
    assert list(module.state_dict()) == list(inner.state_dict())


@pytest.mark.parametrize("form", ["zip", "legacy"])
@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_every_protocol(protocol: int, form: str, tmp_path: Path) -> None:
    torch.save(
        network("plain"),
        tmp_path / "m.pth",
        pickle_protocol=protocol,
        _use_new_zipfile_serialization=form == "zip",
    )
    module = read_model_file(tmp_path / "m.pth").module
    assert module is not None
    assert torch.equal(answer(module.eval(), 32), answer(network("plain"), 32))


@pytest.mark.parametrize("form", ["zip", "legacy"])
def test_the_classic_case(tmp_path: Path, form: str) -> None:
    model = network("alexnet")
    path = tmp_path / "torch_alex.pth"
    torch.save(model, path, _use_new_zipfile_serialization=form == "zip")
    opened = open_model(ModelRef.parse(str(path)), CPU)
    assert opened.title == "AlexNet"
    assert prepared(opened).labels.names == ("class 0", "class 1")
    assert (opened.rule.size, opened.rule.shorter_side) == ((224, 224), 256)
    assert any("ImageNet" in note for note in opened.notes)
    layers = survey(opened.module, torch.zeros(1, 3, 224, 224))
    assert layers.default == "features.12"
    assert torch.equal(answer(opened.module, 96), answer(model, 96))


def test_a_timm_network_brings_its_own_input_rule(tmp_path: Path) -> None:
    torch.save(network("lite0"), tmp_path / "m.pth")
    opened = open_model(ModelRef.parse(str(tmp_path / "m.pth")), CPU)
    from viewer.engine.models.zoo.lite0 import open_lite0

    assert opened.rule == open_lite0().rule
    assert opened.title == "EfficientNet"


def test_a_vit_brings_its_picture_size(tmp_path: Path) -> None:
    torch.save(network("vit"), tmp_path / "m.pth")
    opened = open_model(ModelRef.parse(str(tmp_path / "m.pth")), CPU)
    assert (opened.rule.size, prepared(opened).fixed_size) == ((64, 64), True)


def test_thousand_outputs_are_imagenets(tmp_path: Path) -> None:
    torch.save(network("mobilenet_v3_small"), tmp_path / "m.pth")
    opened = open_model(ModelRef.parse(str(tmp_path / "m.pth")), CPU)
    assert prepared(opened).labels.names[281] == "tabby"


@pytest.mark.parametrize("kind", [torch.float16, torch.bfloat16, torch.float64])
def test_other_precisions_become_32_bit(tmp_path: Path, kind: torch.dtype) -> None:
    import copy

    torch.save(copy.deepcopy(network("plain")).to(kind), tmp_path / "m.pth")
    opened = open_model(ModelRef.parse(str(tmp_path / "m.pth")), CPU)
    assert {p.dtype for p in opened.module.parameters()} == {torch.float32}
    assert any("32-bit" in note for note in opened.notes)
    assert torch.allclose(answer(opened.module, 32), answer(network("plain"), 32), atol=0.02)


def test_a_model_in_train_mode_is_evaluated(tmp_path: Path) -> None:
    torch.save(_plain().train(), tmp_path / "m.pth")
    opened = open_model(ModelRef.parse(str(tmp_path / "m.pth")), CPU)
    assert not any(part.training for part in opened.module.modules())


def test_tied_weights_stay_tied(tmp_path: Path) -> None:
    model = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3))
    model[1].weight = model[0].weight
    torch.save(model, tmp_path / "m.pth")
    module = read_model_file(tmp_path / "m.pth").module
    assert module is not None
    assert module.get_parameter("0.weight") is module.get_parameter("1.weight")


@pytest.mark.parametrize("form", ["zip", "legacy"])
@pytest.mark.parametrize("prefix", ["", "module.", "_orig_mod.", "model."])
def test_checkpoints_with_more_than_weights(tmp_path: Path, prefix: str, form: str) -> None:
    state = {f"{prefix}{name}": tensor for name, tensor in network("plain").state_dict().items()}
    checkpoint = {
        "epoch": 3,
        "args": argparse.Namespace(lr=0.1, path=Path("x")),
        "state_dict": state,
        "optimizer": {"state": {0: {"step": torch.tensor(1.0)}}, "param_groups": [{"lr": 0.1}]},
    }
    path = tmp_path / "c.pth"
    torch.save(checkpoint, path, _use_new_zipfile_serialization=form == "zip")
    tensors = read_weights(path).tensors
    own = network("plain").state_dict()
    assert list(tensors) == list(own)
    assert all(torch.equal(tensors[name], own[name]) for name in own)


def test_wrappers_are_taken_off(tmp_path: Path) -> None:
    from torch.optim.swa_utils import AveragedModel

    averaged = AveragedModel(network("plain"), avg_fn=lambda old, new, count: old)
    vars(averaged)["avg_fn"] = answer  # a function of the user's, which is not looked at
    compiled = torch.compile(network("plain"))
    for wrapper in (averaged, compiled):
        torch.save(wrapper, tmp_path / "m.pth")
        module = read_model_file(tmp_path / "m.pth").module
        assert type(module) is nn.Sequential
        assert torch.equal(answer(module.eval(), 32), answer(network("plain"), 32))


def test_a_checkpoint_with_a_whole_model(tmp_path: Path) -> None:
    torch.save({"epoch": 3, "model": network("plain")}, tmp_path / "c.pth")
    assert read_model_file(tmp_path / "c.pth").module is not None


def test_a_state_dict_of_a_known_network_opens_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "two.pth"
    torch.save(network("alexnet").state_dict(), path)
    for arch in (None, "alexnet"):
        opened = open_model(ModelRef.parse(str(path), arch=arch), CPU)
        assert torch.equal(answer(opened.module, 96), answer(network("alexnet"), 96))


def test_a_state_dict_of_an_unknown_network_asks_for_its_architecture(tmp_path: Path) -> None:
    torch.save(_plain().state_dict(), tmp_path / "own.pth")
    with pytest.raises(ArchitectureNeeded, match="architecture"):
        open_model(ModelRef.parse(str(tmp_path / "own.pth")), CPU)


def test_enums_as_python_3_11_0_to_3_11_3_pickled_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from timm.layers.format import Format

    def reduce(self: Format, _protocol: int) -> tuple[object, ...]:
        return getattr, (Format, self.name)

    monkeypatch.setattr(Format, "__reduce_ex__", reduce)
    torch.save(network("vit_tiny"), tmp_path / "m.pth")
    assert b"getattr" in (tmp_path / "m.pth").read_bytes()
    module = read_model_file(tmp_path / "m.pth").module
    assert module is not None
    assert [vars(one).get("output_fmt") for one in module.modules()] == [
        vars(one).get("output_fmt") for one in network("vit_tiny").modules()
    ]


def test_a_whole_model_can_be_taken_as_weights(tmp_path: Path) -> None:
    torch.save(network("alexnet"), tmp_path / "m.pth")
    opened = open_model(ModelRef.parse(str(tmp_path / "m.pth"), arch="alexnet"), CPU)
    assert opened.title == "m (alexnet)"


def test_hooks_are_dropped_with_a_note(tmp_path: Path) -> None:
    model = _plain()
    model[0].register_forward_hook(print)
    torch.save(model, tmp_path / "m.pth")
    contents = read_model_file(tmp_path / "m.pth")
    assert contents.module is not None
    assert "Hooks stored in the file were ignored." in contents.notes
    assert not any(part._forward_hooks for part in contents.module.modules())


def test_a_network_that_is_no_classifier(tmp_path: Path) -> None:
    torch.save(nn.Conv2d(3, 4, 3), tmp_path / "m.pth")
    opened = open_model(ModelRef.parse(str(tmp_path / "m.pth")), CPU)
    with pytest.raises(UserError, match="nothing to map"):
        prepared(opened)
    torch.save(nn.Linear(7, 2), tmp_path / "m.pth")
    with pytest.raises(UserError, match="does not run with a colour picture"):
        open_model(ModelRef.parse(str(tmp_path / "m.pth")), CPU)


def _versions() -> list[str]:
    names = ("torch", "torchvision", "timm")
    return [f"# {name} {importlib.metadata.version(name)}" for name in names]


@pytest.fixture
def table_text() -> str:
    text = (REPOSITORY / "resources" / "models" / "classes.txt").read_text(encoding="utf-8")
    if text.splitlines()[:3] != _versions():
        pytest.skip("the table was made from other versions of torch, torchvision or timm")
    return text


def test_the_class_table_is_current(table_text: str) -> None:
    script = load_script("packaging/class_table.py")
    assert table_text == script.table(), "run python packaging/class_table.py --write"


def test_every_class_of_the_table_is_a_plain_layer(table_text: str) -> None:
    names = classes.table()
    assert len(names) > 900
    assert not [name for name in names if classes.find_class(name) is None]
    never = ("Lazy", "ParameterDict", "ParameterList", "GraphModule", "ScriptModule", "Quantiz")
    assert not [name for name in names if name.rpartition(".")[2].startswith(never)]
    assert all(classes.is_known(new) for new in classes.MOVED.values())


@pytest.mark.parametrize("device", ["cuda:0", "cuda:7", "mps:0", "xla:0"])
@pytest.mark.parametrize("whole", [True, False])
def test_tensors_saved_on_another_device_come_to_the_cpu(
    tmp_path: Path, device: str, whole: bool
) -> None:
    """The device stands in the file as a word beside each storage, whose bytes are the same."""
    model = network("plain")
    torch.save(model if whole else model.state_dict(), tmp_path / "cpu.pth")
    said, wanted = (
        b"X" + len(text).to_bytes(4, "little") + text for text in (b"cpu", device.encode())
    )
    with (
        zipfile.ZipFile(tmp_path / "cpu.pth") as source,
        zipfile.ZipFile(tmp_path / "other.pth", "w") as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("data.pkl"):
                assert said in data
                data = data.replace(said, wanted)
            target.writestr(name, data)
    contents = read_model_file(tmp_path / "other.pth")
    found = contents.module.state_dict() if whole else contents.tensors
    assert all(torch.equal(tensor, found[key]) for key, tensor in model.state_dict().items())
    assert {tensor.device.type for tensor in found.values()} == {"cpu"}
