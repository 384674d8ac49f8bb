"""Bare weights with a difference: opened as what they are, or refused with what is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import timm
import torch
from torch import nn
from torch.nn.functional import conv2d

from tests.engine.weights_corpus import Case, case_of, norm, recipes_of, verdict, with_head
from viewer.core.asks.references import ModelRef
from viewer.core.errors import ArchitectureNeeded, OwnClasses, UserError
from viewer.core.maps.geometry import InputRule
from viewer.engine.look.subject import open_subject
from viewer.engine.models.opening import open_model
from viewer.engine.models.recognising.architectures import build, find_architecture
from viewer.engine.models.recognising.inference import infer
from viewer.engine.models.recognising.plain_weights import make_plain
from viewer.engine.models.recognising.products import folded

CPU = torch.device("cpu")
PATCHES = torch.zeros(768, 3, 32, 32)
UNTOLD = (
    *("products: an unknown parametrisation", "products: LoRA"),
    *(f"beside, of unknown use: {x}" for x in ("temperature", "another branch")),
    "beside, of unknown use: a learnt input layer",
)


@pytest.mark.slow
def test_nothing_opens_wrongly_and_what_is_asked_can_be_answered() -> None:
    for kind, _ in recipes_of("resnet18", 2):
        case = case_of(kind)
        found = verdict(case)
        assert not found.startswith("WRONG"), (kind, found)
        if found != "right":
            assert "--arch" in found or "--code" in found
            assert case.arch or kind in UNTOLD, (kind, found)
        if found != "right" and case.arch:
            assert verdict(case, said=True) == "right", kind


@pytest.mark.parametrize(
    "kind",
    [
        *("own head: norm, linear", "apart: module.model.body.* + head.*", "products: pruned"),
        *("products: weight_norm", "products: parametrised spectral_norm", "beside: observer"),
        *("other names: Hugging Face ResNet", "other names: children in a Sequential"),
        *("other names: fastai", "other names: lukemelas EfficientNet"),
        *("other names: Hugging Face ViT", "other names: MONAI DenseNet"),
    ],
)
def test_answers_are_those_of_the_true_network(kind: str) -> None:
    assert verdict(case_of(kind)) == "right"


def test_two_linear_layers_side_by_side_are_asked_about() -> None:
    """In a list of layers an activation of the code may stand between them."""
    case = case_of("own head: two linear")
    assert verdict(case).startswith("refused")
    assert verdict(replace(case, arch="resnet18+none"), said=True) == "right"


def open_case(case: Case, tmp_path: Path, arch: str | None = None):
    path = tmp_path / "own.pth"
    torch.save(case.state, path)
    return open_model(ModelRef(source="file", path=path, arch=arch), torch.device("cpu"))


@pytest.mark.parametrize("kind", ["normalisation", "normalisation of bytes", "normalize.mean"])
def test_own_normalisation_is_done_once(kind, tmp_path: Path) -> None:
    opened = open_case(case_of(f"beside: {kind}"), tmp_path)
    assert opened.rule.mean == pytest.approx((0.5, 0.4, 0.3), abs=1e-6)
    assert opened.rule.std == pytest.approx((0.2, 0.25, 0.3), abs=1e-6)
    assert any("normalises pictures itself" in note for note in opened.notes)


def test_what_is_beside_is_named(tmp_path: Path) -> None:
    notes = open_case(case_of("beside: centres"), tmp_path).notes
    assert "Left out, as no part of the network: center_loss.centers." in notes


def test_a_number_of_unknown_use_is_left_out_on_the_users_word_alone(tmp_path: Path) -> None:
    case = case_of("beside, of unknown use: temperature")
    with pytest.raises(ArchitectureNeeded) as asked:
        open_case(case, tmp_path)
    assert "but for temperature, whose use is not known" in asked.value.hint
    assert "--arch resnet18 leaves it out" in asked.value.hint
    assert asked.value.candidates[0] == "resnet18"
    notes = open_case(case, tmp_path, "resnet18").notes
    assert "Left out, though their use is not known: temperature." in notes


def test_a_gap_in_a_head_is_asked_about_by_name(tmp_path: Path) -> None:
    with pytest.raises(ArchitectureNeeded) as asked:
        open_case(case_of("own head: relu, dropout"), tmp_path)
    assert asked.value.headline.endswith("in these places: fc.0 (512→32) … fc.3 (32→2).")
    assert "--arch resnet18+relu" in asked.value.hint
    assert asked.value.candidates[:3] == ("resnet18+relu", "resnet18+none", "resnet18+gelu")


def test_two_heads_are_chosen_by_name(tmp_path: Path) -> None:
    case = case_of("apart: two heads")
    with pytest.raises(ArchitectureNeeded, match=r"several heads: head_a \(512→2\), head_b"):
        open_case(case, tmp_path)
    x = torch.rand(1, 3, 64, 64)
    opened = open_case(case, tmp_path, "resnet18+head_a")
    assert torch.allclose(opened.module(x), case.forward(x), atol=1e-5)
    opened = open_case(case, tmp_path, "resnet18+head_b")
    assert opened.module(x).shape == (1, 5)
    assert "Heads that are not asked: head_a." in opened.notes


def test_small_pictures_are_taken_small(tmp_path: Path) -> None:
    rule: InputRule = open_case(case_of("other names: CIFAR ResNet of kuangliu"), tmp_path).rule
    assert rule.size == (32, 32)


def test_layers_of_no_torch_order_are_no_head() -> None:
    """Two layers that both could come first, or one after the other, are not guessed at."""
    state = dict(case_of("apart: backbone.* + head.*").state)
    state = {key: t for key, t in state.items() if not key.startswith("head.")}
    square = {"a.weight": torch.rand(512, 512), "b.weight": torch.rand(2, 512)}
    found = infer({**state, **square})
    assert not any(one.exact for one in found.candidates)


def test_a_simulated_quantisation_is_not_left_out() -> None:
    state = dict(case_of("own head: linear").state)
    state["conv1.activation_post_process.fake_quant_enabled"] = torch.tensor([1])
    assert infer(make_plain(state).tensors).best is None


@pytest.mark.parametrize("dim", [0, 1, None])
def test_weight_norm_of_any_dimension(dim) -> None:
    layer = nn.utils.parametrizations.weight_norm(nn.Conv2d(3, 5, 2), dim=dim)
    layer.get_parameter("parametrizations.weight.original0").data.mul_(1.7)
    whole = folded({key: t.detach() for key, t in layer.state_dict().items()})
    assert torch.allclose(whole.tensors["weight"], cast(torch.Tensor, layer.weight), atol=1e-6)
    assert [*whole.tensors] == ["bias", "weight"]


def test_an_adapter_of_known_strength_is_added() -> None:
    base, a, b = torch.rand(3, 4), torch.rand(2, 4), torch.rand(3, 2)
    state = {"fc.base_layer.weight": base, "fc.lora_A.weight": a, "fc.lora_B.weight": b}
    whole = folded(state, low_rank_scale=0.5)
    assert torch.allclose(whole.tensors["fc.weight"], base + 0.5 * b @ a)


@pytest.mark.parametrize(
    ("config", "scale"),
    [
        ({"r": 4, "lora_alpha": 8}, 2.0),
        ({"r": 16, "lora_alpha": 8, "use_rslora": True, "rank_pattern": {}}, 2.0),
        ({"r": 4, "lora_alpha": 8, "rank_pattern": {"fc": 2}}, None),
        ({"r": 4, "lora_alpha": 8, "use_dora": True}, None),
        ({"r": 0, "lora_alpha": 8}, None),
        ({"r": 4, "lora_alpha": float("inf")}, None),
        ({"r": 4, "lora_alpha": "much"}, None),
        ([], None),
    ],
)
def test_the_file_beside_an_adapter_says_how_strong_it_is(
    config: object, scale: float | None, tmp_path: Path
) -> None:
    case = case_of("products: LoRA")
    torch.save(case.state, path := tmp_path / "adapter_model.bin")
    (tmp_path / "adapter_config.json").write_text(json.dumps(config))
    reference = ModelRef(source="file", path=path)
    if scale is None:
        with pytest.raises(ArchitectureNeeded, match="how strongly it counts is not in the file"):
            open_model(reference, torch.device("cpu"))
        return
    x = torch.rand(1, 3, 64, 64)
    opened = open_model(reference, torch.device("cpu"))
    with torch.no_grad():
        assert torch.allclose(opened.module(x), case.forward(x), atol=1e-5)


class Own(nn.Module):
    """A network of the user's own, whose code its file does not hold."""

    def __init__(self, backbone: nn.Module, head: nn.Module) -> None:
        super().__init__()
        self.backbone, self.head = backbone, head

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.backbone(x))


