import warnings

import pytest
import timm
import torch
import torchvision
from torch import nn

from viewer.core.errors import Cancelled, UserError
from viewer.engine.look.capture import record
from viewer.engine.look.layers import survey
from viewer.engine.look.tokens import to_maps


def build(name: str) -> nn.Module:
    """A model of torchvision or timm with random weights; heads of zeros get some, too."""
    torch.manual_seed(0)
    library, name = name.split(":")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GoogLeNet's remark about its initialisation
        if library == "timm":
            model = timm.create_model(name, pretrained=False)
        else:
            slow = {"init_weights": False} if name in {"googlenet", "inception_v3"} else {}
            model = torchvision.models.get_model(name, weights=None, **slow)
    for module in model.modules():
        if isinstance(module, nn.Linear) and not module.weight.any():
            nn.init.normal_(module.weight, std=0.02)
    return model


@pytest.mark.parametrize(
    ("name", "default", "grid", "channels"),
    [
        ("zoo:alexnet", "features.12", (6, 6), 256),
        ("zoo:vgg16", "features.30", (7, 7), 512),
        ("zoo:resnet18", "layer4.1", (7, 7), 512),
        ("zoo:resnet50", "layer4.2", (7, 7), 2048),
        ("zoo:densenet121", "features.norm5", (7, 7), 1024),
        ("zoo:mobilenet_v2", "features.18", (7, 7), 1280),
        ("zoo:mobilenet_v3_small", "features.12", (7, 7), 576),
        ("zoo:efficientnet_b0", "features.8", (7, 7), 1280),
        ("zoo:convnext_tiny", "features.7.2", (7, 7), 768),
        ("zoo:squeezenet1_1", "features.12", (13, 13), 512),
        ("zoo:shufflenet_v2_x0_5", "conv5.2", (7, 7), 1024),
        ("zoo:regnet_y_400mf", "trunk_output.block4", (7, 7), 440),
        ("zoo:googlenet", "inception5b", (7, 7), 1024),
        ("zoo:inception_v3", "Mixed_7c", (5, 5), 2048),
        ("zoo:vit_b_32", "encoder.layers.encoder_layer_11.ln_1", (7, 7), 768),
        ("zoo:swin_t", "norm", (7, 7), 768),
        ("timm:tf_efficientnet_lite0", "bn2", (7, 7), 1280),
        ("timm:convnext_nano", "stages.3", (7, 7), 640),
        ("timm:vit_tiny_patch16_224", "blocks.11.norm1", (14, 14), 192),
        ("timm:deit_tiny_distilled_patch16_224", "blocks.11.norm1", (14, 14), 192),
        ("timm:swin_tiny_patch4_window7_224", "norm", (7, 7), 768),
        ("timm:mixer_s32_224", "norm", (7, 7), 512),
    ],
)
def test_the_default_is_the_layer_the_field_takes(name, default, grid, channels):
    found = survey(build(name), torch.randn(1, 3, 224, 224))
    assert found.default == default
    info = {layer.name: layer for layer in found.layers}[default]
    assert (info.grid, info.channels) == (grid, channels)
    assert found.answer == (1000,)


def test_alexnet_layers_come_in_forward_order_with_their_shapes():
    found = survey(build("zoo:alexnet"), torch.zeros(1, 3, 224, 224))
    names = [layer.name for layer in found.layers]
    assert names == [*(f"features.{index}" for index in range(13)), "features", "avgpool"]
    first, last = found.layers[0], found.layers[12]
    assert (first.type, first.shape, first.grid) == ("Conv2d", (64, 55, 55), (55, 55))
    assert (last.type, last.shape, last.grid) == ("MaxPool2d", (256, 6, 6), (6, 6))


def test_a_layer_without_spatial_output_is_told_with_a_better_one():
    found = survey(build("zoo:resnet18"), torch.zeros(1, 3, 64, 64))
    assert "avgpool" not in found.layouts
    with pytest.raises(UserError, match="“fc” has no spatial output") as told:
        found.layout("fc")
    assert found.default in told.value.hint


@pytest.mark.parametrize("name", ["timm:vit_tiny_patch16_224", "zoo:vit_b_32"])
def test_attention_with_heads_is_not_taken_for_maps(name):
    found = survey(build(name), torch.zeros(1, 3, 224, 224))
    heads = [layer.name for layer in found.layers if len(layer.shape) == 3 and layer.shape[0] < 20]
    assert heads == []
    assert {found.layout(layer.name).kind for layer in found.layers} == {"maps", "tokens"}


def test_a_mixer_across_tokens_is_not_taken_for_tokens():
    found = survey(build("timm:mixer_s32_224"), torch.zeros(1, 3, 224, 224))
    assert not any("mlp_tokens" in layer.name for layer in found.layers)
    assert any("mlp_channels" in layer.name for layer in found.layers)


