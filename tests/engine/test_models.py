"""Opening models: the default one, zoo names, and files of weights; every refusal is in words."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
import torch
from timm.data.imagenet_info import ImageNetInfo
from torch import nn

from viewer.core.asks.references import ModelRef
from viewer.core.errors import ArchitectureNeeded, UserError
from viewer.core.maps.geometry import InputRule
from viewer.core.models.model_setup import ModelSetup
from viewer.engine.look.reader import Reader
from viewer.engine.look.second_look import look_again
from viewer.engine.models.opening import open_model
from viewer.engine.models.prepared import PreparedModel, prepare
from viewer.engine.models.ready import make_ready
from viewer.engine.models.recognising.architectures import (
    Architecture,
    build,
    find_architecture,
    without_initialising,
)
from viewer.engine.models.recognising.state_dict import read_weights
from viewer.engine.models.zoo.imagenet import imagenet_labels, synset_index
from viewer.engine.models.zoo.lite0 import match_in_order, open_lite0, weights_file
from viewer.engine.models.zoo.published import input_rule, published
from viewer.tasks.registry import built_in

CPU = torch.device("cpu")


@pytest.fixture
def two_classes() -> nn.Module:
    """A SqueezeNet with two classes and seeded random weights."""
    from torchvision.models import squeezenet1_1

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return squeezenet1_1(num_classes=2).eval()


def from_file(path: Path, arch: str | None = "squeezenet1_1") -> ModelRef:
    return ModelRef(source="file", path=path, arch=arch)


def prepared(ref: ModelRef) -> PreparedModel:
    opened = open_model(ref, CPU)
    return prepare(opened, Reader(opened.module), ModelSetup(), built_in())


def save(path: Path, content: object) -> Path:
    torch.save(content, path)
    return path


def test_default_model_is_frozen_and_ready() -> None:
    opened = open_model(ModelRef.default(), CPU)
    assert opened.title == "EfficientNet-Lite0 (ImageNet)"
    assert opened.weights_sha256 == hashlib.sha256(weights_file().read_bytes()).hexdigest()
    assert not any(module.training for module in opened.module.modules())
    assert not any(getattr(module, "inplace", False) for module in opened.module.modules())
    assert not any(parameter.requires_grad for parameter in opened.module.parameters())
    assert not prepared(ModelRef.default()).fixed_size


def test_default_rule_is_timms_own() -> None:
    rule = published(Architecture("timm", "tf_efficientnet_lite0"))[0].rule
    assert rule == open_lite0().rule


def test_default_weights_reach_every_entry() -> None:
    found = read_weights(weights_file()).tensors
    own = open_lite0().module.state_dict()
    assert len(found) == len(own) == 296
    assert all(torch.equal(a, b) for a, b in zip(found.values(), own.values(), strict=True))


@pytest.mark.parametrize("change", ["fewer", "shape", "kind"])
def test_other_default_weights_are_refused(change: str) -> None:
    wanted = {"a.weight": torch.zeros(2, 3), "a.bias": torch.zeros(2)}
    found = {"x.weight": torch.zeros(2, 3), "x.bias": torch.zeros(2)}
    if change == "fewer":
        del found["x.bias"]
    elif change == "shape":
        found["x.bias"] = torch.zeros(3)
    else:
        found["x.mean"] = found.pop("x.bias")
    with pytest.raises(UserError, match="not the expected ones"):
        match_in_order(found, wanted)


def test_imagenet_names() -> None:
    labels = imagenet_labels()
    assert (labels.names[281], labels.titles[281]) == ("tabby", "tabby, tabby cat")
    assert len(labels.names) == len(labels.titles) == 1000
    assert synset_index("n02123045") == 281
    timms = ImageNetInfo("imagenet-1k")
    assert list(labels.titles) == timms.label_descriptions()
    assert all(synset_index(name) == k for k, name in enumerate(timms.label_names()))
    assert {group.name for group in labels.groups} >= {"dog", "cat"}


def test_class_count_is_read_from_the_head(two_classes: nn.Module, tmp_path: Path) -> None:
    path = save(tmp_path / "two.pth", two_classes.state_dict())
    opened = open_model(from_file(path), CPU)
    assert prepared(from_file(path)).labels.names == ("class 0", "class 1")
    x = torch.rand(1, 3, 224, 224)
    assert torch.equal(opened.module(x), two_classes(x))
    assert opened.rule == published(Architecture("torchvision", "squeezenet1_1"))[0].rule


@pytest.mark.parametrize("arch", ["zoo:squeezenet1_1", "torchvision:squeezenet1_1"])
def test_wrapped_and_prefixed_weights(two_classes: nn.Module, tmp_path: Path, arch: str) -> None:
    state = {f"module.{name}": tensor for name, tensor in two_classes.state_dict().items()}
    path = save(tmp_path / "wrapped.pt", {"epoch": 3, "state_dict": state})
    assert len(prepared(from_file(path, arch)).labels.names) == 2


def test_safetensors(two_classes: nn.Module, tmp_path: Path) -> None:
    from safetensors.torch import save_file

    save_file(dict(two_classes.state_dict()), tmp_path / "two.safetensors")
    assert len(prepared(from_file(tmp_path / "two.safetensors")).labels.names) == 2


def test_timm_architecture_from_a_file(tmp_path: Path) -> None:
    import timm

    model = timm.create_model("resnet10t", num_classes=5)
    path = save(tmp_path / "five.pth", model.state_dict())
    assert len(prepared(from_file(path, "timm:resnet10t")).labels.names) == 5


def test_vit_of_another_picture_size_is_fixed(tmp_path: Path) -> None:
    from torchvision.models import vision_transformer

    make = vision_transformer.VisionTransformer
    model = make(64, 16, 1, 2, 768, 3072, num_classes=4)
    state = {k: v for k, v in model.state_dict().items() if "encoder_layer_" not in k}
    state |= {
        k.replace("_0", f"_{n}"): v
        for n in range(12)
        for k, v in model.state_dict().items()
        if "encoder_layer_0" in k
    }
    built = build(Architecture("torchvision", "vit_b_16"), state)
    module, classes = built.module, built.classes
    module.load_state_dict(state)
    assert (classes, module.image_size) == (4, 64)
    make_ready(module, CPU)
    assert look_again(module, InputRule(size=(64, 64), shorter_side=73), draws=False).fixed_size


def refusal(ref: ModelRef) -> UserError:
    with pytest.raises(UserError) as caught:
        open_model(ref, CPU)
    return caught.value


def test_missing_architecture_is_recognised(two_classes: nn.Module, tmp_path: Path) -> None:
    path = save(
        tmp_path / "two.pth", {f"module.{k}": t for k, t in two_classes.state_dict().items()}
    )
    opened = open_model(from_file(path, None), CPU)
    assert opened.title == "two (squeezenet1_1)"
    assert any("SqueezeNet" in note and "2 classes" in note for note in opened.notes)
    picture = torch.rand(1, 3, 224, 224)
    with torch.inference_mode():
        assert torch.equal(opened.module(picture), two_classes.eval()(picture))


def test_weights_of_no_known_network_need_an_architecture(tmp_path: Path) -> None:
    error = refusal(from_file(save(tmp_path / "own.pth", {"a.weight": torch.ones(2, 3)}), None))
    assert isinstance(error, ArchitectureNeeded)
    assert "match no known network" in error.hint
    assert "--code FILE.py:NAME" in error.hint


def test_unknown_architecture_names_near_ones(two_classes: nn.Module, tmp_path: Path) -> None:
    path = save(tmp_path / "two.pth", two_classes.state_dict())
    assert "squeezenet1_1" in refusal(from_file(path, "squeeznet1_1")).hint
    with pytest.raises(UserError):
        find_architecture("timm:hf-hub:somebody/model")


def test_other_architecture_names_the_difference(two_classes: nn.Module, tmp_path: Path) -> None:
    error = refusal(from_file(save(tmp_path / "two.pth", two_classes.state_dict()), "alexnet"))
    assert "do not fit alexnet" in error.headline
    assert "classifier.6.weight" in error.headline + error.detail


def test_one_output_decides_between_two_classes(tmp_path: Path) -> None:
    from torchvision.models import squeezenet1_1

    path = save(tmp_path / "one.pth", squeezenet1_1(num_classes=1).state_dict())
    model = prepared(from_file(path))
    assert (model.answer.single, model.answer.classes, model.named) == (True, 2, False)
    assert model.labels.names == ("class 0", "class 1")


class Trap:
    """A pickle that would make a folder when it is executed."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, ...]:
        return Path.mkdir, (self.marker,)