def test_a_whole_network_of_own_code_opens_as_what_its_refusal_names(tmp_path: Path) -> None:
    net = Own(with_head("resnet18", nn.Identity()), nn.Sequential(norm(512), nn.Linear(512, 3)))
    torch.save(net.eval(), path := tmp_path / "own.pth")
    with pytest.raises(OwnClasses) as asked:
        open_model(ModelRef(source="file", path=path), torch.device("cpu"))
    assert asked.value.candidates[0] == "resnet18"
    opened = open_model(ModelRef(source="file", path=path, arch="resnet18"), torch.device("cpu"))
    x = torch.rand(1, 3, 64, 64)
    assert torch.allclose(opened.module(x), net(x), atol=1e-5)


@pytest.mark.parametrize(
    ("name", "side", "arch"),
    [("convit_tiny", 112, None), ("vit_tiny_patch16_224", 96, "timm:vit_tiny_patch16_224")],
)
def test_weights_for_pictures_of_another_size_open_at_it(
    tmp_path: Path, name: str, side: int, arch: str | None
) -> None:
    true = timm.create_model(name, num_classes=3, img_size=side).eval()
    state = {f"model.{key}": tensor for key, tensor in true.state_dict().items()}
    torch.save(state, tmp_path / "own.pth")
    opened = open_model(ModelRef(source="file", path=tmp_path / "own.pth", arch=arch), CPU)
    assert opened.rule.size == (side, side)
    assert any(f"{side}×{side} pixels" in note for note in opened.notes)
    x = torch.rand(1, 3, side, side)
    with torch.inference_mode():
        assert torch.allclose(opened.module(x), true(x), atol=1e-5)