def test_every_listed_layer_gives_maps_of_the_grid_it_names():
    torch.manual_seed(0)
    model, x = build("zoo:swin_t"), torch.randn(1, 3, 64, 96)
    found = survey(model, x)
    names = [layer.name for layer in found.layers]
    capture = record(model, x, names)
    gradients = capture.gradients(capture.answer[5], names)
    for layer in found.layers:
        layout = found.layout(layer.name)
        assert capture.activations(layer.name).shape == layer.shape
        for tensor in (capture.activations(layer.name), gradients[layer.name]):
            assert to_maps(tensor, layout).shape == (layer.channels, *layer.grid)


@pytest.mark.parametrize(("size", "grid"), [((64, 96), (4, 6)), ((96, 64), (6, 4))])
def test_pictures_that_are_not_square(size, grid):
    torch.manual_seed(0)
    vit = timm.create_model(
        "vit_tiny_patch16_224", pretrained=False, img_size=size, num_classes=7, depth=3
    )
    nn.init.normal_(vit.get_parameter("head.weight"))
    found = survey(vit, torch.randn(1, 3, *size))
    layout = found.layout(found.default)
    assert found.default == "blocks.2.norm1"
    assert (layout.kind, layout.grid, layout.skip) == ("tokens", grid, 1)
    assert found.answer == (7,)
    swin = survey(build("zoo:swin_t"), torch.randn(1, 3, *size))
    assert swin.layout("features.3").grid == (size[0] // 8, size[1] // 8)
    cnn = survey(build("zoo:resnet18"), torch.randn(1, 3, *size))
    assert cnn.layout("layer3").grid == grid


def test_a_hot_patch_is_found_at_its_row_and_column():
    class Patches(nn.Module):
        """Patches embedded by a linear layer: no map tells the grid, only the picture's aspect."""

        def __init__(self):
            super().__init__()
            self.embed = nn.Linear(48, 5)
            self.head = nn.Linear(5, 3)

        def forward(self, x):
            patches = nn.functional.unfold(x, 4, stride=4).transpose(1, 2)
            return self.head(self.embed(patches).mean(1))

    x = torch.zeros(1, 3, 16, 24)
    x[..., 8:12, 20:24] = 1  # the patch in row 2, column 5
    model = Patches()
    nn.init.ones_(model.embed.weight)
    nn.init.zeros_(model.embed.bias)
    found = survey(model, x)
    maps = to_maps(record(model, x, ["embed"]).activations("embed"), found.layout("embed"))
    assert maps.shape == (5, 4, 6)
    assert maps.nonzero()[:, 1:].unique(dim=0).tolist() == [[2, 5]]


def test_a_class_token_without_gradient_falls_back_to_the_last_attention():
    torch.manual_seed(0)
    model = timm.create_model("vit_tiny_patch16_224", pretrained=False, depth=3)
    head = model.get_parameter("head.weight")
    nn.init.zeros_(head)  # an untrained head: the answer depends on no layer
    assert survey(model, torch.randn(1, 3, 224, 224)).default == "blocks.2.norm1"


def test_transformers_that_average_their_tokens_start_at_the_end():
    torch.manual_seed(0)
    model = timm.create_model("vit_tiny_patch16_224", pretrained=False, depth=3, global_pool="avg")
    nn.init.normal_(model.get_parameter("head.weight"))
    assert survey(model, torch.randn(1, 3, 224, 224)).default == "blocks.2"


def test_the_dry_run_leaves_no_trace():
    model = build("zoo:resnet18").train()
    model.fc.weight.requires_grad_(False)
    statistics = model.get_buffer("bn1.running_mean").clone()
    rng = torch.get_rng_state()
    survey(model, torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(0)))
    assert all(module.training for module in model.modules())
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in model.modules())
    assert [n for n, p in model.named_parameters() if not p.requires_grad] == ["fc.weight"]
    assert all(p.grad is None for p in model.parameters())
    assert torch.equal(model.get_buffer("bn1.running_mean"), statistics)
    assert torch.equal(torch.get_rng_state(), rng)


def test_the_dry_run_can_be_cancelled():
    def check():
        raise Cancelled

    model = build("zoo:resnet18")
    with pytest.raises(Cancelled):
        survey(model, torch.zeros(1, 3, 64, 64), check=check)
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in model.modules())


def test_models_without_maps_or_answers_are_told():
    flat = nn.Sequential(nn.Flatten(), nn.Linear(192, 9), nn.ReLU(), nn.Linear(9, 3))
    with pytest.raises(UserError, match="No layer of this model has a spatial output"):
        survey(flat, torch.zeros(1, 3, 8, 8))
    rowless = nn.Sequential(
        nn.Conv2d(3, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(0), nn.Linear(4, 3)
    )
    with pytest.raises(UserError, match="one answer for each picture"):
        survey(rowless, torch.zeros(1, 3, 8, 8))


def test_a_shared_module_stands_where_it_was_called_last():
    found = survey(build("zoo:resnet18"), torch.zeros(1, 3, 64, 64))
    names = [layer.name for layer in found.layers]
    assert names.index("layer1.0.bn2") < names.index("layer1.0.relu") < names.index("layer1.0")