@pytest.mark.parametrize("legacy", [False, True])
def test_no_file_is_executed(tmp_path: Path, legacy: bool) -> None:
    path, marker = tmp_path / "trap.pth", tmp_path / "marker"
    torch.save(Trap(marker), path, _use_new_zipfile_serialization=not legacy)
    assert "runs no code" in refusal(from_file(path)).headline
    assert not marker.exists()


def test_whole_models_open_without_an_architecture(two_classes: nn.Module, tmp_path: Path) -> None:
    opened = open_model(from_file(save(tmp_path / "whole.pth", two_classes), None), CPU)
    assert opened.title == "SqueezeNet"
    x = torch.rand(1, 3, 224, 224)
    assert torch.equal(opened.module(x), two_classes(x))


@pytest.mark.parametrize(
    "content",
    [bytes(9), b"\xffhello", b"PK\x03\x04 cut", b"\xff" + bytes(7) + b"{ cut", b"\x80\x02\xff"],
)
def test_damaged_files(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.pth").write_bytes(content)
    assert "damaged" in refusal(from_file(tmp_path / "bad.pth")).headline


def test_truncated_file(two_classes: nn.Module, tmp_path: Path) -> None:
    path = save(tmp_path / "cut.pth", two_classes.state_dict())
    path.write_bytes(path.read_bytes()[:100_000])
    assert "damaged" in refusal(from_file(path)).headline


def test_absent_file_and_folder(tmp_path: Path) -> None:
    assert "no file" in refusal(from_file(tmp_path / "absent.pth")).headline
    assert "is a folder" in refusal(from_file(tmp_path)).headline


def test_no_state_dict(tmp_path: Path) -> None:
    assert "no state dict" in refusal(from_file(save(tmp_path / "x.pth", {"epoch": 1}))).headline


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty download cache of torch."""
    monkeypatch.setattr(torch.hub, "_hub_dir", str(tmp_path))
    (tmp_path / "checkpoints").mkdir()
    return tmp_path / "checkpoints"


def test_zoo_without_weights_says_where_they_are(hub: Path) -> None:
    error = refusal(ModelRef.parse("zoo:resnet18"))
    assert "not on this computer" in error.headline
    assert "“camscope download zoo:resnet18”" in error.hint
    assert "Open model from the zoo" in error.hint


def test_zoo_checks_the_hash(two_classes: nn.Module, hub: Path) -> None:
    save(hub / "squeezenet1_1-b8a52dc0.pth", two_classes.state_dict())
    assert "not the published file" in refusal(ModelRef.parse("zoo:squeezenet1_1")).headline


def test_zoo_takes_weights_from_the_cache(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from viewer.engine.models.zoo import published_models
    from viewer.engine.models.zoo.published import Published

    own = weights_file()
    shutil.copy(own, hub / "lite0-57934424.pth")
    sha = read_weights(own).sha256
    model = open_lite0().module
    path = save(hub / "lite0.pth", model.state_dict())
    rule = open_lite0().rule
    one = Published("lite0 (test)", f"https://example.org/{path.name}", "", rule)
    monkeypatch.setattr(published_models, "published", lambda architecture: (one,))
    opened = open_model(ModelRef.parse("timm:tf_efficientnet_lite0"), CPU)
    assert (opened.title, opened.rule) == ("lite0 (test)", rule)
    assert opened.weights_sha256 != sha


def test_unknown_weights_get_the_recommended_rule() -> None:
    resnet = Architecture("torchvision", "resnet50")
    newest, oldest = published(resnet)[0], published(resnet)[-1]
    assert newest.rule.shorter_side == 232
    assert input_rule(resnet, oldest.hash_prefix + "0" * 56).shorter_side == 256
    assert input_rule(resnet, "0" * 64) == newest.rule


def test_building_leaves_random_numbers_alone() -> None:
    before = torch.random.get_rng_state()
    original = nn.init.kaiming_uniform_
    with without_initialising():
        nn.Linear(3, 3)
    build(Architecture("torchvision", "resnet18"), {})
    assert torch.equal(before, torch.random.get_rng_state())
    assert nn.init.kaiming_uniform_ is original


@pytest.mark.parametrize("name", ["googlenet", "inception_v3", "densenet121", "vgg11", "vit_b_32"])
def test_special_architectures_fit_their_own_weights(name: str, tmp_path: Path) -> None:
    architecture = Architecture("torchvision", name)
    built = build(architecture, {})
    module, classes = built.module, built.classes
    assert classes == 1000
    built = build(architecture, module.state_dict())
    again, classes = built.module, built.classes
    assert classes == 1000
    again.load_state_dict(module.state_dict())