def test_torchvisions_vit_is_built_for_the_size_of_its_weights() -> None:
    state = {"encoder.pos_embedding": torch.zeros(1, 10, 768), "conv_proj.weight": PATCHES}
    built = build(find_architecture("vit_b_32"), state)
    assert built.side == cast("Any", built.module).image_size == 96


def test_weights_that_end_before_the_last_layer_answer_with_features(tmp_path: Path) -> None:
    true = with_head("mobilenet_v3_small", nn.Identity())
    torch.save({f"encoder.{k}": t for k, t in true.state_dict().items()}, tmp_path / "own.pth")
    ref = ModelRef(source="file", path=tmp_path / "own.pth")
    info = open_subject(ref, CPU, "CPU").info
    assert any("end before its last layer" in note for note in info.notes)
    assert any("answers with 1024 features" in note for note in info.notes)
    x = torch.rand(1, 3, 64, 64)
    with torch.inference_mode():
        assert torch.equal(open_model(ref, CPU).module(x), true(x))


def test_what_stands_beside_weights_without_a_last_layer_is_named(tmp_path: Path) -> None:
    state = with_head("mobilenet_v3_small", nn.Identity()).state_dict()
    torch.save({**state, "temperature": torch.ones(1)}, tmp_path / "own.pth")
    ref = ModelRef(source="file", path=tmp_path / "own.pth")
    with pytest.raises(ArchitectureNeeded, match="but for temperature, whose use"):
        open_model(ref, CPU)
    assert open_model(replace(ref, arch="mobilenet_v3_small"), CPU).notes


def test_a_head_that_only_its_scale_is_left_of_is_missing_and_not_taken_off(tmp_path: Path) -> None:
    state = with_head("mobilenet_v3_small", nn.Identity()).state_dict()
    state |= {"classifier.3.scale": torch.ones(()), "classifier.3.zero_point": torch.zeros(())}
    torch.save(state, tmp_path / "own.pth")
    with pytest.raises(ArchitectureNeeded, match=r"Missing: classifier\.3\.weight"):
        open_model(ModelRef(source="file", path=tmp_path / "own.pth"), CPU)


def test_whole_numbers_in_place_of_weights_are_refused(tmp_path: Path) -> None:
    state = with_head("mobilenet_v3_small", nn.Linear(1024, 3)).state_dict()
    state["classifier.3.weight"] = state["classifier.3.weight"].mul(100).to(torch.int8)
    torch.save(state, tmp_path / "own.pth")
    with pytest.raises(UserError, match=r"classifier\.3\.weight holds whole numbers \(int8\)"):
        open_model(ModelRef(source="file", path=tmp_path / "own.pth"), CPU)


def test_an_adapter_of_a_convolution_is_added() -> None:
    x, base = torch.rand(1, 2, 5, 5), torch.rand(6, 2, 3, 3)
    a, b = torch.rand(4, 2, 3, 3), torch.rand(6, 4, 1, 1)
    state = {"c.base_layer.weight": base, "c.lora_A.d.weight": a, "c.lora_B.d.weight": b}
    weight = folded(state, low_rank_scale=0.5).tensors["c.weight"]
    true = conv2d(x, base) + 0.5 * conv2d(conv2d(x, a), b)
    assert torch.allclose(conv2d(x, weight), true, atol=1e-5)


def test_a_layer_trained_whole_beside_adapters_stands_for_the_original_one() -> None:
    old, new = torch.rand(3, 4), torch.rand(3, 4)
    state = {"head.original_module.weight": old, "head.modules_to_save.default.weight": new}
    assert folded(state).tensors == {"head.weight": new}
